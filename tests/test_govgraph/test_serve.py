"""`govgraph serve`: the SPARQL protocol on the loopback interface, read-only, and no query runs for ever."""

from __future__ import annotations

import http.client
import json
import threading
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.errors import GovGraphError
from govgraph.serve import Server
from graph import write_exports
from tests.cookbook import cookbook_graph

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?e a <https://w3id.org/govgraph/ns#Person> }"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
XML = "application/sparql-results+xml"
PERSONS = "WHERE { ?e a <https://w3id.org/govgraph/ns#Person> }"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("out")
    write_exports(cookbook_graph(), folder, formats=["rdf"])
    (folder / "map.html").write_text("<p>图</p>", "utf-8")
    found = Server(folder, port=0, seconds=1.0)
    thread = threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield found
    found.shutdown()
    thread.join()
    found.server_close()


def ask(server: Server, method: str, path: str, body: str = "", **headers: str) -> tuple[int, str, bytes]:
    """Status, media type and body of an answer; header names with _ for -."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=30)
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body.encode() if method == "POST" else None, given)
    answer = connection.getresponse()
    found = answer.status, answer.headers.get("Content-Type") or "", answer.read()
    connection.close()
    return found


def get(query: str, **more: str) -> str:
    return "/sparql?" + urllib.parse.urlencode({"query": query, **more})


def test_the_map(server: Server) -> None:
    assert ask(server, "GET", "/") == (200, "text/html; charset=utf-8", "<p>图</p>".encode())
    assert ask(server, "GET", "/graph.ttl")[0] == 404


@pytest.mark.parametrize(
    ("method", "path", "body", "kind"),
    [
        ("GET", get(COUNT), "", ""),
        ("POST", "/sparql", urllib.parse.urlencode({"query": COUNT}), FORM),
        ("POST", "/sparql", COUNT, "application/sparql-query"),
    ],
)
def test_three_ways_to_ask(server: Server, method: str, path: str, body: str, kind: str) -> None:
    status, media, answer = ask(server, method, path, body, Content_Type=kind)
    assert (status, media) == (200, "application/sparql-results+json")
    assert json.loads(answer)["results"]["bindings"][0]["n"]["value"] == "1"


@pytest.mark.parametrize(
    ("query", "accept", "media", "part"),
    [
        (COUNT, "text/csv", "text/csv", b"n\r\n1"),
        (
            COUNT,
            "text/html, application/sparql-results+xml;q=0.9, */*;q=0.1",
            "application/sparql-results+xml",
            b"<sparql",
        ),
        (COUNT, "application/json", "application/sparql-results+json", b'"1"'),
        (COUNT, "text/tab-separated-values", "text/tab-separated-values", b"?n"),
        ("ASK { ?s ?p ?o }", "*/*", "application/sparql-results+json", b"true"),
        (f"DESCRIBE ?e {PERSONS}", "", "text/turtle", "丁晓波".encode()),
        (
            f"CONSTRUCT {PERSONS}",
            "text/plain",
            "application/n-triples",
            b"Person",
        ),
    ],
)
def test_the_client_chooses_the_format(server: Server, query: str, accept: str, media: str, part: bytes) -> None:
    status, kind, body = ask(server, "GET", get(query), Accept=accept)
    assert (status, kind) == (200, media)
    assert part in body


def test_documents_are_graphs(server: Server) -> None:
    query = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
    bindings = json.loads(ask(server, "GET", get(query))[2])["results"]["bindings"]
    assert len(bindings) == 2
    first = bindings[0]["g"]["value"]
    one = {"default-graph-uri": first}
    rows = json.loads(ask(server, "GET", get("SELECT * { ?s a ?c }", **one))[2])["results"]["bindings"]
    every = json.loads(ask(server, "GET", get("SELECT * { ?s a ?c }"))[2])["results"]["bindings"]
    assert 0 < len(rows) < len(every)


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (("GET", "/sparql", "", {}), 400),
        (("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", "", {}), 400),
        (("GET", get("SELECT"), "", {}), 400),
        (("GET", get("SELECT * { SERVICE <http://a/> { ?s ?p ?o } }"), "", {}), 400),
        (("GET", get("INSERT DATA { <a:a> <a:b> 1 }"), "", {}), 400),
        (("GET", "/sparql?update=CLEAR%20ALL", "", {}), 403),
        (("POST", "/sparql", "update=CLEAR%20ALL", {"Content_Type": FORM}), 403),
        (("POST", "/sparql", "CLEAR ALL", {"Content_Type": "application/sparql-update"}), 403),
        (("POST", "/sparql", "x", {"Content_Type": "text/plain"}), 415),
        (("POST", "/other", "x", {"Content_Type": FORM}), 404),
        (("GET", get(COUNT), "", {"Accept": "image/png"}), 406),
        (("GET", get(COUNT), "", {"Host": "evil.example"}), 403),
        (("GET", "/", "", {"Host": "evil.example:8765"}), 403),
        (("DELETE", "/sparql", "", {}), 501),
        (("PUT", "/sparql", "", {}), 501),
    ],
)
def test_what_is_refused(server: Server, request_: tuple[str, str, str, dict[str, str]], status: int) -> None:
    method, path, body, headers = request_
    assert ask(server, method, path, body, **headers)[0] == status


def test_a_query_that_is_too_long(server: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=30)
    connection.putrequest("POST", "/sparql")
    connection.putheader("Content-Length", str((1 << 20) + 1))
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()


def test_a_query_that_takes_too_long_is_stopped_and_the_next_is_answered(server: Server) -> None:
    status, _, body = ask(server, "GET", get(ENDLESS))
    assert (status, body) == (503, b"the query took longer than 1 s and was stopped\n")
    assert ask(server, "GET", get(COUNT))[0] == 200


def test_only_the_loopback_interface_listens(server: Server) -> None:
    assert server.server_address[0] == "127.0.0.1"


def test_a_folder_without_rdf_and_a_port_in_use(server: Server, tmp_path: Path) -> None:
    with pytest.raises(GovGraphError, match=r"has no graph\.ttl"):
        Server(tmp_path, port=0, seconds=1.0)
    write_exports(cookbook_graph(), tmp_path, formats=["ttl"])
    with pytest.raises(GovGraphError, match=r"port [0-9]+: cannot be used"):
        Server(tmp_path, port=server.server_port, seconds=1.0)
