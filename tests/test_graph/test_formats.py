"""What every format owes: it reads back, it is the same in every run, and no text breaks it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings

from extract.errors import GraphError
from graph import FORMATS, KnowledgeGraph, write_exports
from graph.formats import GROUPS
from graph.formats.text import holdable
from tests.builders import HOSTILE, sample
from tests.strategies import any_text

ROOT = Path(__file__).parents[2]
SETTINGS = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def load_json(path: Path) -> Any:  # noqa: ANN401 - as JSON is
    return json.loads(path.read_text("utf-8"))


def test_the_exchange_file(tmp_path: Path) -> None:
    sample().save(tmp_path / "graph.json")
    data = load_json(tmp_path / "graph.json")
    assert set(data) == {"directed", "multigraph", "graph", "nodes", "edges"}
    assert (data["directed"], data["multigraph"]) == (True, True)
    assert [node["id"] for node in data["nodes"]] == sorted(node["id"] for node in data["nodes"])
    assert {"id", "type", "name", "aliases", "inferred", "code", "documents"} <= set(data["nodes"][0])
    assert {"source", "target", "relation", "confidence", "modality", "evidence", "inferred"} <= set(data["edges"][0])
    (plain,) = [seen for seen in data["graph"]["observations"] if seen["unit"] == "元"]
    assert {name: plain[name] for name in ("value", "period", "change", "rank")} == {
        "value": 6500000000,
        "period": None,
        "change": None,
        "rank": None,
    }
    assert '"value": 6500000000,' in (tmp_path / "graph.json").read_text("utf-8")
    known = nx.node_link_graph(data, edges="edges")
    assert nx.utils.graphs_equal(known, sample().graph)


@given(any_text)
@SETTINGS
def test_the_exchange_file_reads_back_equal(tmp_path: Path, text: str) -> None:
    kg, path = sample(text), tmp_path / "graph.json"
    kg.save(path)
    first = path.read_bytes()
    back = KnowledgeGraph.load(path)
    assert back == kg
    back.save(path)
    assert path.read_bytes() == first


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_json(tmp_path: Path, text: str) -> None:
    sample(text).save(tmp_path / "graph.json")
    assert KnowledgeGraph.load(tmp_path / "graph.json") == sample(text)
    data = load_json(tmp_path / "graph.json")
    assert text in [node["name"] for node in data["nodes"]]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_graphml(tmp_path: Path, text: str) -> None:
    (path,) = write_exports(sample(text), tmp_path, formats=["graphml"])
    back = nx.read_graphml(path)
    assert holdable(text).replace("\r\n", "\n").replace("\r", "\n") in {
        data["label"].replace("\r\n", "\n").replace("\r", "\n") for _, data in back.nodes(data=True)
    }
    assert set(back.nodes) == set(sample(text).graph.nodes)


def test_graphml_is_flat(tmp_path: Path) -> None:
    (path,) = write_exports(sample(), tmp_path, formats=["graphml"])
    back = nx.read_graphml(path, force_multigraph=True)
    assert dict(back.nodes["https://w3id.org/govgraph/id/District-qian-tang-qu-330114"]) == {
        "label": "钱塘区",
        "type": "District",
        "color": sample().ontology.types["District"].style.color,
        "aliases": "錢塘區",
        "code": "330114",
        "inferred": False,
        "mentions": 2,
        "documents": "智慧粮仓.txt | 智慧粮仓/b.txt",
    }
    ((_, _, edge),) = back.edges(data=True)
    assert (edge["relation"], edge["weight"], edge["evidence_count"]) == ("operates", 0.8, 1)
    assert (edge["evidence"], edge["document"]) == ("智慧粮仓", "智慧粮仓.txt")
    ids = [element.get("id") for element in ET.parse(path).iter("{http://graphml.graphdrawing.org/xmlns}edge")]
    assert ids == [edge["id"]]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("钱塘\t区\n", "钱塘\t区\n"), ("a\x00b\x1f", "a�b�"), ("\ud800\ufffe", "��"), ("\U00020bb7", "\U00020bb7")],
)
def test_holdable(text: str, wanted: str) -> None:
    assert holdable(text) == wanted


def test_all_formats_are_the_same_in_every_run(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from graph import KnowledgeGraph, write_exports\n"
        f"write_exports(KnowledgeGraph.load({str(tmp_path / 'graph.json')!r}), sys.argv[1])\n"
    )
    sample().save(tmp_path / "graph.json")
    made = []
    for seed in ("0", "1"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        subprocess.run([sys.executable, "-c", code, str(tmp_path / seed)], check=True, env=env, timeout=120)
        made.append({path.name: path.read_bytes() for path in sorted((tmp_path / seed).iterdir())})
    assert sorted(made[0]) == sorted(FORMATS[name].file_name for name in GROUPS["all"])
    assert made[0] == made[1]


def change(*path: str | int, value: object = None) -> Callable[[Any], None]:
    """A fault: puts a value where the path leads, or takes out what is there."""

    def apply(data: Any) -> None:  # noqa: ANN401 - as JSON is
        for part in path[:-1]:
            data = data[part]
        if value is None:
            del data[path[-1]]
        else:
            data[path[-1]] = value

    return apply


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (change("nodes"), "the file has no 'nodes'"),
        (change("nodes", value={}), "the file has nodes = {}; list is expected"),
        (change("graph", "documents"), "graph has no 'documents'"),
        (change("graph", "base_iri", value="x"), "graph has base_iri = 'x'; an ASCII http"),
        (change("nodes", 1, "name"), "node 1 has no 'name'"),
        (change("nodes", 1, value="x"), "node 1 is str; an object with id, type, name"),
        (change("nodes", 0, "aliases", value="x"), "node 0 has aliases = 'x'; list is expected"),
        (change("nodes", 0, "id", value="a b"), "id of node 0 is 'a b'; letters, digits"),
        (change("nodes", 0, "type", value="<x>"), "type of node 0 is '<x>'"),
        (change("edges", 0, "confidence", value=True), "edge 0 has confidence = True; int or float is expected"),
        (change("edges", 0, "target", value="x"), "edge 0 leads to x, which is no node"),
        (change("edges", 0, "evidence", 0, "start"), "evidence of edge 0 has no 'start'"),
        (change("graph", "observations", 0, "subject", value="x"), "observation obs-"),
    ],
)
def test_a_wrong_graph_file(tmp_path: Path, fault: Callable[[Any], None], message: str) -> None:
    path = tmp_path / "graph.json"
    sample().save(path)
    data = load_json(path)
    fault(data)
    path.write_text(json.dumps(data), "utf-8")
    with pytest.raises(GraphError) as found:
        KnowledgeGraph.load(path)
    assert str(found.value).startswith(f"{path}: {message}")
    assert "\n" not in str(found.value)


def test_a_node_that_is_there_twice(tmp_path: Path) -> None:
    path = tmp_path / "graph.json"
    sample().save(path)
    data = load_json(path)
    data["nodes"].append(data["nodes"][0])
    path.write_text(json.dumps(data), "utf-8")
    with pytest.raises(GraphError, match="is there twice"):
        KnowledgeGraph.load(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is not UTF-8 JSON"),
        (b"\xff\xfe", "is not UTF-8 JSON"),
        (b"[" * 100_000, "is not UTF-8 JSON"),
        (b"[]", "the file is list; an object with graph, nodes, edges is expected"),
        (None, "cannot be read: No such file"),
    ],
)
def test_what_is_no_graph_file(tmp_path: Path, content: bytes | None, message: str) -> None:
    path = tmp_path / "graph.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(GraphError) as found:
        KnowledgeGraph.load(path)
    assert str(found.value).startswith(f"{path}: {message}")
