"""Terms of RDF as N-Triples writes them, which is how all of this package passes them on: `<iri>` or `"text"@zh`.

A string for each term is the cheapest form that Python has, sorts well, and is what most files want anyway.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, NamedTuple

from extract.errors import GraphError
from graph.formats.text import holdable

NAMESPACES: Mapping[str, str] = MappingProxyType(
    {
        "dc": "http://purl.org/dc/elements/1.1/",
        "dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/",
        "eli": "http://data.europa.eu/eli/ontology#",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "geo": "http://www.opengis.net/ont/geosparql#",
        "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "qudt": "http://qudt.org/schema/qudt/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "rico": "https://www.ica.org/standards/RiC/ontology#",
        "schema": "http://schema.org/",
        "sh": "http://www.w3.org/ns/shacl#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "sosa": "http://www.w3.org/ns/sosa/",
        "unit": "http://qudt.org/vocab/unit/",
        "vann": "http://purl.org/vocab/vann/",
        "void": "http://rdfs.org/ns/void#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)
"""Namespaces of the vocabularies that are used, by prefix. schema.org is written with http, as it declares itself."""

NOWHERE: tuple[str, ...] = ()
"""The graphs of what no document says: the default graph alone."""


class Fact(NamedTuple):
    """What is said of a subject: predicate, object, and the local ids of the documents that say it."""

    predicate: str
    object: str
    graphs: tuple[str, ...]


Block = tuple[str, list[Fact]]
"""A subject and all that is said of it, in the order in which it is written."""

_DATES = (
    (re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"), "date"),
    (re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])"), "gYearMonth"),
    (re.compile(r"[0-9]{4}"), "gYear"),
)
_EXTRA = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!#-;=?-\[\]_a-z~]+")
_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


@cache
def name(prefixed: str) -> str:
    """The term of a prefixed name of the vocabularies above: `skos:prefLabel`."""
    prefix, _, local = prefixed.partition(":")
    return f"<{NAMESPACES[prefix]}{local}>"


def text(value: str, language: str = "") -> str:
    """A plain or language-tagged literal; characters that not all consumers can hold become U+FFFD."""
    quoted = json.dumps(holdable(value), ensure_ascii=False)
    if _EXTRA.search(quoted):
        quoted = _EXTRA.sub(lambda found: f"\\u{ord(found[0]):04X}", quoted)
    return f"{quoted}@{language}" if language else quoted


def typed(value: object, datatype: str) -> str:
    """A literal of a datatype of XML Schema: `typed(3, "integer")`."""
    return f'"{value}"^^<{NAMESPACES["xsd"]}{datatype}>'


def decimal(value: float) -> str:
    """The number as a canonical xsd:decimal: digits on both sides of a point, no exponent, no useless zeros."""
    whole, _, part = format(Decimal(str(value)), "f").partition(".")
    return typed(f"{whole}.{part.rstrip('0') or '0'}", "decimal")


def date_of(written: str) -> str:
    """A date as precise as it is known (day, month or year); anything else as text, a 30 February too."""
    kind = next((datatype for pattern, datatype in _DATES if pattern.fullmatch(written)), "")
    return typed(written, kind) if kind and _is_day(f"{written}-01-01"[:10]) else text(written)


def _is_day(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


def is_iri(value: object) -> bool:
    """Whether it is an absolute IRI that all consumers can read: of ASCII, without what would have to be escaped."""
    return isinstance(value, str) and _IRI.fullmatch(value) is not None


def check_licence(iri: str) -> str:
    """The IRI of a licence itself. Raises GraphError where it is none."""
    if not is_iri(iri):
        wanted = "an absolute ASCII IRI such as https://creativecommons.org/licenses/by/4.0/"
        raise GraphError(f"licence {iri!r:.80}: is no IRI; {wanted} is expected")
    return iri


TRUE = typed("true", "boolean")


def value_of(term: str) -> str:
    """The characters of a literal, or the IRI of an IRI."""
    if term[0] == "<":
        return term[1:-1]
    found: str = json.loads(term[: term.rindex('"') + 1])
    return found


def language_of(term: str) -> str:
    """The language tag of a literal, empty where it has none."""
    rest = term[term.rindex('"') + 1 :] if term[0] == '"' else ""
    return rest[1:] if rest[:1] == "@" else ""


def datatype_of(term: str) -> str:
    """The datatype's IRI of a literal without a language."""
    rest = term[term.rindex('"') + 1 :]
    return rest[3:-1] if rest else f"{NAMESPACES['xsd']}string"


class Shortener:
    """Prefixed names for IRIs, where a known prefix and a plain local name make one; cached."""

    def __init__(self, namespaces: Mapping[str, str]) -> None:
        self._prefixes = {namespace: prefix for prefix, namespace in namespaces.items()}
        self._known: dict[str, str] = {}

    def __call__(self, term: str) -> str:
        """The term as Turtle writes it; `<iri>` where it has no shorter form."""
        if term not in self._known:
            cut = max(term.rfind("#"), term.rfind("/")) + 1
            prefix, local = self._prefixes.get(term[1:cut]), term[cut:-1]
            self._known[term] = f"{prefix}:{local}" if prefix and _PLAIN_NAME.fullmatch(local) else term
        return self._known[term]


@lru_cache(maxsize=1)
def own_terms() -> dict[str, Any]:
    """The content of `terms.toml`: classes, properties and units of the export, labels of others' terms."""
    return tomllib.loads((files("graph.rdf") / "terms.toml").read_text("utf-8"))
