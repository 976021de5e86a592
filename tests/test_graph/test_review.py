"""The review: the least certain first, and once filled in it is a file of judgements."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from graph import KnowledgeGraph, build_graph, read_judgements
from graph.judgements import Judgement, Reference
from graph.review import COLUMNS, review_rows, write_review
from tests.builders import HOSTILE, facts, link, sample, thing

DOCUMENTS = [
    facts(
        "a",
        thing("District", "钱塘区", code="330114"),
        thing("Platform", "智慧粮仓"),
        thing("Award", "改革奖"),
        thing("Institution", "浙江大学"),
        link("钱塘区 operates 智慧粮仓", confidence=0.4, modality="planned", text="将建设智慧粮仓"),
    ),
    facts("b", thing("Institution", "浙江大学"), thing("Program", "某事", inferred=True)),
]


def rows(kg: KnowledgeGraph) -> list[tuple[str, str, float, str]]:
    return [(row["name"], row["relation"], row["certainty"], row["why"]) for row in review_rows(kg)]


def written(kg: KnowledgeGraph, path: Path) -> list[dict[str, str]]:
    write_review(review_rows(kg), path)
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def test_the_least_certain_first() -> None:
    assert rows(build_graph(DOCUMENTS)) == [
        ("某事", "", 0.0, "inferred | no relation"),
        ("钱塘区", "operates", 0.4, "planned | test.rule"),
        ("改革奖", "", 0.5, "named once | no relation"),
        ("智慧粮仓", "", 0.5, "named once"),
        ("浙江大学", "", 0.67, "no relation | name: 浙江大学"),
        ("钱塘区", "", 1.0, "named once"),
    ]


def test_a_relation_shows_its_sentence() -> None:
    row = next(row for row in review_rows(build_graph(DOCUMENTS)) if row["relation"])
    text = DOCUMENTS[0].document.text
    assert (row["document"], row["evidence"], row["evidence_count"]) == ("a", "将建设智慧粮仓", 1)
    assert text[row["start"] : row["end"]] == row["evidence"]


def test_an_entity_shows_a_sentence_about_it_and_its_documents() -> None:
    found = {row["name"]: row for row in review_rows(build_graph(DOCUMENTS)) if not row["relation"]}
    assert found["智慧粮仓"]["evidence"] == "将建设智慧粮仓"
    assert (found["浙江大学"]["document"], found["浙江大学"]["documents"]) == ("a", "a | b")
    assert "evidence" not in found["浙江大学"]


def test_what_is_judged_is_left_out() -> None:
    kg = build_graph(DOCUMENTS)
    relation = next(row for row in review_rows(kg) if row["relation"])
    judged = [
        Judgement("j:2", "reject", Reference(relation["id"]), "", "operates", Reference(relation["target_id"])),
        Judgement("j:3", "accept", Reference(relation["target_id"])),
    ]
    left = review_rows(kg, judged=judged)
    assert len(left) == len(review_rows(kg)) - 2
    assert not any(row["relation"] or row["name"] == "智慧粮仓" for row in left)


@pytest.mark.parametrize("text", ["智慧粮仓", *HOSTILE])
def test_a_filled_in_review_is_a_file_of_judgements(tmp_path: Path, text: str) -> None:
    kg, path = sample(text), tmp_path / "review.csv"
    table = written(kg, path)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows({**row, "verdict": "accept"} for row in table)
    judgements = read_judgements(path)
    assert len(judgements) == len(kg.graph) + kg.graph.number_of_edges()
    assert {each.thing.id for each in judgements} == set(kg.graph)
    assert review_rows(kg, judged=judgements) == []


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula(tmp_path: Path, text: str) -> None:
    cells = [cell for row in written(sample(text), tmp_path / "review.csv") for cell in row.values()]
    assert [cell for cell in cells if cell.startswith(tuple("=+-@＝＋－＠\t\r\n"))] == []


def test_as_excel_reads_it(tmp_path: Path) -> None:
    written(build_graph(DOCUMENTS), tmp_path / "review.csv")
    data = (tmp_path / "review.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfverdict,value,certainty,why,id,")
    written(build_graph(DOCUMENTS[::-1]), tmp_path / "again.csv")
    assert (tmp_path / "again.csv").read_bytes() == data
