"""The vocabulary of the RDF export: a pack's types and relations, and the format's own terms, declared in RDF."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from itertools import combinations
from typing import Any

from rdflib import DC, DCTERMS, FOAF, OWL, PROV, RDF, RDFS, SKOS, SOSA, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from extract.ontology import Label, Ontology, RelationType
from graph.ids import terms

SCHEMA = Namespace("http://schema.org/")
"""With http, as the packs' standard classes write it; rdflib's own SDO has https."""
NIF = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
QUDT = Namespace("http://qudt.org/schema/qudt/")

PREFIXES = {
    "dc": DC,
    "dct": DCTERMS,
    "foaf": FOAF,
    "nif": NIF,
    "owl": OWL,
    "prov": PROV,
    "qudt": QUDT,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "skos": SKOS,
    "sosa": SOSA,
    "unit": Namespace("http://qudt.org/vocab/unit/"),
    "xsd": XSD,
}
"""The prefixes of the export, besides `gov` and `id`."""

_CLASSES = (FOAF.Document, NIF.Context, NIF.Sentence, PROV.Entity)
_LINKS = (
    DCTERMS.relation,
    NIF.referenceContext,
    PROV.wasDerivedFrom,
    QUDT.hasUnit,
    SCHEMA.mentions,
    SOSA.hasFeatureOfInterest,
    SOSA.observedProperty,
)
_VALUES = (
    *(NIF.anchorOf, NIF.beginIndex, NIF.endIndex, SCHEMA.sha256, SCHEMA.unitText, SOSA.hasSimpleResult),
    *(DC.coverage, DC.creator, DC.publisher, DCTERMS.date),
)
_NOTES = (
    *(DCTERMS.identifier, DCTERMS.language, DCTERMS.title, SKOS.altLabel, SKOS.definition, SKOS.prefLabel),
    *(SCHEMA.domainIncludes, SCHEMA.rangeIncludes),
)


@lru_cache(maxsize=1)
def format_terms() -> dict[str, Any]:
    """The content of `terms.toml`: classes, properties and units of the export."""
    return tomllib.loads((files("graph.formats") / "terms.toml").read_text("utf-8"))


def declare(rdf: Graph, ontology: Ontology, base: str) -> None:
    """Adds the declarations of all classes and properties that an export under this base IRI can use.

    Each is labelled in Chinese and English. Where a relation joins several types, `schema:domainIncludes` and
    `rangeIncludes` list them: a union class would need blank nodes.
    """
    gov = Namespace(terms(base))
    _declare_format(rdf, gov, URIRef(terms(base).removesuffix("#")))
    for each in ontology.types.values():
        node = gov[each.id]
        _declare_term(rdf, node, OWL.Class, each.label, each.definition)
        rdf.add((node, RDFS.subClassOf, gov.Entity))
        rdf.add((node, RDFS.subClassOf, URIRef(each.rdf_type)))
        rdf.add((URIRef(each.rdf_type), RDF.type, OWL.Class))
    for first, second in combinations(ontology.types, 2):
        rdf.add((gov[first], OWL.disjointWith, gov[second]))
    for relation in ontology.relations.values():
        _declare_relation(rdf, relation, gov)


def _declare_format(rdf: Graph, gov: Namespace, ontology: URIRef) -> None:
    raw = format_terms()
    rdf.add((ontology, RDF.type, OWL.Ontology))
    _label(rdf, ontology, RDFS.label, Label(raw["ontology"]["zh"], raw["ontology"]["en"]))
    for kind, kept in ((OWL.Class, _CLASSES), (OWL.ObjectProperty, _LINKS), (OWL.DatatypeProperty, _VALUES)):
        for node in kept:
            rdf.add((node, RDF.type, kind))
    for node in _NOTES:
        rdf.add((node, RDF.type, OWL.AnnotationProperty))
    for name, each in raw["classes"].items():
        _declare_term(rdf, gov[name], OWL.Class, Label(each["zh"], each["en"]), _definition(each))
        if "subclass_of" in each:
            rdf.add((gov[name], RDFS.subClassOf, URIRef(each["subclass_of"])))
            rdf.add((URIRef(each["subclass_of"]), RDF.type, OWL.Class))
    for name, each in raw["properties"].items():
        _declare_term(rdf, gov[name], OWL.DatatypeProperty, Label(each["zh"], each["en"]), _definition(each))
        rdf.add((gov[name], RDFS.range, XSD[each["range"]]))


def _declare_relation(rdf: Graph, relation: RelationType, gov: Namespace) -> None:
    node, above = gov[relation.id], URIRef(relation.subproperty_of)
    _declare_term(rdf, node, OWL.ObjectProperty, relation.label, relation.definition)
    rdf.add((above, RDF.type, OWL.ObjectProperty))
    rdf.add((node, RDFS.subPropertyOf, above))
    sources, targets = ({gov[pair[end]] for pair in relation.ends} for end in (0, 1))
    if relation.symmetric:
        rdf.add((node, RDF.type, OWL.SymmetricProperty))
        sources = targets = sources | targets
    _declare_ends(rdf, node, sorted(sources), (RDFS.domain, SCHEMA.domainIncludes, gov.Entity))
    _declare_ends(rdf, node, sorted(targets), (RDFS.range, SCHEMA.rangeIncludes, gov.Entity))
    if relation.inverse_id:
        rdf.add((gov[relation.inverse_id], RDF.type, OWL.ObjectProperty))
        rdf.add((gov[relation.inverse_id], OWL.inverseOf, node))
        _label(rdf, gov[relation.inverse_id], RDFS.label, relation.inverse)


def _declare_ends(rdf: Graph, node: URIRef, types: list[URIRef], kinds: tuple[URIRef, URIRef, URIRef]) -> None:
    """Says exactly what the ends are where that is one type, else `anything`, and lists the types besides."""
    exact, includes, anything = kinds
    rdf.add((node, exact, types[0] if len(types) == 1 else anything))
    for each in types:
        rdf.add((node, includes, each))


def _declare_term(rdf: Graph, node: URIRef, kind: Node, label: Label, definition: Label) -> None:
    rdf.add((node, RDF.type, kind))
    _label(rdf, node, RDFS.label, label)
    _label(rdf, node, SKOS.definition, definition)


def _label(rdf: Graph, node: URIRef, as_what: URIRef, label: Label) -> None:
    rdf.add((node, as_what, Literal(label.zh, lang="zh")))
    rdf.add((node, as_what, Literal(label.en, lang="en")))


def _definition(raw: dict[str, str]) -> Label:
    return Label(raw["definition_zh"], raw["definition_en"])
