"""What the map's page is told: names of types and relations as JSON, everything else as columns of numbers.

Nodes go by number, the most connected first, so that a number is also a rank; edges are ordered by their
ends. `assets/data.js` reads what is put together here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx
from pypinyin import Style, pinyin

from extract.ontology import Ontology
from graph.map.columns import Columns
from graph.map.evidence import Evidence, Texts
from graph.map.layout import Arrangement, arrange
from graph.map.prose import add_prose
from graph.map.texts import add_texts
from graph.names import simplified
from graph.view import GraphView

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
"""Control characters, invisible ones and those that turn the direction of text: none belongs on a page."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNKNOWN_COLOR, _UNKNOWN_SHAPE = "#64748b", "dot"
_OBSERVED = ("metric", "value_text", "unit", "period", "change", "rank")

Row = list[Any]


@dataclass(frozen=True)
class Payload:
    """The page's data: `head` is JSON, the rest is packed in characters that end no HTML block."""

    head: dict[str, Any]
    columns: str
    sentences: str


def payload(kg: GraphView, *, title: str | None) -> Payload:
    """The page's data for a graph; without a title it has the graph's, an empty one where the page names itself."""
    network, ontology = kg.graph, kg.ontology
    ids = sorted(network.nodes, key=lambda node: (-network.degree(node), node))
    number = {node: i for i, node in enumerate(ids)}
    names = [clean(network.nodes[node].get("name") or node) for node in ids]
    start = _stem(ids, kg.base_iri)
    texts = Texts([*names, *(_whole(node.removeprefix(start)) for node in ids)], clean)
    documents = sorted(kg.documents, key=lambda document: str(document["id"]))
    sentences = Texts([], clean)
    evidence = Evidence([str(document["id"]) for document in documents], texts, sentences)
    columns = Columns()
    types = _used(ontology.types, (network.nodes[node]["type"] for node in ids))
    _add_nodes(columns, [network.nodes[node] for node in ids], types, texts, evidence)
    _add_places(columns, arrange({node: network.nodes[node]["type"] for node in ids}, network.edges()), ids)
    edges = _edges(network, number, ontology)
    relations = _used(ontology.relations, (data["relation"] for *_, data in edges))
    modalities = _add_edges(columns, edges, relations, evidence)
    values = _add_observations(columns, kg.observations, number, texts, evidence)
    evidence.add_to(columns)
    _add_documents(columns, documents, evidence.documents, texts)
    add_texts(columns, "text", texts.all())
    prose = Columns()
    add_prose(prose, sentences.all())
    head = {
        "title": clean(kg.graph.graph.get("title", "") if title is None else title),
        "base": start,
        "types": [_type_row(name, ontology) for name in types],
        "relations": [_relation_row(name, ontology) for name in relations],
        "modalities": modalities,
        "values": values,
        "pinyin": _readings("".join(names) + _simple("".join(names))[1]),
        "simple": _simple("".join(texts.all())),
    }
    return Payload(head, columns.text(), prose.text())


def _stem(ids: Sequence[str], base: str) -> str:
    """What all ids begin with, up to a separator, so that the rest of an id is the same in a part of the graph."""
    start = base if all(node.startswith(base) for node in ids) else ""
    rest = [node.removeprefix(start).rpartition("/")[0] for node in ids]
    return f"{start}{rest[0]}/" if rest and rest[0] and len(set(rest)) == 1 else start


def clean(text: object) -> str:
    """The text in one line, without characters that are unseen, turn its direction or break UTF-8."""
    return _whole(" ".join(_UNSEEN.sub(" ", str(text)).split()))


def _whole(text: str) -> str:
    return _SURROGATE.sub("\ufffd", text)


def _used(known: Mapping[str, object], used: Iterable[str]) -> list[str]:
    """The names of the ontology that are used, in its order, then any that it does not know."""
    found = set(used)
    return [name for name in known if name in found] + sorted(found - set(known))


def _type_row(name: str, ontology: Ontology) -> Row:
    known = ontology.types.get(name)
    if known is None:
        return [name, clean(name), clean(name), "", "", _UNKNOWN_COLOR, _UNKNOWN_SHAPE, clean(name)[:1], ""]
    texts = (known.label.zh, known.label.en, known.definition.zh, known.definition.en)
    return [name, *texts, known.style.color, known.style.shape, known.style.glyph, known.compare]


def _relation_row(name: str, ontology: Ontology) -> Row:
    known = ontology.relations.get(name)
    if known is None:
        return [name, clean(name), clean(name), "", "", False, []]
    inverse = known.inverse
    return [name, known.label.zh, known.label.en, inverse.zh, inverse.en, known.symmetric, list(known.through)]


