"""The speed of the RDF export on a million triples of its own shape: python benchmarks/rdf_speed.py [TRIPLES].

Each way runs in a process of its own and says the CPU seconds (user and system) and the peak of memory: `export` makes
the triples of a graph and writes them; `writer` and `oxigraph` write triples that are made already, as strings, which
pyoxigraph has to make its own objects from.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import networkx as nx
import pyoxigraph as ox

from graph import KnowledgeGraph
from graph.formats.rdf import write_rdf
from graph.ids import DEFAULT_BASE, entity_id, instances, observation_id
from graph.rdf.data import GraphData
from graph.rdf.terms import Block, datatype_of, language_of, value_of
from graph.rdf.write import prefixes, write_nquads, write_turtle

TRIPLES = 1_000_000
_A_DOCUMENT = 3328
"""So many triples a document of the graph makes."""
_CHARACTERS = "钱塘区数字化改革平台建设发展浙江省杭州市社会治理服务中心智慧粮仓企业综合办公室"


def make_graph(triples: int) -> KnowledgeGraph:
    """A graph of about that many triples: 100 things, 100 relations and 40 values a document."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    documents, observations = [], []
    count = 0
    number = 0
    while count < triples:
        document = f"docs/{number:06}.txt"
        documents.append({"id": document, "title": _name(number, 12), "script": "zh-hans", "characters": 9000})
        nodes = []
        for each in range(100):
            name = f"{_name(number * 100 + each, 8)}{number}-{each}"
            kind = ("District", "Agency", "Platform", "Program")[each % 4]
            iri = instances(DEFAULT_BASE) + entity_id(kind, name)
            nodes.append(iri)
            described = {"name": name, "aliases": [f"{name}甲"], "inferred": False, "code": "", "mentions": 3}
            graph.add_node(iri, type=kind, **described, documents=[document], merged_by=[])
        for each in range(100):
            source, target = nodes[each], nodes[(each * 7 + 3) % 100]
            stated = {"confidence": 0.8, "modality": "stated", "inferred": False}
            graph.add_edge(
                source, target, key="operates", relation="operates", **stated, evidence=[_piece(document, each)]
            )
        for each in range(40):
            observation = {"subject": nodes[each], "metric": _name(each, 5), "value": 1200 + each, "unit": "元"}
            observation |= {"value_text": "1200元", "period": None, "change": None, "rank": None}
            observation |= {
                "period_start": "2024-01",
                "period_end": "2024-05",
                "change_amount": 25.5,
                "change_unit": "%",
            }
            observation |= {"evidence": [_piece(document, each)]}
            observations.append({"id": observation_id(document, str(each)), **observation})
        number += 1
        count += _A_DOCUMENT
    observations.sort(key=lambda each: str(each["id"]))
    graph.graph.update(
        base_iri=DEFAULT_BASE, pack="government", title="", documents=documents, observations=observations
    )
    return KnowledgeGraph(graph)


def _name(number: int, length: int) -> str:
    return "".join(_CHARACTERS[(number * 31 + each * each * 7 + each) % len(_CHARACTERS)] for each in range(length))


def _piece(document: str, number: int) -> dict[str, Any]:
    text = _name(number, 40) + "。"
    return {"document": document, "start": number * 50, "end": number * 50 + len(text), "text": text, "rule": "bench"}


def _term(term: str) -> ox.NamedNode | ox.Literal:
    if term[0] == "<":
        return ox.NamedNode(term[1:-1])
    if language := language_of(term):
        return ox.Literal(value_of(term), language=language)
    return ox.Literal(value_of(term), datatype=ox.NamedNode(datatype_of(term)))


def _quads(blocks: list[Block], *, named: bool) -> Iterator[ox.Triple | ox.Quad]:
    start = instances(DEFAULT_BASE)
    for subject, facts in blocks:
        node = ox.NamedNode(subject[1:-1])
        for predicate, value, graphs in facts:
            parts = node, ox.NamedNode(predicate[1:-1]), _term(value)
            if not named:
                yield ox.Triple(*parts)
            for each in graphs if named else ():
                yield ox.Quad(*parts, ox.NamedNode(start + each))


def _oxigraph(blocks: list[Block], path: Path) -> None:
    named = path.suffix == ".nq"
    kind = ox.RdfFormat.N_QUADS if named else ox.RdfFormat.TURTLE
    ox.serialize(_quads(blocks, named=named), str(path), kind, prefixes=None if named else prefixes(DEFAULT_BASE))


def _ours(blocks: list[Block], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        if path.suffix == ".nq":
            write_nquads(blocks, file, DEFAULT_BASE)
        else:
            write_turtle(blocks, file, DEFAULT_BASE)


def _measure(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def run(way: str, triples: int, folder: Path) -> dict[str, Any]:
    """One way, measured: `writer` and `oxigraph` get blocks that are made already, `export` makes them."""
    name, suffix = way.split(" ")
    path = folder / f"graph.{suffix}"
    if name == "export":
        kg = make_graph(triples)
        base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        cpu = _measure(lambda: write_rdf(kg, path) if suffix == "nq" else _export_turtle(kg, path))
    else:
        blocks = list(GraphData(make_graph(triples)).blocks())
        base = 0
        cpu = _measure(lambda: (_ours if name == "writer" else _oxigraph)(blocks, path))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    written = sum(1 for _ in ox.parse(path=str(path)))
    return {"cpu": cpu, "graph": base, "peak": peak, "statements": written, "bytes": path.stat().st_size}


def _export_turtle(kg: KnowledgeGraph, path: Path) -> None:
    """Everything in one Turtle file, as `graph.ttl` and `evidence.ttl` together."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        write_turtle(GraphData(kg).blocks(), file, kg.base_iri)


def main() -> None:
    """Measures all ways, each in a process of its own, or the one that is named."""
    if len(sys.argv) > 2:
        print(json.dumps(run(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))))
        return
    triples = int(sys.argv[1]) if len(sys.argv) > 1 else TRIPLES
    print(f"{triples:,} triples; CPU seconds, peak memory in MB (of which the graph itself), statements a second")
    seconds = {}
    for way in (f"{name} {suffix}" for suffix in ("ttl", "nq") for name in ("export", "writer", "oxigraph")):
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, __file__, way, str(triples), folder]
            done = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": "0"})
        found = json.loads(done.stdout)
        seconds[way] = max(found["cpu"], 0.01)
        speed = found["statements"] / seconds[way]
        memory = f"{found['peak']:6} MB ({found['graph']})"
        print(f"{way:14} {found['cpu']:6.1f} s {memory} {speed:12,.0f}/s {found['statements']:10,}")
    for way in (way for way in seconds if not way.startswith("oxigraph")):
        print(f"{way:14} takes {seconds[way] / seconds[f'oxigraph {way.split()[1]}']:.1f} times the time of Oxigraph's")


if __name__ == "__main__":
    main()
