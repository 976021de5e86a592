"""From facts to the graph: nodes, edges and values as the exchange file has them."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

import pytest

import graph as package
from extract.errors import GraphError
from extract.facts import DocumentFacts, Evidence, Relation
from graph import KnowledgeGraph, build_graph
from graph.edges import combined_confidence
from tests.builders import RULE, facts, link, observation, thing

QT = thing("District", "钱塘区", code="330114")
QT_ID = "https://w3id.org/govgraph/id/District-qian-tang-qu-330114"
APP = thing("Platform", "智慧粮仓")


def edges(kg: KnowledgeGraph) -> list[tuple[str, str, str]]:
    names = {iri: data["name"] for iri, data in kg.graph.nodes(data=True)}
    return [(names[a], data["relation"], names[b]) for a, b, data in kg.graph.edges(data=True)]


def only_edge(*documents: DocumentFacts) -> dict[str, Any]:
    ((_, _, data),) = build_graph(documents).graph.edges(data=True)
    return dict(data)


def test_public_names_are_all_there() -> None:
    assert package.__all__ == sorted(package.__all__)
    assert all(hasattr(package, name) for name in package.__all__)


def test_no_documents_make_an_empty_graph() -> None:
    kg = build_graph([])
    assert (len(kg.graph), kg.documents, kg.observations, kg.count_types()) == (0, [], [], {})


def test_a_node() -> None:
    district = thing("District", "钱塘区", code="330114", aliases=("我区", "杭州市钱塘区", "钱塘"), generic=("我区",))
    kg = build_graph([facts("b", district), facts("a", QT)])
    assert dict(kg.graph.nodes(data=True)) == {
        QT_ID: {
            "type": "District",
            "name": "钱塘区",
            "aliases": ["杭州市钱塘区", "钱塘"],
            "inferred": False,
            "code": "330114",
            "documents": ["a", "b"],
            "mentions": 2,
            "merged_by": ["code: 钱塘区"],
        }
    }


def test_a_document() -> None:
    (document,) = build_graph([facts("a", QT, date="2024-08", authors=("刘健",))]).documents
    assert document == {
        "id": "a",
        "title": "",
        "date": "2024-08",
        "place": "",
        "outlet": "",
        "authors": ["刘健"],
        "script": "zh-hans",
        "sha256": hashlib.sha256("钱塘区\n".encode()).hexdigest(),
        "characters": 4,
    }


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ([("钱塘区", "zh-hans"), ("錢塘區", "zh-hant"), ("錢塘區", "zh-hant")], "钱塘区"),
        ([("錢塘區", "zh-hant")], "錢塘區"),
        ([("钱塘", "zh-hans"), ("钱塘", "zh-hans"), ("钱塘区", "zh-hans")], "钱塘区"),
        ([("钱塘(新)区", "zh-hans"), ("钱塘区", "zh-hans"), ("钱塘区", "zh-hans")], "钱塘区"),
    ],
)
def test_the_name_of_a_district(given: list[tuple[str, str]], wanted: str) -> None:
    documents = [
        facts(str(i), thing("District", name, code="330114"), script=script) for i, (name, script) in enumerate(given)
    ]
    assert [data["name"] for _, data in build_graph(documents).graph.nodes(data=True)] == [wanted]


def test_inferred_is_what_no_document_names() -> None:
    inferred = thing("District", "浙江省", code="33", inferred=True)
    part = link("钱塘区 partOf 浙江省", inferred=True)
    kg = build_graph([facts("a", QT, inferred, part), facts("b", QT, inferred, part)])
    assert {data["name"]: data["inferred"] for _, data in kg.graph.nodes(data=True)} == {
        "钱塘区": False,
        "浙江省": True,
    }
    ((_, _, edge),) = kg.graph.edges(data=True)
    assert (edge["inferred"], edge["evidence"]) == (True, [])
    named = build_graph([facts("a", QT, inferred, part), facts("b", QT, replace(inferred, inferred=False))])
    assert not any(data["inferred"] for _, data in named.graph.nodes(data=True))


def test_one_edge_for_all_that_states_it() -> None:
    edge = only_edge(
        facts("b", QT, APP, link("钱塘区 operates 智慧粮仓", confidence=0.6, modality="target")),
        facts(
            "a", QT, APP, link("钱塘区 operates 智慧粮仓", confidence=0.9, modality="planned", text="将建设智慧粮仓")
        ),
        facts("c", QT, APP, link("钱塘区 operates 智慧粮仓", confidence=0.99, inferred=True)),
    )
    assert edge == {
        "relation": "operates",
        "confidence": 0.96,
        "modality": "planned",
        "inferred": False,
        "evidence": [
            {"document": "a", "start": 9, "end": 16, "text": "将建设智慧粮仓", "rule": RULE},
            {"document": "b", "start": 9, "end": 24, "text": "钱塘区operates智慧粮仓", "rule": RULE},
        ],
    }


@pytest.mark.parametrize(
    ("sources", "wanted"),
    [
        ([(0.8, "甲")], 0.8),
        ([(0.8, "甲"), (0.5, "乙")], 0.9),
        ([(0.8, "甲"), (0.5, "甲")], 0.8),
        ([(0.5, "甲"), (0.5, "乙"), (0.5, "丙")], 0.88),
        ([(1.0, "甲"), (0.1, "乙")], 1.0),
        ([(0.0, "甲")], 0.0),
    ],
)
def test_combined_confidence(sources: list[tuple[float, str]], wanted: float) -> None:
    relations = [
        Relation("e1", "operates", "e2", confidence, (Evidence(str(i), 0, 1, text, RULE),))
        for i, (confidence, text) in enumerate(sources)
    ]
    assert combined_confidence(relations) == wanted
    assert combined_confidence(relations[::-1]) == wanted


def test_a_symmetric_relation_is_there_once() -> None:
    other = thing("District", "滨江区", code="330108")
    kg = build_graph(
        [
            facts("a", QT, other, link("钱塘区 cooperatesWith 滨江区")),
            facts("b", QT, other, link("滨江区 cooperatesWith 钱塘区")),
        ]
    )
    ((source, target, data),) = kg.graph.edges(data=True)
    assert source < target
    assert len(data["evidence"]) == 2


@pytest.mark.parametrize(
    "document",
    [
        facts("a", QT, thing("District", "钱塘新区", code="330114"), link("钱塘新区 partOf 钱塘区")),
        facts("a", QT, APP, link("智慧粮仓 operates 钱塘区")),
        facts("a", QT, APP, link("钱塘区 inventedRelation 智慧粮仓")),
    ],
)
def test_what_the_ontology_forbids_is_left_out(document: DocumentFacts) -> None:
    assert edges(build_graph([document])) == []


def test_counts_follow_the_ontology() -> None:
    agency = thing("Agency", "钱塘区委改革办")
    jurisdiction, operates = link("钱塘区委改革办 jurisdiction 钱塘区"), link("钱塘区 operates 智慧粮仓")
    kg = build_graph([facts("a", APP, agency, QT, operates, jurisdiction)])
    assert list(kg.count_types().items()) == [("District", 1), ("Agency", 1), ("Platform", 1)]
    assert list(kg.count_relations().items()) == [("jurisdiction", 1), ("operates", 1)]
    assert repr(kg) == "KnowledgeGraph(3 entities, 2 relations, 0 observations, 1 documents)"


def test_a_copy_may_be_changed() -> None:
    kg = build_graph([facts("a", QT)])
    copy = kg.to_networkx()
    copy.nodes[QT_ID]["aliases"].append("x")
    copy.graph["documents"].clear()
    assert kg == build_graph([facts("a", QT)])
    assert kg != KnowledgeGraph(copy)


def broken(**changes: tuple[object, ...]) -> DocumentFacts:
    document = facts("a.txt", QT, APP, link("钱塘区 operates 智慧粮仓"), observation("钱塘区", "产值", 1))
    return replace(document, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (facts("a.txt", thing("Dragon", "龙")), "a.txt: entity e1 is of type 'Dragon'; known are District, Place"),
        (facts("a.txt", thing("District", "龙", code="33x")), "a.txt: entity e1 has the code '33x'; a division code"),
        (facts("a.txt", thing("District", "龙", parent="e9")), "a.txt: parent has the end 'e9', no entity"),
        (broken(entities=(broken().entities[0],) * 2), "a.txt: entity e1 is there twice"),
        (broken(entities=broken().entities[:1]), "a.txt: operates has the end 'e2', no entity"),
        (broken(entities=(), relations=()), "a.txt: an observation is about 'e1', which is no entity"),
    ],
)
def test_facts_that_contradict_themselves(document: DocumentFacts, message: str) -> None:
    with pytest.raises(GraphError) as found:
        build_graph([document])
    assert str(found.value).startswith(message)
    assert "\n" not in str(found.value)


def test_a_document_that_comes_twice() -> None:
    with pytest.raises(GraphError, match=r"^a\.txt: the facts of this document are given twice"):
        build_graph([facts("a.txt", QT), facts("b.txt", QT), facts("a.txt", APP)])


def test_another_base() -> None:
    kg = build_graph([facts("a", QT)], base_iri="http://example.org/kg/")
    assert list(kg.graph) == ["http://example.org/kg/id/District-qian-tang-qu-330114"]
    assert kg.base_iri == "http://example.org/kg/"
    with pytest.raises(GraphError, match=r"^base IRI 'urn:x'"):
        build_graph([], base_iri="urn:x")
