"""A person's decisions: how their rows are read, what they do to the graph, and when they no longer apply."""

from __future__ import annotations

import csv
import io
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import GraphError
from graph import Judgement, KnowledgeGraph, StaleJudgement, build_graph, read_judgements
from graph.judgements import NEEDED, PLACE, Reference, Sentence, guarded, unguarded
from graph.rdf.validate import check_graph
from tests.builders import facts, link, observation, thing
from tests.strategies import any_text

DISTRICT = thing("District", "钱塘区", code="330114")
APP = thing("Platform", "智慧粮仓")
OFFICE = thing("Agency", "钱塘区数据局")
OTHER = thing("Agency", "钱塘区大数据局")
OPERATES = link("钱塘区 operates 智慧粮仓", confidence=0.6)
RUNS = link("钱塘区数据局 operates 智慧粮仓", confidence=0.7)
ALSO_RUNS = link("钱塘区大数据局 operates 智慧粮仓", confidence=0.5)
DOCUMENTS = [
    facts("a", DISTRICT, APP, OFFICE, OPERATES, RUNS, observation("智慧粮仓", "用户", 5, "人", value_text="5人")),
    facts("b", DISTRICT, APP, OTHER, ALSO_RUNS),
]
PLAIN = build_graph(DOCUMENTS)
IRIS = {data["name"]: iri for iri, data in PLAIN.graph.nodes(data=True)}


def row(verdict: str, name: str = "", value: str = "", /, **cells: str) -> dict[str, str]:
    return {"verdict": verdict, "id": IRIS.get(name, ""), "value": value, **cells}


def relation(verdict: str, source: str, kind: str, target: str, /, **cells: str) -> dict[str, str]:
    return row(verdict, source, relation=kind, target_id=IRIS[target], **cells)


def table(*rows: dict[str, str], delimiter: str = ",") -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, (*NEEDED, *PLACE), delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def read(folder: Path, *rows: dict[str, str]) -> tuple[Judgement, ...]:
    path = folder / "judgements.csv"
    path.write_text(table(*rows), "utf-8")
    return read_judgements(path)


def judged(folder: Path, *rows: dict[str, str]) -> tuple[KnowledgeGraph, list[str]]:
    """The graph of DOCUMENTS under these rows, and what is said of those that do not apply; its RDF is valid."""
    stale: list[StaleJudgement] = []
    kg = build_graph(DOCUMENTS, judgements=read(folder, *rows), on_stale=stale.append)
    check_graph(kg)
    return kg, [str(each).partition("no longer applies: ")[2] for each in stale]


def edges(kg: KnowledgeGraph) -> dict[tuple[str, str, str], float]:
    names = {iri: data["name"] for iri, data in kg.graph.nodes(data=True)}
    return {(names[a], data["relation"], names[b]): data["confidence"] for a, b, data in kg.graph.edges(data=True)}


def names(kg: KnowledgeGraph) -> set[tuple[str, str]]:
    return {(data["type"], data["name"]) for _, data in kg.graph.nodes(data=True)}


# -- reading


