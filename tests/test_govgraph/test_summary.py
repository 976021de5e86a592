"""The table at the end: aligned by width on screen, plain where nobody looks, harmless in any case."""

from __future__ import annotations

import sys
from pathlib import Path

import networkx as nx
import pytest
from rich.cells import cell_len

from extract.errors import DocumentError
from govgraph.build import BuildResult
from govgraph.summary import print_summary
from graph.knowledge import KnowledgeGraph


def result(folder: Path, *skipped: DocumentError) -> BuildResult:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        pack="government", documents=[{"id": "a"}, {"id": "b"}], observations=[{}] * 1234
    )
    for number, kind in enumerate(["Program", "District", "District", "Institution"]):
        network.add_node(str(number), type=kind)
    network.add_edge("0", "1", key="adoptedIn", relation="adoptedIn")
    path = folder / "graph.json"
    path.write_bytes(b"x" * 2_500)
    return BuildResult(KnowledgeGraph(network), (path,), skipped)


def test_the_whole_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", "20")  # says nothing about a pipe
    monkeypatch.setenv("FORCE_COLOR", "1")
    print_summary(result(tmp_path, DocumentError("空 文件.txt", "is empty"), DocumentError("\x1b[2J", "is\nbinary")))
    lines = [line.replace(str(tmp_path), "OUT") for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        "documents                                2",
        "entities                                 4",
        "  District     行政区划                  2",
        "  Institution  高校医院院所协会媒体      1",
        "  Program      项目与改革                1",
        "relations                                1",
        "observations                         1,234",
        "skipped: 2",
        "  空 文件.txt  is empty",
        r"  \x1b[2J      is\nbinary",
        "written",
        "  OUT/graph.json    2.5 kB",
    ]


def test_numbers_end_in_one_column(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    print_summary(result(tmp_path))
    counts = capsys.readouterr().out.split("written")[0].splitlines()
    assert len({cell_len(line) for line in counts}) == 1


def test_many_skipped_documents_are_not_all_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    print_summary(result(tmp_path, *(DocumentError(f"{n}.txt", "is empty") for n in range(12))))
    out = capsys.readouterr().out
    assert "skipped: 12\n" in out
    assert "  9.txt" in out
    assert "  10.txt" not in out
    assert "  and 2 more, told above\n" in out


def test_a_narrow_terminal_folds_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    for name, value in {"TERM": "xterm", "COLUMNS": "30", "LINES": "50", "NO_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)
    print_summary(result(tmp_path, DocumentError("很长的文件名" * 9, "is empty")))
    out = capsys.readouterr().out
    assert max(map(cell_len, out.replace("\x1b[1m", "").replace("\x1b[0m", "").splitlines())) <= 30
    assert out.count("很") == 9
