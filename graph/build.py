"""From the facts of many documents to one knowledge graph."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import networkx as nx

from extract.errors import GraphError
from extract.facts import Document, DocumentFacts
from extract.ontology import Ontology
from extract.pack import load_pack
from graph.edges import merge_relations
from graph.ids import DEFAULT_BASE, check_base, instances
from graph.items import Item, lay_out
from graph.knowledge import KnowledgeGraph
from graph.naming import Identifiers, join_reasons, main_name, other_names
from graph.observations import merge_observations
from graph.resolve import Resolver


def build_graph(
    facts: Iterable[DocumentFacts], *, pack: str = "government", base_iri: str = DEFAULT_BASE, title: str = ""
) -> KnowledgeGraph:
    """The knowledge graph of all these documents; the same whatever order they come in.

    `pack` is the domain pack that the facts were read with, `base_iri` the start of all IRIs, `title` what
    the graph is called. Relations of a
    thing to itself, and relations that the ontology does not allow between the joined types, are left out.
    Raises GraphError where a document comes twice or its facts contradict themselves.
    """
    check_base(base_iri)
    ordered = _in_order(facts)
    domain = load_pack(pack)
    items = lay_out(ordered, domain.ontology)
    resolver = Resolver(items, domain)
    iris = _Nodes(resolver, base_iri)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph.update(
        base_iri=base_iri,
        pack=pack,
        title=title,
        documents=[describe(each.document) for each in ordered],
        observations=merge_observations(ordered, iris.of),
    )
    graph.add_nodes_from(iris.described())
    _add_edges(graph, ordered, iris, domain.ontology)
    return KnowledgeGraph(graph)


def describe(document: Document) -> dict[str, Any]:
    """What the graph keeps of a document: all but its text, of which only the length."""
    return {
        "id": document.id,
        "title": document.title,
        "date": document.date,
        "place": document.place,
        "outlet": document.outlet,
        "authors": list(document.authors),
        "script": document.script,
        "sha256": document.sha256 or hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest(),
        "characters": len(document.text),
    }


def _in_order(facts: Iterable[DocumentFacts]) -> list[DocumentFacts]:
    ordered = sorted(facts, key=lambda each: each.document.id)
    for first, second in pairwise(ordered):
        if first.document.id == second.document.id:
            raise GraphError(f"{first.document.id}: the facts of this document are given twice; one of them is right")
    return ordered


class _Nodes:
    """The joined things as nodes, and the way from a document's entity to its node."""

    def __init__(self, resolver: Resolver, base: str) -> None:
        self._resolver = resolver
        roots = resolver.clusters.roots()
        self._members = {root: [resolver.items[i] for i in resolver.clusters.members(root)] for root in roots}
        self._names = {root: main_name(members, resolver) for root, members in self._members.items()}
        ids = Identifiers(resolver, self._names).ids
        self._iris = {root: f"{instances(base)}{local}" for root, local in ids.items()}
        self._index = {(item.document.id, item.entity.id): item.index for item in resolver.items}

    def of(self, document: str, entity: str) -> str:
        """The IRI of a document's entity. Raises GraphError where the document has no such entity."""
        if (document, entity) not in self._index:
            raise GraphError(f"{document}: an observation is about {entity!r}, which is no entity of the document")
        return self._iris[self._resolver.clusters.find(self._index[document, entity])]

    def described(self) -> list[tuple[str, dict[str, Any]]]:
        """(IRI, attributes) of all nodes, by IRI."""
        reasons = join_reasons(self._resolver)
        return sorted(
            ((iri, self._describe(root, reasons.get(root, []))) for root, iri in self._iris.items()),
            key=lambda node: node[0],
        )

    def _describe(self, root: int, reasons: Sequence[str]) -> dict[str, Any]:
        members = self._members[root]
        named: list[Item] = [item for item in members if not item.entity.inferred]
        return {
            "type": members[0].type,
            "name": self._names[root],
            "aliases": other_names(members, self._names[root]),
            "inferred": not named,
            "code": max((item.entity.code for item in members), key=lambda code: (len(code), code)),
            "documents": sorted({item.document.id for item in members}),
            "mentions": sum(len(item.entity.mentions) for item in members),
            "merged_by": list(reasons),
        }


def _add_edges(
    graph: nx.MultiDiGraph[str], ordered: Sequence[DocumentFacts], nodes: _Nodes, ontology: Ontology
) -> None:
    types: dict[str, str] = {node: data["type"] for node, data in graph.nodes(data=True)}
    for (source, relation, target), attributes in merge_relations(ordered, nodes.of, ontology):
        if source != target and ontology.allows(types[source], relation, types[target]):
            graph.add_edge(source, target, key=relation, **attributes)
