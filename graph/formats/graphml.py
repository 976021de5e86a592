"""`graph.graphml`: the graph for Gephi, Cytoscape and yEd, as scalar attributes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import networkx as nx

from graph.formats.text import holdable
from graph.ids import statement_id
from graph.view import GraphView

SEPARATOR = " | "

Scalar = str | int | float | bool


def write_graphml(kg: GraphView, path: Path) -> None:
    """Writes the graph as GraphML: lists joined by ` | `, of the evidence the first sentence, its document and a count.

    Characters that XML cannot hold become U+FFFD. Measured values are left out; `graph.json` has them.
    """
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    styles = {name: each.style for name, each in kg.ontology.types.items()}
    for iri in sorted(kg.graph):
        node = kg.graph.nodes[iri]
        flat.add_node(iri, **_node(node, styles[node["type"]].color if node["type"] in styles else ""))
    for source, target, data in sorted(kg.graph.edges(data=True), key=lambda edge: (*edge[:2], edge[2]["relation"])):
        flat.add_edge(source, target, key=data["relation"], **_edge(source, target, data))
    nx.write_graphml_xml(flat, path, encoding="utf-8", prettyprint=True, edge_id_from_attribute="id")


def _node(data: dict[str, Any], color: str) -> dict[str, Scalar]:
    return {
        "label": holdable(data["name"]),
        "type": data["type"],
        "color": color,
        "aliases": _joined(data["aliases"]),
        "code": holdable(data.get("code", "")),
        "inferred": data["inferred"],
        "mentions": data.get("mentions", 0),
        "documents": _joined(data.get("documents", [])),
    }


def _edge(source: str, target: str, data: dict[str, Any]) -> dict[str, Scalar]:
    evidence = data["evidence"]
    first = evidence[0] if evidence else {"text": "", "document": ""}
    return {
        "id": statement_id(source, data["relation"], target),
        "label": data["relation"],
        "relation": data["relation"],
        "weight": float(data["confidence"]),
        "confidence": float(data["confidence"]),
        "modality": holdable(data["modality"]),
        "inferred": data["inferred"],
        "evidence": holdable(first["text"]),
        "document": holdable(first["document"]),
        "evidence_count": len(evidence),
    }


def _joined(values: list[str]) -> str:
    return SEPARATOR.join(map(holdable, values))
