"""Measured values of all documents about joined things, each once with all that shows it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import Any

from extract.facts import Document, DocumentFacts, Evidence, Observation
from graph.edges import evidence_list
from graph.ids import observation_id

_YEAR = re.compile(r"[12][0-9]{3}")
_DECIMALS = 6
_EXACT = 2**53


def merge_observations(facts: Sequence[DocumentFacts], node: Callable[[str, str], str]) -> list[dict[str, Any]]:
    """All observations as JSON values, sorted by id; `node` gives the IRI of a document's entity.

    Two are one if they say the same about the same thing in the same year: that of the period or,
    where the period names none (今年), that of the document. What the texts mean is that of the first that says so.
    """
    found: dict[str, dict[str, Any]] = {}
    evidence: dict[str, list[Evidence]] = {}
    for each in facts:
        for observation in each.observations:
            described = _describe(observation, node(each.document.id, observation.subject))
            parts = [str(part) for part in described.values()]
            key = observation_id(*parts, _year(observation, each.document))
            found.setdefault(key, {"id": key, **described, **_meant(observation)})
            evidence.setdefault(key, []).extend(observation.evidence)
    return [{**found[key], "evidence": evidence_list(evidence[key])} for key in sorted(found)]


def _describe(observation: Observation, subject: str) -> dict[str, Any]:
    return {
        "subject": subject,
        "metric": observation.metric,
        "value": plain_number(observation.value),
        "unit": observation.unit,
        "value_text": observation.value_text,
        "period": observation.period or None,
        "change": observation.change or None,
        "rank": observation.rank or None,
    }


def _meant(observation: Observation) -> dict[str, Any]:
    """What the texts mean, each field only where it says something; none of it tells two observations apart."""
    fields = {
        "approximation": observation.approximation,
        "period_start": observation.period_start,
        "period_end": observation.period_end,
        "change_amount": plain_number(observation.change_amount),
        "change_unit": observation.change_unit,
        "rank_place": observation.rank_place,
        "rank_scope": observation.rank_scope,
    }
    return {name: value for name, value in fields.items() if value not in (None, "")}


def plain_number(value: float | None) -> int | float | None:
    """The number as written out: whole ones without a point, others to six decimals, None where it is not finite."""
    if value is None or not math.isfinite(value):
        return None
    rounded = round(value, _DECIMALS)
    return int(rounded) if rounded == int(rounded) and abs(rounded) < _EXACT else rounded


def _year(observation: Observation, document: Document) -> str:
    return "" if _YEAR.search(observation.period) else document.date[:4]
