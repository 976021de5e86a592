"""What the map's page is told: the graph as plain JSON values, each repeated thing written once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import networkx as nx
from pypinyin import Style, pinyin

from extract.ontology import Ontology
from graph.map.layout import layout
from graph.view import GraphView

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
"""Control characters, invisible ones and those that turn the direction of text: none belongs on a page."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNKNOWN_COLOR, _UNKNOWN_SHAPE = "#64748b", "dot"

Row = list[Any]


def payload(kg: GraphView, *, title: str | None) -> dict[str, Any]:
    """The page's data for a graph; without a title it has the graph's, an empty one where the page names itself.

    Rows are lists in the order that `assets/data.js` reads; types, relations, nodes, documents and
    sentences are referred to by number.
    """
    network, ontology = kg.graph, kg.ontology
    ids = sorted(network.nodes)
    documents = sorted(kg.documents, key=lambda document: str(document["id"]))
    edges = sorted(network.edges(data=True), key=lambda edge: (edge[0], str(edge[2]["relation"]), edge[1]))
    types = _used(ontology.types, (network.nodes[node]["type"] for node in ids))
    relations = _used(ontology.relations, (edge[2]["relation"] for edge in edges))
    table = _Evidence([str(document["id"]) for document in documents])
    number = {node: i for i, node in enumerate(ids)}
    names = [clean(network.nodes[node].get("name") or node) for node in ids]
    return {
        "title": clean(kg.graph.graph.get("title", "") if title is None else title),
        "types": [_type_row(name, ontology) for name in types],
        "relations": [_relation_row(name, ontology) for name in relations],
        "nodes": _node_rows(network, ids, names, types),
        "edges": [
            [number[source], number[target], relations.index(data["relation"]), *_edge_facts(data, table)]
            for source, target, data in edges
        ],
        "documents": _document_rows(documents, table.documents),
        "observations": _observation_rows(kg.observations, number, table),
        "sentences": list(table.sentences),
        "pinyin": _readings("".join(names)),
    }


def clean(text: object) -> str:
    """The text in one line, without characters that are unseen, turn its direction or break UTF-8."""
    return _SURROGATE.sub("\ufffd", " ".join(_UNSEEN.sub(" ", str(text)).split()))


class _Evidence:
    """Evidence as rows, each sentence kept once; a document that the graph does not list is added."""

    def __init__(self, documents: Iterable[str]) -> None:
        self.documents = {document: i for i, document in enumerate(documents)}
        self.sentences: dict[str, int] = {}

    def rows(self, evidence: Iterable[Mapping[str, Any]]) -> list[Row]:
        """One row each: document, start, end, sentence, rule."""
        return [
            [
                self.documents.setdefault(str(piece["document"]), len(self.documents)),
                piece["start"],
                piece["end"],
                self.sentences.setdefault(clean(piece["text"]), len(self.sentences)),
                clean(piece.get("rule", "")),
            ]
            for piece in evidence
        ]


def _used(known: Mapping[str, object], used: Iterable[str]) -> list[str]:
    """The names of the ontology that are used, in its order, then any that it does not know."""
    found = set(used)
    return [name for name in known if name in found] + sorted(found - set(known))


def _type_row(name: str, ontology: Ontology) -> Row:
    known = ontology.types.get(name)
    if known is None:
        return [name, clean(name), clean(name), "", "", _UNKNOWN_COLOR, _UNKNOWN_SHAPE, clean(name)[:1]]
    label, definition, style = known.label, known.definition, known.style
    return [name, label.zh, label.en, definition.zh, definition.en, style.color, style.shape, style.glyph]


def _relation_row(name: str, ontology: Ontology) -> Row:
    known = ontology.relations.get(name)
    if known is None:
        return [name, clean(name), clean(name), "", "", False]
    return [name, known.label.zh, known.label.en, known.inverse.zh, known.inverse.en, known.symmetric]


def _node_rows(network: nx.MultiDiGraph[str], ids: Sequence[str], names: Sequence[str], types: list[str]) -> list[Row]:
    places = layout({node: network.nodes[node]["type"] for node in ids}, network.edges())
    rows = []
    for node, name in zip(ids, names, strict=True):
        data = network.nodes[node]
        aliases = [clean(alias) for alias in data.get("aliases") or ()]
        facts = [aliases, clean(data.get("code") or ""), bool(data.get("inferred"))]
        rows.append([_SURROGATE.sub("\ufffd", node), types.index(data["type"]), name, *facts, *places[node]])
    return rows


def _edge_facts(data: Mapping[str, Any], table: _Evidence) -> Row:
    confidence = round(float(data.get("confidence", 1.0)), 2)
    evidence = table.rows(data.get("evidence") or ())
    return [confidence, str(data.get("modality") or "stated"), bool(data.get("inferred")), evidence]


def _document_rows(documents: Iterable[Mapping[str, Any]], numbers: Mapping[str, int]) -> list[Row]:
    known = {str(document["id"]): document for document in documents}
    rows = []
    for name in numbers:
        data = known.get(name, {})
        authors = [clean(author) for author in data.get("authors") or ()]
        rows.append(
            [clean(name), *(clean(data.get(key) or "") for key in ("title", "date", "outlet", "place")), authors]
        )
    return rows


def _observation_rows(
    observations: Iterable[Mapping[str, Any]], number: Mapping[str, int], table: _Evidence
) -> list[Row]:
    texts = ("metric", "value_text", "unit", "period", "change", "rank")
    return [
        [
            number[seen["subject"]],
            *(clean(seen.get(key) or "") for key in texts),
            seen.get("value"),
            table.rows(seen.get("evidence") or ()),
        ]
        for seen in observations
        if seen["subject"] in number
    ]


def _readings(text: str) -> dict[str, list[str]]:
    """Every reading, without tones, of each Han character in the text: what Latin letters search by."""
    found = {}
    for character in sorted(set(text)):
        readings = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
        if readings and character >= "\u3400":
            found[character] = sorted({reading for reading in readings[0] if reading.isascii() and reading.isalpha()})
    return found
