"""`graph.jsonld`: the direct triples as compact JSON-LD 1.0, which a developer can read without knowing RDF."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TextIO

from extract.ontology import Ontology
from graph.ids import instances, terms
from graph.rdf.terms import NAMESPACES, Block, Shortener, datatype_of, language_of, name, own_terms, value_of
from graph.rdf.write import prefixes

_LANGUAGES = {"@container": "@language"}
_PLAIN: dict[str, Any] = {
    "label": {"@id": "rdfs:label", "@language": "zh"},
    "prefLabel": {"@id": "skos:prefLabel", **_LANGUAGES},
    "altLabel": {"@id": "skos:altLabel", **_LANGUAGES},
    "identifier": "dct:identifier",
    "notation": "skos:notation",
    "unitText": "schema:unitText",
    "value": {"@id": "sosa:hasSimpleResult", "@type": "xsd:decimal"},
    "subject": {"@id": "sosa:hasFeatureOfInterest", "@type": "@id"},
    "metric": {"@id": "sosa:observedProperty", "@type": "@id"},
    "hasUnit": {"@id": "qudt:hasUnit", "@type": "@id"},
    "broader": {"@id": "skos:broader", "@type": "@id"},
    "inScheme": {"@id": "skos:inScheme", "@type": "@id"},
}
"""The context's terms of others' vocabularies."""


def context(ontology: Ontology, base: str) -> dict[str, Any]:
    """The context: prefixes, and a short key for each property and class of ours."""
    own, raw = terms(base), own_terms()
    found: dict[str, Any] = {prefix: iri for prefix, iri in prefixes(base).items() if iri != NAMESPACES.get("sh")}
    found.update(_PLAIN)
    for local in (*ontology.relations, *raw["links"]):
        found[local] = {"@id": f"{own}{local}", "@type": "@id"}
    for local, each in raw["properties"].items():
        kind = each["range"]
        found[local] = f"{own}{local}" if kind == "string" else {"@id": f"{own}{local}", "@type": f"xsd:{kind}"}
    for local in (*ontology.types, *raw["classes"], *raw["notes"]):
        found[local] = f"{own}{local}"
    return found


def write_jsonld(blocks: Iterable[Block], file: TextIO, ontology: Ontology, base: str) -> None:
    """Writes one object a line; values of a number's type stand as strings, so that no digit is lost."""
    known = context(ontology, base)
    keys = _Keys(known, base)
    file.write(f'{{\n"@context": {json.dumps(known, ensure_ascii=False, indent=1)},\n"@graph": [')
    separator = "\n"
    for block in blocks:
        file.write(separator + json.dumps(_object(block, keys), ensure_ascii=False))
        separator = ",\n"
    file.write("\n]\n}\n")


class _Keys:
    """Short keys and values for terms, as a context has them."""

    def __init__(self, known: dict[str, Any], base: str) -> None:
        self.start = instances(base)
        self.shorten = Shortener({prefix: iri for prefix, iri in prefixes(base).items() if prefix in known})
        self.entries: dict[str, tuple[str, Any]] = {}
        spaces = prefixes(base)
        for key, entry in known.items():
            iri = entry["@id"] if isinstance(entry, dict) else entry
            if key in spaces:
                continue
            prefix, _, local = iri.partition(":")
            full = spaces[prefix] + local if prefix in spaces else iri
            self.entries[f"<{full}>"] = (key, entry)

    def reference(self, term: str) -> str:
        """An IRI as a compact IRI."""
        return (
            f"id:{term[1 + len(self.start) : -1]}"
            if term.startswith(f"<{self.start}")
            else self.shorten(term).strip("<>")
        )


def _object(block: Block, keys: _Keys) -> dict[str, Any]:
    found: dict[str, Any] = {"@id": keys.reference(block[0])}
    for predicate, term, _ in block[1]:
        if predicate == name("rdf:type"):
            short = keys.entries.get(term)
            _put(found, "@type", short[0] if short else keys.reference(term))
            continue
        key, entry = keys.entries.get(predicate) or (keys.reference(predicate), "")
        shape = entry if isinstance(entry, dict) else {}
        language = language_of(term)
        if shape.get("@container") == "@language":
            _put(found.setdefault(key, {}), language, value_of(term))
        elif language and shape.get("@language") != language:
            _put(found, key, {"@value": value_of(term), "@language": language})
        elif term[0] == "<":
            _put(found, key, keys.reference(term) if shape.get("@type") == "@id" else {"@id": keys.reference(term)})
        else:
            kind = keys.reference(f"<{datatype_of(term)}>")
            plain = language or kind in ("xsd:string", shape.get("@type"))
            _put(found, key, value_of(term) if plain else {"@value": value_of(term), "@type": kind})
    return found


def _put(where: dict[str, Any], key: str, value: Any) -> None:  # noqa: ANN401 - any JSON value
    """Adds a value: the first plainly, more of them as a list."""
    if key not in where:
        where[key] = value
    elif isinstance(where[key], list):
        where[key].append(value)
    else:
        where[key] = [where[key], value]
