"""Exports: every file whole or not there, and errors that say what to do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from extract.errors import GraphError
from graph import FORMATS, Format, KnowledgeGraph, build_graph, export, write_exports
from graph.formats import GROUPS, chosen
from graph.view import GraphView
from tests.builders import facts, thing


@pytest.fixture
def kg() -> KnowledgeGraph:
    return build_graph([facts("a.txt", thing("District", "钱塘区", code="330114"))])


def test_the_names_of_the_files() -> None:
    names = {name: each.file_name for name, each in FORMATS.items()}
    assert len(set(names.values())) == len(names)
    assert {name: names[name] for name in ("json", "ttl", "html", "graphml", "nq", "dataset")} == {
        "json": "graph.json",
        "ttl": "graph.ttl",
        "html": "map.html",
        "graphml": "graph.graphml",
        "nq": "graph.nq",
        "dataset": "dataset.ttl",
    }


def test_groups_are_made_of_formats() -> None:
    assert set(GROUPS["all"]) | set(GROUPS["parquet"]) == set(FORMATS)
    assert not set(GROUPS["all"]) & set(GROUPS["parquet"])
    assert {name for group in GROUPS.values() for name in group} <= set(FORMATS)
    assert not set(GROUPS) & set(FORMATS)
    assert chosen(None) == list(GROUPS["all"])
    assert chosen(["neo4j", "json"]) == ["json", "neo4j-nodes", "neo4j-relationships"]


@pytest.mark.parametrize(
    ("formats", "wanted"),
    [
        (None, [FORMATS[name].file_name for name in GROUPS["all"]]),
        (["csv"], ["entities.csv", "relations.csv", "observations.csv"]),
        (["graphml", "json"], ["graph.json", "graph.graphml"]),
        (["json", "json"], ["graph.json"]),
        ([], []),
    ],
)
def test_what_is_asked_for_is_written(
    kg: KnowledgeGraph, tmp_path: Path, formats: list[str] | None, wanted: list[str]
) -> None:
    folder = tmp_path / "new" / "输 出"
    files = write_exports(kg, folder, formats=formats)
    assert files == [folder / name for name in wanted]
    assert sorted(path.name for path in folder.iterdir()) == sorted(wanted)
    assert all(path.stat().st_size for path in files)


def test_an_unknown_format_is_told_before_anything_is_made(kg: KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(
        GraphError,
        match=r"^format 'xls': is not known; known are json, ttl, .*, dataset, all, rdf, csv, neo4j, parquet$",
    ):
        write_exports(kg, tmp_path / "new", formats=["json", "xls"])
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_what_was_there(kg: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_kg: GraphView, path: Path) -> None:
        path.write_text("half", "utf-8")
        raise OSError(28, "No space left on device")

    (tmp_path / "graph.json").write_text("old", "utf-8")
    monkeypatch.setattr(export, "FORMATS", {"json": FORMATS["json"], "ttl": Format("graph.ttl", fail)})
    with pytest.raises(GraphError) as found:
        write_exports(kg, tmp_path)
    assert str(found.value) == f"{tmp_path}: cannot be written to: No space left on device"
    assert [path.name for path in tmp_path.iterdir()] == ["graph.json"]
    assert (tmp_path / "graph.json").read_text("utf-8") == "old"


def test_a_bug_is_not_dressed_up_and_leaves_nothing(
    kg: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_kg: GraphView, _path: Path) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(export, "FORMATS", {"json": FORMATS["json"], "ttl": Format("graph.ttl", fail)})
    with pytest.raises(ZeroDivisionError):
        write_exports(kg, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_place_of_the_folder(kg: KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", "utf-8")
    with pytest.raises(GraphError, match=r"taken: cannot be written to: File exists$"):
        write_exports(kg, tmp_path / "taken")
    with pytest.raises(GraphError, match=r"cannot be written to: "):
        kg.save(tmp_path / "taken" / "graph.json")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_to(kg: KnowledgeGraph, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(GraphError, match=r"cannot be written to: Permission denied$"):
        write_exports(kg, tmp_path)


def test_files_can_be_read_by_others(kg: KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("", "utf-8")
    kg.save(tmp_path / "graph.json")
    assert (tmp_path / "graph.json").stat().st_mode == (tmp_path / "plain").stat().st_mode
