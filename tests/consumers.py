"""RDF tools that are not ours, run as their users run them; a test that needs one that is absent is skipped."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
import warnings
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.rdf.terms import name
from tests.conftest import ROOT

NODE = ROOT / ".venv" / "consumers"
TOOLS = ROOT / "tests" / "tools"
JARS = Path("/usr/share/java")
MEDIA = {".ttl": "text/turtle", ".nt": "application/n-triples", ".nq": "application/n-quads"}
SYNTAX = {".ttl": "turtle", ".nt": "ntriples", ".nq": "nquads", ".jsonld": "jsonld10"}
_JENA = (
    *(f"jena-{part}" for part in ("core", "arq", "base", "iri", "cmds", "shacl", "tdb2", "rdfconnection")),
    *(f"jena-dboe-{part}" for part in ("base", "index", "storage", "trans-data", "transaction")),
    *(f"commons-{part}" for part in ("cli", "codec", "compress", "csv", "io", "lang3")),
    *("slf4j-api", "slf4j-simple", "guava", "gson", "httpclient", "httpclient-cache", "httpcore", "jackson-core"),
    *("jackson-databind", "jackson-annotations", "jsonld-java", "titanium-json-ld", "javax.json", "protobuf"),
    *("thrift", "dexx.collection", "jakarta.json-api"),
)
_OWL = (
    *(f"owlapi-{part}" for part in ("api", "apibinding", "impl", "parsers", "rio", "tools", "oboformat")),
    *("atinject-jsr330-api", "caffeine", "commons-codec", "commons-io", "commons-logging", "commons-rdf-api", "guava"),
    *("hppcrt", "httpclient", "httpcore", "jackson-core", "jackson-databind", "jackson-annotations", "jsr305"),
    *("slf4j-api", "slf4j-nop", "xz"),
)
Quads = set[str]
Rows = set[tuple[str, ...]]


def need(what: str, *, found: bool) -> None:
    """Skips the test where that tool is absent."""
    if not found:
        pytest.skip(f"{what} is not installed; scripts/system-tools installs it")


def run(*command: str | Path, quiet: bool = True) -> str:
    """The output of a program, which has to end well and (if `quiet`) to say nothing else."""
    done = subprocess.run(list(map(str, command)), capture_output=True, encoding="utf-8", check=False, timeout=300)
    assert done.returncode == 0, f"{command}: {done.stderr or done.stdout}"
    if quiet:
        assert done.stderr == ""
    return done.stdout


def quads_of(data: bytes | str, kind: ox.RdfFormat = ox.RdfFormat.N_QUADS) -> Quads:
    """The quads as strings, blank nodes by RDFC-1.0, so that sets of two readers can be compared."""
    dataset = ox.Dataset(ox.parse(data, format=kind))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


def by_oxigraph(path: Path) -> Quads:
    """The quads of a file as Oxigraph reads it: what the others are compared with."""
    kind = ox.RdfFormat.from_extension(path.suffix[1:])
    assert kind is not None
    return quads_of(path.read_bytes(), kind)


def by_rapper(path: Path) -> Quads:
    """As raptor reads it."""
    need("rapper", found=shutil.which("rapper") is not None)
    return quads_of(run("rapper", "-q", "-i", SYNTAX[path.suffix], "-o", "nquads", path))


def by_serd(path: Path) -> Quads:
    """As serd reads it, strictly."""
    need("serdi", found=shutil.which("serdi") is not None)
    return quads_of(run("serdi", "-i", SYNTAX[path.suffix], "-o", "nquads", path))


def by_jena(path: Path) -> Quads:
    """As Jena's riot reads it, after it has validated it."""
    jena("riotcmd.riot", f"--syntax={SYNTAX[path.suffix]}", "--validate", path)
    return quads_of(jena("riotcmd.riot", f"--syntax={SYNTAX[path.suffix]}", "--output=nquads", path))


def by_n3(path: Path) -> Quads:
    """As N3.js reads it."""
    return quads_of(node("n3_quads.mjs", path, MEDIA[path.suffix]))


def by_rdflib(path: Path) -> Quads:
    """As rdflib reads it, without making literals anew."""
    import rdflib

    data = rdflib.Dataset() if path.suffix in (".nq", ".jsonld") else rdflib.Graph()
    before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        with warnings.catch_warnings(), path.open("rb") as file:
            warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's of itself
            data.parse(file, format={".jsonld": "json-ld"}.get(path.suffix, SYNTAX[path.suffix]))
            text = data.serialize(format="nquads" if isinstance(data, rdflib.Dataset) else "nt")
    finally:
        rdflib.NORMALIZE_LITERALS = before
    return {re.sub(r" <urn:x-rdflib:default>$", "", quad) for quad in quads_of(text)}


def by_tdb2(path: Path) -> Quads:
    """As Jena's store TDB2 holds it, dumped again."""
    with tempfile.TemporaryDirectory() as folder:
        jena("tdb2.tdbloader", "--loc", folder, path, quiet=False)  # it tells how fast it is
        return quads_of(jena("tdb2.tdbdump", "--loc", folder))


