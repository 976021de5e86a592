"""`ontology.ttl`: the pack's types and relations and the export's own terms, declared in OWL 2 (DL and RL).

Where several types may stand at an end of a relation, they are sub-classes of a class for that end
(`gov:OperatesSource`), and the other types are disjoint with it: so a reasoner finds a thing that stands
where it cannot, without union classes, which OWL 2 RL does not allow there and which need blank nodes.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from extract.ontology import Label, Ontology, RelationType
from graph.ids import terms
from graph.rdf.terms import NOWHERE, Block, Fact, name, own_terms, text, typed

_OWL = {
    "class": "owl:Class",
    "link": "owl:ObjectProperty",
    "value": "owl:DatatypeProperty",
    "note": "owl:AnnotationProperty",
}
_GROUPS = {"classes": "class", "properties": "value", "links": "link", "notes": "note"}
_MATCHES = {
    "exact_match": "skos:exactMatch",
    "close_match": "skos:closeMatch",
    "broad_match": "skos:broadMatch",
    "related_match": "skos:relatedMatch",
}


def end_types(relation: RelationType, end: int) -> frozenset[str]:
    """The types that may stand at that end (0 source, 1 target); both ends of a symmetric relation are alike."""
    found = frozenset(pair[end] for pair in relation.ends)
    return found | frozenset(pair[1 - end] for pair in relation.ends) if relation.symmetric else found


def ontology_blocks(ontology: Ontology, base: str) -> Iterator[Block]:
    """The declarations of all classes and properties that an export under this base IRI can use, by IRI."""
    declared = _Declarations(ontology, base)
    for subject in sorted(declared.said):
        facts = sorted(declared.said[subject], key=lambda each: (each[0] != name("rdf:type"), *each))
        yield subject, [Fact(*each, NOWHERE) for each in facts]


class _Declarations:
    """Collects in `said` what is declared, by subject."""

    def __init__(self, ontology: Ontology, base: str) -> None:
        self.said: dict[str, set[tuple[str, str]]] = {}
        self._base, self._ontology = base, ontology
        self._header()
        for kind, external in own_terms()["external"].items():
            for prefixed, label in external.items():
                self._declare(name(prefixed), _OWL[kind])
                self._label(name(prefixed), "rdfs:label", Label(**label))
        self._own_terms()
        for each in ontology.types.values():
            self._term(self._own(each.id), "owl:Class", each.label, each.definition)
            self._add(self._own(each.id), "rdfs:subClassOf", self._own("Entity"))
            self._align(each.id, "rdfs:subClassOf", (("subclass_of", each.rdf_type), *each.alignment))
        for first, second in combinations(ontology.types, 2):
            self._add(self._own(first), "owl:disjointWith", self._own(second))
        for relation in ontology.relations.values():
            self._relation(relation)

    def _own(self, local: str) -> str:
        return f"<{terms(self._base)}{local}>"

    def _add(self, subject: str, predicate: str, value: str) -> None:
        self.said.setdefault(subject, set()).add((name(predicate), value))

    def _declare(self, subject: str, kind: str) -> None:
        self._add(subject, "rdf:type", name(kind))

    def _label(self, subject: str, predicate: str, label: Label) -> None:
        self._add(subject, predicate, text(label.zh, "zh"))
        self._add(subject, predicate, text(label.en, "en"))

    def _term(self, subject: str, kind: str, label: Label, definition: Label) -> None:
        self._declare(subject, kind)
        self._label(subject, "rdfs:label", label)
        self._label(subject, "skos:definition", definition)

    def _header(self) -> None:
        node, raw = f"<{terms(self._base).removesuffix('#')}>", own_terms()["ontology"]
        self._declare(node, "owl:Ontology")
        self._label(node, "rdfs:label", Label(raw["zh"], raw["en"]))
        self._label(node, "dct:description", Label(raw["definition_zh"], raw["definition_en"]))
        self._add(node, "dct:license", f"<{raw['license']}>")
        self._add(node, "vann:preferredNamespacePrefix", text("gov"))
        self._add(node, "vann:preferredNamespaceUri", text(terms(self._base)))

    def _own_terms(self) -> None:
        raw = own_terms()
        for group, kind in _GROUPS.items():
            for local, each in raw[group].items():
                definition = Label(each["definition_zh"], each["definition_en"])
                self._term(self._own(local), _OWL[kind], Label(each["zh"], each["en"]), definition)
                if "subclass_of" in each:
                    self._add(self._own(local), "rdfs:subClassOf", f"<{each['subclass_of']}>")
                if group == "properties":
                    self._add(self._own(local), "rdfs:range", _datatype(each["range"]))
                if group == "links":
                    self._add(self._own(local), "rdfs:range", f"<{each['range']}>")
                    if each["domain"] in self._ontology.types:
                        self._add(self._own(local), "rdfs:domain", self._own(each["domain"]))
        for local in ("Observation", "Metric"):
            self._add(self._own(local), "owl:disjointWith", self._own("Entity"))
        self._add(self._own("Observation"), "owl:disjointWith", self._own("Metric"))

    def _align(self, local: str, above: str, alignment: tuple[tuple[str, str], ...]) -> None:
        for how, iri in alignment:
            self._add(self._own(local), above if how == "subclass_of" else _MATCHES[how], f"<{iri}>")
            if how == "subclass_of":
                self._declare(f"<{iri}>", "owl:Class")

    def _relation(self, relation: RelationType) -> None:
        node, above = self._own(relation.id), f"<{relation.subproperty_of}>"
        self._term(node, "owl:ObjectProperty", relation.label, relation.definition)
        self._declare(above, "owl:ObjectProperty")
        self._add(node, "rdfs:subPropertyOf", above)
        self._align(relation.id, "rdfs:subPropertyOf", relation.alignment)
        self._end(relation, 0, "rdfs:domain", "schema:domainIncludes")
        self._end(relation, 1, "rdfs:range", "schema:rangeIncludes")
        if relation.symmetric:
            self._declare(node, "owl:SymmetricProperty")
        if relation.inverse_id:
            inverse = self._own(relation.inverse_id)
            self._declare(inverse, "owl:ObjectProperty")
            self._add(inverse, "owl:inverseOf", node)
            self._label(inverse, "rdfs:label", relation.inverse)

    def _end(self, relation: RelationType, end: int, exact: str, includes: str) -> None:
        node, types = self._own(relation.id), sorted(end_types(relation, end))
        for each in types:
            self._add(node, includes, self._own(each))
        if len(types) == 1:
            self._add(node, exact, self._own(types[0]))
            return
        raw = own_terms()["ends"][end]
        role = self._own(f"{relation.id[0].upper()}{relation.id[1:]}{raw['suffix']}")
        self._declare(role, "owl:Class")
        self._label(role, "rdfs:label", Label(raw["zh"].format(relation.label.zh), raw["en"].format(relation.label.en)))
        self._add(role, "rdfs:subClassOf", self._own("Entity"))
        self._add(node, exact, role)
        for each in self._ontology.types:
            if each in types:
                self._add(self._own(each), "rdfs:subClassOf", role)
            else:
                self._add(self._own(each), "owl:disjointWith", role)


def _datatype(local: str) -> str:
    return typed("", local).partition("^^")[2]
