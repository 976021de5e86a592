"""`govgraph map`: a graph file in, a page out."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest

from govgraph.cli import NOTHING_BUILT, READ_ALL, main
from graph.knowledge import KnowledgeGraph
from tests.drawings import BASE, two_districts
from tests.map_data import map_data


@pytest.fixture
def graph_file(tmp_path: Path) -> Path:
    network = two_districts().to_networkx()
    lasting = {node: f"{BASE}id/node-{i}" for i, node in enumerate(network)}  # as an exchange file wants ids
    for seen in network.graph["observations"]:
        seen["subject"] = lasting[seen["subject"]]
    KnowledgeGraph(nx.relabel_nodes(network, lasting)).save(tmp_path / "graph.json")
    return tmp_path / "graph.json"


def test_a_whole_graph(graph_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "new" / "map.html"
    assert main(["map", str(graph_file), "-o", str(page), "--title", "两区"]) == READ_ALL
    data = map_data(page.read_text("utf-8"))
    assert (data.head["title"], len(data.names)) == ("两区", 9)
    assert capsys.readouterr().out.startswith(f"{page}: 9 entities, 9 relations, 3 documents, ")


def test_a_part_of_it(graph_file: Path, tmp_path: Path) -> None:
    page = tmp_path / "map.html"
    options = ["--district", "乙区", "--type", "Platform", "--type", "Agency", "--around", "亲清在线", "--hops", "2"]
    assert main(["map", str(graph_file), "-o", str(page), *options]) == READ_ALL
    assert set(map_data(page.read_text("utf-8")).names) == {"乙区数据局", "亲清在线"}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--around", "无"], "entity '无': is not in the graph"),
        (["--around", "一码通", "--type", "Award"], "nothing in it fits all that is asked for"),
        (["--hops", "0"], "'0' is no count"),
    ],
)
def test_what_cannot_be_drawn(
    graph_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], message: str
) -> None:
    assert main(["map", str(graph_file), "-o", str(tmp_path / "map.html"), *options]) == NOTHING_BUILT
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1
    assert not (tmp_path / "map.html").exists()


def test_a_folder_is_no_page(graph_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["map", str(graph_file), "-o", str(tmp_path)]) == NOTHING_BUILT
    assert "is a folder; a file name such as map.html is expected" in capsys.readouterr().err
