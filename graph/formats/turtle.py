"""Turtle that every parser reads: rdflib's writer, with its literals in one line and its names looked up fast."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import IO

from rdflib import XSD, Graph, Literal, URIRef
from rdflib.plugins.serializers.turtle import VERB, TurtleSerializer
from rdflib.term import Node

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED = re.compile('[\\\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]')
_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_BARE = {XSD.decimal, XSD.boolean}


def serialize(rdf: Graph, file: IO[bytes]) -> None:
    """Writes the graph as Turtle; only prefixes bound in the graph are used."""
    _Serializer(rdf).serialize(file, encoding="utf-8")


def to_decimal(value: float) -> str:
    """The number as a canonical xsd:decimal: digits on both sides of a point, no exponent, no useless zeros."""
    whole, _, part = format(Decimal(str(value)), "f").partition(".")
    return f"{whole}.{part.rstrip('0') or '0'}"


class _Serializer(TurtleSerializer):
    """rdflib writes some multi-line literals that rapper or serd refuse (a quote or backslash at the end)."""

    def __init__(self, store: Graph) -> None:
        super().__init__(store)
        self._prefixes = {str(namespace): prefix for prefix, namespace in store.namespaces()}
        self._pnames: dict[URIRef, str | None] = {}

    def label(self, node: Node, position: int) -> str:
        """The node as it is written at that position of a triple."""
        if position is VERB and node in self.keywords:
            return self.keywords[node]
        if not isinstance(node, Literal):
            return self.get_pname(node, gen_prefix=False) or node.n3()
        if node.datatype in _BARE:
            return str(node)
        quoted = '"' + _ESCAPED.sub(_escape, str(node)) + '"'
        if node.language:
            return f"{quoted}@{node.language}"
        return f"{quoted}^^{self.label(node.datatype, -1)}" if node.datatype else quoted

    def get_pname(self, uri: Node, gen_prefix: bool = True) -> str | None:  # noqa: FBT001, FBT002, ARG002 - rdflib's signature
        """The prefixed name of an IRI, None where no bound prefix and plain local name make one."""
        if not isinstance(uri, URIRef):
            return None
        if uri not in self._pnames:
            self._pnames[uri] = self._shorten(uri)
        return self._pnames[uri]

    def _shorten(self, uri: URIRef) -> str | None:
        cut = max(uri.rfind("#"), uri.rfind("/")) + 1
        prefix = self._prefixes.get(uri[:cut])
        if prefix is None or not _LOCAL.fullmatch(uri[cut:]):
            return None
        self.addNamespace(prefix, URIRef(uri[:cut]))
        return f"{prefix}:{uri[cut:]}"


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}"
