"""SPARQL queries answered by a process of their own, which is ended when one takes too long or too much.

Oxigraph cannot be interrupted, so the process that holds the store is what is ended, and a new one loads it again.
"""

from __future__ import annotations

import multiprocessing
import resource
import threading
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from extract.errors import GovGraphError
from govgraph.store import asks_elsewhere, load

_MEMORY = 8 << 30
"""Bytes that the process which answers may take."""

_SOLUTIONS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
_TRIPLES = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}
_ALIASES = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/plain": "application/n-triples",
}


class Request(NamedTuple):
    """A query with the data set that it is asked of (IRIs of graphs; none for all) and the wanted media types."""

    query: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    accept: str


class Answer(NamedTuple):
    """What goes back to the client."""

    status: int
    media_type: str
    body: bytes


class Answerer:
    """The process that holds the store and answers one query at a time."""

    def __init__(self, folder: Path, *, seconds: float) -> None:
        self._folder, self._seconds = folder, seconds
        self._lock = threading.Lock()
        self._start()

    def ask(self, request: Request) -> Answer:
        """The answer, an error's too; 503 where it takes longer than the limit."""
        with self._lock:
            try:
                self._pipe.send(request)
                if self._pipe.poll(self._seconds):
                    found: Answer = self._pipe.recv()
                    return found
                problem = f"the query took longer than {self._seconds:g} s and was stopped"
            except (EOFError, OSError):
                problem = "the query took more memory than there is and was stopped"
            self._restart()
            return Answer(503, "text/plain", f"{problem}\n".encode())

    def close(self) -> None:
        """Ends the process."""
        self._process.kill()
        self._process.join()

    def _restart(self) -> None:
        self.close()
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_answer_all, args=(self._folder, theirs), daemon=True)
        self._process.start()
        theirs.close()
        try:
            problem = self._pipe.recv()
        except EOFError:
            problem = f"{self._folder}: could not be loaded"
        if problem:
            raise GovGraphError(problem)


def _answer_all(folder: Path, pipe: Connection) -> None:
    """What the process does: it loads the store, says what went wrong with that, and answers until it is ended."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    try:
        loaded = load(folder, named=True)
    except GovGraphError as error:
        pipe.send(str(error))
        return
    pipe.send("")
    try:
        while True:
            pipe.send(_answer(loaded.store, pipe.recv()))
    except (EOFError, OSError, KeyboardInterrupt):
        return


def _answer(store: ox.Store, request: Request) -> Answer:
    if asks_elsewhere(request.query):
        return refused("SERVICE asks another machine, which is not done here")
    try:
        result = store.query(
            request.query,
            default_graph=[ox.NamedNode(iri) for iri in request.default_graphs] or None,
            named_graphs=[ox.NamedNode(iri) for iri in request.named_graphs] or None,
        )
        if isinstance(result, ox.QueryTriples):
            media_type = _negotiate(request.accept, tuple(_TRIPLES))
            body = result.serialize(format=_TRIPLES[media_type]) if media_type else b""
        else:
            known = tuple(_SOLUTIONS)[: 2 if isinstance(result, ox.QueryBoolean) else None]
            media_type = _negotiate(request.accept, known)
            body = result.serialize(format=_SOLUTIONS[media_type]) if media_type else b""
    except (SyntaxError, ValueError) as error:
        return refused(" ".join(str(error).split()))
    except (OSError, RuntimeError) as error:
        return Answer(500, "text/plain", f"{error}\n".encode())
    if not media_type:
        return Answer(406, "text/plain", b"none of the media types asked for can be given\n")
    return Answer(200, media_type, body or b"")


def refused(why: str) -> Answer:
    """The answer to a request that makes no sense."""
    return Answer(400, "text/plain", f"{why}\n".encode())


def _negotiate(accept: str, known: tuple[str, ...]) -> str:
    """The known media type that the client likes best, the first where it does not care, empty where it wants none."""
    if not accept.strip():
        return known[0]
    best, best_quality = "", 0.0
    for part in accept.split(","):
        wanted, _, parameters = part.strip().partition(";")
        quality = _quality(parameters)
        for each in known:
            if _matches(_ALIASES.get(wanted.strip().lower(), wanted.strip().lower()), each) and quality > best_quality:
                best, best_quality = each, quality
    return best


def _matches(wanted: str, each: str) -> bool:
    return wanted in (each, "*/*") or (wanted.endswith("/*") and each.startswith(wanted[:-1]))


def _quality(parameters: str) -> float:
    for each in parameters.split(";"):
        name, _, value = each.strip().partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0
