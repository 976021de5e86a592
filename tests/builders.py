"""Facts made by hand, so that tests of the graph need no extraction.

facts("a.txt", thing("District", "钱塘区"), thing("Agency", "区委"), link("区委 jurisdiction 钱塘区"))
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from extract.facts import Document, DocumentFacts, Entity, Evidence, Modality, Observation, Relation
from graph import KnowledgeGraph, build_graph

RULE = "test.rule"

HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!-- --> ]]> &amp; &lt; <x y='z'>",
    '"""\n"""\\',
    "\\\"\n\\\"'''",
    "a\r\nb\tc\x00d\x07e\x1b[31m\x7f\x85\u2028\u2029\ufeff",
    "\ud800半\udfff",
    "\ufffe\uffff\U0001f600\U00020bb7",
    "=1+1|@x -- <http://a> _:b . ;",
    " | ",
]
"""Texts that break a format, or a page, that forgets to escape."""


@dataclass(frozen=True)
class Link:
    """A relation by the names of its ends within one document."""

    source: str
    relation: str
    target: str
    confidence: float = 0.8
    modality: Modality = "stated"
    inferred: bool = False
    text: str = ""


def thing(
    kind: str,
    name: str,
    *,
    aliases: tuple[str, ...] = (),
    generic: tuple[str, ...] = (),
    code: str = "",
    parent: str = "",
    inferred: bool = False,
) -> Entity:
    """An entity whose id and parent are filled in by `facts`; `parent` is a name."""
    return Entity("", kind, name, aliases, generic, code, parent, inferred)


def link(triple: str, /, **options: object) -> Link:
    """A relation written as `钱塘区 operates 智慧粮仓`."""
    source, relation, target = triple.split(" ")
    return Link(source, relation, target, **options)  # type: ignore[arg-type]


def observation(subject: str, metric: str, value: float | None = None, unit: str = "", **texts: str) -> Observation:
    """An observation whose subject is a name until `facts` puts in the entity's id."""
    fields = {"value_text": "", "period": "", "change": "", "rank": "", **texts}
    return Observation(subject, metric, value, unit, evidence=(), **fields)


def facts(
    name: str,
    *parts: Entity | Link | Observation,
    text: str = "",
    script: str = "zh-hans",
    date: str = "",
    authors: tuple[str, ...] = (),
) -> DocumentFacts:
    """One document's facts; every name, relation and value gets a sentence of the document as evidence.

    The text is that of the parts, one a line, unless one is given (then the whole of it is all evidence).
    """
    things = [part for part in parts if isinstance(part, Entity)]
    ids = {part.name: f"e{number}" for number, part in enumerate(things, 1)}
    lines = _Lines(name, text)
    entities = tuple(
        replace(
            part,
            id=f"e{number}",
            parent=ids.get(part.parent, part.parent),
            mentions=() if part.inferred else (lines.add(part.name),),
        )
        for number, part in enumerate(things, 1)
    )
    relations = tuple(_relation(part, ids, lines) for part in parts if isinstance(part, Link))
    observations = tuple(
        replace(part, subject=ids[part.subject], evidence=(lines.add(f"{part.subject}{part.metric}{part.value_text}"),))
        for part in parts
        if isinstance(part, Observation)
    )
    body = text or lines.text
    digest = hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()
    document = Document(name, body, date=date, script=script, authors=authors, sha256=digest)
    return DocumentFacts(document, entities, relations, observations)


def _relation(part: Link, ids: dict[str, str], lines: _Lines) -> Relation:
    evidence = () if part.inferred else (lines.add(part.text or f"{part.source}{part.relation}{part.target}"),)
    source, target = ids[part.source], ids[part.target]
    return Relation(source, part.relation, target, part.confidence, evidence, part.modality, part.inferred)


class _Lines:
    def __init__(self, document: str, text: str) -> None:
        self._document = document
        self._fixed = text
        self.text = ""

    def add(self, line: str) -> Evidence:
        if self._fixed:
            return Evidence(self._document, 0, len(self._fixed), self._fixed, RULE)
        start = len(self.text)
        self.text += f"{line}\n"
        return Evidence(self._document, start, start + len(line), line, RULE)


def sample(text: str = "智慧粮仓", *, script: str = "zh-hans") -> KnowledgeGraph:
    """A small graph with the text in every place that holds text."""
    first = facts(
        f"{text}.txt",
        thing("District", "钱塘区", code="330114"),
        thing("Platform", text or "x", aliases=(f"{text}台",)),
        thing("Person", f"{text}丁"),
        thing("Institution", f"{text}大学"),
        Link("钱塘区", "operates", text or "x", text=text or "x"),
        observation(
            f"{text}大学", f"{text}投资", 54.1, text, value_text=text, period=text, change="增长25%", rank=f"第{text}"
        ),
        observation("钱塘区", "产业投资", 6.5e9, "元", value_text="65亿元"),
        script=script,
        authors=(text,),
        date=text,
    )
    second = facts(
        f"{text}/b.txt", thing("District", "錢塘區", code="330114"), thing("Platform", text or "x"), script="zh-hant"
    )
    return build_graph([first, second])


def documents_by_name(kg: KnowledgeGraph, kind: str) -> dict[str, list[str]]:
    """The things of a type, as name → the documents that name it; namesakes get a prime each."""
    found: dict[str, list[str]] = {}
    for _, data in sorted(kg.graph.nodes(data=True), key=lambda node: node[1]["documents"]):
        if data["type"] == kind:
            name = data["name"]
            while name in found:
                name += "'"
            found[name] = data["documents"]
    return found
