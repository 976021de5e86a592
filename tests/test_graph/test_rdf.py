"""The RDF: what is said and how, without blank nodes, and readable by parsers that share no code."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import rdflib
from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, SKOS, SOSA, XSD, Literal, Namespace, URIRef

from graph import KnowledgeGraph, build_graph
from graph.formats.ontology import NIF, SCHEMA
from graph.formats.turtle import to_decimal
from tests.builders import facts, link, observation, thing

ROOT = Path(__file__).parents[2]
GOV = Namespace("https://w3id.org/govgraph/ns#")
ID = Namespace("https://w3id.org/govgraph/id/")
W3C = tuple(f"http://www.w3.org/{name}#" for name in ("1999/02/22-rdf-syntax-ns", "2000/01/rdf-schema", "2002/07/owl"))
QT = ID["District-qian-tang-qu-330114"]


@pytest.fixture(scope="module")
def kg() -> KnowledgeGraph:
    district = thing("District", "钱塘区", code="330114", aliases=("钱塘",))
    province = thing("District", "浙江省", code="33", inferred=True)
    return build_graph(
        [
            facts(
                "新闻/a.txt",
                district,
                province,
                thing("Platform", "智慧粮仓"),
                link("钱塘区 operates 智慧粮仓", confidence=0.8, modality="planned"),
                link("钱塘区 partOf 浙江省", inferred=True),
                observation("钱塘区", "产业投资", 6.5e9, "元", value_text="65亿元", change="同比增长25%"),
                date="2024-08-15",
                authors=("刘健",),
            ),
            facts("b.txt", thing("District", "錢塘區", code="330114"), thing("Policy", "數據條例"), script="zh-hant"),
        ]
    )


@pytest.fixture(scope="module")
def rdf(kg: KnowledgeGraph) -> rdflib.Graph:
    return kg.to_rdflib()


def entity(kg: KnowledgeGraph, name: str) -> URIRef:
    return URIRef(next(iri for iri, data in kg.graph.nodes(data=True) if data["name"] == name))


def said(rdf: rdflib.Graph, node: URIRef) -> set[tuple[str, str]]:
    """What the graph says of a node, shortened to prefixed names."""
    return {(rdf.qname(p), rdf.qname(o) if isinstance(o, URIRef) else o.n3()) for p, o in rdf.predicate_objects(node)}


def test_an_entity(kg: KnowledgeGraph, rdf: rdflib.Graph) -> None:
    platform = rdf.qname(entity(kg, "智慧粮仓"))
    assert said(rdf, QT) == {
        ("rdf:type", "gov:District"),
        ("rdf:type", "schema:AdministrativeArea"),
        ("rdfs:label", '"钱塘区"@zh'),
        ("skos:prefLabel", '"钱塘区"@zh-hans'),
        ("skos:prefLabel", '"錢塘區"@zh-hant'),
        ("skos:altLabel", '"钱塘"@zh-hans'),
        ("dct:identifier", '"330114"'),
        ("gov:mergedBy", '"code: 錢塘區 = 钱塘区"'),
        ("gov:operates", platform),
        ("gov:partOf", "id:District-zhe-jiang-sheng-33"),
    }


def test_a_name_that_is_traditional_only(kg: KnowledgeGraph, rdf: rdflib.Graph) -> None:
    policy = entity(kg, "數據條例")
    assert list(rdf.objects(policy, RDFS.label)) == [Literal("數據條例", lang="zh")]
    assert set(rdf.objects(policy, SKOS.prefLabel)) == {
        Literal("数据条例", lang="zh-hans"),
        Literal("數據條例", lang="zh-hant"),
    }


def test_a_statement_with_its_sentence(kg: KnowledgeGraph, rdf: rdflib.Graph) -> None:
    (statement,) = rdf.subjects(RDF.predicate, GOV.operates)
    assert isinstance(statement, URIRef)
    (sentence,) = rdf.objects(statement, PROV.wasDerivedFrom)
    assert isinstance(sentence, URIRef)
    assert said(rdf, statement) == {
        ("rdf:type", "rdf:Statement"),
        ("rdf:subject", rdf.qname(QT)),
        ("rdf:predicate", "gov:operates"),
        ("rdf:object", rdf.qname(entity(kg, "智慧粮仓"))),
        ("gov:confidence", '"0.8"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("gov:modality", '"planned"'),
        ("gov:rule", '"test.rule"'),
        ("prov:wasDerivedFrom", rdf.qname(sentence)),
    }
    (document,) = rdf.objects(sentence, NIF.referenceContext)
    assert str(rdf.value(document, DCTERMS.identifier)) == "新闻/a.txt"
    assert rdf.value(sentence, NIF.anchorOf) == Literal("钱塘区operates智慧粮仓", lang="zh-hans")
    assert [str(rdf.value(sentence, end)) for end in (NIF.beginIndex, NIF.endIndex)] == ["9", "24"]


def test_what_is_inferred_says_so_and_has_no_sentence(rdf: rdflib.Graph) -> None:
    (statement,) = rdf.subjects(RDF.predicate, GOV.partOf)
    for node in (statement, ID["District-zhe-jiang-sheng-33"]):
        assert rdf.value(node, GOV.inferred) == Literal(lexical_or_value=True)
    assert rdf.value(statement, PROV.wasDerivedFrom) is None
    assert rdf.value(QT, GOV.inferred) is None


def test_an_observation(kg: KnowledgeGraph, rdf: rdflib.Graph) -> None:
    node = ID[kg.observations[0]["id"]]
    value = rdf.value(node, SOSA.hasSimpleResult)
    assert isinstance(value, Literal)
    assert (str(value), value.datatype, value.toPython()) == ("6500000000.0", XSD.decimal, Decimal(6500000000))
    assert rdf.value(node, SOSA.hasFeatureOfInterest) == QT
    metric = rdf.value(node, SOSA.observedProperty)
    assert rdf.value(metric, RDFS.label) == Literal("产业投资", lang="zh")
    found = said(rdf, node)
    assert {("schema:unitText", '"元"'), ("qudt:hasUnit", "unit:CCY_CNY"), ("gov:valueText", '"65亿元"')} <= found
    assert ("gov:changeText", '"同比增长25%"') in found
    assert rdf.value(node, GOV.periodText) is None
    assert rdf.value(node, PROV.wasDerivedFrom) is not None


@pytest.mark.parametrize(
    ("date", "datatype"),
    [("2024-08-15", "date"), ("2024-08", "gYearMonth"), ("2024", "gYear"), ("2024-13", "string"), ("夏", "string")],
)
def test_dates_are_typed_as_far_as_known(date: str, datatype: str) -> None:
    rdf = build_graph([facts("a", thing("Person", "刘健"), date=date)]).to_rdflib()
    (found,) = rdf.objects(None, DCTERMS.date)
    assert isinstance(found, Literal)
    assert (str(found), found.datatype) == (date, XSD[datatype])


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (65, "65.0"),
        (0.88, "0.88"),
        (1.0, "1.0"),
        (1e-07, "0.0000001"),
        (1e22, "10000000000000000000000.0"),
        (-3.50, "-3.5"),
        (0, "0.0"),
    ],
)
def test_decimals(value: float, wanted: str) -> None:
    assert to_decimal(value) == wanted


def test_every_term_is_declared_and_labelled(kg: KnowledgeGraph, rdf: rdflib.Graph) -> None:
    used = {p for p in rdf.predicates() if p in GOV} | {o for o in rdf.objects(None, RDF.type) if o in GOV}
    for term in used | {GOV[name] for name in (*kg.ontology.types, *kg.ontology.relations)}:
        assert set(rdf.objects(term, RDF.type)) & {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}, term
        assert sorted(label.language for label in rdf.objects(term, RDFS.label)) == ["en", "zh"], term
        assert sorted(text.language for text in rdf.objects(term, SKOS.definition)) == ["en", "zh"], term
    foreign = {p for p in rdf.predicates() if p not in GOV and not str(p).startswith(W3C)}
    assert [p for p in sorted(foreign) if rdf.value(p, RDF.type) is None] == []


def test_a_relation_is_declared_with_its_ends(kg: KnowledgeGraph, rdf: rdflib.Graph) -> None:
    assert rdf.value(GOV.operatedBy, OWL.inverseOf) == GOV.operates
    assert rdf.value(GOV.operates, RDFS.domain) == GOV.Entity
    assert rdf.value(GOV.jurisdiction, RDFS.range) == GOV.District
    sources = {pair[0] for pair in kg.ontology.relations["operates"].ends}
    assert set(rdf.objects(GOV.operates, SCHEMA.domainIncludes)) == {GOV[name] for name in sources}
    assert (GOV.cooperatesWith, RDF.type, OWL.SymmetricProperty) in rdf
    assert (GOV.Agency, OWL.disjointWith, GOV.Company) in rdf


def test_there_are_no_blank_nodes_and_all_ids_are_plain(rdf: rdflib.Graph) -> None:
    nodes = {node for triple in rdf for node in triple}
    assert not any(isinstance(node, rdflib.BNode) for node in nodes)
    ours = [str(node) for node in nodes if isinstance(node, URIRef) and node.startswith(ID)]
    assert all(node.isascii() and len(node) <= 200 for node in ours)
    assert {node.language for node in nodes if isinstance(node, Literal)} == {None, "zh", "en", "zh-hans", "zh-hant"}
