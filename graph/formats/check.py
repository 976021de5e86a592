"""Whether JSON values are a graph in the exchange format, and if not, what is wrong first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graph.ids import LOCAL_ID, instances, is_base
from graph.rdf.terms import is_iri

_TEXT, _LIST, _FLAG, _NUMBER = (str,), (list,), (bool,), (int, float)

_GRAPH = {"base_iri": _TEXT, "pack": _TEXT, "documents": _LIST, "observations": _LIST}
_NODE = {"id": _TEXT, "type": _TEXT, "name": _TEXT, "aliases": _LIST, "inferred": _FLAG}
_EDGE = {
    "source": _TEXT,
    "target": _TEXT,
    "key": _TEXT,
    "relation": _TEXT,
    "confidence": _NUMBER,
    "modality": _TEXT,
    "evidence": _LIST,
    "inferred": _FLAG,
}
_OBSERVATION = {"id": _TEXT, "subject": _TEXT, "metric": _TEXT, "evidence": _LIST}
_DOCUMENT = {"id": _TEXT}
_EVIDENCE = {"document": _TEXT, "start": (int,), "end": (int,), "text": _TEXT, "rule": _TEXT}


def check_node_link(data: object) -> str:
    """The first thing wrong with a node-link graph, as one line that names the place; empty where all is right."""
    top = {"graph": (dict,), "nodes": _LIST, "edges": _LIST}
    if problem := _fields(data, top, "the file") or _fields(_part(data, "graph"), _GRAPH, "graph"):
        return problem
    assert isinstance(data, dict)
    graph = data["graph"]
    if not is_base(graph["base_iri"]):
        return f"graph has base_iri = {graph['base_iri']!r:.60}; an ASCII http(s) IRI that ends in / is expected"
    if graph.get("licence") and not is_iri(graph["licence"]):
        return f"graph has licence = {graph['licence']!r:.60}; an absolute ASCII IRI, or none, is expected"
    return (
        _all(graph["documents"], _DOCUMENT, "document")
        or _all(data["nodes"], _NODE, "node")
        or _all(data["edges"], _EDGE, "edge")
        or _all(graph["observations"], _OBSERVATION, "observation")
        or _bad_names(data)
        or _repeated(data["nodes"])
        or _unknown_ends(data, graph["observations"])
    )


def _part(data: object, name: str) -> object:
    return data.get(name) if isinstance(data, dict) else None


def _fields(value: object, wanted: Mapping[str, tuple[type, ...]], where: str) -> str:
    if not isinstance(value, dict):
        return f"{where} is {type(value).__name__}; an object with {', '.join(wanted)} is expected"
    for name, types in wanted.items():
        if name not in value:
            return f"{where} has no {name!r}"
        if not isinstance(value[name], types) or (isinstance(value[name], bool) and bool not in types):
            return f"{where} has {name} = {value[name]!r:.60}; {' or '.join(t.__name__ for t in types)} is expected"
    return ""


def _all(values: Iterable[Any], wanted: Mapping[str, tuple[type, ...]], kind: str) -> str:
    for number, value in enumerate(values):
        where = f"{kind} {number}"
        if problem := _fields(value, wanted, where):
            return problem
        for piece in value.get("evidence", ()) if "evidence" in wanted else ():
            if problem := _fields(piece, _EVIDENCE, f"evidence of {where}"):
                return problem
    return ""


def _bad_names(data: dict[str, Any]) -> str:
    """The first id, type or relation that could not stand in an IRI."""
    start = instances(data["graph"]["base_iri"])
    found = [(node["id"].removeprefix(start), f"id of node {i}") for i, node in enumerate(data["nodes"])]
    found += [(node["type"], f"type of node {i}") for i, node in enumerate(data["nodes"])]
    found += [(edge["relation"], f"relation of edge {i}") for i, edge in enumerate(data["edges"])]
    found += [(each["id"], f"id of observation {i}") for i, each in enumerate(data["graph"]["observations"])]
    for name, where in found:
        if not LOCAL_ID.fullmatch(name):
            return f"{where} is {name!r:.60}; letters, digits, _ and - (after {start} for a node) are expected"
    return ""


def _repeated(nodes: Iterable[dict[str, Any]]) -> str:
    seen: set[str] = set()
    for node in nodes:
        if node["id"] in seen:
            return f"node {node['id']} is there twice"
        seen.add(node["id"])
    return ""


def _unknown_ends(data: dict[str, Any], observations: Iterable[dict[str, Any]]) -> str:
    known = {node["id"] for node in data["nodes"]}
    ends = [(edge[end], f"edge {i}") for i, edge in enumerate(data["edges"]) for end in ("source", "target")]
    ends += [(each["subject"], f"observation {each['id']}") for each in observations]
    return next((f"{where} leads to {end}, which is no node" for end, where in ends if end not in known), "")
