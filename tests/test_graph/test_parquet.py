"""Parquet tables: typed, exact, with all the evidence; and what is said where pyarrow is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from extract.errors import GraphError
from graph import KnowledgeGraph, build_graph, write_exports
from graph.formats.text import holdable
from graph.ids import statement_id
from tests.builders import HOSTILE, facts, observation, sample, thing
from tests.cookbook import cookbook_graph


def read(kg: KnowledgeGraph, folder: Path) -> list[list[dict[str, Any]]]:
    """The rows of entities, relations and observations, written and read back."""
    parquet = pytest.importorskip("pyarrow.parquet")
    files = write_exports(kg, folder, formats=["parquet"])
    assert [path.name for path in files] == ["entities.parquet", "relations.parquet", "observations.parquet"]
    return [parquet.read_table(path).to_pylist() for path in files]


def test_the_rows_are_the_graph(tmp_path: Path) -> None:
    kg = cookbook_graph()
    entities, relations, _ = read(kg, tmp_path)
    node = ("type", "name", "aliases", "code", "inferred", "mentions", "documents")
    wanted = [{"id": iri} | {key: kg.graph.nodes[iri][key] for key in node} for iri in sorted(kg.graph)]
    assert entities == wanted
    assert {row["id"]: row["evidence"] for row in relations} == {
        statement_id(source, data["relation"], target): data["evidence"]
        for source, target, data in kg.graph.edges(data=True)
    }
    names = {row["id"]: row["name"] for row in entities}
    assert all(names[row["source"]] == row["source_name"] for row in relations)
    assert all(names[row["target"]] == row["target_name"] for row in relations)
    (row,) = [row for row in relations if row["relation"] == "worksFor"]
    assert (row["source_name"], row["confidence"], row["modality"], row["inferred"]) == ("丁晓波", 0.8, "stated", False)


def test_numbers_are_numbers_and_what_is_unknown_is_null(tmp_path: Path) -> None:
    parts = thing("District", "钱塘区"), observation("钱塘区", "投资", 6.5e9, "元"), observation("钱塘区", "增速")
    kg = build_graph([facts("a", *parts)])
    kg.observations[0].update(change_amount=-2, rank_place=1, period_start="2024-01")
    rows = {row["id"]: row for row in read(kg, tmp_path)[2]}
    first, second = (rows[each["id"]] for each in kg.observations)
    assert (first["change_amount"], first["rank_place"], first["period_start"]) == (-2.0, 1, "2024-01")
    assert [type(first[name]) for name in ("change_amount", "rank_place")] == [float, int]
    assert (second["change_amount"], second["rank_place"], second["period_start"]) == (None, None, None)
    assert {first["value"], second["value"]} == {6.5e9, None}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text(text: str, tmp_path: Path) -> None:
    entities, relations, observations = read(sample(text), tmp_path)
    assert holdable(text) in {row["name"] for row in entities}
    assert holdable(text) in {piece["text"] for row in relations for piece in row["evidence"]}
    assert holdable(text) in {row["value_text"] for row in observations}


def test_an_empty_graph_has_all_columns(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    for path in write_exports(build_graph([]), tmp_path, formats=["parquet"]):
        assert parquet.read_schema(path).names[0] == "id"
        assert parquet.read_schema(path).names[-1] in ("documents", "evidence")


def test_the_same_bytes(tmp_path: Path) -> None:
    read(cookbook_graph(), tmp_path / "one")
    read(cookbook_graph(), tmp_path / "two")
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_without_pyarrow_it_is_told_and_nothing_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.formats.parquet.find_spec", lambda _name: None)
    with pytest.raises(GraphError, match=r"needs pyarrow; `pip install 'govgraph\[parquet\]'` installs it"):
        write_exports(sample(), tmp_path / "out", formats=["json", "parquet"])
    assert not (tmp_path / "out").exists()
