"""The table that ends a run: what was built, what was skipped and why, where the files are."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.filesize import decimal
from rich.table import Table
from rich.text import Text

from govgraph.build import BuildResult
from govgraph.terminal import escape

SHOWN_SKIPPED = 10
"""So many skipped documents are listed; each has had its line on stderr already."""
UNLIMITED = 10_000
"""Columns of an output that is no terminal: nothing is wrapped or cut there."""

Row = tuple[str, str, str]


def print_summary(result: BuildResult) -> None:
    """Prints the table on stdout; where that is no terminal, in plain text that depends on the result alone."""
    terminal = sys.stdout.isatty()
    console = Console(
        file=sys.stdout,
        highlight=False,
        force_terminal=None if terminal else False,
        no_color=None if terminal else True,
        width=None if terminal else UNLIMITED,
    )
    with console.capture() as drawn:
        for rows, justify in ((_counts(result), "right"), (_skipped(result), "left"), (_files(result), "right")):
            console.print(_table(list(rows), numbers=justify == "right"))
    # Tables pad their lines; a file or a pipe is spared the blanks.
    sys.stdout.write("".join(line.rstrip() + "\n" for line in drawn.get().splitlines()))


def _table(rows: Sequence[Row], *, numbers: bool) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(overflow="fold")
    table.add_column(overflow="fold")
    table.add_column(overflow="fold", justify="right" if numbers else "left")
    for row in rows:
        style = "" if row[0].startswith(" ") else "bold"
        table.add_row(*(Text(escape(cell), style=style) for cell in row))
    return table


def _counts(result: BuildResult) -> Iterator[Row]:
    graph = result.graph
    yield "documents", "", f"{len(graph.documents):,}"
    yield "entities", "", f"{graph.graph.number_of_nodes():,}"
    for name, count in graph.count_types().items():
        yield f"  {name}", graph.ontology.types[name].label.zh, f"{count:,}"
    yield "relations", "", f"{graph.graph.number_of_edges():,}"
    yield "observations", "", f"{len(graph.observations):,}"
    if result.judged:
        yield "judgements", "", f"{result.judged:,}"
        yield "  no longer apply", "", f"{len(result.stale):,}"


def _skipped(result: BuildResult) -> Iterator[Row]:
    if result.skipped:
        yield f"skipped: {len(result.skipped):,}", "", ""
    for error in result.skipped[:SHOWN_SKIPPED]:
        yield f"  {error.document}", error.problem, ""
    if len(result.skipped) > SHOWN_SKIPPED:
        yield f"  and {len(result.skipped) - SHOWN_SKIPPED:,} more, told above", "", ""


def _files(result: BuildResult) -> Iterator[Row]:
    yield "written", "", ""
    for path in result.files:
        yield f"  {path}", "", decimal(path.stat().st_size)
