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


def turtle_of(kg: KnowledgeGraph, folder: Path) -> bytes:
    return write_exports(kg, folder, formats=["ttl"])[0].read_bytes()


def test_another_parser_reads_the_same(kg: KnowledgeGraph, rdf: rdflib.Graph, tmp_path: Path) -> None:
    wanted = {(str(s), str(p), str(o), getattr(o, "language", None) or "") for s, p, o in rdf}
    assert triples(turtle_of(kg, tmp_path)) == wanted


@pytest.mark.parametrize("command", ["rapper -q -i turtle -o ntriples", "serdi -i turtle -o ntriples"])
@pytest.mark.parametrize("text", ["智慧粮仓", *HOSTILE])
def test_c_parsers_read_as_many_without_a_word(command: str, text: str, tmp_path: Path) -> None:
    program, *options = command.split()
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    graph = sample(text)
    turtle_of(graph, tmp_path)
    done = subprocess.run([program, *options, tmp_path / "graph.ttl"], capture_output=True, check=True, timeout=60)
    assert done.stderr == b""
    assert len(done.stdout.splitlines()) == len(graph.to_rdflib())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text(text: str, tmp_path: Path) -> None:
    graph = sample(text)
    data = turtle_of(graph, tmp_path)
    assert holdable(text) in {value for _, _, value, _ in triples(data)}
    assert rdflib.Graph().parse(data=data, format="turtle").isomorphic(graph.to_rdflib())


@given(any_text)
@settings(deadline=None, max_examples=30)
def test_any_text_is_read_back(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    graph = sample(text)
    rdf = graph.to_rdflib()
    wanted = {(str(s), str(p), str(o), getattr(o, "language", None) or "") for s, p, o in rdf}
    assert triples(turtle_of(graph, tmp_path_factory.mktemp("ttl"))) == wanted


def test_the_bytes_are_the_same_whatever_the_hash_seed(kg: KnowledgeGraph, tmp_path: Path) -> None:
    kg.save(tmp_path / "graph.json")
    data = json.loads((tmp_path / "graph.json").read_text("utf-8"))
    data["nodes"].reverse()
    data["edges"].reverse()
    (tmp_path / "turned.json").write_text(json.dumps(data), "utf-8")
    code = (
        "import sys\nfrom graph import *\nwrite_exports(KnowledgeGraph.load(sys.argv[1]), sys.argv[2], formats=['ttl'])"
    )
    made = []
    for seed, name in (("0", "graph.json"), ("1", "graph.json"), ("2", "turned.json")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", code, str(tmp_path / name), str(tmp_path / seed)]
        subprocess.run(command, check=True, env=env, timeout=120)
        made.append((tmp_path / seed / "graph.ttl").read_bytes())
    assert made[0] == made[1] == made[2]
    assert made[0] == turtle_of(kg, tmp_path)
