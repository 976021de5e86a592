"""Resolution of Districts: codes first, then names within one area."""

from __future__ import annotations

import pytest

from graph import build_graph
from tests.builders import documents_by_name, facts, link, thing

QT = thing("District", "钱塘区", code="330114")
BJ = thing("District", "滨江区", code="330108")
HZ = thing("District", "杭州市", code="3301")

DISTRICTS = {
    "one code is one District whatever the names": (
        [
            facts("a", thing("District", "高新區(濱江)", code="330108"), script="zh-hant"),
            facts("b", thing("District", "杭州高新区(滨江)", code="330108")),
            facts("c", BJ),
        ],
        {"滨江区": ["a", "b", "c"]},
    ),
    "filled codes are short codes": (
        [facts("a", thing("District", "杭州市", code="330100")), facts("b", HZ)],
        {"杭州市": ["a", "b"]},
    ),
    "one name with two codes is two": (
        [
            facts("a", thing("District", "鼓楼区", code="320106")),
            facts("b", thing("District", "鼓楼区", code="350102")),
        ],
        {"鼓楼区": ["a"], "鼓楼区'": ["b"]},
    ),
    "an uncoded namesake of two codes is neither": (
        [
            facts("a", thing("District", "鼓楼区", code="320106")),
            facts("b", thing("District", "鼓楼区", code="350102")),
            facts("c", thing("District", "鼓楼区")),
        ],
        {"鼓楼区": ["a"], "鼓楼区'": ["b"], "鼓楼区''": ["c"]},
    ),
    "an uncoded namesake in the same city is the coded one": (
        [facts("a", QT), facts("b", HZ, thing("District", "钱塘区", parent="杭州市"))],
        {"钱塘区": ["a", "b"], "杭州市": ["b"]},
    ),
    "villages under two streets are two": (
        [
            facts("a", thing("District", "白杨街道"), thing("District", "邻里社区", parent="白杨街道")),
            facts("b", thing("District", "义蓬街道"), thing("District", "邻里社区", parent="义蓬街道")),
        ],
        {"白杨街道": ["a"], "邻里社区": ["a"], "义蓬街道": ["b"], "邻里社区'": ["b"]},
    ),
    "villages under one street are one": (
        [
            facts("a", thing("District", "白杨街道"), thing("District", "邻里社区", parent="白杨街道")),
            facts("b", thing("District", "白杨街道"), thing("District", "邻里社区"), link("邻里社区 partOf 白杨街道")),
        ],
        {"白杨街道": ["a"], "邻里社区": ["a", "b"], "白杨街道'": ["b"]},
    ),
    "villages with nothing in common are two": (
        [facts("a", thing("District", "幸福村")), facts("b", thing("District", "幸福村"))],
        {"幸福村": ["a"], "幸福村'": ["b"]},
    ),
    "streets in documents about one county are one": (
        [facts("a", QT, thing("District", "义蓬街道")), facts("b", QT, thing("District", "义蓬街道"))],
        {"钱塘区": ["a", "b"], "义蓬街道": ["a", "b"]},
    ),
    "an alias joins where nothing else is called so": (
        [
            facts("a", thing("District", "钱塘区", code="330114", aliases=("钱塘",))),
            facts("b", thing("District", "钱塘")),
        ],
        {"钱塘区": ["a", "b"]},
    ),
    "an alias of two joins neither": (
        [
            facts("a", thing("District", "朝阳区", code="110105", aliases=("朝阳",))),
            facts("b", thing("District", "朝阳市", code="2113", aliases=("朝阳",))),
            facts("c", thing("District", "朝阳")),
        ],
        {"朝阳区": ["a"], "朝阳市": ["b"], "朝阳": ["c"]},
    ),
    "a generic alias joins nothing": (
        [
            facts("a", thing("District", "钱塘区", code="330114", aliases=("全区",), generic=("全区",))),
            facts("b", thing("District", "滨江区", code="330108", aliases=("全区",), generic=("全区",))),
        ],
        {"钱塘区": ["a"], "滨江区": ["b"]},
    ),
    "a bare level word joins nothing": (
        [facts("a", thing("District", "钱塘区", aliases=("新区",))), facts("b", thing("District", "新区"))],
        {"钱塘区": ["a"], "新区": ["b"]},
    ),
}


@pytest.mark.parametrize("case", DISTRICTS)
def test_districts(case: str) -> None:
    documents, wanted = DISTRICTS[case]
    assert documents_by_name(build_graph(documents), "District") == wanted
