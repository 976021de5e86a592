"""The Turtle: the same bytes in every run, read alike by parsers that share no code, whatever the text."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from hypothesis import given, settings

from graph import KnowledgeGraph, write_exports
from graph.formats.text import holdable
from tests.builders import HOSTILE, sample
from tests.strategies import any_text

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def kg() -> KnowledgeGraph:
    return sample()


@pytest.fixture(scope="module")
def rdf(kg: KnowledgeGraph) -> rdflib.Graph:
    return kg.to_rdflib()


def triples(turtle: bytes) -> set[tuple[str, ...]]:
    """The triples as Oxigraph, which shares no code with rdflib, reads them."""
    return {
        (quad.subject.value, quad.predicate.value, quad.object.value, getattr(quad.object, "language", None) or "")
        for quad in pyoxigraph.parse(turtle, format=pyoxigraph.RdfFormat.TURTLE)
    }


def written(kg: KnowledgeGraph, folder: Path) -> list[bytes]:
    """The ontology and graph, and the evidence: all that `to_rdflib` holds."""
    return [path.read_bytes() for path in write_exports(kg, folder, formats=["full", "evidence"])]


def all_triples(kg: KnowledgeGraph, folder: Path) -> set[tuple[str, ...]]:
    return {triple for turtle in written(kg, folder) for triple in triples(turtle)}


def test_another_parser_reads_the_same(kg: KnowledgeGraph, rdf: rdflib.Graph, tmp_path: Path) -> None:
    wanted = {(str(s), str(p), str(o), getattr(o, "language", None) or "") for s, p, o in rdf}
    assert all_triples(kg, tmp_path) == wanted


@pytest.mark.parametrize("command", ["rapper -q -i turtle -o ntriples", "serdi -i turtle -o ntriples"])
@pytest.mark.parametrize("text", ["智慧粮仓", *HOSTILE])
def test_c_parsers_read_as_many_without_a_word(command: str, text: str, tmp_path: Path) -> None:
    program, *options = command.split()
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    graph = sample(text)
    written(graph, tmp_path)
    count = 0
    for name in ("evidence.ttl", "full.ttl"):
        done = subprocess.run([program, *options, tmp_path / name], capture_output=True, check=True, timeout=60)
        assert done.stderr == b""
        count += len(done.stdout.splitlines())
    assert count == len(graph.to_rdflib())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text(text: str, tmp_path: Path) -> None:
    graph = sample(text)
    assert holdable(text) in {value for _, _, value, _ in all_triples(graph, tmp_path)}
    read = rdflib.Graph()
    for turtle in written(graph, tmp_path):
        read.parse(data=turtle, format="turtle")
    assert {(str(s), str(p), str(o)) for s, p, o in read} == {(str(s), str(p), str(o)) for s, p, o in graph.to_rdflib()}


@given(any_text)
@settings(deadline=None, max_examples=30)
def test_any_text_is_read_back(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    graph = sample(text)
    rdf = graph.to_rdflib()
    wanted = {(str(s), str(p), str(o), getattr(o, "language", None) or "") for s, p, o in rdf}
    assert all_triples(graph, tmp_path_factory.mktemp("ttl")) == wanted


def test_the_bytes_are_the_same_whatever_the_hash_seed(kg: KnowledgeGraph, tmp_path: Path) -> None:
    kg.save(tmp_path / "graph.json")
    data = json.loads((tmp_path / "graph.json").read_text("utf-8"))
    data["nodes"].reverse()
    data["edges"].reverse()
    (tmp_path / "turned.json").write_text(json.dumps(data), "utf-8")
    code = (
        "import sys\nfrom graph import *\nwrite_exports(KnowledgeGraph.load(sys.argv[1]), sys.argv[2], formats=['rdf'])"
    )
    made = []
    for seed, name in (("0", "graph.json"), ("1", "graph.json"), ("2", "turned.json")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", code, str(tmp_path / name), str(tmp_path / seed)]
        subprocess.run(command, check=True, env=env, timeout=120)
        made.append({path.name: path.read_bytes() for path in sorted((tmp_path / seed).iterdir())})
    assert made[0] == made[1] == made[2]
    assert [made[0][name] for name in ("evidence.ttl", "full.ttl")] == written(kg, tmp_path / "again")
