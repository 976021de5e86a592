"""The work of `govgraph check`: an exports folder against its SHACL shapes, told in plain words with the sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from extract.errors import GovGraphError
from govgraph.store import Loaded, ask, load

SHAPES = "shapes.ttl"
NEEDED = ("graph.ttl", "evidence.ttl", "ontology.ttl", SHAPES)

_PREFIXES = """
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX schema: <http://schema.org/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
"""
_ONE_TO_ONE = {
    "is linked by {1} without a statement that says why (evidence.ttl lacks it)": """SELECT ?s ?p WHERE {
        ?p a owl:ObjectProperty ; schema:domainIncludes [] . ?s ?p ?o .
        FILTER NOT EXISTS { ?st rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o } }""",
    "is a statement of {1} whose direct triple is missing (graph.ttl lacks it)": """SELECT ?st ?p WHERE {
        ?st a rdf:Statement ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o . FILTER NOT EXISTS { ?s ?p ?o } }""",
    "is a sentence whose wording is not as long as its place in the document": """SELECT ?s WHERE {
        ?s a nif:Sentence ; nif:anchorOf ?w ; nif:beginIndex ?b ; nif:endIndex ?e . FILTER(STRLEN(?w) != ?e - ?b) }""",
    "is a sentence that ends behind the end of its document": """SELECT ?s WHERE {
        ?s a nif:Sentence ; nif:endIndex ?e ; nif:referenceContext ?d . ?d nif:endIndex ?l . FILTER(?e > ?l) }""",
}
"""What SHACL Core cannot say: what is wrong, and a query for what is wrong in that way."""
_WHERE = """SELECT ?document ?sentence WHERE {
    { NODE prov:wasDerivedFrom? ?s . ?s nif:anchorOf ?sentence ; nif:referenceContext ?d }
    UNION { ?d schema:mentions NODE } UNION { BIND(NODE AS ?d) } ?d dct:identifier ?document ; a nif:Context
} ORDER BY ?document ?sentence LIMIT 1"""


class Finding(NamedTuple):
    """One thing that is wrong: the node's IRI, its label, what is wrong, and the document and sentence if known."""

    node: str
    label: str
    message: str
    document: str
    sentence: str

    def line(self) -> str:
        """The finding as one line for people."""
        label = f" “{self.label}”" if self.label else ""
        document = f"; {self.document}" if self.document else ""
        sentence = f": “{self.sentence}”" if self.sentence else ""
        return f"{self.node}{label}: {self.message}{document}{sentence}"


def findings(folder: Path) -> list[Finding]:
    """Everything in the folder that breaks its shapes, sorted; empty where all is right.

    Raises GovGraphError, naming the file, where a file is missing or cannot be read.
    """
    for name in NEEDED:
        if not (folder / name).is_file():
            raise GovGraphError(f"{folder}: has no {name}; `govgraph build … -o {folder}` makes one")
    loaded = load(folder, named=False)
    found = {*_shacl(folder), *_one_to_one(loaded)}
    return sorted(_described(loaded, node, message) for node, message in found)


def _shacl(folder: Path) -> Iterator[tuple[str, str]]:
    """(node, what is wrong) as pySHACL finds it."""
    from pyshacl import validate
    from rdflib import RDF, SH, Graph

    data, shapes = Graph(), Graph()
    try:
        shapes.parse(folder / SHAPES, format="turtle")
        for name in NEEDED[:2]:
            data.parse(folder / name, format="turtle")
    except SyntaxError as error:
        raise GovGraphError(f"{folder}: {error}") from error
    _, report, _ = validate(data, shacl_graph=shapes)
    assert isinstance(report, Graph)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        path = report.value(result, SH.resultPath)
        message = str(report.value(result, SH.resultMessage))
        yield str(report.value(result, SH.focusNode)), f"{message} [{path}]" if path else message


def _one_to_one(loaded: Loaded) -> Iterator[tuple[str, str]]:
    for message, query in _ONE_TO_ONE.items():
        result = ask(loaded, _PREFIXES + query)
        assert isinstance(result, ox.QuerySolutions)
        for solution in result:
            values = [value.value for value in solution if isinstance(value, ox.NamedNode)]
            yield values[0], message.format(*values)


def _described(loaded: Loaded, node: str, message: str) -> Finding:
    if not node.startswith("http"):  # a blank node, which no query can name
        return Finding(node, "", message, "", "")
    label = _first(loaded, f"SELECT ?l WHERE {{ <{node}> rdfs:label ?l }} ORDER BY ?l LIMIT 1")
    where = _first(loaded, _PREFIXES + _WHERE.replace("NODE", f"<{node}>"))
    document, sentence = where or ("", "")
    return Finding(node, label[0] if label else "", message, document, sentence)


def _first(loaded: Loaded, query: str) -> list[str]:
    result = ask(loaded, query)
    assert isinstance(result, ox.QuerySolutions)
    return next(([value.value if isinstance(value, ox.Literal) else "" for value in row] for row in result), [])
