"""The graph read back from its RDF: `graph.ttl`, `evidence.ttl` and `dataset.ttl` of an export, nothing lost."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox

from extract.errors import GraphError
from graph.ids import instances, terms
from graph.observations import plain_number
from graph.rdf import measures
from graph.rdf.names import SIMPLIFIED, TRADITIONAL
from graph.rdf.terms import NAMESPACES

FILES = ("graph.ttl", "evidence.ttl", "dataset.ttl")

Values = dict[str, list[Any]]
_N = NAMESPACES


def read_rdf(folder: Path) -> nx.MultiDiGraph[str]:
    """The graph in a folder of exports. Raises GraphError, naming the file, where one is missing or no Turtle."""
    reader = _Reader()
    for each in FILES:
        reader.add(folder / each)
    return reader.graph()


class _Reader:
    """Statements by subject and predicate, and the records that they come from."""

    def __init__(self) -> None:
        self._said: dict[str, Values] = defaultdict(lambda: defaultdict(list))
        self._kinds: dict[str, list[str]] = defaultdict(list)

    def add(self, path: Path) -> None:
        try:
            for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
                self._said[quad.subject.value][quad.predicate.value].append(quad.object)
                if quad.predicate.value == f"{_N['rdf']}type":
                    self._kinds[quad.object.value].append(quad.subject.value)
        except (OSError, SyntaxError) as error:
            raise GraphError(f"{path}: cannot be read as Turtle: {error}") from error

    def graph(self) -> nx.MultiDiGraph[str]:
        """The graph, with nodes, edges and attributes as in the exchange file."""
        (dataset,) = (each for each in self._kinds[f"{_N['dcat']}Dataset"])
        self._base = dataset.removesuffix("dataset")
        self._own = terms(self._base)
        contexts = self._kinds[f"{_N['nif']}Context"]
        self._documents = {
            iri: self._with_rest(iri, {"id": self._text(iri, "dct:identifier")})["id"] for iri in contexts
        }
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        documents = sorted(map(self._document, self._documents), key=lambda each: str(each["id"]))
        seen = sorted(map(self._observation, self._kinds[f"{self._own}Observation"]), key=lambda each: str(each["id"]))
        title = next((each.value for each in self._all(dataset, "dct:title") if not each.language), "")
        about = {"base_iri": self._base, "pack": self._text(f"{dataset}#pack", "dct:identifier"), "title": title}
        if licence := self._text(dataset, "dct:license"):
            about["licence"] = licence
        graph.graph.update(self._with_rest(dataset, about), documents=documents, observations=seen)
        mentioned = defaultdict(list)
        for iri, document in self._documents.items():
            for each in self._all(iri, "schema:mentions"):
                mentioned[each.value].append(document)
        nodes = sorted({iri for iri in self._said if f"{self._own}mentionCount" in self._said[iri]})
        graph.add_nodes_from((iri, self._node(iri, sorted(mentioned[iri]))) for iri in nodes)
        for iri in self._kinds[f"{_N['rdf']}Statement"]:
            data = self._edge(iri)
            source, target = (self._text(iri, f"rdf:{end}") for end in ("subject", "object"))
            graph.add_edge(source, target, key=data["relation"], **data)
        return graph

    def _all(self, iri: str, prefixed: str) -> list[Any]:
        prefix, _, local = prefixed.partition(":")
        namespace = self._own if prefix == "gov" else _N[prefix]
        return self._said[iri].get(namespace + local, [])

    def _text(self, iri: str, prefixed: str) -> str:
        return next((str(each.value) for each in self._all(iri, prefixed)), "")

    def _texts(self, iri: str, prefixed: str) -> list[str]:
        return sorted(each.value for each in self._all(iri, prefixed))

    def _with_rest(self, iri: str, data: dict[str, Any]) -> dict[str, Any]:
        return {**data, **json.loads(self._text(iri, "gov:record") or "{}")}

    def _node(self, iri: str, documents: list[str]) -> dict[str, Any]:
        name = self._text(iri, "rdfs:label")
        found = {each.value for each in self._all(iri, "skos:altLabel")}
        found |= {each.value for each in self._all(iri, "skos:prefLabel") if each.language == TRADITIONAL} - {name}
        kinds = [each.value.removeprefix(self._own) for each in self._all(iri, "rdf:type")]
        data = {
            "type": next(kind for kind in kinds if "/" not in kind),
            "name": name,
            "aliases": sorted(found),
            "inferred": bool(self._all(iri, "gov:inferred")),
            "code": self._text(iri, "dct:identifier"),
            "documents": documents,
            "mentions": int(self._text(iri, "gov:mentionCount")),
            "merged_by": self._texts(iri, "gov:mergedBy"),
        }
        return self._with_rest(iri, data)

    def _edge(self, iri: str) -> dict[str, Any]:
        data = {
            "relation": self._text(iri, "rdf:predicate").removeprefix(self._own),
            "confidence": float(self._text(iri, "gov:confidence")),
            "modality": self._text(iri, "gov:modality"),
            "evidence": self._evidence(iri),
            "inferred": bool(self._all(iri, "gov:inferred")),
        }
        return self._with_rest(iri, data)

    def _observation(self, iri: str) -> dict[str, Any]:
        value = self._text(iri, "sosa:hasSimpleResult")
        written = {name: self._text(iri, f"gov:{name}Text") for name in ("metric", "value", "period", "change", "rank")}
        data = {
            "id": iri.removeprefix(instances(self._base)),
            "subject": self._text(iri, "sosa:hasFeatureOfInterest"),
            "metric": written["metric"],
            "value": plain_number(measures.number(value)) if value else None,
            "unit": self._text(iri, "schema:unitText"),
            "value_text": written["value"],
            **{name: written[name] or None for name in ("period", "change", "rank")},
            **measures.read(lambda term: self._text(iri, f"gov:{term}")),
        }
        found = self._with_rest(iri, data)
        evidence = found.pop("evidence") if "evidence" in found else self._evidence(iri)
        meant = {key: found.pop(key) for key in measures.FIELDS if key in found}
        return {**found, **meant, "evidence": evidence}  # in the order in which they were made

    def _document(self, iri: str) -> dict[str, Any]:
        data = {
            "id": self._documents[iri],
            "title": self._text(iri, "dct:title"),
            "date": self._text(iri, "dct:date"),
            "place": self._text(iri, "dc:coverage"),
            "outlet": self._text(iri, "dc:publisher"),
            "authors": self._texts(iri, "dc:creator"),
            "script": self._text(iri, "dct:language") or SIMPLIFIED,
            "sha256": self._text(iri, "schema:sha256"),
            "characters": int(self._text(iri, "nif:endIndex") or 0),
        }
        return self._with_rest(iri, data)

    def _evidence(self, iri: str) -> list[dict[str, Any]]:
        found = []
        for reading in self._all(iri, "prov:qualifiedDerivation"):
            sentence = self._text(reading.value, "prov:entity")
            document = self._documents.get(self._text(sentence, "nif:referenceContext"))
            if document is not None:
                start, end = (int(self._text(sentence, f"nif:{each}Index")) for each in ("begin", "end"))
                words, rule = self._text(sentence, "nif:anchorOf"), self._text(reading.value, "gov:rule")
                found.append((document, start, end, words, rule))
        keys = ("document", "start", "end", "text", "rule")
        return [dict(zip(keys, each, strict=True)) for each in sorted(found)]