def by_comunica(path: Path) -> Quads:
    """As Comunica constructs it, the default graph and then each named one."""
    kind = ox.RdfFormat.from_extension(path.suffix[1:])
    names = {str(quad.graph_name) for quad in ox.parse(path=str(path), format=kind)} - {str(ox.DefaultGraph())}
    found = [_comunica("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "application/n-triples", path)]
    for graph in sorted(names):
        query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}"
        lines = _comunica(query, "application/n-triples", path).splitlines()
        found += [f"{line.removesuffix(' .')} {graph} .\n" for line in lines if line]
    return quads_of("".join(found))


def by_owlready(path: Path) -> Quads:
    """As Owlready2's store holds it, which needs to know of an ontology and makes one where there is none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Owlready's own
        owlready = pytest.importorskip("owlready2")
    with tempfile.TemporaryDirectory() as folder:
        given, saved = Path(folder) / "given.nt", Path(folder) / "saved.nt"
        ox.serialize((quad.triple for quad in ox.parse(path=str(path))), str(given), ox.RdfFormat.N_TRIPLES)
        ontology = owlready.World().get_ontology(given.as_uri()).load()
        ontology.save(str(saved), format="ntriples")
        made = f"<{given.as_uri()}> {name('rdf:type')} {name('owl:Ontology')}"
        return quads_of(saved.read_bytes(), ox.RdfFormat.N_TRIPLES) - {made}


def hermit_finds_consistent(triples: Iterable[ox.Triple]) -> bool:
    """Whether HermiT finds no contradiction in them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Owlready's own
        owlready = pytest.importorskip("owlready2")
    need("Java", found=shutil.which("java") is not None)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "given.nt"
        ox.serialize(triples, str(path), ox.RdfFormat.N_TRIPLES)
        world = owlready.World()
        ontology = world.get_ontology(path.as_uri()).load()
    try:
        with ontology:
            owlready.sync_reasoner_hermit(world, debug=0)
    except owlready.OwlReadyInconsistentOntologyError:
        return False
    return True


def node(script: str, *arguments: str | Path) -> str:
    """The output of a script of tests/tools run by Node."""
    need("Node with N3.js", found=shutil.which("node") is not None and (NODE / ".complete").exists())
    return run("node", TOOLS / script, NODE, *arguments)


def jena(command: str, *arguments: str | Path, quiet: bool = True) -> str:
    """The output of one of Jena's commands, by its class."""
    need("Jena", found=shutil.which("java") is not None and (JARS / "jena-cmds.jar").exists())
    return run("java", "-cp", f"{_jena_fix()}:{_class_path(_JENA)}", command, *arguments, quiet=quiet)


def by_owl_api(path: Path) -> Quads:
    """As the OWL API writes what it has read, without the declarations of individuals and datatypes that it adds."""
    with tempfile.TemporaryDirectory() as folder:
        _owl("OwlApiCopy.java", path, f"{folder}/copy.nt")
        quads = quads_of(Path(folder, "copy.nt").read_bytes(), ox.RdfFormat.N_TRIPLES)
    return {quad for quad in quads if not quad.endswith((name("owl:NamedIndividual"), name("rdfs:Datatype")))}


def either_way(quads: Quads) -> Quads:
    """The triples, those with their ends in order that say the same both ways: the OWL API writes either."""
    parts = (quad.split(" ", 2) for quad in quads)
    apart = name("owl:disjointWith")
    return {" ".join((*sorted((s, o)), p) if p == apart else (s, p, o)) for s, p, o in parts}


def owl_api(*files: Path) -> list[str]:
    """What the OWL API says of each file: axioms, and violations of OWL 2 DL and RL."""
    return _owl("OwlApiCheck.java", *files).splitlines()


def _owl(program: str, *arguments: str | Path) -> str:
    need("the OWL API", found=shutil.which("javac") is not None and (JARS / "owlapi-api.jar").exists())
    path = f"{_class_path(_OWL)}:{':'.join(map(str, sorted(JARS.glob('rdf4j-*.jar'))))}"
    return run("java", "-cp", path, TOOLS / program, *arguments)


def _class_path(names: tuple[str, ...]) -> str:
    return ":".join(str(path) for name in names if (path := JARS / f"{name}.jar").exists())


def _jena_fix() -> Path:
    """Debian's jar has some resources in another folder than its classes look for; here they lie in the right one."""
    folder = ROOT / ".venv" / "jena-resources"
    start = "org/apache/jena/ext/"
    with zipfile.ZipFile(JARS / "jena-core.jar") as jar:
        for name in jar.namelist():
            if name.startswith(f"{start}xerces/") and name.endswith(".properties"):
                target = folder / name.removeprefix(start)
                if not target.exists():
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(jar.read(name))
    return folder


def rows_of(results: str) -> Rows:
    """The rows of SPARQL results in JSON: values alone, numbers without useless zeros."""
    data = json.loads(results)
    names = data["head"]["vars"]
    return {
        tuple(_value(row[name]["value"], row[name].get("datatype", "")) if name in row else "" for name in names)
        for row in data["results"]["bindings"]
    }


def _value(value: str, datatype: str) -> str:
    if datatype.endswith(("#decimal", "#integer", "#nonNegativeInteger")) and "." in value:
        return value.rstrip("0").rstrip(".")
    return value


def comunica(query: str, *files: Path) -> str:
    """The answer of Comunica in JSON."""
    return _comunica(query, "application/sparql-results+json", *files)


def _comunica(query: str, media_type: str, *files: Path) -> str:
    need("Comunica", found=shutil.which("node") is not None and (NODE / ".complete").exists())
    program = NODE / "node_modules" / ".bin" / "comunica-sparql-file"
    arguments = ("-q", query, "-t", media_type)
    return run("env", f"HOME={os.environ.get('HOME', '/tmp')}", program, *files, *arguments)
