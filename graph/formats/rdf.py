"""The RDF files of an export, each from the one stream of blocks."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import TextIO

from graph.rdf.data import GraphData
from graph.rdf.dataset import dataset_blocks
from graph.rdf.jsonld import write_jsonld
from graph.rdf.ontology import ontology_blocks
from graph.rdf.shapes import shapes_turtle
from graph.rdf.write import write_nquads, write_ntriples, write_triple_terms, write_turtle
from graph.view import GraphView

Writer = Callable[[GraphView, TextIO], None]


def _graph(kg: GraphView, file: TextIO) -> None:
    write_turtle(GraphData(kg).graph_blocks(), file, kg.base_iri)


def _evidence(kg: GraphView, file: TextIO) -> None:
    write_turtle(GraphData(kg).evidence_blocks(), file, kg.base_iri)


def _ontology(kg: GraphView, file: TextIO) -> None:
    write_turtle(ontology_blocks(kg.ontology, kg.base_iri), file, kg.base_iri)


def _full(kg: GraphView, file: TextIO) -> None:
    blocks = chain(ontology_blocks(kg.ontology, kg.base_iri), GraphData(kg).graph_blocks())
    write_turtle(blocks, file, kg.base_iri)


def _shapes(kg: GraphView, file: TextIO) -> None:
    file.write(shapes_turtle(kg.ontology, kg.base_iri))


def _ntriples(kg: GraphView, file: TextIO) -> None:
    write_ntriples(GraphData(kg).graph_blocks(), file)


def _nquads(kg: GraphView, file: TextIO) -> None:
    write_nquads(GraphData(kg).blocks(), file, kg.base_iri)


def _jsonld(kg: GraphView, file: TextIO) -> None:
    write_jsonld(GraphData(kg).graph_blocks(), file, kg.ontology, kg.base_iri)


def _triple_terms(kg: GraphView, file: TextIO) -> None:
    write_triple_terms(GraphData(kg).blocks(), file, kg.base_iri)


WRITERS: dict[str, Writer] = {
    "graph.ttl": _graph,
    "evidence.ttl": _evidence,
    "ontology.ttl": _ontology,
    "shapes.ttl": _shapes,
    "full.ttl": _full,
    "graph.nt": _ntriples,
    "graph.nq": _nquads,
    "graph.jsonld": _jsonld,
    "rdf12.ttl": _triple_terms,
}
"""What writes each file to an open text file."""


def write_rdf(kg: GraphView, path: Path) -> None:
    """Writes the RDF file that is called like the path's last part, in UTF-8."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        if path.name in WRITERS:
            WRITERS[path.name](kg, file)
        else:
            write_turtle(dataset_blocks(kg, path.parent), file, kg.base_iri)
