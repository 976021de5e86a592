"""What a user sees while documents are read: a bar on a terminal, plain lines elsewhere. All of it goes to stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import Literal

from extract.facts import DocumentFacts
from govgraph.terminal import print_line

Verbosity = Literal["quiet", "normal", "verbose"]
LINE_EVERY = 5.0
"""Seconds between two lines where no bar can be drawn: few enough for a log, often enough to see life."""


def tell(message: str, *, verbosity: Verbosity) -> None:
    """Prints what comes next, for whoever wonders where the time goes."""
    if verbosity != "quiet":
        print_line(message)


def watch(facts: Iterable[DocumentFacts], *, total: int, verbosity: Verbosity) -> Iterator[DocumentFacts]:
    """The same facts, in the same order, shown as they pass; `total` is how many will come."""
    if verbosity == "quiet":
        return iter(facts)
    if verbosity == "verbose":
        facts = _named(facts)
    return _bar(facts, total) if sys.stderr.isatty() else _lines(facts, total)


def _named(facts: Iterable[DocumentFacts]) -> Iterator[DocumentFacts]:
    for each in facts:
        kinds = {"entities": each.entities, "relations": each.relations, "observations": each.observations}
        print_line(f"{each.document.id}: " + ", ".join(f"{len(found)} {kind}" for kind, found in kinds.items()))
        yield each


def _lines(facts: Iterable[DocumentFacts], total: int) -> Iterator[DocumentFacts]:
    begun = last = time.monotonic()
    for done, each in enumerate(facts, 1):
        now = time.monotonic()
        if done == total or now - last >= LINE_EVERY:
            rate = done / max(now - begun, 0.001)
            left = "" if done == total else f", {(total - done) / rate:.0f} s left"
            print_line(f"{done} of {total} documents, {rate:.1f} a second{left}")
            last = now
        yield each


def _bar(facts: Iterable[DocumentFacts], total: int) -> Iterator[DocumentFacts]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("documents, {task.fields[rate]:.1f} a second,"),
        TimeRemainingColumn(compact=True),
        TextColumn("left"),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("", total=total, rate=0.0)
        for each in facts:
            progress.advance(task)
            progress.update(task, rate=progress.tasks[task].finished_speed or progress.tasks[task].speed or 0.0)
            yield each
