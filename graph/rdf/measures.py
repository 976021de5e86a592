"""What the texts of an observation mean, as typed values: from when to when, how much more, in what place.

A record of the exchange file has such a field only where it says something.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from graph.rdf.terms import datatype_of, date_of, decimal, name, text, typed, value_of


class _Field(NamedTuple):
    """A field: the term of `terms.toml`, its value as a literal (empty where it has none), the value of a literal."""

    term: str
    write: Callable[[Any], str]
    read: Callable[[str], Any]


def meant(data: Mapping[str, Any], own: Mapping[str, str]) -> list[tuple[str, str]]:
    """Predicate and object for each field that says something; `own` gives the predicate of a term."""
    return [(own[each.term], literal) for key, each in _FIELDS.items() if (literal := each.write(data.get(key)))]


def readable(data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as they are read back."""
    written = {key: each.write(data.get(key)) for key, each in _FIELDS.items()}
    return {key: _FIELDS[key].read(value_of(literal)) for key, literal in written.items() if literal}


def read(said: Callable[[str], str]) -> dict[str, Any]:
    """The fields that are there; `said` gives the value of a term, empty where there is none."""
    return {key: each.read(value) for key, each in _FIELDS.items() if (value := said(each.term))}


def number(written: str) -> int | float:
    """The number that a decimal says, whole ones as such."""
    exact = Decimal(written)
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def _text(value: object) -> str:
    return text(value) if isinstance(value, str) and value else ""


def _date(value: object) -> str:
    literal = date_of(value) if isinstance(value, str) and value else ""
    return literal if literal and f"<{datatype_of(literal)}>" != name("xsd:string") else ""


def _decimal(value: object) -> str:
    return decimal(value) if type(value) in (int, float) and math.isfinite(value) else ""  # type: ignore[arg-type]


def _place(value: object) -> str:
    return typed(value, "integer") if type(value) is int and value > 0 else ""


_FIELDS: Mapping[str, _Field] = {
    "approximation": _Field("approximation", _text, str),
    "period_start": _Field("periodStart", _date, str),
    "period_end": _Field("periodEnd", _date, str),
    "change_amount": _Field("changeAmount", _decimal, number),
    "change_unit": _Field("changeUnit", _text, str),
    "rank_place": _Field("rankPlace", _place, int),
    "rank_scope": _Field("rankScope", _text, str),
}
FIELDS = tuple(_FIELDS)
"""The fields, in the order in which they are written."""
