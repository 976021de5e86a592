"""The RDF: what is said and how, without blank nodes, one to one with the graph."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, SKOS, SOSA, XSD, Literal, Namespace, URIRef

from govgraph import __version__
from graph import KnowledgeGraph, build_graph, write_exports
from graph.formats import GROUPS
from graph.rdf.terms import NAMESPACES, decimal, value_of
from graph.version import VERSION
from tests.builders import facts, link, observation, sample, thing

GOV = Namespace("https://w3id.org/govgraph/ns#")
ID = Namespace("https://w3id.org/govgraph/id/")
NIF, SCHEMA = Namespace(NAMESPACES["nif"]), Namespace(NAMESPACES["schema"])
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


@pytest.fixture(scope="module")
def folder(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("rdf")
    write_exports(kg, out, formats=["rdf"])
    return out


def entity(kg: KnowledgeGraph, name: str) -> URIRef:
    return URIRef(next(iri for iri, data in kg.graph.nodes(data=True) if data["name"] == name))


def said(rdf: rdflib.Graph, node: URIRef) -> set[tuple[str, str]]:
    """What the graph says of a node, shortened to prefixed names."""
    return {(rdf.qname(p), rdf.qname(o) if isinstance(o, URIRef) else o.n3()) for p, o in rdf.predicate_objects(node)}


def triples(*paths: Path) -> set[tuple[str, ...]]:
    """The triples of files as Oxigraph, which shares no code with our writer, reads them."""
    quads = (quad for path in paths for quad in ox.parse(path=str(path)))
    return {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads}


def test_an_entity(kg: KnowledgeGraph, rdf: rdflib.Graph) -> None:
    platform = rdf.qname(entity(kg, "智慧粮仓"))
    assert said(rdf, QT) == {
        ("rdf:type", "gov:District"),
        ("rdf:type", "schema:AdministrativeArea"),
        ("rdfs:label", '"钱塘区"@zh'),
        ("skos:prefLabel", '"钱塘区"@zh-hans'),
        ("skos:prefLabel", '"錢塘區"@zh-hant'),
        ("skos:prefLabel", '"qián táng qū"@zh-latn-pinyin'),
        ("skos:altLabel", '"钱塘"@zh-hans'),
        ("dct:identifier", '"330114"'),
        ("gov:division", "id:division-330114"),
        ("gov:mentionCount", '"2"^^<http://www.w3.org/2001/XMLSchema#integer>'),
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
        Literal("shù jù tiáo lì", lang="zh-latn-pinyin"),
    }


def test_a_division_leads_to_those_above_it(rdf: rdflib.Graph) -> None:
    above = rdf.transitive_objects(ID["division-330114"], SKOS.broader)
    assert [str(rdf.value(each, SKOS.notation)) for each in above] == ["330114", "330100", "330000"]
    assert rdf.value(ID["division-3301"], RDFS.label) == Literal("杭州市", lang="zh")


def test_a_statement_with_its_sentence(kg: KnowledgeGraph, rdf: rdflib.Graph) -> None:
    (statement,) = rdf.subjects(RDF.predicate, GOV.operates)
    assert isinstance(statement, URIRef)
    (sentence,) = rdf.objects(statement, PROV.wasDerivedFrom)
    (reading,) = rdf.objects(statement, PROV.qualifiedDerivation)
    assert isinstance(sentence, URIRef)
    assert isinstance(reading, URIRef)
    assert said(rdf, statement) == {
        ("rdf:type", "rdf:Statement"),
        ("rdf:subject", rdf.qname(QT)),
        ("rdf:predicate", "gov:operates"),
        ("rdf:object", rdf.qname(entity(kg, "智慧粮仓"))),
        ("gov:confidence", '"0.8"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("gov:modality", '"planned"'),
        ("gov:rule", '"test.rule"'),
        ("prov:qualifiedDerivation", rdf.qname(reading)),
        ("prov:wasDerivedFrom", rdf.qname(sentence)),
    }
    assert said(rdf, reading) == {
        ("rdf:type", "prov:Derivation"),
        ("gov:rule", '"test.rule"'),
        ("prov:entity", rdf.qname(sentence)),
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
    assert {("gov:changeText", '"同比增长25%"'), ("gov:metricText", '"产业投资"')} <= found
    assert rdf.value(node, GOV.periodText) is None
    assert rdf.value(node, PROV.wasDerivedFrom) is not None


@pytest.mark.parametrize(
    ("date", "datatype"),
    [
        *[("2024-08-15", "date"), ("2024-08", "gYearMonth"), ("2024", "gYear"), ("2024-13", None), ("夏", None)],
        *[("2024-02-29", "date"), ("2023-02-29", None), ("0000", None)],
    ],
)
def test_dates_are_typed_as_far_as_known(date: str, datatype: str | None) -> None:
    rdf = build_graph([facts("a", thing("Person", "刘健"), date=date)]).to_rdflib()
    (found,) = rdf.objects(None, DCTERMS.date)
    assert isinstance(found, Literal)
    assert (str(found), found.datatype) == (date, XSD[datatype] if datatype else None)


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
    assert value_of(decimal(value)) == wanted


def test_every_term_is_declared_and_labelled(kg: KnowledgeGraph, rdf: rdflib.Graph) -> None:
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
    used = {*rdf.predicates(), *(o for o in rdf.objects(None, RDF.type) if isinstance(o, URIRef))}
    used |= {GOV[name] for name in (*kg.ontology.types, *kg.ontology.relations)}
    for term in sorted(each for each in used if not str(each).startswith(W3C)):
        assert set(rdf.objects(term, RDF.type)) & kinds, term
        assert sorted(label.language for label in rdf.objects(term, RDFS.label)) == ["en", "zh"], term
    for term in {each for each in used if each in GOV}:
        assert sorted(text.language for text in rdf.objects(term, SKOS.definition)) == ["en", "zh"], term


def test_a_relation_is_declared_with_its_ends(kg: KnowledgeGraph, rdf: rdflib.Graph) -> None:
    assert rdf.value(GOV.operatedBy, OWL.inverseOf) == GOV.operates
    assert rdf.value(GOV.operates, RDFS.domain) == GOV.OperatesSource
    assert rdf.value(GOV.jurisdiction, RDFS.range) == GOV.District
    sources = {GOV[pair[0]] for pair in kg.ontology.relations["operates"].ends}
    assert set(rdf.objects(GOV.operates, SCHEMA.domainIncludes)) == sources
    assert set(rdf.subjects(RDFS.subClassOf, GOV.OperatesSource)) == sources
    assert (GOV.Person, OWL.disjointWith, GOV.OperatesSource) in rdf
    assert (GOV.cooperatesWith, RDF.type, OWL.SymmetricProperty) in rdf
    assert (GOV.Agency, OWL.disjointWith, GOV.Company) in rdf


def test_there_are_no_blank_nodes_and_all_ids_are_plain(rdf: rdflib.Graph) -> None:
    nodes = {node for triple in rdf for node in triple}
    assert not any(isinstance(node, rdflib.BNode) for node in nodes)
    ours = [str(node) for node in nodes if isinstance(node, URIRef) and node.startswith(ID)]
    assert all(node.isascii() and len(node) <= 200 for node in ours)
    languages = {node.language for node in nodes if isinstance(node, Literal)}
    assert languages == {None, "zh", "en", "zh-hans", "zh-hant", "zh-latn-pinyin"}


def test_direct_triples_and_statements_are_one_to_one(kg: KnowledgeGraph, rdf: rdflib.Graph) -> None:
    stated = Counter(
        tuple(rdf.value(each, part) for part in (RDF.subject, RDF.predicate, RDF.object))
        for each in rdf.subjects(RDF.type, RDF.Statement)
    )
    direct = {triple for name in kg.ontology.relations for triple in rdf.triples((None, GOV[name], None))}
    assert set(stated) == direct
    assert set(stated.values()) == {1}
    assert len(direct) == kg.graph.number_of_edges()


def test_the_files_hold_the_same_in_different_syntaxes(folder: Path) -> None:
    graph = triples(folder / "graph.ttl")
    assert triples(folder / "graph.nt") == triples(folder / "graph.jsonld") == graph
    evidence = triples(folder / "evidence.ttl")
    assert graph & evidence == set()
    assert triples(folder / "graph.nq") == graph | evidence
    assert triples(folder / "full.ttl") == triples(folder / "ontology.ttl") | graph


def test_json_ld_can_be_read_by_a_person(folder: Path, kg: KnowledgeGraph) -> None:
    import json

    data = json.loads((folder / "graph.jsonld").read_text("utf-8"))
    (district,) = [each for each in data["@graph"] if each["@id"] == "id:District-qian-tang-qu-330114"]
    assert district == {
        "@id": "id:District-qian-tang-qu-330114",
        "@type": ["District", "schema:AdministrativeArea"],
        "label": "钱塘区",
        "prefLabel": {"zh-hans": "钱塘区", "zh-hant": "錢塘區", "zh-latn-pinyin": "qián táng qū"},
        "altLabel": {"zh-hans": "钱塘"},
        "identifier": "330114",
        "division": "id:division-330114",
        "mentionCount": "2",
        "mergedBy": "code: 錢塘區 = 钱塘区",
        "operates": f"id:{entity(kg, '智慧粮仓').removeprefix(ID)}",
        "partOf": "id:District-zhe-jiang-sheng-33",
    }


def test_each_document_is_a_graph_that_holds_what_it_says(folder: Path, kg: KnowledgeGraph) -> None:
    graphs: dict[str, set[str]] = {}
    for quad in ox.parse(path=str(folder / "graph.nq")):
        graphs.setdefault(getattr(quad.graph_name, "value", ""), set()).add(quad.subject.value)
    names = {graph.rsplit("/", 1)[-1].rsplit("-", 1)[0] for graph in graphs if graph}
    assert names == {"doc-a-txt", "doc-b-txt"}
    (first,) = [subjects for graph, subjects in graphs.items() if "doc-a-txt" in graph]
    (second,) = [subjects for graph, subjects in graphs.items() if "doc-b-txt" in graph]
    assert str(QT) in first & second
    assert str(entity(kg, "數據條例")) in second - first
    quads = kg.to_rdflib_dataset()
    assert {str(each.identifier) for each in quads.graphs() if len(each)} - {"urn:x-rdflib:default"} == set(graphs) - {
        ""
    }


def test_triple_terms_stand_for_the_statements(folder: Path, kg: KnowledgeGraph) -> None:
    quads = ox.parse(path=str(folder / "rdf12.ttl"), format=ox.RdfFormat.TURTLE)
    terms = [quad.object for quad in quads if isinstance(quad.object, ox.Triple)]
    assert len(terms) == kg.graph.number_of_edges()
    assert {(str(each.subject), str(each.predicate), str(each.object)) for each in terms} <= triples(
        folder / "graph.ttl"
    )


def test_the_tools_version_is_the_programs() -> None:
    assert __version__ == VERSION


def test_a_base_of_ones_own(tmp_path: Path) -> None:
    kg = build_graph([facts("a", thing("District", "钱塘区", code="330114"))], base_iri="http://localhost:8080/")
    write_exports(kg, tmp_path, formats=GROUPS["rdf"])
    assert "w3id.org/govgraph" not in "".join(path.read_text("utf-8") for path in tmp_path.iterdir())
    assert KnowledgeGraph.load_rdf(tmp_path) == kg


def test_a_large_graph_lives_in_oxigraph(monkeypatch: pytest.MonkeyPatch) -> None:
    from graph.rdf import api

    small = sample().to_rdflib()
    monkeypatch.setattr(api, "LARGE", 0)
    large = sample().to_rdflib()
    assert type(large.store).__name__ == "OxigraphStore"
    plain = {(s, p, o.toPython() if isinstance(o, Literal) and not o.language else o) for s, p, o in small}
    assert {(s, p, o.toPython() if isinstance(o, Literal) and not o.language else o) for s, p, o in large} == plain
    assert len(sample().to_rdflib_dataset()) == len(small)
