"""What one document states: the values that `extract` hands to `graph`, and nothing else crosses.

All are frozen and compare by content. Every offset counts characters (Unicode code points) of the
decoded source text, from 0, end exclusive, so that `source[start:end] == text` for all evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Approximation = Literal["", "about", "over", "under", "almost"]
"""How a text weakens a value: 约/左右 (about), 超过/以上 (over), 不超过/以下 (under), 近 (almost)."""
Modality = Literal["stated", "planned", "target"]
"""How the text puts a fact: as done (stated), as intended (planned), or as an aim with a date (target)."""


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A piece of the source text that shows a fact, and the rule that read the fact from it."""

    document: str
    start: int
    end: int
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Document:
    """One source document and what it says about itself; unknown metadata is an empty string.

    `id` is the path as given by the user, with `/` between its parts (`path#row` for a row of a
    table). `text` is the decoded source, untouched. `date` is ISO 8601 (2024, 2024-08 or 2024-08-15).
    `script` is `zh-hans` or `zh-hant`. `sha256` is the hash of the text's UTF-8 bytes.
    """

    id: str
    text: str
    title: str = ""
    date: str = ""
    place: str = ""
    outlet: str = ""
    authors: tuple[str, ...] = ()
    script: str = "zh-hans"
    encoding: str = "utf-8"
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing that the document names, all its mentions joined.

    `id` is unique within the document (`e1`, `e2`, …). `name` is the fullest name that the document
    uses; `aliases` are its other surface forms, sorted; `generic` are those that mean the thing only
    inside this document (我区, 该平台, 全市) and so must not join entities of different documents.
    Names are in the document's own script. `code` is the official division code of a District
    (GB/T 2260, 2 to 12 digits), `parent` the entity of this document that contains it. `inferred` marks
    what no document names. `mentions` are the places where it is named, in text order.
    """

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    generic: tuple[str, ...] = ()
    code: str = ""
    parent: str = ""
    inferred: bool = False
    mentions: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """A directed, typed link between two entities of the document.

    `source` and `target` are entity ids, `relation` a relation of the ontology. `confidence` lies in
    [0, 1], two decimals. `evidence` holds the sentences that show it, in text order; it is empty only
    where `inferred` says that no document states the relation.
    """

    source: str
    relation: str
    target: str
    confidence: float
    evidence: tuple[Evidence, ...]
    modality: Modality = "stated"
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Observation:
    """A measured value about an entity (`subject`, an entity id).

    `metric` is the noun phrase measured, as in the text. `value` is in base units (65亿元 → 6500000000),
    None where the text gives only a rank or a change. `unit` is 元, 个, %, …; `value_text`, `period`,
    `change` and `rank` are as written, empty where absent. The other fields say what those texts mean:
    `period_start` and `period_end` are the first and the last month of the period in ISO 8601 (2023-01), or
    the day where the text names one (2023-05-11), relative times reckoned from the document's date; empty
    where that is not known. `change_amount` is negative for a fall and None where the text gives no number,
    its unit is `change_unit` (%, 个百分点, 元, …). `rank_place` is 1 for the first, None where the text gives
    no place (前列); `rank_scope` is what the order is about (全国, 全省, a named area), as written.
    """

    subject: str
    metric: str
    value: float | None
    unit: str
    value_text: str
    period: str
    change: str
    rank: str
    evidence: tuple[Evidence, ...]
    period_start: str = ""
    period_end: str = ""
    approximation: Approximation = ""
    change_amount: float | None = None
    change_unit: str = ""
    rank_place: int | None = None
    rank_scope: str = ""


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """Everything read from one document, in a fixed order: the only thing that `graph` gets to see."""

    document: Document
    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()
    observations: tuple[Observation, ...] = ()
