"""The graph as an `rdflib.Graph` or `rdflib.Dataset`, filled from the one stream."""

from __future__ import annotations

import io
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import chain
from typing import TypeVar

import pyoxigraph as ox
from rdflib import BNode, Dataset, Graph, Literal, URIRef
from rdflib.term import Node

from graph.rdf.data import GraphData
from graph.rdf.ontology import ontology_blocks
from graph.rdf.terms import Block
from graph.rdf.write import prefixes, write_nquads, write_ntriples
from graph.view import GraphView

LARGE = 100_000
"""From so many lines on, rdflib's own memory store is slow and big, and Oxigraph's is taken where installed."""


def rdf_graph(kg: GraphView) -> Graph:
    """Ontology, graph and evidence as one new `rdflib.Graph`."""
    text = io.StringIO()
    write_ntriples(_blocks(kg), text)
    if _is_large(text):
        return _bound(Graph(store="Oxigraph"), kg).parse(data=text.getvalue(), format="ox-nt")
    rdf = _bound(Graph(bind_namespaces="none"), kg)
    for quad in ox.parse(text.getvalue(), format=ox.RdfFormat.N_TRIPLES):
        rdf.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    return rdf


def rdf_dataset(kg: GraphView) -> Dataset:
    """The same as a new `rdflib.Dataset` with a graph for each document."""
    text = io.StringIO()
    write_nquads(_blocks(kg), text, kg.base_iri)
    rdf = _bound(Dataset(store="Oxigraph") if _is_large(text) else Dataset(), kg)
    for quad in ox.parse(text.getvalue(), format=ox.RdfFormat.N_QUADS):
        named = isinstance(quad.graph_name, ox.NamedNode)
        where = rdf.graph(URIRef(quad.graph_name.value)) if named else rdf.default_graph
        where.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    return rdf


def _blocks(kg: GraphView) -> Iterator[Block]:
    return chain(ontology_blocks(kg.ontology, kg.base_iri), GraphData(kg).blocks())


def _is_large(text: io.StringIO) -> bool:
    return text.getvalue().count("\n") > LARGE and find_spec("oxrdflib") is not None


_G = TypeVar("_G", bound=Graph)


def _bound(rdf: _G, kg: GraphView) -> _G:
    for prefix, namespace in prefixes(kg.base_iri).items():
        rdf.bind(prefix, namespace, replace=True)
    return rdf


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    assert isinstance(term, ox.Literal)
    if term.language:
        return Literal(term.value, lang=term.language)
    plain = term.datatype.value == "http://www.w3.org/2001/XMLSchema#string"
    return Literal(term.value, datatype=None if plain else URIRef(term.datatype.value), normalize=False)
