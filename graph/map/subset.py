"""A part of a graph for a map of its own: by type, by district, by document, by nearness to an entity."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

from extract.errors import GraphError
from graph.view import GraphView

_DISTRICT = "District"
_INSIDE = ("partOf", "locatedIn", "jurisdiction")
"""Relations whose target is the area that the source belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is wanted; each field that is given narrows the graph, several values of one field widen it.

    `types` are ids or labels of types. `districts` and `around` name entities by name, alias, code or IRI: a
    district brings what lies in it and what that is joined to, `around` brings what is at most `hops` edges away.
    `documents` are ids or titles, or parts of them; facts keep only the evidence of these documents.
    """

    types: Sequence[str] = ()
    districts: Sequence[str] = ()
    documents: Sequence[str] = ()
    around: Sequence[str] = ()
    hops: int = 1


def subset(kg: GraphView, part: Part) -> nx.MultiDiGraph[str]:
    """The part as a graph with the same attributes. Raises GraphError where a name means nothing in the graph."""
    network = kg.to_networkx()
    if part.documents:
        _keep_documents(network, _documents(kg, part.documents))
    keep = set(network)
    if part.districts:
        keep &= _districts(network, part.districts)
    if part.around:
        keep &= _near(network, {_find(network, name, "") for name in part.around}, part.hops)
    if part.types:
        wanted = {_type(kg, name) for name in part.types}
        keep &= {node for node, data in network.nodes(data=True) if data["type"] in wanted}
    network.remove_nodes_from(sorted(set(network) - keep))
    _tidy(network)
    return network


def _type(kg: GraphView, name: str) -> str:
    known = kg.ontology.types
    for kind in known.values():
        if name.casefold() in (kind.id.casefold(), kind.label.zh, kind.label.en.casefold()):
            return kind.id
    raise GraphError(f"type {name!r}: is not known; known are {', '.join(known)}")


def _find(network: nx.MultiDiGraph[str], name: str, kind: str) -> str:
    """The node that a name means: whole names before aliases, of several the one with the most edges."""
    found: list[tuple[int, int, str]] = []
    for node, data in network.nodes(data=True):
        if kind and data["type"] != kind:
            continue
        forms = ([data["name"]], [node, data.get("code") or ""], data.get("aliases") or ())
        rank = next((rank for rank, names in enumerate(forms) if name in names), None)
        if rank is not None:
            found.append((rank, -int(network.degree(node)), node))
    if not found:
        what = "district" if kind == _DISTRICT else "entity"
        raise GraphError(f"{what} {name!r}: is not in the graph; a name, alias, code or IRI is expected")
    return min(found)[2]


def _districts(network: nx.MultiDiGraph[str], names: Iterable[str]) -> set[str]:
    inside = {_find(network, name, _DISTRICT) for name in names}
    waiting = sorted(inside)
    while waiting:
        area = waiting.pop()
        for source, _, relation in network.in_edges(area, keys=True):
            if relation in _INSIDE and source not in inside:
                inside.add(source)
                waiting.append(source)
    return _near(network, inside, 1)


def _near(network: nx.MultiDiGraph[str], start: set[str], hops: int) -> set[str]:
    found = set(start)
    edge = set(start)
    for _ in range(hops):
        edge = {other for node in edge for other in nx.all_neighbors(network, node)} - found
        found |= edge
    return found


def _documents(kg: GraphView, names: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for name in names:
        matching = {str(paper["id"]) for paper in kg.documents if name in (paper["id"], paper.get("title"))} or {
            str(paper["id"]) for paper in kg.documents if name in paper["id"] or name in (paper.get("title") or "")
        }
        if not matching:
            raise GraphError(f"document {name!r}: is not in the graph; an id or title, or a part of one, is expected")
        found |= matching
    return found


def _keep_documents(network: nx.MultiDiGraph[str], wanted: set[str]) -> None:
    for source, target, key, data in list(network.edges(keys=True, data=True)):
        data["evidence"] = _of(data.get("evidence") or (), wanted)
        if not data["evidence"] and not data.get("inferred"):
            network.remove_edge(source, target, key)
    for _, data in network.nodes(data=True):
        data["documents"] = [name for name in data.get("documents") or () if name in wanted]
    seen = network.graph["observations"]
    for observation in seen:
        observation["evidence"] = _of(observation.get("evidence") or (), wanted)
    network.graph["observations"] = [each for each in seen if each["evidence"]]
    network.graph["documents"] = [each for each in network.graph["documents"] if each["id"] in wanted]
    named = {node for node, data in network.nodes(data=True) if data["documents"]}
    joined = {end for a, b, data in network.edges(data=True) if data["evidence"] for end in (a, b)}
    network.remove_nodes_from(sorted(set(network) - named - joined))


def _of(evidence: Iterable[dict[str, Any]], wanted: set[str]) -> list[dict[str, Any]]:
    return [piece for piece in evidence if piece["document"] in wanted]


def _tidy(network: nx.MultiDiGraph[str]) -> None:
    """Leaves out observations of nodes that are gone, and documents that nothing refers to any more."""
    attributes = network.graph
    attributes["observations"] = [each for each in attributes["observations"] if each["subject"] in network]
    facts = [*(data for *_, data in network.edges(data=True)), *attributes["observations"]]
    used = {piece["document"] for fact in facts for piece in fact.get("evidence") or ()}
    used |= {name for _, data in network.nodes(data=True) for name in data.get("documents") or ()}
    attributes["documents"] = copy.deepcopy([each for each in attributes["documents"] if each["id"] in used])
