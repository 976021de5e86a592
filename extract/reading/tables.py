"""Documents in tables: a row of a .csv file, or a line of a .jsonl file, is one document."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass
from io import StringIO

from extract.errors import DocumentError
from extract.reading.content import Content

_LONGEST_CELL = 2**31 - 1  # characters; the csv module's own limit is 131,072


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of a table that hold a document's id, title, date and text; only `text` must exist."""

    id: str = "id"
    title: str = "title"
    date: str = "date"
    text: str = "text"


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with the number of its line, and what is wrong with it if it is malformed."""

    line: int
    cells: Mapping[str, object]
    problem: str = ""


def read_jsonl(
    text: str, encoding: str, name: str, *, columns: Columns, on_error: Callable[[DocumentError], None]
) -> Iterator[Content]:
    """The documents of a JSON Lines text; each bad line goes to `on_error`, and the others go on."""
    return _contents(_json_rows(text), encoding, name, columns, on_error)


def read_csv(
    text: str, encoding: str, name: str, *, columns: Columns, on_error: Callable[[DocumentError], None]
) -> Iterator[Content]:
    """The documents of a CSV text with a header line; each bad row goes to `on_error`, and the others go on.

    Raises DocumentError where the header has no column of that text.
    """
    return _contents(_csv_rows(text, name, columns), encoding, name, columns, on_error)


def _contents(
    rows: Iterable[_Row], encoding: str, name: str, columns: Columns, on_error: Callable[[DocumentError], None]
) -> Iterator[Content]:
    lines: dict[str, int] = {}
    for number, row in enumerate(rows, 1):
        cells = [_cell(row.cells.get(column)) for column in astuple(columns)]
        identity = cells[0] or str(number)
        problem = row.problem or _problem(cells, columns)
        if not problem and identity in lines:
            problem = f"the id {identity} stands on line {lines[identity]} already"
        if problem:
            on_error(DocumentError(name, f"line {row.line}: {problem}"))
            continue
        lines[identity] = row.line
        yield Content(text=cells[3] or "", encoding=encoding, title=cells[1] or "", date=cells[2] or "", row=identity)


def _cell(value: object) -> str | None:
    """The value as text; None where it is missing or neither text nor number."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _problem(cells: list[str | None], columns: Columns) -> str:
    text = cells[3]
    if text is None:
        return f"has no text in its column {columns.text}"
    if not text.strip():
        return f"its column {columns.text} is empty"
    if not all(_is_writable(cell) for cell in cells if cell):
        return "holds half of a surrogate pair (\\ud800 to \\udfff)"
    return ""


def _is_writable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _json_rows(text: str) -> Iterator[_Row]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            cells = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield _Row(number, {}, f"is not JSON: {error}")
            continue
        yield _Row(number, cells) if isinstance(cells, dict) else _Row(number, {}, "is no JSON object {…}")


def _csv_rows(text: str, name: str, columns: Columns) -> list[_Row]:
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        reader = csv.reader(StringIO(text, newline=""), strict=True)
        header = next(reader, [])
        if columns.text not in header:
            raise DocumentError(name, f"has no column {columns.text}; its columns are {', '.join(header)}")
        return list(_csv_body(reader, header))
    except csv.Error as error:
        raise DocumentError(name, f"line 1: is not CSV: {error}") from error
    finally:
        csv.field_size_limit(before)


def _csv_body(reader: Iterator[list[str]], header: list[str]) -> Iterator[_Row]:
    while True:
        line = getattr(reader, "line_num", 0) + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _Row(line, {}, f"is not CSV: {error}")
            continue
        if not cells:
            continue
        problem = "" if len(cells) == len(header) else f"has {len(cells)} cells where the header has {len(header)}"
        yield _Row(line, dict(zip(header, cells, strict=False)), problem)
