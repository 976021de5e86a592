"""Relations of all documents between joined things: one edge for each, with all that shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import prod
from typing import Any

from extract.facts import DocumentFacts, Evidence, Relation
from extract.ontology import Ontology

Triple = tuple[str, str, str]
"""Source IRI, relation, target IRI."""

_STRENGTH = ("stated", "planned", "target")


def merge_relations(
    facts: Sequence[DocumentFacts], node: Callable[[str, str], str], ontology: Ontology
) -> list[tuple[Triple, dict[str, Any]]]:
    """All edges with their attributes, sorted by source, target and relation.

    `node` gives the IRI of a document's entity. A symmetric relation goes from the smaller IRI to the larger.
    """
    grouped: dict[Triple, list[Relation]] = {}
    for each in facts:
        for relation in each.relations:
            source, target = (node(each.document.id, end) for end in (relation.source, relation.target))
            known = ontology.relations.get(relation.relation)
            if known is not None and known.symmetric and target < source:
                source, target = target, source
            grouped.setdefault((source, relation.relation, target), []).append(relation)
    ordered = sorted(grouped, key=lambda triple: (triple[0], triple[2], triple[1]))
    return [(triple, _edge(triple[1], grouped[triple])) for triple in ordered]


def _edge(name: str, relations: list[Relation]) -> dict[str, Any]:
    """One edge's attributes; what is inferred adds nothing to what is stated."""
    stated = [relation for relation in relations if not relation.inferred]
    counted = stated or relations
    return {
        "relation": name,
        "confidence": combined_confidence(counted),
        "modality": min((relation.modality for relation in counted), key=_STRENGTH.index),
        "evidence": evidence_list(each for relation in counted for each in relation.evidence),
        "inferred": not stated,
    }


def combined_confidence(relations: Iterable[Relation]) -> float:
    """The chance that at least one of the relations' sources is right (noisy-or), two decimals.

    Sources with the same wording, such as reprints, count once, at their best.
    """
    best: dict[tuple[str, ...], float] = {}
    for relation in relations:
        wording = tuple(sorted({each.text for each in relation.evidence}))
        best[wording] = max(relation.confidence, best.get(wording, 0.0))
    return round(1 - prod(1 - confidence for confidence in sorted(best.values())), 2)


def evidence_list(evidence: Iterable[Evidence]) -> list[dict[str, Any]]:
    """The pieces of evidence as JSON values, each once, by document and place."""
    return [
        {"document": each.document, "start": each.start, "end": each.end, "text": each.text, "rule": each.rule}
        for each in sorted(set(evidence))
    ]
