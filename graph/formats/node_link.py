"""`graph.json`: NetworkX node-link JSON, the exchange format that holds everything and reads back equal."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx

from extract.errors import GraphError
from graph.formats.check import check_node_link
from graph.view import GraphView

_HALF = re.compile("[\ud800-\udfff]")


def write_node_link(kg: GraphView, path: Path) -> None:
    """Writes the graph as node-link JSON in UTF-8: one line for each node, edge, document and observation."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(_lines(kg))


def read_node_link(path: Path) -> nx.MultiDiGraph[str]:
    """The graph in a node-link file. Raises GraphError, naming the file and the problem, where it holds none."""
    try:
        data = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise GraphError(f"{path}: cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise GraphError(f"{path}: is not UTF-8 JSON: {error}") from error
    if problem := check_node_link(data):
        raise GraphError(f"{path}: {problem}")
    return nx.MultiDiGraph(nx.node_link_graph(data, directed=True, multigraph=True, edges="edges"))


def _lines(kg: GraphView) -> Iterator[str]:
    data: dict[str, Any] = nx.node_link_data(kg.graph, edges="edges")
    attributes = data["graph"]
    yield '{\n"directed": true,\n"multigraph": true,\n"graph": {\n'
    for name in sorted(attributes.keys() - {"documents", "observations"}):
        yield f"{_json(name)}: {_json(attributes[name])},\n"
    yield from _array("documents", attributes["documents"])
    yield ",\n"
    yield from _array("observations", attributes["observations"])
    yield "\n},\n"
    nodes = sorted(({"id": node.pop("id"), **node} for node in data["nodes"]), key=lambda node: node["id"])
    yield from _array("nodes", nodes)
    yield ",\n"
    edges = sorted(data["edges"], key=lambda edge: (edge["source"], edge["target"], edge["key"]))
    yield from _array("edges", ({"source": edge.pop("source"), "target": edge.pop("target"), **edge} for edge in edges))
    yield "\n}\n"


def _array(name: str, values: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield f"{_json(name)}: ["
    separator = "\n"
    for value in values:
        yield f"{separator}{_json(value)}"
        separator = ",\n"
    yield "\n]"


def _json(value: object) -> str:
    """The value as JSON; a half of a surrogate pair, which UTF-8 cannot hold, as its escape."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return _HALF.sub(lambda half: f"\\u{ord(half[0]):04x}", text)