def _add_nodes(
    columns: Columns, nodes: Sequence[Mapping[str, Any]], types: list[str], texts: Texts, evidence: Evidence
) -> None:
    kinds = {name: i for i, name in enumerate(types)}
    aliases = [[texts.number(alias) for alias in data.get("aliases") or ()] for data in nodes]
    papers = [sorted({evidence.document(name) for name in data.get("documents") or ()}) for data in nodes]
    columns.add("node.type", [kinds[data["type"]] for data in nodes])
    columns.add("node.inferred", [int(bool(data.get("inferred"))) for data in nodes])
    columns.add("node.code", [texts.number(data.get("code") or "") for data in nodes])
    columns.add("node.mentions", [int(data.get("mentions") or 0) for data in nodes])
    columns.add("node.aliases", [len(each) for each in aliases])
    columns.add("alias.text", [alias for each in aliases for alias in each])
    columns.add("node.papers", [len(each) for each in papers])
    columns.add("paper.document", [paper for each in papers for paper in each])


def _add_places(columns: Columns, arranged: Arrangement, ids: Sequence[str]) -> None:
    columns.add("node.x", [arranged.places[node][0] for node in ids])
    columns.add("node.y", [arranged.places[node][1] for node in ids])
    columns.add("node.community", [arranged.communities.get(node, -1) for node in ids])


def _edges(
    network: nx.MultiDiGraph[str], number: Mapping[str, int], ontology: Ontology
) -> list[tuple[int, int, dict[str, Any]]]:
    order = {name: i for i, name in enumerate(ontology.relations)}
    edges = [(number[source], number[target], data) for source, target, data in network.edges(data=True)]
    return sorted(edges, key=lambda edge: (edge[0], edge[1], order.get(edge[2]["relation"], 999), edge[2]["relation"]))


def _add_edges(
    columns: Columns, edges: Sequence[tuple[int, int, Mapping[str, Any]]], relations: list[str], evidence: Evidence
) -> list[str]:
    """Adds the edges; what comes back names the modalities that they refer to."""
    kinds = {name: i for i, name in enumerate(relations)}
    said = [str(data.get("modality") or "stated") for *_, data in edges]
    modalities = sorted(set(said), key=lambda name: (name != "stated", name))
    columns.add("edge.source", [source for source, *_ in edges], steps=True)
    columns.add("edge.target", [target for _, target, _ in edges])
    columns.add("edge.relation", [kinds[data["relation"]] for *_, data in edges])
    columns.add("edge.confidence", [round(100 * float(data.get("confidence", 1.0))) for *_, data in edges])
    columns.add("edge.modality", [modalities.index(name) for name in said])
    columns.add("edge.inferred", [int(bool(data.get("inferred"))) for *_, data in edges])
    columns.add("edge.pieces", [evidence.add(data.get("evidence") or ()) for *_, data in edges])
    return [clean(name) for name in modalities]


def _add_observations(
    columns: Columns,
    observations: Iterable[Mapping[str, Any]],
    number: Mapping[str, int],
    texts: Texts,
    evidence: Evidence,
) -> list[float | None]:
    """Adds the observations of known nodes; what comes back are their values."""
    seen = [each for each in observations if each["subject"] in number]
    seen.sort(key=lambda each: number[each["subject"]])
    columns.add("seen.node", [number[each["subject"]] for each in seen], steps=True)
    for name in _OBSERVED:
        columns.add(f"seen.{name}", [texts.number(each.get(name) or "") for each in seen])
    columns.add("seen.pieces", [evidence.add(each.get("evidence") or ()) for each in seen])
    return [each.get("value") for each in seen]


def _add_documents(
    columns: Columns, documents: Iterable[Mapping[str, Any]], numbers: Iterable[str], texts: Texts
) -> None:
    known = {str(document["id"]): document for document in documents}
    rows = [known.get(name, {}) for name in numbers]
    authors = [[texts.number(author) for author in row.get("authors") or ()] for row in rows]
    columns.add("document.id", [texts.number(name) for name in numbers])
    for name in ("title", "date", "outlet", "place"):
        columns.add(f"document.{name}", [texts.number(row.get(name) or "") for row in rows])
    columns.add("document.authors", [len(each) for each in authors])
    columns.add("author.name", [author for each in authors for author in each])


def _readings(text: str) -> dict[str, str]:
    """For every reading, without tones, the Han characters of the text that have it: what Latin letters search by."""
    found = defaultdict(list)
    for character in sorted(set(text)):
        if character >= "\u3400":
            readings = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
            for reading in {reading for reading in (readings or [[]])[0] if reading.isascii() and reading.isalpha()}:
                found[reading].append(character)
    return {reading: "".join(characters) for reading, characters in sorted(found.items())}


def _simple(text: str) -> tuple[str, str]:
    """The traditional characters of the text, and the simplified ones that they are found and compared as."""
    characters = [character for character in sorted(set(text)) if character >= "\u3400"]
    simple = simplified("\n".join(characters)).splitlines()
    changed = [(old, new) for old, new in zip(characters, simple, strict=True) if old != new and len(new) == 1]
    return "".join(old for old, _ in changed), "".join(new for _, new in changed)
