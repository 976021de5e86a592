"""From the facts of many documents to one knowledge graph."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import networkx as nx

from extract.errors import GraphError
from extract.facts import Document, DocumentFacts
from extract.pack import load_pack
from graph.curation import Curation
from graph.drafts import Draft
from graph.edges import merge_relations
from graph.ids import DEFAULT_BASE, check_base, instances
from graph.items import lay_out
from graph.judgements import Judgement, StaleJudgement
from graph.knowledge import KnowledgeGraph
from graph.naming import Identifiers, join_reasons, main_name, other_names
from graph.observations import merge_observations
from graph.rdf.terms import check_licence
from graph.resolve import Resolver


def build_graph(  # noqa: PLR0913 - options by keyword
    facts: Iterable[DocumentFacts],
    *,
    pack: str = "government",
    base_iri: str = DEFAULT_BASE,
    title: str = "",
    licence: str = "",
    judgements: Sequence[Judgement] = (),
    on_stale: Callable[[StaleJudgement], None] | None = None,
) -> KnowledgeGraph:
    """The knowledge graph of all these documents; the same whatever order they come in.

    `pack` is the domain pack that the facts were read with, `base_iri` the start of all IRIs, `title` what
    the graph is called, `licence` the IRI of the licence that its publisher gives it, if any. Relations of a
    thing to itself, and relations that the ontology does not allow between the joined types, are left out.
    `judgements` win over what was read; each that changes nothing any more goes to `on_stale`.
    Raises GraphError where the base or the licence is no IRI, a document comes twice, its facts contradict
    themselves, or a judgement names a type or relation that the pack has not.
    """
    check_base(base_iri)
    ordered = _in_order(facts)
    domain = load_pack(pack)
    resolver = Resolver(lay_out(ordered, domain.ontology), domain)
    drafts = _drafts(resolver, base_iri)
    curation = Curation(
        judgements,
        drafts,
        domain.ontology,
        name_of=lambda members: main_name(members, resolver),
        on_stale=on_stale or (lambda _: None),
    )
    nodes, kept = _Nodes(drafts), curation.kept(ordered)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph.update(
        base_iri=base_iri,
        pack=pack,
        title=title,
        documents=[describe(each.document) for each in ordered],
        observations=merge_observations(kept, nodes.of),
        **({"licence": check_licence(licence)} if licence else {}),
    )
    graph.add_nodes_from(nodes.described())
    for (source, relation, target), attributes in curation.edges(
        merge_relations(kept, nodes.of, domain.ontology), ordered
    ):
        graph.add_edge(source, target, key=relation, **attributes)
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


def _drafts(resolver: Resolver, base: str) -> dict[str, Draft]:
    """The joined things by IRI, as they were read."""
    clusters, reasons = resolver.clusters, join_reasons(resolver)
    members = {root: [resolver.items[i] for i in clusters.members(root)] for root in clusters.roots()}
    names = {root: main_name(items, resolver) for root, items in members.items()}
    found: dict[str, Draft] = {}
    for root, local in Identifiers(resolver, names).ids.items():
        code = max((item.entity.code for item in members[root]), key=lambda code: (len(code), code))
        found[f"{instances(base)}{local}"] = Draft(
            members[root], members[root][0].type, names[root], code, reasons.get(root, [])
        )
    return found


class _Nodes:
    """The joined things as nodes, and the way from a document's entity to its node."""

    def __init__(self, drafts: Mapping[str, Draft]) -> None:
        self._drafts = drafts
        self._iris = {
            (item.document.id, item.entity.id): iri for iri, draft in drafts.items() for item in draft.members
        }

    def of(self, document: str, entity: str) -> str:
        """The IRI of a document's entity. Raises GraphError where the document has no such entity."""
        if (document, entity) not in self._iris:
            raise GraphError(f"{document}: an observation is about {entity!r}, which is no entity of the document")
        return self._iris[document, entity]

    def described(self) -> list[tuple[str, dict[str, Any]]]:
        """(IRI, attributes) of all nodes, by IRI."""
        return [(iri, _node(self._drafts[iri])) for iri in sorted(self._drafts)]


def _node(draft: Draft) -> dict[str, Any]:
    return {
        "type": draft.type,
        "name": draft.name,
        "aliases": other_names(draft.members, draft.name),
        "inferred": all(item.entity.inferred for item in draft.members),
        "code": draft.code,
        "documents": sorted({item.document.id for item in draft.members}),
        "mentions": sum(len(item.entity.mentions) for item in draft.members),
        "merged_by": list(draft.reasons),
    }
