"""The shapes: good graphs keep them, broken ones do not, and both engines and a third say so with what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib import RDF, SH

from extract.errors import GraphError
from graph import KnowledgeGraph, write_exports
from graph.formats.text import holdable
from graph.rdf.data import GraphData
from graph.rdf.shacl import violations
from graph.rdf.shapes import shapes_turtle
from graph.rdf.terms import NOWHERE, Block, Fact, name
from graph.rdf.validate import check_graph
from tests import consumers
from tests.builders import HOSTILE, sample
from tests.cookbook import cookbook_graph

NS = "https://w3id.org/govgraph/ns#"
ID = "https://w3id.org/govgraph/id/"
Parts = list[tuple[str, str, str]]


@pytest.fixture(scope="module")
def kg() -> KnowledgeGraph:
    return cookbook_graph()


def blocks_of(triples: Parts) -> Iterator[Block]:
    said: dict[str, list[Fact]] = {}
    for subject, predicate, value in triples:
        said.setdefault(subject, []).append(Fact(predicate, value, NOWHERE))
    yield from said.items()


def triples_of(kg: KnowledgeGraph) -> Parts:
    return [(subject, fact.predicate, fact.object) for subject, facts in GraphData(kg).blocks() for fact in facts]


def by_us(triples: Parts, shapes: str) -> set[tuple[str, str]]:
    """(node, message) as our engine says."""
    return {(each.node, each.message) for each in violations(lambda: blocks_of(triples), shapes)}


def by_pyshacl(triples: Parts, shapes: str) -> set[tuple[str, str]]:
    """(node, message) as pySHACL says."""
    data = rdflib.Graph().parse(data="".join(f"{s} {p} {o} .\n" for s, p, o in triples), format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=rdflib.Graph().parse(data=shapes, format="turtle"))
    assert isinstance(report, rdflib.Graph)
    results = report.subjects(RDF.type, SH.ValidationResult)
    return {(str(report.value(r, SH.focusNode)), str(report.value(r, SH.resultMessage))) for r in results}


@pytest.mark.parametrize("text", ["智慧粮仓", *HOSTILE])
def test_good_graphs_keep_their_shapes(text: str) -> None:
    check_graph(sample(text))


def test_pyshacl_finds_nothing_in_a_good_graph(kg: KnowledgeGraph) -> None:
    assert by_pyshacl(triples_of(kg), shapes_turtle(kg.ontology, kg.base_iri)) == set()


def gov(local: str) -> str:
    return f"<{NS}{local}>"


def thing(local: str) -> str:
    return f"<{ID}{local}>"


QT, ZJ = thing("District-qian-tang-qu-330114"), thing("District-zhe-jiang-sheng-33")
DATA = "http://www.w3.org/2001/XMLSchema#"


def first(triples: Parts, kind: str) -> str:
    """The first node of a class (a prefixed name)."""
    return min(
        s for s, p, o in triples if p == name("rdf:type") and o == (gov(kind[4:]) if kind[:4] == "gov:" else name(kind))
    )


def drop(kind: str, predicate: str) -> Callable[[Parts], Parts]:
    """A fault: the first node of the class loses all values of the property."""

    def fault(triples: Parts) -> Parts:
        node, gone = first(triples, kind), gov(predicate[4:]) if predicate[:4] == "gov:" else name(predicate)
        return [each for each in triples if each[:2] != (node, gone)]

    return fault


def put(kind: str, predicate: str, value: str, *, instead: bool = False) -> Callable[[Parts], Parts]:
    """A fault: the first node of the class gets a value, besides those that it has or instead of them."""

    def fault(triples: Parts) -> Parts:
        node, what = first(triples, kind), gov(predicate[4:]) if predicate[:4] == "gov:" else name(predicate)
        kept = [each for each in triples if not instead or each[:2] != (node, what)]
        return [*kept, (node, what, value)]

    return fault


FAULTS = [
    (drop("gov:Platform", "rdfs:label"), "has not exactly one label in Chinese (zh)"),
    (put("gov:Platform", "rdfs:label", '"另一个"@zh'), "has not exactly one label in Chinese (zh)"),
    (put("gov:Platform", "rdfs:label", '"x"@en', instead=True), "has not exactly one label in Chinese (zh)"),
    (drop("gov:Platform", "skos:prefLabel"), "has no preferred name, or two in one language"),
    (put("gov:Platform", "skos:prefLabel", '"另一个"@zh-hans'), "has no preferred name, or two in one language"),
    (put("gov:Platform", "rdf:type", gov("Person")), "has not exactly one of the types"),
    (drop("gov:Person", "rdf:type"), "has not exactly one of the types"),
    (put("gov:Person", "gov:operates", thing("Platform-x")), "the source of operates is not of type"),
    (put("gov:District", "gov:operates", QT), "the target of operates is not of type"),
    (put("gov:District", "gov:partOf", thing("Agency-x")), "the target of partOf is not of type"),
    (put("gov:Person", "gov:worksFor", thing("Agency-nobody-0")), "the target of worksFor is not of type"),
    (put("gov:District", "gov:mentionCount", '"many"'), "has a number of mentions that is no count"),
    (put("gov:District", "gov:division", thing("division-99")), "has a division code that is not described"),
    (drop("rdf:Statement", "prov:wasDerivedFrom"), "has no sentence as evidence and is not marked as inferred"),
    (put("rdf:Statement", "gov:confidence", f'"1.5"^^<{DATA}decimal>', instead=True), "confidence from 0 to 1"),
    (put("rdf:Statement", "gov:confidence", '"0.5"', instead=True), "confidence from 0 to 1"),
    (put("rdf:Statement", "gov:modality", '"maybe"', instead=True), "modalities stated, planned, target"),
    (put("rdf:Statement", "rdf:predicate", gov("likes"), instead=True), "one of the relations of the ontology"),
    (put("rdf:Statement", "rdf:object", '"x"', instead=True), "has not exactly one object"),
    (put("rdf:Statement", "prov:wasDerivedFrom", QT), "is derived from what is no sentence"),
    (put("nif:Sentence", "nif:beginIndex", f'"9999"^^<{DATA}nonNegativeInteger>', instead=True), "before its end"),
    (drop("nif:Sentence", "nif:anchorOf"), "has not exactly one wording"),
    (drop("nif:Sentence", "nif:referenceContext"), "is not of exactly one described document"),
    (drop("nif:Context", "dct:identifier"), "has not exactly one name"),
    (drop("prov:Derivation", "gov:rule"), "does not name exactly one rule"),
    (put("gov:Observation", "sosa:hasSimpleResult", '"12"', instead=True), "has a value that is no decimal number"),
    (put("gov:Observation", "qudt:hasUnit", "<http://example.org/unit>"), "has a unit that is not of QUDT"),
    (put("gov:Observation", "sosa:hasFeatureOfInterest", ZJ), "is not about exactly one entity"),
    (drop("gov:Observation", "sosa:observedProperty"), "has not exactly one metric"),
    (put("gov:Observation", "gov:periodStart", '"2024"'), "has a period that starts at no year, month or day"),
    (put("gov:Observation", "gov:periodEnd", f'"2024"^^<{DATA}integer>'), "has a period that ends at no year"),
    (put("gov:Observation", "gov:approximation", '"nearly"'), "has an approximation that is not known"),
    (put("gov:Observation", "gov:changeAmount", f'"3"^^<{DATA}integer>'), "has an amount of change that is no decimal"),
    (put("gov:Observation", "gov:rankPlace", f'"0"^^<{DATA}integer>'), "has a place that is no whole number from 1"),
]


@pytest.mark.parametrize(("fault", "message"), FAULTS)
def test_a_broken_graph_is_refused_by_both_engines(
    kg: KnowledgeGraph, fault: Callable[[Parts], Parts], message: str
) -> None:
    shapes = shapes_turtle(kg.ontology, kg.base_iri)
    broken = fault(triples_of(kg))
    ours = by_us(broken, shapes)
    assert [each for each in ours if message in each[1]], ours
    assert {node for node, _ in by_pyshacl(broken, shapes)} == {node for node, _ in ours}


def test_an_id_of_another_pattern_is_refused(kg: KnowledgeGraph) -> None:
    shapes = shapes_turtle(kg.ontology, kg.base_iri)
    node = "<http://example.org/钱塘区>"
    broken = [tuple(node if part == QT else part for part in each) for each in triples_of(kg)]
    found = by_us(broken, shapes)  # type: ignore[arg-type]
    assert ("http://example.org/钱塘区", "is of type District, but its id or description is not that of one") in found


def test_a_build_with_a_broken_graph_says_what_and_where() -> None:
    graph = sample()
    _, _, edge = next(iter(graph.graph.edges(data=True)))
    edge["confidence"] = 1.5
    with pytest.raises(GraphError) as found:
        check_graph(graph)
    assert "has not exactly one confidence from 0 to 1" in str(found.value)
    assert "\n" not in str(found.value)


def test_a_shape_with_an_unknown_rule_is_not_passed_over() -> None:
    prefix = "@prefix sh: <http://www.w3.org/ns/shacl#> ."
    shapes = f"{prefix} <http://x/s> a sh:NodeShape ; sh:targetClass <http://x/c> ; sh:closed true ."
    with pytest.raises(GraphError, match="has sh:closed, which is not known here"):
        list(violations(lambda: iter([]), shapes))


@pytest.mark.slow
@pytest.mark.parametrize("broken", [False, True])
def test_other_engines_agree(kg: KnowledgeGraph, tmp_path: Path, broken: bool) -> None:  # noqa: FBT001
    write_exports(kg, tmp_path, formats=["shapes"])
    triples = FAULTS[15][0](triples_of(kg)) if broken else triples_of(kg)
    (tmp_path / "all.nt").write_text("".join(f"{s} {p} {o} .\n" for s, p, o in triples), "utf-8")
    found = consumers.node("shacl.mjs", tmp_path / "shapes.ttl", tmp_path / "all.nt").splitlines()
    assert set(found) == {node for node, _ in by_us(triples, (tmp_path / "shapes.ttl").read_text("utf-8"))}
    report = consumers.jena(
        "shacl.shacl", "validate", "--shapes", tmp_path / "shapes.ttl", "--data", tmp_path / "all.nt"
    )
    (conforms,) = rdflib.Graph().parse(data=report, format="turtle").objects(None, SH.conforms)
    assert bool(conforms) is not broken


def test_hostile_text_stays_readable(tmp_path: Path) -> None:
    write_exports(sample(HOSTILE[4]), tmp_path, formats=["ttl"])
    values = {getattr(quad.object, "value", "") for quad in ox.parse(path=str(tmp_path / "graph.ttl"))}
    assert holdable(HOSTILE[4]) in values
