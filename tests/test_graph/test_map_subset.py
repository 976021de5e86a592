"""Parts of a graph for maps of their own."""

from __future__ import annotations

import pytest

from extract.errors import GraphError
from graph.knowledge import KnowledgeGraph
from graph.map.subset import Part, subset
from tests.drawings import two_districts


def names(part: Part) -> set[str]:
    network = subset(two_districts(), part)
    return {data["name"] for _, data in network.nodes(data=True)}


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        pytest.param(Part(types=["District"]), {"甲区", "乙区", "丙省"}, id="type"),
        pytest.param(Part(types=["荣誉与榜单", "Policy"]), {"数字先锋奖"}, id="type by its Chinese name"),
        pytest.param(Part(around=["赛马机制"]), {"赛马机制", "甲区"}, id="one hop"),
        pytest.param(
            Part(around=["赛马机制"], hops=2), {"赛马机制", "甲区", "产业大脑", "数字先锋奖", "丙省"}, id="two hops"
        ),
        pytest.param(
            Part(districts=["乙区"]), {"乙区", "乙区数据局", "产业大脑", "一码通", "亲清在线", "丙省"}, id="district"
        ),
        pytest.param(Part(districts=["乙区"], types=["Platform"]), {"产业大脑", "一码通", "亲清在线"}, id="both"),
        pytest.param(Part(documents=["c.txt"]), {"甲区", "数字先锋奖"}, id="document"),
        pytest.param(Part(documents=["乙区报告"], types=["Agency"]), {"乙区数据局"}, id="document by title"),
        pytest.param(Part(around=["一码通"], types=["Award"]), set(), id="nothing"),
    ],
)
def test_parts(part: Part, expected: set[str]) -> None:
    assert names(part) == expected


def test_a_document_brings_its_evidence_only() -> None:
    network = subset(two_districts(), Part(documents=["b.txt"]))
    found = {piece["document"] for *_, data in network.edges(data=True) for piece in data["evidence"]}
    assert found == {"b.txt"}
    assert [paper["id"] for paper in network.graph["documents"]] == ["b.txt"]
    assert [each["value_text"] for each in network.graph["observations"]] == ["700亿元"]


def test_observations_and_documents_of_what_is_left_out_go_too() -> None:
    network = subset(two_districts(), Part(around=["数字先锋奖"], types=["Award"]))
    assert network.graph["observations"] == []
    assert [paper["id"] for paper in network.graph["documents"]] == ["c.txt"]


def test_the_graph_itself_stays_as_it_is() -> None:
    kg = two_districts()
    subset(kg, Part(documents=["c.txt"], types=["Award"]))
    assert kg == two_districts()


def test_everything_is_the_graph() -> None:
    kg = two_districts()
    assert KnowledgeGraph(subset(kg, Part())) == kg


@pytest.mark.parametrize(
    ("part", "message"),
    [
        (Part(types=["Zebra"]), "type 'Zebra': is not known; known are District, Place,"),
        (Part(districts=["产业大脑"]), "district '产业大脑': is not in the graph"),
        (Part(around=["无"]), "entity '无': is not in the graph"),
        (Part(documents=["d.txt"]), "document 'd.txt': is not in the graph"),
    ],
)
def test_what_is_not_there_is_named(part: Part, message: str) -> None:
    with pytest.raises(GraphError, match=message):
        subset(two_districts(), part)
