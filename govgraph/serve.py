"""The work of `govgraph serve`: the map and a read-only SPARQL 1.1 endpoint, for this machine alone."""

from __future__ import annotations

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from extract.errors import GovGraphError
from govgraph.answerer import Answer, Answerer, Request, refused

HOST = "127.0.0.1"
MAP = "map.html"
LONGEST_QUERY = 1 << 20
"""Bytes of a request's body; a query is text that a person wrote."""


class Server(ThreadingHTTPServer):
    """The server on the loopback interface: `/` is the map, `/sparql` the endpoint."""

    daemon_threads = True

    def __init__(self, folder: Path, *, port: int, seconds: float) -> None:
        self.map_file = folder / MAP
        self.answerer = Answerer(folder, seconds=seconds)
        try:
            super().__init__((HOST, port), _Handler)
        except OSError as error:
            self.answerer.close()
            raise GovGraphError(f"port {port}: cannot be used: {error.strerror}") from error

    def server_close(self) -> None:
        """Stops listening and ends the process that answers."""
        super().server_close()
        self.answerer.close()


class _Handler(BaseHTTPRequestHandler):
    server: Server
    server_version = "govgraph"
    sys_version = ""
    timeout = 60

    def do_GET(self) -> None:
        self._handle(self._get)

    def do_HEAD(self) -> None:
        self._handle(self._get)

    def do_POST(self) -> None:
        self._handle(self._post)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Says nothing: what is asked is nobody's business."""

    def _handle(self, work: Callable[[], Answer]) -> None:
        # A page of the web that has its name lead to 127.0.0.1 would otherwise read what is served here.
        host = (self.headers.get("Host") or "").rsplit(":", 1)[0]
        if host not in (HOST, "localhost"):
            self._send(Answer(403, "text/plain", b"only this machine is served\n"))
            return
        self._send(work())

    def _get(self) -> Answer:
        parts = urlsplit(self.path)
        if parts.path == "/sparql":
            return self._query(parts.query)
        if parts.path in ("/", f"/{MAP}"):
            try:
                return Answer(200, "text/html; charset=utf-8", self.server.map_file.read_bytes())
            except OSError:
                return Answer(404, "text/plain", f"there is no {MAP} in the folder\n".encode())
        return Answer(404, "text/plain", b"there is only / and /sparql\n")

    def _post(self) -> Answer:
        parts = urlsplit(self.path)
        if parts.path != "/sparql":
            return Answer(404, "text/plain", b"there is only / and /sparql\n")
        body = self._body()
        return body if isinstance(body, Answer) else self._posted(parts.query, body)

    def _body(self) -> str | Answer:
        """The request's text, or why it is not taken."""
        length = self.headers.get("Content-Length") or ""
        if not length.isascii() or not length.isdigit():
            return Answer(411, "text/plain", b"the length of the query is needed\n")
        if int(length) > LONGEST_QUERY:
            self.close_connection = True
            return Answer(413, "text/plain", b"the query is too long\n")
        try:
            return self.rfile.read(int(length)).decode("utf-8")
        except UnicodeDecodeError:
            return refused("the query is not UTF-8 text")

    def _posted(self, parameters: str, body: str) -> Answer:
        kind = (self.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
        if kind == "application/x-www-form-urlencoded":
            return self._query(body)
        if kind == "application/sparql-query":
            return self._query(parameters, body)
        if kind == "application/sparql-update":
            return Answer(403, "text/plain", b"the graph is read-only\n")
        return Answer(415, "text/plain", b"a form or application/sparql-query is expected\n")

    def _query(self, parameters: str, query: str | None = None) -> Answer:
        given = parse_qs(parameters, keep_blank_values=True)
        if "update" in given:
            return Answer(403, "text/plain", b"the graph is read-only\n")
        queries = [*given.get("query", []), *([query] if query is not None else [])]
        if len(queries) != 1:
            return refused("exactly one query is expected")
        default, named = (tuple(given.get(name, ())) for name in ("default-graph-uri", "named-graph-uri"))
        return self.server.answerer.ask(Request(queries[0], default, named, self.headers.get("Accept") or ""))

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.media_type)
        self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)
