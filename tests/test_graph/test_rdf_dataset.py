"""`dataset.ttl`: what it counts is there, what it lists lies beside it, a licence stands only where one is given."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path

import pytest
import rdflib
from rdflib import DCTERMS, RDF, VOID, Namespace, URIRef

from extract.errors import GraphError
from graph import KnowledgeGraph, build_graph, write_exports
from graph.rdf.terms import NAMESPACES
from tests.builders import facts, thing
from tests.cookbook import cookbook_graph

SCHEMA = Namespace(NAMESPACES["schema"])
DATASET = URIRef("https://w3id.org/govgraph/dataset")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("rdf")
    write_exports(cookbook_graph(), out, formats=["json", "rdf"])
    return out


def counted(folder: Path) -> tuple[dict[str, object], dict[str, object]]:
    """What `dataset.ttl` says of how much there is, and what is counted in the files by rdflib."""
    void = rdflib.Graph().parse(folder / "dataset.ttl")
    data = rdflib.Graph().parse(folder / "graph.ttl").parse(folder / "evidence.ttl")
    network = json.loads((folder / "graph.json").read_text("utf-8"))

    def number(node: rdflib.term.Node, unit: str) -> int:
        return int(str(void.value(node, VOID[unit])))

    def parts(kind: str, unit: str) -> dict[object, int]:
        found = list(void.objects(DATASET, VOID[f"{kind}Partition"]))
        return {void.value(each, VOID[kind]): number(each, unit) for each in found}

    units = ("triples", "distinctSubjects", "classes", "properties", "entities", "documents")
    classes, properties = Counter(data.objects(None, RDF.type)), Counter(data.predicates())
    sizes = (len(data), len(set(data.subjects())), len(classes), len(properties))
    told = {"class": parts("class", "entities"), "property": parts("property", "triples")}
    found = {"class": dict(classes), "property": dict(properties)}
    lengths = (len(network["nodes"]), len(network["graph"]["documents"]))
    return {**told, **{unit: number(DATASET, unit) for unit in units}}, {
        **found,
        **dict(zip(units, (*sizes, *lengths), strict=True)),
    }


def test_counted_is_what_the_data_set_says(folder: Path) -> None:
    told, found = counted(folder)
    assert told == found


def test_counted_is_what_the_data_set_of_the_seeds_says(built_seeds: Path) -> None:
    told, found = counted(built_seeds)
    assert told == found
    assert told["documents"] == 5


def test_the_data_set_lists_the_files_with_their_hashes(folder: Path) -> None:
    void = rdflib.Graph().parse(folder / "dataset.ttl")
    listed = {str(void.value(each, DCTERMS.title)): each for each in void.subjects(RDF.type, rdflib.DCAT.Distribution)}
    assert set(listed) == {path.name for path in folder.iterdir()} - {"dataset.ttl"}
    for name, node in listed.items():
        data = (folder / name).read_bytes()
        assert str(void.value(node, rdflib.DCAT.byteSize)) == str(len(data))
        assert str(void.value(node, SCHEMA.sha256)) == hashlib.sha256(data).hexdigest()
    assert len(list(void.objects(DATASET, DCTERMS.source))) == 2


LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize(("licence", "words"), [("", ()), (LICENCE, ("许可适用于图谱本身", "The licence is"))])
def test_a_licence_is_stated_where_the_publisher_gives_one(
    licence: str, words: tuple[str, ...], tmp_path: Path
) -> None:
    kg = build_graph([facts("a", thing("Person", "刘健"))], licence=licence)
    write_exports(kg, tmp_path, formats=["json", "ttl", "evidence", "dataset"])
    void = rdflib.Graph().parse(tmp_path / "dataset.ttl")
    assert [str(each) for each in void.objects(DATASET, DCTERMS.license)] == [licence] * bool(licence)
    rights = sorted(str(each) for each in void.objects(DATASET, DCTERMS.rights))
    assert len(rights) == 2
    assert all("publishers'" in each or "发布者" in each for each in rights)
    assert sum(any(word in each for word in words) for each in rights) == len(words)
    assert KnowledgeGraph.load_rdf(tmp_path) == KnowledgeGraph.load(tmp_path / "graph.json") == kg


@pytest.mark.parametrize("licence", ["CC BY 4.0", "licences/by", "https://例子/", "http://a/<b>", "http://a b", "x:"])
def test_a_licence_that_is_no_iri_is_refused(licence: str, tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="is no IRI; an absolute ASCII IRI such as"):
        build_graph([], licence=licence)
    kg = build_graph([])
    kg.graph.graph["licence"] = licence
    kg.save(tmp_path / "graph.json")
    with pytest.raises(GraphError, match="graph has licence = "):
        KnowledgeGraph.load(tmp_path / "graph.json")
