"""The RDF of an exports folder in an Oxigraph store, and what keeps a query from leaving it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from extract.errors import GovGraphError

TRIPLES = ("graph.ttl", "evidence.ttl", "ontology.ttl")
"""What makes up the default graph: the graph must be there, the others may be missing."""
QUADS = "graph.nq"
"""The same with a named graph for each document."""

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_SPACE = r"(?:\s|#[^\n\r]*(?:[\n\r]|$))*"
_SERVICE = re.compile(
    rf"SERVICE{_SPACE}(?:SILENT{_SPACE})?(?:<[^<>]*>|[?$]\w+|[^\s<>{{}}]*:[^\s{{}}]*){_SPACE}\{{", re.IGNORECASE
)
"""A SERVICE clause wherever it may stand, in a string too: to tell strings from the rest takes the whole grammar."""


class Loaded(NamedTuple):
    """A store and the prefixes that its files declare."""

    store: ox.Store
    prefixes: dict[str, str]


def load(folder: Path, *, named: bool) -> Loaded:
    """The store of an exports folder (or of one RDF file), with a named graph for each document if asked for.

    Raises GovGraphError, naming the file, where there is no RDF or it cannot be read.
    """
    store, prefixes = ox.Store(), dict[str, str]()
    if not folder.exists():
        raise GovGraphError(f"{folder}: cannot be read: there is no such folder or file")
    if not folder.is_dir():
        _add(store, folder, prefixes)
        return Loaded(store, prefixes)
    if not (folder / TRIPLES[0]).is_file():
        raise GovGraphError(f"{folder}: has no {TRIPLES[0]}; `govgraph build … -o {folder}` makes one")
    for name in TRIPLES:
        if (folder / name).is_file():
            _add(store, folder / name, prefixes)
    if named and (folder / QUADS).is_file():
        _add(store, folder / QUADS, prefixes)
    return Loaded(store, prefixes)


def _add(store: ox.Store, path: Path, prefixes: dict[str, str]) -> None:
    kind = ox.RdfFormat.from_extension(path.suffix.removeprefix("."))
    if kind is None:
        raise GovGraphError(f"{path}: is no RDF file; its name should end in .ttl, .nt, .nq, .trig, .jsonld or .rdf")
    try:
        parser = ox.parse(path=str(path), format=kind)
        next(iter(parser), None)  # the prefixes of our files come first
        prefixes.update(parser.prefixes)
        store.bulk_load(path=str(path), format=kind)
    except OSError as error:
        raise GovGraphError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (SyntaxError, ValueError) as error:
        raise GovGraphError(f"{path}: is not {kind.name}: {error}") from error


def asks_elsewhere(query: str) -> bool:
    """Whether the query has a SERVICE clause, which would send it to another machine."""
    plain = _ESCAPE.sub(lambda found: chr(int(found[1] or found[2], 16)), query)
    return _SERVICE.search(plain) is not None


def ask(loaded: Loaded, query: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """The answer to a SPARQL query; the prefixes of the files need not be declared again.

    Raises GovGraphError where it is no query, or one that asks another machine.
    """
    if asks_elsewhere(query):
        raise GovGraphError("query: SERVICE asks another machine, which is not done here")
    try:
        return loaded.store.query(query, prefixes=loaded.prefixes)
    except (SyntaxError, ValueError) as error:
        raise GovGraphError(f"query: {' '.join(str(error).split())}") from error
