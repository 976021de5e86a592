"""The working state of one document inside the pipeline: what the steps hand to each other.

All offsets here count characters of the *clean* text (`Annotations.clean.text`); the spaCy Doc has one
token per character of it, so `doc[start:end]` is always the span meant. `CleanText.locate` takes them
back to the source.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Literal, Protocol, TypeVar

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from extract.cleaning import CleanText
from extract.facts import Approximation, Document, Modality

LineKind = Literal["title", "byline", "caption", "heading", "body"]
KEY = "govgraph"


@dataclass(slots=True)
class Line:
    """A line of the clean text (without its line break), and the part it plays in the layout."""

    start: int
    end: int
    kind: LineKind


@dataclass(slots=True)
class Sentence:
    """A sentence of the clean text; `line` is the index of its line (paragraph) in `Annotations.lines`."""

    start: int
    end: int
    line: int


@dataclass(slots=True)
class Word:
    """A word with the base analyser's tag: a part of speech (n, v, nz, …) or PER, LOC, ORG, TIME."""

    start: int
    end: int
    tag: str


@dataclass(slots=True)
class Mention:
    """A span that names or refers to an entity. `type` is an entity type of the ontology.

    `rule` is the rule, lexicon or model that found it. `entity` is the id of the document entity that
    it belongs to, empty until the linking step. `generic` marks references without a name (我区, 该平台).
    `score` says how sure the rule is, in [0, 1]. `core` is the span inside it that names the thing alone
    (钱塘技工 in “钱塘技工”场景), where it has one. `reasons` are the features that made the score, for people to read.
    """

    start: int
    end: int
    type: str
    rule: str
    entity: str = ""
    generic: bool = False
    score: float = 1.0
    core: tuple[int, int] | None = None
    reasons: tuple[str, ...] = ()


@dataclass(slots=True)
class DraftEntity:
    """A document entity in the making; `name` and `names` are in clean (simplified) text.

    `names` maps every surface form to True where it is generic (我区). `code` and `parent` as in
    `facts.Entity`.
    """

    id: str
    type: str
    name: str
    names: dict[str, bool] = field(default_factory=dict)
    code: str = ""
    parent: str = ""
    inferred: bool = False


@dataclass(slots=True)
class DraftRelation:
    """A relation between entity ids, shown by the clean-text span [start, end) (normally its sentence)."""

    source: str
    relation: str
    target: str
    start: int
    end: int
    rule: str
    confidence: float = 0.8
    modality: Modality = "stated"
    inferred: bool = False


@dataclass(slots=True)
class DraftObservation:
    """A measured value; fields as in `facts.Observation`, evidence as in `DraftRelation`."""

    subject: str
    metric: str
    value: float | None
    unit: str
    value_text: str
    start: int
    end: int
    rule: str
    period: str = ""
    change: str = ""
    rank: str = ""
    period_start: str = ""
    period_end: str = ""
    approximation: Approximation = ""
    change_amount: float | None = None
    change_unit: str = ""
    rank_place: int | None = None
    rank_scope: str = ""


@dataclass(slots=True)
class Annotations:
    """Everything known about one document so far.

    `states` are the base analyser's, one row a character of the clean text. `areas` are all spans that name an
    administrative division, also those inside longer names (杭州 in 杭州医药港), with the division's code as `entity`;
    `mentions` has those that are mentions of their own. `main_district` is the entity id of the district that the
    document is about, empty where none stands out. `home` is the code of the province apart (Hong Kong, Macau, Taiwan)
    that the document is at home in, empty for one of the mainland.
    """

    document: Document
    clean: CleanText
    lines: list[Line] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    states: npt.NDArray[np.float32] = field(default_factory=lambda: np.empty((0, 0), dtype=np.float32))
    home: str = ""
    areas: list[Mention] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    entities: dict[str, DraftEntity] = field(default_factory=dict)
    main_district: str = ""
    relations: list[DraftRelation] = field(default_factory=list)
    observations: list[DraftObservation] = field(default_factory=list)


def annotations_of(doc: Doc) -> Annotations:
    """The working state that travels with a Doc.

    Raises KeyError where the Doc was not made by `extract.pipeline`.
    """
    found: Annotations = doc.user_data[KEY]
    return found


class Placed(Protocol):
    """Something that stands at [start, end)."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


T = TypeVar("T", bound=Placed)


def within(things: Sequence[T], start: int, end: int) -> list[T]:
    """Those of the things, which are in text order, that lie wholly in [start, end)."""
    first, last = (bisect_left(things, place, key=attrgetter("start")) for place in (start, end))
    return [thing for thing in things[first:last] if thing.end <= end]
