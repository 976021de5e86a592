"""The graph as a pyvis network."""

from __future__ import annotations

from typing import Any

import pytest
from pyvis.network import Network

from extract.errors import GraphError
from graph.pyvis_view import plain, to_pyvis
from tests.drawings import BASE, district, hostile


def node(network: Network, name: str) -> dict[str, Any]:
    found: dict[str, Any] = network.node_map[BASE + name]
    return found


def test_nodes_and_edges_are_all_there_and_directed() -> None:
    network = to_pyvis(district())
    assert (network.num_nodes(), network.num_edges(), network.directed) == (7, 6, True)
    ends = [(edge["from"], edge["to"]) for edge in network.edges]
    assert ends.count((BASE + "甲区", BASE + "产业大脑")) == 2  # two relations, two edges


def test_looks_come_from_the_ontology() -> None:
    network = to_pyvis(district())
    assert (node(network, "一码通")["color"], node(network, "一码通")["shape"]) == ("#ea580c", "triangle")
    assert node(network, "甲区")["title"] == "甲区\n行政区划\n甲 / 丙市甲区\n330199"


@pytest.mark.parametrize(("target", "dashes"), [("赛马机制", True), ("丙省", [2, 4]), ("一码通", None)])
def test_what_is_not_stated_is_dashed(target: str, dashes: object) -> None:
    (edge,) = [edge for edge in to_pyvis(district()).edges if edge["to"] == BASE + target]
    assert edge.get("dashes") == dashes


def test_edges_quote_their_sentence() -> None:
    (edge,) = [edge for edge in to_pyvis(district()).edges if edge["to"] == BASE + "一码通"]
    assert edge["title"] == "建设运行\n丙市甲区上线“平安码”。 (seeds/a.txt)"


def test_titles_never_turn_tooltips_into_html() -> None:
    network = to_pyvis(hostile())
    shown = [each[key] for each in [*network.nodes, *network.edges] for key in ("title", "label")]
    assert not [text for text in shown if "href" in text or "<" in text]
    assert "var popup" not in network.generate_html()


@pytest.mark.parametrize(
    ("text", "expected"),
    [("<a href=x>甲</a>", "＜a hr\u2060ef=x＞甲＜/a＞"), ("A&B", "A＆B"), ("甲区", "甲区")],
)
def test_plain_text(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize("height", ["", "1px;}</style><script>alert(1)</script>", "750", "1px\n"])
def test_a_height_that_is_no_length_is_refused(height: str) -> None:
    with pytest.raises(GraphError, match="is no CSS length such as 750px"):
        to_pyvis(district(), height=height)


def test_notebook_networks_bring_the_library_along() -> None:
    network = to_pyvis(district(), height="80vh", notebook=True)
    assert (network.height, network.cdn_resources) == ("80vh", "in_line")
