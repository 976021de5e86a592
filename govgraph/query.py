"""The work of `govgraph query`: a SPARQL query over an exports folder, answered as a table, CSV or JSON."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from extract.errors import GovGraphError
from govgraph.store import ask, load
from govgraph.terminal import escape

OUTPUTS = ("table", "csv", "json")


def answer(folder: Path, query: str, *, output: str = "table") -> str:
    """The answer as text that ends in a line end; the triples of CONSTRUCT and DESCRIBE always as Turtle.

    Raises GovGraphError where the folder holds no RDF or the query is none.
    """
    loaded = load(folder, named="graph" in query.lower())
    result = ask(loaded, query)
    try:
        if isinstance(result, ox.QueryTriples):
            return (ox.serialize(result, format=ox.RdfFormat.TURTLE, prefixes=loaded.prefixes) or b"").decode()
        if output == "table":
            return _table(result, loaded.prefixes)
        kind = ox.QueryResultsFormat.JSON if output == "json" else ox.QueryResultsFormat.CSV
        if output == "csv" and isinstance(result, ox.QueryBoolean):
            return f"{str(bool(result)).lower()}\n"
        return (result.serialize(format=kind) or b"").decode().replace("\r\n", "\n").rstrip("\n") + "\n"
    except (OSError, RuntimeError) as error:
        raise GovGraphError(f"query: {error}") from error


def read_query(text: str | None, file: Path | None) -> str:
    """The query given as an argument or in a file. Raises GovGraphError where it is both, neither or unreadable."""
    if (text is None) == (file is None):
        raise GovGraphError("query: give one, as an argument or with -f FILE")
    if text is not None:
        return text
    assert file is not None
    try:
        return file.read_text("utf-8-sig")
    except OSError as error:
        raise GovGraphError(f"{file}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise GovGraphError(f"{file}: is not UTF-8 text") from error


def _table(result: ox.QuerySolutions | ox.QueryBoolean, prefixes: Mapping[str, str]) -> str:
    if isinstance(result, ox.QueryBoolean):
        return "yes\n" if result else "no\n"
    rows = [[variable.value for variable in result.variables]]
    rows += [[_cell(value, prefixes) for value in solution] for solution in result]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = [_line(row, widths) for row in rows]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "".join(f"{line}\n" for line in lines) + f"({len(rows) - 1} rows)\n"


def _line(row: list[str], widths: list[int]) -> str:
    return "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()


def _cell(value: object, prefixes: Mapping[str, str]) -> str:
    """A value as people read it: IRIs by prefix, literals without quotes, language and type."""
    if value is None:
        return ""
    if isinstance(value, ox.NamedNode):
        for prefix, start in prefixes.items():
            if value.value.startswith(start) and value.value != start:
                return f"{prefix}:{value.value.removeprefix(start)}"
        return value.value
    return escape(value.value) if isinstance(value, ox.Literal) else str(value)


def _width(text: str) -> int:
    """Columns on a terminal; Chinese characters take two."""
    return sum(_columns(text))


def _columns(text: str) -> Iterator[int]:
    for character in text:
        yield 2 if unicodedata.east_asian_width(character) in "WF" else not unicodedata.combining(character)
