"""The one stream of all that a graph says: blocks of a subject and its statements, sorted, made when asked for.

`graph_blocks` holds entities, their relations as direct triples, observations, metrics and divisions;
`evidence_blocks` documents, sentences, a statement for each relation and how each was derived.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from graph.ids import derivation_id, document_id, instances, metric_id, sentence_id, statement_id, terms
from graph.names import simplified
from graph.rdf import measures, records
from graph.rdf.divisions import division_blocks, division_id
from graph.rdf.names import SIMPLIFIED, labels, names_of, read_aliases
from graph.rdf.terms import TRUE, Block, Fact, date_of, decimal, name, own_terms, text, typed
from graph.view import GraphView

Piece = dict[str, Any]


class GraphData:
    """All that a graph says, as RDF. The ids of documents and the sentences are worked out once."""

    def __init__(self, kg: GraphView) -> None:
        self._kg = kg
        self._id = instances(kg.base_iri)
        self._terms = {local: f"<{terms(kg.base_iri)}{local}>" for local in self._locals(kg)}
        self._documents = {each["id"]: document_id(each["id"]) for each in kg.documents}
        self._described = {each["id"]: each for each in kg.documents}
        self._scripts = {each["id"]: each.get("script") or SIMPLIFIED for each in kg.documents}
        self._standard = {key: f"<{each.rdf_type}>" for key, each in kg.ontology.types.items()}

    @staticmethod
    def _locals(kg: GraphView) -> set[str]:
        found = {data["type"] for _, data in kg.graph.nodes(data=True)} | {*kg.ontology.types}
        found |= {data["relation"] for _, _, data in kg.graph.edges(data=True)} | {*kg.ontology.relations}
        return found.union(*(own_terms()[group] for group in ("classes", "properties", "links", "notes")))

    def blocks(self) -> Iterator[Block]:
        """All that the graph says; no subject comes twice."""
        yield from self._graph_blocks(self._evidenced)
        yield from self._evidence_blocks(observations=False)

    def graph_blocks(self) -> Iterator[Block]:
        """Entities with their relations, observations, metrics and divisions, by IRI."""
        return self._graph_blocks(self._observation)

    def evidence_blocks(self) -> Iterator[Block]:
        """Documents, derivations, the evidence of observations, sentences and statements, by IRI."""
        return self._evidence_blocks(observations=True)

    def _graph_blocks(self, observation: Callable[[Piece], Block]) -> Iterator[Block]:
        makers: list[tuple[str, Callable[[Any], Block], Any]]
        makers = [(iri, self._entity, iri) for iri in self._kg.graph]
        makers += [(self._id + each["id"], observation, each) for each in self._kg.observations]
        makers += [(self._id + local, self._metric, (local, seen)) for local, seen in self._metrics().items()]
        makers += [(block[0][1:-1], _same, block) for block in division_blocks(self._kg)]
        for _, make, what in sorted(makers, key=lambda maker: maker[0]):
            yield make(what)

    def _evidence_blocks(self, *, observations: bool) -> Iterator[Block]:
        readings, sentences, statements = self._gather()
        mentioned: dict[str, list[str]] = {}
        for iri, data in self._kg.graph.nodes(data=True):
            for each in data.get("documents") or ():
                mentioned.setdefault(each, []).append(f"<{iri}>")
        for local, each in sorted((local, each) for each, local in self._documents.items()):
            yield self._document(local, each, sorted(mentioned.get(each, ())))
        for local in sorted(readings):
            yield self._derivation(local, *readings[local])
        for each in sorted(self._kg.observations if observations else (), key=lambda seen: str(seen["id"])):
            if facts := self._derived(each["id"], each["evidence"]):
                yield f"<{self._id}{each['id']}>", facts
        for local in sorted(sentences):
            yield self._sentence(local, sentences[local])
        for local in sorted(statements):
            yield self._statement(local, *statements[local])

    def _iri(self, local: str) -> str:
        return f"<{self._id}{local}>"

    def _graphs(self, documents: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted({self._documents[each] for each in documents if each in self._documents}))

    def _gather(self) -> tuple[dict[str, tuple[str, Piece]], dict[str, Piece], dict[str, tuple[str, str, Piece]]]:
        readings: dict[str, tuple[str, Piece]] = {}
        sentences: dict[str, Piece] = {}
        statements: dict[str, tuple[str, str, Piece]] = {}
        evidence = [(each["id"], each["evidence"]) for each in self._kg.observations]
        for source, target, data in self._kg.graph.edges(data=True):
            local = statement_id(source, data["relation"], target)
            statements[local] = (source, target, data)
            evidence.append((local, data["evidence"]))
        for owner, pieces in evidence:
            for piece in pieces:
                sentence = sentence_id(piece["document"], piece["start"], piece["end"])
                sentences.setdefault(sentence, piece)
                readings[derivation_id(owner, sentence, piece["rule"])] = (sentence, piece)
        return readings, sentences, statements

    def _entity(self, iri: str) -> Block:
        data = self._kg.graph.nodes[iri]
        documents = [each for each in data.get("documents") or () if each in self._documents]
        graphs, own = self._graphs(documents), self._terms
        forms = names_of(data, (self._scripts[each] for each in documents))
        said = [(name("rdf:type"), own[data["type"]])]
        if data["type"] in self._standard:
            said.append((name("rdf:type"), self._standard[data["type"]]))
        said += labels(data["name"], forms)
        if code := data.get("code"):
            said.append((name("dct:identifier"), text(code)))
            if division := division_id(code):
                said.append((own["division"], self._iri(division)))
        if data["inferred"]:
            said.append((own["inferred"], TRUE))
        said.append((own["mentionCount"], typed(data.get("mentions", 0), "integer")))
        said += [(own["mergedBy"], text(each)) for each in sorted(set(data.get("merged_by") or ()))]
        readable = records.node(data, aliases=read_aliases(data["name"], forms), documents=documents)
        if left := records.rest(data, readable):
            said.append((own["record"], text(left)))
        facts = [Fact(predicate, value, graphs) for predicate, value in said]
        links = [
            Fact(own[edge["relation"]], f"<{target}>", self._graphs(each["document"] for each in edge["evidence"]))
            for _, target, edge in self._kg.graph.out_edges(iri, data=True)
        ]
        return f"<{iri}>", facts + sorted(links)

    def _metrics(self) -> dict[str, list[Piece]]:
        found: dict[str, list[Piece]] = {}
        for each in self._kg.observations:
            found.setdefault(metric_id(each["metric"]), []).append(each)
        return found

    def _metric(self, what: tuple[str, list[Piece]]) -> Block:
        local, seen = what
        graphs = self._graphs(piece["document"] for each in seen for piece in each["evidence"])
        label = min(simplified(each["metric"]) for each in seen)
        said = [
            (name("rdf:type"), self._terms["Metric"]),
            (name("rdf:type"), name("sosa:ObservableProperty")),
            (name("rdfs:label"), text(label, "zh")),
        ]
        return self._iri(local), [Fact(predicate, value, graphs) for predicate, value in said]

    def _observation(self, data: Piece) -> Block:
        own = self._terms
        said = [
            (name("rdf:type"), own["Observation"]),
            (name("rdf:type"), name("sosa:Observation")),
            (name("sosa:hasFeatureOfInterest"), f"<{data['subject']}>"),
            (name("sosa:observedProperty"), self._iri(metric_id(data["metric"]))),
        ]
        if data.get("value") is not None:
            said.append((name("sosa:hasSimpleResult"), decimal(data["value"])))
        unit = data.get("unit") or ""
        if known := own_terms()["units"].get(simplified(unit)):
            said.append((name("qudt:hasUnit"), f"<{known}>"))
        said += [(name("schema:unitText"), text(unit))] if unit else []
        written = {"metric": "metric", "value": "value_text", "period": "period", "change": "change", "rank": "rank"}
        said += [(own[f"{field}Text"], text(data[key])) for field, key in written.items() if data.get(key)]
        said += measures.meant(data, own)
        if left := records.rest(data, records.observation(data, self._documents)):
            said.append((own["record"], text(left)))
        graphs = self._graphs(piece["document"] for piece in data["evidence"])
        return self._iri(data["id"]), [Fact(predicate, value, graphs) for predicate, value in said]

    def _evidenced(self, data: Piece) -> Block:
        subject, facts = self._observation(data)
        return subject, facts + self._derived(data["id"], data["evidence"])

    def _document(self, local: str, document: str, mentioned: list[str]) -> Block:
        data = self._described[document]
        script = self._scripts[document]
        said = [(name("rdf:type"), name(kind)) for kind in ("foaf:Document", "nif:Context", "prov:Entity")]
        said.append((name("dct:identifier"), text(document)))
        said.append((name("dct:language"), text(script)))
        for key, predicate in (("title", "dct:title"), ("outlet", "dc:publisher"), ("place", "dc:coverage")):
            said += [(name(predicate), text(data[key], script))] if data.get(key) else []
        said += [(name("dc:creator"), text(each, script)) for each in sorted(set(data.get("authors") or ()))]
        if date := data.get("date"):
            said.append((name("dct:date"), date_of(date)))
        if data.get("sha256"):
            said.append((name("schema:sha256"), text(data["sha256"])))
        if "characters" in data:
            said.append((name("nif:beginIndex"), typed(0, "nonNegativeInteger")))
            said.append((name("nif:endIndex"), typed(data["characters"], "nonNegativeInteger")))
        if left := records.rest(data, records.document(data)):
            said.append((self._terms["record"], text(left)))
        said += [(name("schema:mentions"), each) for each in mentioned]
        return self._iri(local), [Fact(predicate, value, (local,)) for predicate, value in said]

    def _sentence(self, local: str, piece: Piece) -> Block:
        document = piece["document"]
        inside, graphs = self._documents.get(document) or document_id(document), self._graphs([document])
        return self._iri(local), [
            Fact(name("rdf:type"), name("nif:Sentence"), graphs),
            Fact(name("nif:anchorOf"), text(piece["text"], self._scripts.get(document, SIMPLIFIED)), graphs),
            Fact(name("nif:beginIndex"), typed(piece["start"], "nonNegativeInteger"), graphs),
            Fact(name("nif:endIndex"), typed(piece["end"], "nonNegativeInteger"), graphs),
            Fact(name("nif:referenceContext"), self._iri(inside), graphs),
        ]

    def _derivation(self, local: str, sentence: str, piece: Piece) -> Block:
        graphs = self._graphs([piece["document"]])
        return self._iri(local), [
            Fact(name("rdf:type"), name("prov:Derivation"), graphs),
            Fact(self._terms["rule"], text(piece["rule"]), graphs),
            Fact(name("prov:entity"), self._iri(sentence), graphs),
        ]

    def _derived(self, owner: str, pieces: list[Piece]) -> list[Fact]:
        """How a statement or observation follows from its sentences."""
        found: set[Fact] = set()
        for piece in pieces:
            graphs = self._graphs([piece["document"]])
            sentence = sentence_id(piece["document"], piece["start"], piece["end"])
            reading = self._iri(derivation_id(owner, sentence, piece["rule"]))
            found.add(Fact(name("prov:qualifiedDerivation"), reading, graphs))
            found.add(Fact(name("prov:wasDerivedFrom"), self._iri(sentence), graphs))
        return sorted(found)

    def _statement(self, local: str, source: str, target: str, data: Piece) -> Block:
        own, graphs = self._terms, self._graphs(piece["document"] for piece in data["evidence"])
        said = [
            (name("rdf:type"), name("rdf:Statement")),
            (name("rdf:subject"), f"<{source}>"),
            (name("rdf:predicate"), own[data["relation"]]),
            (name("rdf:object"), f"<{target}>"),
            (own["confidence"], decimal(data["confidence"])),
        ]
        if data["inferred"]:
            said.append((own["inferred"], TRUE))
        said.append((own["modality"], text(data["modality"])))
        if left := records.rest(data, records.edge(data, self._documents)):
            said.append((own["record"], text(left)))
        said += [(own["rule"], text(each)) for each in sorted({piece["rule"] for piece in data["evidence"]})]
        facts = [Fact(predicate, value, graphs) for predicate, value in said]
        return self._iri(local), facts + self._derived(local, data["evidence"])


def _same(block: Block) -> Block:
    return block
