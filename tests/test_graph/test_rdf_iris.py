"""IRIs: fixed for all time, and never two things under one."""

from __future__ import annotations

import lzma
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.pack import load_pack
from graph import build_graph
from graph.ids import DEFAULT_BASE, LOCAL_ID, entity_id, instances
from graph.names import folded
from tests.builders import facts, thing
from tests.strategies import any_text

GOLDEN = [line.split("\t") for line in (Path(__file__).parent / "golden_iris.tsv").read_text("utf-8").splitlines()]
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=12)


def test_the_golden_ones_never_change() -> None:
    assert len(GOLDEN) == 200
    made = [entity_id(kind, name, scope=scope, code=code) for kind, name, scope, code, _ in GOLDEN]
    assert made == [wanted for *_, wanted in GOLDEN]


@given(st.lists(HAN | any_text, min_size=100, max_size=100, unique_by=folded))
@settings(deadline=None, max_examples=100)
def test_ten_thousand_names_a_hundred_at_a_time(names: list[str]) -> None:
    made = {entity_id("Platform", name) for name in names}
    assert len(made) == len(names)
    assert all(LOCAL_ID.fullmatch(each) and len(instances(DEFAULT_BASE) + each) <= 200 for each in made)


@pytest.mark.slow
def test_all_townships_at_once() -> None:
    path = load_pack().folder / "divisions" / "divisions.tsv.xz"
    with lzma.open(path, "rt", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    townships = [(row[0], row[1]) for row in rows if len(row[0]) == 9]
    assert len(townships) == 41_352
    assert len({entity_id("District", name, code=code) for code, name in townships}) == len(townships)
    distinct = {(folded(name), code[:6]) for code, name in townships}
    assert len({entity_id("District", name, scope=scope) for name, scope in distinct}) == len(distinct)
    names = {folded(name) for _, name in townships}
    assert len({entity_id("Place", name) for name in names}) == len(names)


def test_documents_that_come_later_change_no_iri() -> None:
    documents = [
        facts("a", thing("District", "钱塘区", code="330114"), thing("Platform", "智慧粮仓")),
        facts("b", thing("Company", "甲公司"), thing("Policy", "数据条例")),
        facts("c", thing("District", "北仑区", code="330206"), thing("Platform", "智慧粮仓")),
    ]
    whole = set(build_graph(documents).graph)
    for some in combinations(documents, 2):
        assert set(build_graph(some).graph) <= whole
