"""Progress is shown on stderr and changes nothing of what passes through."""

from __future__ import annotations

import itertools
import sys

import pytest

from extract.facts import Document, DocumentFacts, Entity
from govgraph import progress
from govgraph.progress import Verbosity, watch

FACTS = [
    DocumentFacts(Document(id=f"{n}号.txt", text=""), entities=(Entity("e1", "District", "钱塘区"),)) for n in range(4)
]


@pytest.mark.parametrize(
    ("verbosity", "lines"),
    [
        ("quiet", []),
        ("normal", ["govgraph: 4 of 4 documents, 1.0 a second"]),
        (
            "verbose",
            [f"govgraph: {n}号.txt: 1 entities, 0 relations, 0 observations" for n in range(4)]
            + ["govgraph: 4 of 4 documents, 1.0 a second"],
        ),
    ],
)
def test_lines_where_stderr_is_no_terminal(
    verbosity: Verbosity, lines: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress.time, "monotonic", itertools.count().__next__)
    assert list(watch(iter(FACTS), total=4, verbosity=verbosity)) == FACTS
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == lines


def test_a_long_run_says_how_much_is_left(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress.time, "monotonic", itertools.count(step=3).__next__)
    list(watch(FACTS, total=4, verbosity="normal"))
    assert capsys.readouterr().err.splitlines() == [
        "govgraph: 2 of 4 documents, 0.3 a second, 6 s left",
        "govgraph: 4 of 4 documents, 0.3 a second",
    ]


@pytest.mark.parametrize("verbosity", ["normal", "verbose"])
def test_a_bar_on_a_terminal(
    verbosity: Verbosity, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert list(watch(iter(FACTS), total=4, verbosity=verbosity)) == FACTS
    out, err = capsys.readouterr()
    assert out == ""
    assert "4/4" in err
    assert ("3号.txt: 1 entities" in err) == (verbosity == "verbose")
