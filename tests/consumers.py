"""RDF tools that are not ours, run as their users run them; a test that needs one that is absent is skipped."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest

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


def node(script: str, *arguments: str | Path) -> str:
    """The output of a script of tests/tools run by Node."""
    need("Node with N3.js", found=shutil.which("node") is not None and (NODE / ".complete").exists())
    return run("node", TOOLS / script, NODE, *arguments)


def jena(command: str, *arguments: str | Path, quiet: bool = True) -> str:
    """The output of one of Jena's commands, by its class."""
    need("Jena", found=shutil.which("java") is not None and (JARS / "jena-cmds.jar").exists())
    return run("java", "-cp", f"{_jena_fix()}:{_class_path(_JENA)}", command, *arguments, quiet=quiet)


def owl_api(*files: Path) -> list[str]:
    """What the OWL API says of each file: axioms, and violations of OWL 2 DL and RL."""
    need("the OWL API", found=shutil.which("javac") is not None and (JARS / "owlapi-api.jar").exists())
    path = f"{_class_path(_OWL)}:{':'.join(map(str, sorted(JARS.glob('rdf4j-*.jar'))))}"
    return run("java", "-cp", path, TOOLS / "OwlApiCheck.java", *files).splitlines()


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


class Virtuoso:
    """A Virtuoso server on the loopback interface, its data in a folder that goes with it."""

    def __init__(self, folder: Path, data: Path) -> None:
        self._folder, self._data = folder, data
        self.sql, self.http = _free_port(), _free_port()

    @contextmanager
    def running(self) -> Iterator[Virtuoso]:
        """The server while it runs."""
        need("Virtuoso", found=shutil.which("virtuoso-t") is not None)
        (self._folder / "virtuoso.ini").write_text(self._settings(), "utf-8")
        log = (self._folder / "log").open("wb")
        command = ["virtuoso-t", "+foreground", "+configfile", str(self._folder / "virtuoso.ini")]
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self._folder)
        try:
            self._wait(process)
            yield self
        finally:
            process.kill()
            process.wait()
            log.close()

    def load(self, name: str, graph: str) -> None:
        """Loads a file of the data folder into a graph; errors are only in a table."""
        command = f"ld_dir('{self._data}', '{name}', '{graph}'); rdf_loader_run(); checkpoint;"
        check = f"select ll_error from DB.DBA.load_list where ll_file like '%/{name}';"
        login = [f"127.0.0.1:{self.sql}", "dba", "dba", "VERBOSE=OFF", "BANNER=OFF", "PROMPT=OFF"]
        run("isql-vt", *login, f"exec={command}")
        assert "NULL" in run("isql-vt", *login, f"exec={check}")

    def ask(self, query: str, accept: str, graphs: tuple[str, ...] = ()) -> str:
        """The answer over HTTP."""
        given = [("query", query), *(("default-graph-uri", graph) for graph in graphs)]
        url = f"http://127.0.0.1:{self.http}/sparql?{urllib.parse.urlencode(given)}"
        with urllib.request.urlopen(urllib.request.Request(url, headers={"Accept": accept}), timeout=60) as answer:
            return str(answer.read().decode("utf-8"))

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        for _ in range(300):
            assert process.poll() is None, (self._folder / "log").read_text("utf-8")
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.http}/sparql?query=ASK%7B%7D", timeout=5):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise AssertionError("Virtuoso does not answer")

    def _settings(self) -> str:
        name = self._folder / "virtuoso"
        return (
            f"[Database]\nDatabaseFile = {name}.db\nErrorLogFile = {name}.log\nLockFile = {name}.lck\n"
            f"TransactionFile = {name}.trx\nxa_persistent_file = {name}.pxa\n"
            f"[TempDatabase]\nDatabaseFile = {name}-temp.db\nTransactionFile = {name}-temp.trx\n"
            f"[Parameters]\nServerPort = 127.0.0.1:{self.sql}\nDirsAllowed = {self._data}\n"
            "NumberOfBuffers = 10000\nMaxDirtyBuffers = 6000\n"
            f"[HTTPServer]\nServerPort = 127.0.0.1:{self.http}\n[SPARQL]\nResultSetMaxRows = 1000000\n"
        )


def _free_port() -> int:
    with socket.socket() as any_socket:
        any_socket.bind(("127.0.0.1", 0))
        return int(any_socket.getsockname()[1])


def comunica(query: Path, *files: Path) -> str:
    """The answer of Comunica in JSON."""
    need("Comunica", found=shutil.which("node") is not None and (NODE / ".complete").exists())
    program = NODE / "node_modules" / ".bin" / "comunica-sparql-file"
    arguments = ("-f", query, "-t", "application/sparql-results+json")
    return run("env", f"HOME={os.environ.get('HOME', '/tmp')}", program, *files, *arguments)