def test_what_a_row_says(tmp_path: Path) -> None:
    cells = {"document": "a", "start": "3", "end": "5", "evidence": "'=句", "name": "钱塘区", "type": "District"}
    (found,) = read(tmp_path, relation("Accept ", "钱塘区", "operates", "智慧粮仓", **cells))
    assert found == Judgement(
        place=f"{tmp_path}/judgements.csv:2",
        verdict="accept",
        thing=Reference(IRIS["钱塘区"], "District", "钱塘区"),
        relation="operates",
        target=Reference(IRIS["智慧粮仓"]),
        sentence=Sentence("a", 3, 5, "=句"),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_what_spreadsheets_save_is_read(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "j.csv"
    path.write_bytes(table(row("rename", "钱塘区", "新名"), delimiter=delimiter).replace("\n", "\r\n").encode(encoding))
    assert [(each.verdict, each.value) for each in read_judgements(path)] == [("rename", "新名")]


def test_rows_without_a_verdict_say_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, row(""), row(" ", "钱塘区"), {}) == ()


def test_a_row_is_placed_where_it_begins(tmp_path: Path) -> None:
    first = row("reject", "钱塘区", evidence="两\n行")
    assert [each.place[-2:] for each in read(tmp_path, first, first)] == [":2", ":4"]


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        (
            row("maybe", "钱塘区"),
            "verdict 'maybe' is not known; known are accept, reject, retype, rename, merge, split",
        ),
        (row("reject"), "id is empty; the entity's IRI, or its type and name, is expected"),
        ({"verdict": "reject", "id": "a b"}, "id 'a b' is no IRI of an entity; one as in graph.json is expected"),
        (row("rename", "钱塘区"), "rename has no value; the new type or name"),
        (row("reject", "钱塘区", "x"), "reject has the value 'x'; none is expected"),
        (row("split", "钱塘区"), "split has no document; the one whose entity is split off is expected"),
        (row("reject", "钱塘区", target_name="x"), "has the target 'x' but no relation"),
        (row("rename", "钱塘区", "x", relation="operates"), "rename is about an entity, but the row has relation"),
        (row("accept", "钱塘区", relation="operates"), "target_id is empty; the entity's IRI"),
        (row("accept", "钱塘区", start="x"), "start 'x' is no place; a whole number from 0 is expected"),
    ],
)
def test_a_malformed_row_is_told_in_one_line(tmp_path: Path, cells: dict[str, str], problem: str) -> None:
    with pytest.raises(GraphError) as found:
        read(tmp_path, row("reject", "智慧粮仓"), cells)
    assert str(found.value).startswith(f"{tmp_path}/judgements.csv:3: {problem}")
    assert "\n" not in str(found.value)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "j.csv:1: has no column 'verdict'"),
        ("verdict,id,值\n".encode(), "j.csv:1: has no column 'value'"),
        (table().encode() + b"," * 13 + b"x\n", "j.csv:2: has 14 cells; the header has 13"),
        (table().encode() + b'"open', "j.csv:2: is no CSV row: unexpected end of data"),
        (b"\xff\xff\xff", "j.csv: is no text; a CSV file in UTF-8 or GB18030 is expected"),
    ],
)
def test_a_malformed_file_is_told_in_one_line(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "j.csv"
    path.write_bytes(content)
    with pytest.raises(GraphError) as found:
        read_judgements(path)
    assert str(found.value).startswith(f"{tmp_path}/{problem}")


def test_a_missing_file_is_told() -> None:
    with pytest.raises(GraphError, match=r"^no/j\.csv: cannot be read: "):
        read_judgements("no/j.csv")


@given(any_text | st.from_regex(r"\A'*[=+\-@＝\t].*"))
def test_guarding_is_undone(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in set("=+-@＝＋－＠\t\r\n") - {""}


# -- what they do


def test_reject_a_relation(tmp_path: Path) -> None:
    kg, stale = judged(tmp_path, relation("reject", "钱塘区", "operates", "智慧粮仓"))
    assert edges(PLAIN).keys() - edges(kg).keys() == {("钱塘区", "operates", "智慧粮仓")}
    assert (names(kg), stale) == (names(PLAIN), [])


def test_reject_an_entity_with_all_that_is_said_of_it(tmp_path: Path) -> None:
    kg, stale = judged(tmp_path, row("reject", "智慧粮仓"))
    assert names(PLAIN) - names(kg) == {("Platform", "智慧粮仓")}
    assert (edges(kg), kg.observations, stale) == ({}, [], [])


def test_accept_is_certainty(tmp_path: Path) -> None:
    kg, stale = judged(tmp_path, relation("accept", "钱塘区", "operates", "智慧粮仓"), row("accept", "智慧粮仓"))
    assert edges(kg) == {**edges(PLAIN), ("钱塘区", "operates", "智慧粮仓"): 1.0}
    assert stale == []


def test_an_accepted_relation_is_there_though_not_read_any_more(tmp_path: Path) -> None:
    text = DOCUMENTS[1].document.text
    cells = {"document": "b", "start": "0", "end": "3", "evidence": text[:3]}
    kg, stale = judged(tmp_path, relation("accept", "钱塘区大数据局", "jurisdiction", "钱塘区", **cells))
    (edge,) = (data for _, _, data in kg.graph.edges(data=True) if data["relation"] == "jurisdiction")
    evidence = {"document": "b", "start": 0, "end": 3, "text": text[:3], "rule": "judgement"}
    assert edge == {
        "relation": "jurisdiction",
        "confidence": 1.0,
        "modality": "stated",
        "evidence": [evidence],
        "inferred": False,
    }
    assert stale == []


@pytest.mark.parametrize("cells", [{}, {"start": "1", "end": "4"}, {"document": "z"}, {"evidence": "另一句"}])
def test_but_only_where_its_sentence_still_stands(tmp_path: Path, cells: dict[str, str]) -> None:
    right = {"document": "b", "start": "0", "end": "3", "evidence": "钱塘区"} if cells else {}
    kg, stale = judged(tmp_path, relation("accept", "钱塘区大数据局", "jurisdiction", "钱塘区", **right | cells))
    assert edges(kg) == edges(PLAIN)
    assert stale[0].endswith("it is not read any more, and its sentence is not at its place in the document")


def test_retype_drops_what_the_new_type_cannot_have(tmp_path: Path) -> None:
    kg, stale = judged(tmp_path, row("retype", "智慧粮仓", "Award"))
    assert ("Award", "智慧粮仓") in names(kg)
    assert edges(kg) == {}
    (own,) = set(kg.graph) - set(PLAIN.graph)
    assert own.startswith("https://w3id.org/govgraph/id/Award-zhi-hui-liang-cang-")
    assert stale == []


def test_retype_of_a_district_takes_its_code(tmp_path: Path) -> None:
    kg, _ = judged(tmp_path, row("retype", "钱塘区", "Place"))
    assert [data["code"] for _, data in kg.graph.nodes(data=True) if data["name"] == "钱塘区"] == [""]


@pytest.mark.parametrize("order", [1, -1])
def test_what_has_a_new_type_goes_by_its_old_and_its_new_iri(tmp_path: Path, order: int) -> None:
    retype = row("retype", "智慧粮仓", "Program")
    (own,) = set(judged(tmp_path, retype)[0].graph) - set(PLAIN.graph)
    rows = [
        {"verdict": "rename", "id": own, "value": "新"},
        retype,
        relation("reject", "钱塘区", "operates", "智慧粮仓"),
    ]
    kg, stale = judged(tmp_path, *rows[::order])
    assert (kg.graph.nodes[own]["name"], kg.graph.nodes[own]["type"]) == ("新", "Program")
    assert kg.observations[0]["subject"] == own
    assert [line for line in stale if "rename" in line or "retype" in line] == []


def test_a_district_that_is_split_off_has_no_code(tmp_path: Path) -> None:
    kg, stale = judged(tmp_path, row("split", "钱塘区", document="b"))
    assert sorted(data["code"] for _, data in kg.graph.nodes(data=True) if data["name"] == "钱塘区") == ["", "330114"]
    assert stale == []


def test_rename_keeps_the_old_name_as_another(tmp_path: Path) -> None:
    kg, stale = judged(tmp_path, row("rename", "智慧粮仓", "智慧粮仓平台"))
    node = kg.graph.nodes[IRIS["智慧粮仓"]]
    assert (node["name"], node["aliases"], stale) == ("智慧粮仓平台", ["智慧粮仓"], [])
    assert len(edges(kg)) == len(edges(PLAIN))


@pytest.mark.parametrize(
    "value",
    ["钱塘区数据局", IRIS["钱塘区数据局"], "http://other.example/id/" + IRIS["钱塘区数据局"].rpartition("/")[2]],
)
def test_merge(tmp_path: Path, value: str) -> None:
    kg, stale = judged(tmp_path, row("merge", "钱塘区大数据局", value))
    assert names(PLAIN) - names(kg) == {("Agency", "钱塘区大数据局")}
    node = kg.graph.nodes[IRIS["钱塘区数据局"]]
    assert (node["documents"], node["mentions"], node["aliases"]) == (["a", "b"], 2, ["钱塘区大数据局"])
    assert node["merged_by"] == ["judgement: 钱塘区大数据局 = 钱塘区数据局"]
    assert edges(kg)["钱塘区数据局", "operates", "智慧粮仓"] == 0.85  # 1 - 0.3 · 0.5
    assert stale == []


def test_rows_about_what_was_merged_follow_it(tmp_path: Path) -> None:
    merge = row("merge", "钱塘区大数据局", "钱塘区数据局")
    kg, stale = judged(tmp_path, merge, relation("accept", "钱塘区大数据局", "operates", "智慧粮仓"))
    assert edges(kg)["钱塘区数据局", "operates", "智慧粮仓"] == 1.0
    assert stale == []


def test_split_and_go_on_with_what_was_split_off(tmp_path: Path) -> None:
    split = row("split", "智慧粮仓", "乡村粮仓", document="b")
    kg, stale = judged(tmp_path, split)
    assert names(kg) - names(PLAIN) == {("Platform", "乡村粮仓")}
    assert set(edges(kg)) == {
        ("钱塘区", "operates", "智慧粮仓"),
        ("钱塘区数据局", "operates", "智慧粮仓"),
        ("钱塘区大数据局", "operates", "乡村粮仓"),
    }
    (own,) = set(kg.graph) - set(PLAIN.graph)
    again, also_stale = judged(tmp_path, {"verdict": "retype", "id": own, "value": "Program"}, split)
    assert ("Program", "乡村粮仓") in names(again)
    assert stale + also_stale == []


def test_the_order_of_rows_does_not_count(tmp_path: Path) -> None:
    rows = [
        row("merge", "钱塘区大数据局", "钱塘区数据局"),
        row("rename", "钱塘区数据局", "数据局"),
        relation("reject", "钱塘区大数据局", "operates", "智慧粮仓"),
        row("reject", "智慧粮仓"),
    ]
    first, *others = [judged(tmp_path, *order)[0] for order in permutations(rows)]
    assert names(first) == {("District", "钱塘区"), ("Agency", "数据局")}
    assert all(each == first for each in others)


def test_rows_survive_another_base_and_more_documents(tmp_path: Path) -> None:
    judgements = read(tmp_path, row("reject", "智慧粮仓"), row("rename", "钱塘区", "钱塘"))
    more = [*DOCUMENTS, facts("c", thing("Platform", "智慧粮仓"), thing("District", "滨江区", code="330108"))]
    stale: list[Any] = []
    kg = build_graph(more, base_iri="http://other.example/", judgements=judgements, on_stale=stale.append)
    assert {name for _, name in names(kg)} == {"钱塘", "滨江区", "钱塘区数据局", "钱塘区大数据局"}
    assert stale == []


@pytest.mark.parametrize("iri", ["", "https://w3id.org/govgraph/id/Platform-gone-0"])
def test_type_and_name_find_what_the_iri_does_not(tmp_path: Path, iri: str) -> None:
    kg, stale = judged(tmp_path, {"verdict": "reject", "id": iri, "type": "Platform", "name": "智慧粮仓"})
    assert ("Platform", "智慧粮仓") not in names(kg)
    assert stale == []


# -- what no longer applies


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        (
            [{"verdict": "reject", "type": "Agency", "name": "没有局"}],
            ["reject Agency 没有局: no such entity is read any more, or more than one"],
        ),
        ([relation("reject", "钱塘区数据局", "jurisdiction", "钱塘区")], ["it is not read any more"]),
        (
            [relation("accept", "智慧粮仓", "operates", "钱塘区")],
            ["the ontology has no operates from Platform to District"],
        ),
        ([row("retype", "智慧粮仓", "Platform")], ["it is Platform already"]),
        ([row("rename", "智慧粮仓", "智慧粮仓")], ["it is 智慧粮仓 already"]),
        ([row("split", "智慧粮仓", document="z")], ["z does not name it"]),
        ([row("split", "钱塘区数据局", document="a")], ["only a names it"]),
        ([row("merge", "钱塘区数据局", "没有局")], ["没有局 is not read any more"]),
        ([row("merge", "钱塘区数据局", IRIS["钱塘区数据局"])], ["they are one already"]),
        ([row("merge", "钱塘区数据局", IRIS["智慧粮仓"]), row("reject", "智慧粮仓")], ["is rejected"]),
        ([row("reject", "智慧粮仓"), row("rename", "智慧粮仓", "新")], ["it is rejected"]),
        (
            [row("merge", "钱塘区数据局", "钱塘区大数据局"), row("rename", "钱塘区数据局", "新")],
            ["merged into another"],
        ),
        ([row("reject", "智慧粮仓"), relation("accept", "钱塘区", "operates", "智慧粮仓")], ["its ends is rejected"]),
        ([row("reject", "智慧粮仓"), relation("reject", "钱塘区", "operates", "智慧粮仓")], []),
        ([row("rename", "钱塘区", "甲"), row("rename", "钱塘区", "乙")], [":3 says rename 乙, and is later"]),
        ([row("reject", "钱塘区"), row("accept", "钱塘区")], [":3 says accept, and is later"]),
        ([row("accept", "钱塘区"), row("accept", "钱塘区")], []),
    ],
)
def test_what_changes_nothing_is_told(tmp_path: Path, rows: list[dict[str, str]], wanted: list[str]) -> None:
    _, stale = judged(tmp_path, *rows)
    assert len(stale) == len(wanted)
    assert all(text in line for text, line in zip(wanted, stale, strict=True)), stale


def test_the_later_row_holds(tmp_path: Path) -> None:
    kg, _ = judged(tmp_path, row("rename", "钱塘区", "甲"), row("rename", "钱塘区", "乙"))
    assert ("District", "乙") in names(kg)


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        (row("retype", "钱塘区", "Dragon"), ":2: type 'Dragon' is not known; known are District"),
        (relation("accept", "钱塘区", "eats", "智慧粮仓"), ":2: relation 'eats' is not known; known are "),
    ],
)
def test_what_the_pack_has_not_is_an_error(tmp_path: Path, cells: dict[str, str], problem: str) -> None:
    with pytest.raises(GraphError, match=f"^{tmp_path}/judgements.csv{problem}"):
        build_graph(DOCUMENTS, judgements=read(tmp_path, cells))


def test_no_judgements_change_nothing() -> None:
    assert build_graph(DOCUMENTS, judgements=()) == PLAIN
