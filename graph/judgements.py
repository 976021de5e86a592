"""A person's decisions on what was read: the rows of a `judgements.csv`, checked and typed.

The columns are those that `govgraph review` writes; docs/curation.md says what a person fills in.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from extract.errors import GraphError
from extract.ontology import Ontology
from graph.ids import LOCAL_ID

Verdict = Literal["accept", "reject", "retype", "rename", "merge", "split"]

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
NEEDED = (
    *("verdict", "value", "id", "type", "name"),
    *("relation", "target_id", "target_type", "target_name", "document"),
)
"""Columns without which a row could be taken for another kind of row."""
PLACE = ("start", "end", "evidence")
"""Columns of the sentence that shows a relation; with `document` they let an accepted relation be kept."""

_OF_RELATIONS = ("accept", "reject")
_WITH_VALUE = ("retype", "rename", "merge")
_GUARDED = re.compile("'('*[=+\\-@＝＋－＠\t\r\n].*)", re.DOTALL)
_FORMULA = re.compile("'*[=+\\-@＝＋－＠\t\r\n]")
_ENCODINGS = ("utf-8-sig", "gb18030")  # what spreadsheets save: Excel in Chinese takes the second


@dataclass(frozen=True, slots=True)
class Reference:
    """What a row calls an entity: its IRI, which decides, and its type and name, where the IRI is empty or gone."""

    id: str = ""
    type: str = ""
    name: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.type, self.name))) or self.id

    @property
    def local(self) -> str:
        """The part of the IRI that does not depend on the base that the graph was built with."""
        return self.id.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document, `source[start:end] == text`; empty and from 0 to 0 where the row gives none."""

    document: str = ""
    start: int = 0
    end: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision on an entity or, where `relation` is not empty, on a relation from `thing` to `target`.

    `value` is the new type (retype), the new name (rename; split, may be empty), or the entity that it is one with
    (merge): its IRI or, of an entity of the same type, its name. `sentence` shows the relation; of a split, its
    document is the one split off. `place` is the file and line of the row.
    """

    place: str
    verdict: Verdict
    thing: Reference
    value: str = ""
    relation: str = ""
    target: Reference = Reference()
    sentence: Sentence = Sentence()

    def __str__(self) -> str:
        parts = (self.verdict, self.thing, self.relation, self.target if self.relation else "", self.value)
        return " ".join(str(part) for part in parts if str(part))


@dataclass(frozen=True, slots=True)
class StaleJudgement:
    """A decision that changes nothing any more, and why; as text the line to report."""

    judgement: Judgement
    problem: str

    def __str__(self) -> str:
        return f"{self.judgement.place}: no longer applies: {self.judgement}: {self.problem}"


def read_judgements(path: Path | str) -> tuple[Judgement, ...]:
    """The decisions in a `judgements.csv` in the order of their rows; rows without a verdict are left out.

    Other columns than NEEDED and PLACE may be there and say nothing. Raises GraphError, naming the file and the
    line, where the file cannot be read or a row is malformed.
    """
    file = Path(path)
    return tuple(_judgement(row, f"{file}:{line}") for line, row in _rows(file) if row.get("verdict", "").strip())


def check_terms(judgements: Iterable[Judgement], ontology: Ontology) -> None:
    """Raises GraphError, naming file and line, where a row names a type or relation that the ontology has not."""
    for each in judgements:
        if each.verdict == "retype" and each.value not in ontology.types:
            known = ", ".join(ontology.types)
            raise GraphError(f"{each.place}: type {each.value!r:.60} is not known; known are {known}")
        if each.relation and each.relation not in ontology.relations:
            known = ", ".join(ontology.relations)
            raise GraphError(f"{each.place}: relation {each.relation!r:.60} is not known; known are {known}")


def guarded(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return match[1] if (match := _GUARDED.fullmatch(text)) else text


def _rows(file: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The rows below the header as column → cell, each with the line that it begins on."""
    text = _text(file)
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        head = [cell.strip() for cell in next(reader, [])]
        missing = [name for name in NEEDED if name not in head]
        if missing:
            raise GraphError(f"{file}:1: has no column {missing[0]!r}; {', '.join(NEEDED)} are needed")
        line = reader.line_num + 1
        for cells in reader:
            if any(cells[len(head) :]):
                raise GraphError(f"{file}:{line}: has {len(cells)} cells; the header has {len(head)}")
            yield line, dict(zip(head, map(unguarded, cells), strict=False))
            line = reader.line_num + 1
    except csv.Error as error:
        raise GraphError(f"{file}:{reader.line_num}: is no CSV row: {error}; quotes are closed and doubled") from error


def _text(file: Path) -> str:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise GraphError(f"{file}: cannot be read: {error.strerror}") from error
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise GraphError(f"{file}: is no text; a CSV file in UTF-8 or GB18030 is expected")


def _judgement(row: Mapping[str, str], place: str) -> Judgement:
    cell = {name: row.get(name, "").strip() for name in NEEDED}
    verdict = cell["verdict"].lower()
    if verdict not in VERDICTS:
        raise GraphError(f"{place}: verdict {cell['verdict']!r:.60} is not known; known are {', '.join(VERDICTS)}")
    target = Reference(cell["target_id"], cell["target_type"], cell["target_name"])
    found = Judgement(
        place=place,
        verdict=verdict,
        thing=Reference(cell["id"], cell["type"], cell["name"]),
        value=cell["value"],
        relation=cell["relation"],
        target=target,
        sentence=Sentence(row.get("document", ""), *_span(row, place), row.get("evidence", "")),
    )
    if problem := _problem(found):
        raise GraphError(f"{place}: {problem}")
    return found


def _span(row: Mapping[str, str], place: str) -> tuple[int, int]:
    numbers = [row.get(name, "").strip() or "0" for name in PLACE[:2]]
    for name, number in zip(PLACE, numbers, strict=False):
        if not (number.isascii() and number.isdigit()):
            raise GraphError(f"{place}: {name} {number!r:.60} is no place; a whole number from 0 is expected")
    start, end = map(int, numbers)
    return start, end


def _problem(found: Judgement) -> str:
    """What is wrong with a row whose cells are well-formed one by one; empty where nothing is."""
    verdict, relation, value = found.verdict, found.relation, found.value
    problems = {
        f"{verdict} is about an entity, but the row has relation {relation!r:.60}; empty it": (
            bool(relation) and verdict not in _OF_RELATIONS
        ),
        f"has the target {str(found.target)!r:.60} but no relation; fill in relation or empty the target": (
            not relation and found.target != Reference()
        ),
        f"{verdict} has no value; the new type or name, or the entity to merge with, is expected": (
            verdict in _WITH_VALUE and not value
        ),
        f"{verdict} has the value {value!r:.60}; none is expected": verdict in _OF_RELATIONS and bool(value),
        "split has no document; the one whose entity is split off is expected": (
            verdict == "split" and not found.sentence.document
        ),
    }
    first = next((problem for problem, is_there in problems.items() if is_there), "")
    bad = _bad_reference("id", found.thing) or first
    return bad or (_bad_reference("target_id", found.target) if relation else "")


def _bad_reference(column: str, thing: Reference) -> str:
    if thing.id and not LOCAL_ID.fullmatch(thing.local):
        return f"{column} {thing.id!r:.60} is no IRI of an entity; one as in graph.json is expected"
    if not thing.id and not (thing.type and thing.name):
        return f"{column} is empty; the entity's IRI, or its type and name, is expected"
    return ""
