"""The exports of the seeds in tools that share no code: all read the same, and answer the same.

Each tool is run as its users run it. One that is not installed is skipped, with its name (scripts/system-tools).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path

import pyoxigraph as ox
import pytest

from extract.reading import read_documents
from graph.rdf.terms import NAMESPACES
from graph.rdf.terms import name as name_of
from tests import consumers
from tests.conftest import ROOT, Run
from tests.cookbook import PREFIXES, QUERIES
from tests.virtuoso import Virtuoso

pytestmark = pytest.mark.slow

TURTLE = ("graph.ttl", "evidence.ttl", "ontology.ttl", "full.ttl", "shapes.ttl", "dataset.ttl")
ASKED = (
    "Which districts run what",
    "Everything inside a province",
    "The largest amounts of money",
    "The sentences behind a relation",
    "Names in either script, found by a part",
)
"""Five queries of the cookbook: plain joins, paths, numbers, evidence, languages."""
GOV = "https://w3id.org/govgraph/ns#"
Reader = Callable[[Path], consumers.Quads]
READERS: list[Reader] = [
    *(consumers.by_rapper, consumers.by_serd, consumers.by_jena, consumers.by_tdb2),
    *(consumers.by_n3, consumers.by_comunica, consumers.by_rdflib),
]


@pytest.mark.parametrize("name", [*TURTLE, "graph.nt", "graph.nq"])
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__[3:])
def test_every_reader_reads_the_same(reader: Reader, name: str, built_seeds: Path) -> None:
    wanted = consumers.by_oxigraph(built_seeds / name)
    assert len(wanted) > 100
    assert reader(built_seeds / name) == wanted


@pytest.mark.parametrize("name", [*TURTLE, "graph.nt"])
def test_owlready_holds_the_same(name: str, built_seeds: Path) -> None:
    assert consumers.by_owlready(built_seeds / name) == consumers.by_oxigraph(built_seeds / name)


@pytest.mark.parametrize("name", ["full.ttl", "ontology.ttl"])
def test_the_owl_api_holds_the_same(name: str, built_seeds: Path) -> None:
    found, wanted = consumers.by_owl_api(built_seeds / name), consumers.by_oxigraph(built_seeds / name)
    assert consumers.either_way(found) == consumers.either_way(wanted)


@pytest.mark.parametrize(
    "reader", [consumers.by_jena, consumers.by_comunica, consumers.by_rdflib], ids=lambda reader: reader.__name__[3:]
)
def test_json_ld_is_the_same_graph(reader: Reader, built_seeds: Path) -> None:
    assert reader(built_seeds / "graph.jsonld") == consumers.by_oxigraph(built_seeds / "graph.ttl")


def test_two_readers_know_triple_terms(built_seeds: Path) -> None:
    ours = consumers.by_oxigraph(built_seeds / "rdf12.ttl")
    assert {line for line in ours if "rdf-syntax-ns#reifies" in line}
    theirs = consumers.node("n3_quads.mjs", built_seeds / "rdf12.ttl", "text/turtle")
    assert consumers.quads_of(theirs) == ours


def test_it_is_owl_2_dl_and_rl(built_seeds: Path) -> None:
    lines = consumers.owl_api(built_seeds / "full.ttl", built_seeds / "ontology.ttl")
    assert len(lines) == 2, lines
    assert [line.split("DL", 1)[1] for line in lines] == [" 0 RL 0"] * 2
    individuals = {quad.subject for quad in ox.parse(path=str(built_seeds / "graph.ttl"))}
    assert int(lines[0].split()[3]) >= len(individuals)


def test_hermit_finds_it_consistent_and_a_false_triple_not(built_seeds: Path) -> None:
    triples = [quad.triple for quad in ox.parse(path=str(built_seeds / "full.ttl"))]
    person, platform = (
        next(t.subject for t in triples if t.object == ox.NamedNode(GOV + kind) and "/id/" in t.subject.value)
        for kind in ("Person", "Platform")
    )
    assert consumers.hermit_finds_consistent(triples)
    false = ox.Triple(person, ox.NamedNode(f"{GOV}operates"), platform)
    assert not consumers.hermit_finds_consistent([*triples, false])


def by_oxigraph(query: Path, files: list[Path], _scratch: Path) -> str:
    store = ox.Store()
    for file in files:
        store.bulk_load(path=str(file))
    result = store.query(query.read_text("utf-8"))
    assert isinstance(result, ox.QuerySolutions)
    return (result.serialize(format=ox.QueryResultsFormat.JSON) or b"").decode()


def by_rdflib(query: Path, files: list[Path], _scratch: Path) -> str:
    import rdflib

    graph = rdflib.Graph()
    for file in files:
        graph.parse(file)
    return (graph.query(query.read_text("utf-8")).serialize(format="json") or b"").decode()


def by_oxrdflib(query: Path, files: list[Path], _scratch: Path) -> str:
    import rdflib

    graph = rdflib.Graph(store="Oxigraph")
    for file in files:
        graph.parse(file, format="ox-turtle")
    return (graph.query(query.read_text("utf-8")).serialize(format="json") or b"").decode()


def by_arq(query: Path, files: list[Path], _scratch: Path) -> str:
    data = [f"--data={file}" for file in files]
    return consumers.jena("arq.sparql", *data, "--query", query, "--results", "json")


def by_tdb2(query: Path, files: list[Path], scratch: Path) -> str:
    if not (scratch / "tdb2").exists():
        consumers.jena("tdb2.tdbloader", "--loc", scratch / "tdb2", *files, quiet=False)
    return consumers.jena("tdb2.tdbquery", "--loc", scratch / "tdb2", "--query", query, "--results", "json")


def by_comunica(query: Path, files: list[Path], _scratch: Path) -> str:
    return consumers.comunica(query.read_text("utf-8"), *files)


@pytest.fixture(scope="module")
def queries(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("queries")
    found = {}
    for number, name in enumerate(ASKED):
        found[name] = folder / f"{number}.rq"
        found[name].write_text(PREFIXES + QUERIES[name], "utf-8")
    return found


def loaded(folder: Path) -> list[Path]:
    return [folder / "graph.ttl", folder / "evidence.ttl"]


@pytest.mark.parametrize(
    "engine", [by_rdflib, by_oxrdflib, by_arq, by_tdb2, by_comunica], ids=lambda engine: engine.__name__[3:]
)
def test_five_queries_have_the_same_rows(
    engine: Callable[[Path, list[Path], Path], str], queries: dict[str, Path], built_seeds: Path, tmp_path: Path
) -> None:
    for name, query in queries.items():
        wanted = consumers.rows_of(by_oxigraph(query, loaded(built_seeds), tmp_path))
        assert wanted, name
        assert consumers.rows_of(engine(query, loaded(built_seeds), tmp_path)) == wanted, name


def test_virtuoso_holds_and_answers_the_same(queries: dict[str, Path], built_seeds: Path, tmp_path: Path) -> None:
    with Virtuoso(tmp_path, built_seeds).running() as server:
        for name in (*TURTLE, "graph.nt"):
            server.load(name, f"urn:{name}")
            assert plain(server.held(f"urn:{name}")) == plain(consumers.by_oxigraph(built_seeds / name)), name
        server.load("graph.nq", "urn:default")
        for graph, wanted in by_graph(built_seeds / "graph.nq").items():
            assert plain(server.held(graph or "urn:default")) == plain(wanted), graph
        asked = ("urn:graph.ttl", "urn:evidence.ttl")
        for name, query in queries.items():
            answer = server.ask(query.read_text("utf-8"), "application/sparql-results+json", asked)
            wanted_rows = consumers.rows_of(by_oxigraph(query, loaded(built_seeds), tmp_path))
            assert consumers.rows_of(answer) == wanted_rows, name


def by_graph(path: Path) -> dict[str, consumers.Quads]:
    """The triples of each graph of a file, the default one under an empty name."""
    found: dict[str, consumers.Quads] = {}
    for quad in ox.parse(path=str(path)):
        graph = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
        found.setdefault(graph, set()).add(str(quad.triple))
    return found


def plain(quads: consumers.Quads) -> consumers.Quads:
    """The quads as Virtuoso writes their numbers: `30000.0` is `30000` there, and small integers are integers."""
    decimal = f'.0"^^<{NAMESPACES["xsd"]}decimal>'
    found = (quad.replace(decimal, f'"^^<{NAMESPACES["xsd"]}decimal>') for quad in quads)
    lines = (quad.replace("nonNegativeInteger>", "integer>") for quad in found)
    return consumers.quads_of("".join(f"{line} .\n" for line in lines))


def test_the_program_answers_the_same(run: Run, queries: dict[str, Path], built_seeds: Path, tmp_path: Path) -> None:
    for name, query in queries.items():
        done = run("query", built_seeds, "-f", query, "--format", "json")
        assert (done.returncode, done.stderr) == (0, "")
        wanted = consumers.rows_of(by_oxigraph(query, loaded(built_seeds), tmp_path))
        assert consumers.rows_of(done.stdout) == wanted, name


def test_every_term_that_the_seeds_use_is_declared_in_two_languages(built_seeds: Path) -> None:
    kind, label = name_of("rdf:type"), name_of("rdfs:label")
    quads = [quad for name in ("graph.ttl", "evidence.ttl") for quad in ox.parse(path=str(built_seeds / name))]
    used = {str(quad.predicate) for quad in quads} | {str(quad.object) for quad in quads if str(quad.predicate) == kind}
    w3c = tuple(f"<{NAMESPACES[prefix]}" for prefix in ("rdf", "rdfs", "owl"))
    languages: dict[str, list[str | None]] = {term: [] for term in used if not term.startswith(w3c)}
    assert len(languages) > 40
    for quad in ox.parse(path=str(built_seeds / "ontology.ttl")):
        if str(quad.predicate) == label and str(quad.subject) in languages and isinstance(quad.object, ox.Literal):
            languages[str(quad.subject)].append(quad.object.language)
    assert {term: found for term, found in languages.items() if sorted(map(str, found)) != ["en", "zh"]} == {}


def test_every_sentence_is_where_it_says(built_seeds: Path) -> None:
    with chdir(ROOT):
        texts = {document.id: document.text for document in read_documents(["seeds"])}
    store = ox.Store()
    store.bulk_load(path=str(built_seeds / "evidence.ttl"))
    found = store.query(
        f"{PREFIXES} SELECT ?document ?begin ?end ?words WHERE {{ ?s nif:anchorOf ?words ; nif:beginIndex ?begin ; "
        "nif:endIndex ?end ; nif:referenceContext/dct:identifier ?document }"
    )
    assert isinstance(found, ox.QuerySolutions)
    rows = [[value.value for value in row if isinstance(value, ox.Literal)] for row in found]
    assert len(rows) > 50
    assert [words for document, begin, end, words in rows if texts[document][int(begin) : int(end)] != words] == []


def test_chinese_labels_come_back_byte_for_byte(built_seeds: Path) -> None:
    names = {node["name"] for node in json.loads((built_seeds / "graph.json").read_text("utf-8"))["nodes"]}
    for reader in (consumers.by_rapper, consumers.by_jena, consumers.by_n3):
        lines = (f"{quad} .\n" for quad in reader(built_seeds / "graph.ttl"))
        quads = ox.parse("".join(lines), format=ox.RdfFormat.N_QUADS)
        found = {quad.object.value for quad in quads if quad.predicate.value == f"{NAMESPACES['rdfs']}label"}
        assert names <= found
