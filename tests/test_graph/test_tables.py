"""Tables and GEXF: what stands where, that they read back, and that no text breaks or acts in them."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
import pytest

from graph import KnowledgeGraph, write_exports
from graph.formats.tables import ARRAY
from graph.formats.text import holdable
from graph.judgements import unguarded
from tests.builders import HOSTILE, sample
from tests.cookbook import cookbook_graph

TABLES = ("entities.csv", "relations.csv", "observations.csv")
NEO4J = ("neo4j-nodes.csv", "neo4j-relationships.csv")
GEXF = "{http://www.gexf.net/1.2draft}"


def read(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8"), newline="")))


@pytest.fixture(scope="module")
def kg() -> KnowledgeGraph:
    return cookbook_graph()


@pytest.fixture(scope="module")
def folder(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("tables")
    write_exports(kg, out, formats=["csv", "neo4j", "gexf"])
    return out


def test_the_tables_join(folder: Path, kg: KnowledgeGraph) -> None:
    entities, relations, observations = (read(folder / name) for name in TABLES)
    ids = {row["id"]: row for row in entities}
    assert set(ids) == set(kg.graph)
    assert len(relations) == kg.graph.number_of_edges()
    assert all(ids[row["source"]]["name"] == row["source_name"] for row in relations)
    assert all(ids[row["subject"]]["name"] == row["subject_name"] for row in observations)
    (row,) = [row for row in relations if row["relation"] == "operates" and row["source_name"] == "钱塘区"]
    assert (row["confidence"], row["evidence_count"], row["evidence"]) == ("0.94", "2", "钱塘区operates智慧粮仓")
    assert {row["value"] for row in observations} == {"6500000000", "125000000"}


def test_what_an_observation_means_has_columns(kg: KnowledgeGraph, tmp_path: Path) -> None:
    first, second = kg.observations
    meant = {"approximation": "about", "period_start": "2024-01", "period_end": "2024-05-31"}
    meant |= {"change_amount": -2.5, "change_unit": "-%", "rank_place": 1, "rank_scope": "全国"}
    network = kg.to_networkx()
    network.graph["observations"] = [{**first, **meant}, second]
    write_exports(KnowledgeGraph(network), tmp_path, formats=["observations"])
    filled, empty = read(tmp_path / "observations.csv")
    assert {name: filled[name] for name in meant} == {name: str(value) for name, value in meant.items()} | {
        "change_unit": "'-%"
    }
    assert {empty[name] for name in meant} == {""}


def test_neo4j_finds_ends_labels_and_types(folder: Path, kg: KnowledgeGraph) -> None:
    nodes, relationships = (read(folder / name) for name in NEO4J)
    known = {row["id:ID"] for row in nodes}
    assert {row[end] for row in relationships for end in (":START_ID", ":END_ID")} <= known
    assert {row[":TYPE"] for row in relationships} <= set(kg.ontology.relations)
    assert all(row[":LABEL"].split(ARRAY) == ["Entity", row["type"]] for row in nodes)
    (district,) = [row for row in nodes if row["code"] == "330114"]
    assert district["documents:string[]"].split(ARRAY) == ["一.txt", "二.txt"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_tables(text: str, tmp_path: Path) -> None:
    write_exports(sample(text), tmp_path, formats=["csv", "neo4j"])
    cells = [cell for name in TABLES for row in read(tmp_path / name) for cell in row.values()]
    assert not [cell for cell in cells if cell and cell[0] in "=+-@＝＋－＠\t\r\n"]
    assert holdable(text) in set(map(unguarded, cells))
    assert holdable(text) in {row["name"] for row in read(tmp_path / "neo4j-nodes.csv")}
    assert len(read(tmp_path / "neo4j-nodes.csv")) == len(sample(text).graph)


def test_gexf(folder: Path, kg: KnowledgeGraph) -> None:
    root = ET.parse(folder / "graph.gexf").getroot()
    labels = {node.get("id"): node.get("label") for node in root.iter(f"{GEXF}node")}
    assert labels == {iri: data["name"] for iri, data in kg.graph.nodes(data=True)}
    (edge,) = [each for each in root.iter(f"{GEXF}edge") if each.get("weight") == "0.94"]
    values = {each.get("for"): each.get("value") for each in edge.iter(f"{GEXF}attvalue")}
    assert values == {
        "relation": "operates",
        "modality": "stated",
        "inferred": "false",
        "evidence": "钱塘区operates智慧粮仓",
        "date": "2024-08-15",
    }
    back = nx.read_gexf(folder / "graph.gexf")
    assert {iri: data["type"] for iri, data in back.nodes(data=True)} == dict(kg.graph.nodes(data="type"))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_gexf(text: str, tmp_path: Path) -> None:
    (path,) = write_exports(sample(text), tmp_path, formats=["gexf"])
    labels = {node.get("label") for node in ET.parse(path).getroot().iter(f"{GEXF}node")}
    assert holdable(text) in labels
