"""`graph.ttl`: the graph as RDF 1.1, with its ontology, evidence and provenance, without blank nodes.

Every edge is a plain triple and, for its evidence, an `rdf:Statement` derived (`prov:wasDerivedFrom`) from
sentences (`nif:Sentence`: wording, offsets, document). Measured values are `sosa:Observation`s.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rdflib import DC, DCTERMS, FOAF, PROV, RDF, RDFS, SKOS, SOSA, XSD, Graph, Literal, Namespace, URIRef

from graph.formats.ontology import NIF, PREFIXES, QUDT, SCHEMA, declare, format_terms
from graph.formats.text import holdable
from graph.formats.turtle import serialize, to_decimal
from graph.ids import document_id, instances, metric_id, sentence_id, statement_id, terms
from graph.names import folded, simplified
from graph.view import GraphView

_TRADITIONAL, _SIMPLIFIED = "zh-hant", "zh-hans"
_DATES = (
    (re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"), XSD.date),
    (re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])"), XSD.gYearMonth),
    (re.compile(r"[0-9]{4}"), XSD.gYear),
)


def write_turtle(kg: GraphView, path: Path) -> None:
    """Writes the graph as Turtle in UTF-8, subjects, predicates and objects in a fixed order."""
    with path.open("wb") as file:
        serialize(rdf_graph(kg), file)


def rdf_graph(kg: GraphView) -> Graph:
    """The graph as a new `rdflib.Graph`; characters that RDF parsers stumble over become U+FFFD."""
    return _Writer(kg).rdf


class _Writer:
    """Fills `rdf` with all that a graph says."""

    def __init__(self, kg: GraphView) -> None:
        self.rdf = Graph(bind_namespaces="none")
        self._gov = Namespace(terms(kg.base_iri))
        self._id = Namespace(instances(kg.base_iri))
        self._scripts = {document["id"]: document.get("script") or _SIMPLIFIED for document in kg.documents}
        self._standard = {name: URIRef(each.rdf_type) for name, each in kg.ontology.types.items()}
        for prefix, namespace in {**PREFIXES, "gov": self._gov, "id": self._id}.items():
            self.rdf.bind(prefix, namespace)
        declare(self.rdf, kg.ontology, kg.base_iri)
        for document in kg.documents:
            self._add_document(document)
        for iri, data in kg.graph.nodes(data=True):
            self._add_entity(URIRef(iri), data)
        for source, target, data in kg.graph.edges(data=True):
            self._add_edge(source, target, data)
        for observation in kg.observations:
            self._add_observation(observation)

    def _text(self, node: URIRef, what: URIRef, value: str | None, language: str | None = None) -> None:
        if value:
            self.rdf.add((node, what, Literal(holdable(value), lang=language)))

    def _typed(self, node: URIRef, what: URIRef, value: object, datatype: URIRef) -> None:
        self.rdf.add((node, what, Literal(str(value), datatype=datatype, normalize=False)))

    def _add_document(self, document: dict[str, Any]) -> None:
        node, script = self._id[document_id(document["id"])], self._scripts[document["id"]]
        self.rdf.add((node, RDF.type, FOAF.Document))
        self.rdf.add((node, RDF.type, NIF.Context))
        self._text(node, DCTERMS.identifier, document["id"])
        self._text(node, DCTERMS.language, script)
        self._text(node, DCTERMS.title, document.get("title"), script)
        self._text(node, DC.publisher, document.get("outlet"), script)
        self._text(node, DC.coverage, document.get("place"), script)
        self._text(node, SCHEMA.sha256, document.get("sha256"))
        for author in document.get("authors") or ():
            self._text(node, DC.creator, author, script)
        if date := document.get("date"):
            self._typed(node, DCTERMS.date, holdable(date), _date_type(date))
        if "characters" in document:
            self._typed(node, NIF.beginIndex, 0, XSD.nonNegativeInteger)
            self._typed(node, NIF.endIndex, document["characters"], XSD.nonNegativeInteger)

    def _add_entity(self, node: URIRef, data: dict[str, Any]) -> None:
        self.rdf.add((node, RDF.type, self._gov[data["type"]]))
        if data["type"] in self._standard:
            self.rdf.add((node, RDF.type, self._standard[data["type"]]))
        self._add_names(node, data)
        self._text(node, DCTERMS.identifier, data.get("code"))
        if data["inferred"]:
            self._typed(node, self._gov.inferred, "true", XSD.boolean)
        for reason in data.get("merged_by") or ():
            self._text(node, self._gov.mergedBy, reason)
        for document in data.get("documents") or ():
            self.rdf.add((self._id[document_id(document)], SCHEMA.mentions, node))

    def _add_names(self, node: URIRef, data: dict[str, Any]) -> None:
        """One label; one preferred name for each script that the documents use; the other names beside them."""
        name, forms = data["name"], (data["name"], *data["aliases"])
        scripts = {self._scripts.get(document) for document in data.get("documents") or ()}
        traditional = [form for form in forms if _TRADITIONAL in scripts and simplified(form) != form]
        plain = simplified(name) if name in traditional and scripts == {_TRADITIONAL} else name
        self._text(node, RDFS.label, name, "zh")
        self._text(node, SKOS.prefLabel, plain, _SIMPLIFIED)
        preferred = next((form for form in traditional if folded(form) == folded(name)), "")
        self._text(node, SKOS.prefLabel, preferred, _TRADITIONAL)
        for form in data["aliases"]:
            if form not in (preferred, plain):
                self._text(node, SKOS.altLabel, form, _TRADITIONAL if form in traditional else _SIMPLIFIED)

    def _add_edge(self, source: str, target: str, data: dict[str, Any]) -> None:
        ends, relation = (URIRef(source), URIRef(target)), self._gov[data["relation"]]
        node = self._id[statement_id(source, data["relation"], target)]
        self.rdf.add((ends[0], relation, ends[1]))
        self.rdf.add((node, RDF.type, RDF.Statement))
        self.rdf.add((node, RDF.subject, ends[0]))
        self.rdf.add((node, RDF.predicate, relation))
        self.rdf.add((node, RDF.object, ends[1]))
        self._typed(node, self._gov.confidence, to_decimal(data["confidence"]), XSD.decimal)
        self._text(node, self._gov.modality, data["modality"])
        if data["inferred"]:
            self._typed(node, self._gov.inferred, "true", XSD.boolean)
        self._add_evidence(node, data["evidence"])

    def _add_observation(self, data: dict[str, Any]) -> None:
        node, metric = self._id[data["id"]], self._id[metric_id(data["metric"])]
        for kind in (self._gov.Observation, SOSA.Observation):
            self.rdf.add((node, RDF.type, kind))
        for kind in (self._gov.Metric, SOSA.ObservableProperty):
            self.rdf.add((metric, RDF.type, kind))
        if (metric, RDFS.label, None) not in self.rdf:
            self._text(metric, RDFS.label, data["metric"], "zh")
        self.rdf.add((node, SOSA.hasFeatureOfInterest, URIRef(data["subject"])))
        self.rdf.add((node, SOSA.observedProperty, metric))
        if data.get("value") is not None:
            self._typed(node, SOSA.hasSimpleResult, to_decimal(data["value"]), XSD.decimal)
        self._text(node, SCHEMA.unitText, data.get("unit"))
        if unit := format_terms()["units"].get(simplified(data.get("unit") or "")):
            self.rdf.add((node, QUDT.hasUnit, URIRef(unit)))
        for field in ("value", "period", "change", "rank"):
            written = data.get("value_text" if field == "value" else field)
            self._text(node, self._gov[f"{field}Text"], written)
        self._add_evidence(node, data["evidence"])

    def _add_evidence(self, node: URIRef, evidence: Iterable[dict[str, Any]]) -> None:
        for piece in evidence:
            document, start, end = piece["document"], piece["start"], piece["end"]
            sentence = self._id[sentence_id(document, start, end)]
            self.rdf.add((node, PROV.wasDerivedFrom, sentence))
            self._text(node, self._gov.rule, piece["rule"])
            self.rdf.add((sentence, RDF.type, NIF.Sentence))
            self.rdf.add((sentence, NIF.referenceContext, self._id[document_id(document)]))
            self._text(sentence, NIF.anchorOf, piece["text"], self._scripts.get(document, _SIMPLIFIED))
            self._typed(sentence, NIF.beginIndex, start, XSD.nonNegativeInteger)
            self._typed(sentence, NIF.endIndex, end, XSD.nonNegativeInteger)


def _date_type(date: str) -> URIRef:
    return next((datatype for pattern, datatype in _DATES if pattern.fullmatch(date)), XSD.string)
