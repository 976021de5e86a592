"""How a text says that a value changed (同比增长25%) or where it stands in an order (全市第一)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from extract.numbers import Quantity
from extract.pack import Pack
from extract.steps.observations.text import PLACE, RATIO, VALUE, Clause, Reading


@dataclass(frozen=True, slots=True)
class Change:
    """A change at [start, end); `value` is the number reached where the text names it (从53%提升到97%).

    `more` are the further numbers of a list (同比增长25%、61.6%), which `end` takes in but `text` does not.
    """

    start: int
    end: int
    text: str
    value: Quantity | None
    more: tuple[Quantity, ...] = ()

    def texts(self) -> list[str]:
        """The wording for each number of the list: 同比增长25%, 同比增长61.6%."""
        match = re.search(r"\d[\d.]*\D*$", self.text)
        stem = self.text[: match.start() if match else len(self.text)]
        return [self.text, *(stem + number.text for number in self.more)]


@dataclass(frozen=True, slots=True)
class Rank:
    """A place in an order at [start, end).

    `metric` is what ranks where the pattern itself says it; `each` that every member of the list before ranks so.
    """

    start: int
    end: int
    text: str
    metric: str = ""
    each: bool = False


class Changes:
    """The change and rank patterns of a pack."""

    def __init__(self, pack: Pack) -> None:
        raw: dict[str, Any] = pack.patterns("observations")
        changes, ranks = raw["changes"], raw["ranks"]
        self._only = [re.compile(_fill(pattern, changes)) for pattern in changes["only"]]
        self._to_value = [re.compile(_fill(pattern, changes)) for pattern in changes["to_value"]]
        self._gains = re.compile(changes["gains"])
        self._reached = re.compile(changes["reached"])
        self._origin = re.compile(_fill(changes["origin"], changes))
        self._ranks = [re.compile(_fill_rank(pattern, ranks)) for pattern in ranks["patterns"]]
        self._joining = tuple(changes["joining"])
        self._across = tuple(ranks["across"])
        self._leading = re.compile(ranks["leading"])

    def changes(self, reading: Reading, clause: Clause) -> list[Change]:
        """The changes that the clause states, in text order and without overlap."""
        found: list[Change] = []
        for patterns, reaches in ((self._to_value, True), (self._only, False)):
            for pattern in patterns:
                for match in pattern.finditer(reading.mask, clause.start, clause.end):
                    start, end = match.span()
                    if any(start < other.end and other.start < end for other in found):
                        continue
                    numbers = reading.quantities_in(start, end)
                    value = numbers[-1] if reaches and numbers else None
                    kind = value.kind if value else "ratio"
                    more = _more(reading, end, clause.end, (kind, self._joining))
                    found.append(Change(start, more[-1].end if more else end, reading.text[start:end], value, more))
        return sorted(found, key=lambda change: change.start)

    def gain(self, reading: Reading, clause: Clause, number: Quantity) -> str:
        """The wording that makes the number an amount of change (增加326万个), empty where it is a plain value."""
        match = self._gains.search(reading.text, clause.start, number.start)
        return reading.text[match.start() : number.end] if match else ""

    def reached(self, reading: Reading, clause: Clause) -> Quantity | None:
        """The number that is all that the clause says (达到501202亿元); None where it says more."""
        number = next(iter(reading.quantities_in(clause.start, clause.end)), None)
        if number is None or not self._reached.fullmatch(reading.text, clause.start, number.start):
            return None
        return number if reading.text[number.end : clause.end].strip() == "" else None

    def origin(self, reading: Reading, clause: Clause) -> int | None:
        """Where the clause begins to say what a value was before it changed, which the next clause says."""
        match = self._origin.search(reading.mask, clause.start, clause.end)
        return match.start() if match else None

    def ranks(self, reading: Reading, clause: Clause) -> list[Rank]:
        """The places in an order that the clause states, in text order and without overlap."""
        found: list[Rank] = []
        for pattern in self._ranks:
            for match in pattern.finditer(reading.mask, clause.start, clause.end):
                if not any(match.start() < other.end and other.start < match.end() for other in found):
                    found.append(self._rank(reading, match))
        return sorted(found, key=lambda rank: rank.start)

    def _rank(self, reading: Reading, match: re.Match[str]) -> Rank:
        start, end = match.span()
        groups = match.groupdict()
        metric = reading.text[match.start("metric") : match.end("metric")] if groups.get("metric") else ""
        each = reading.text[:start].endswith(self._across) or reading.text.startswith(self._across, start)
        return Rank(start, end, self._leading.sub("", reading.text[start:end]), metric, each)


def _more(reading: Reading, start: int, limit: int, how: tuple[str, tuple[str, ...]]) -> tuple[Quantity, ...]:
    """The numbers of a kind that follow in a list; `how` is the kind and the signs of a list."""
    kind, joining = how
    found: list[Quantity] = []
    for number in reading.quantities_in(start, limit):
        between = reading.text[start : number.start]
        if number.kind != kind or between not in joining:
            break
        found.append(number)
        start = number.end
    return tuple(found)


def _fill(pattern: str, raw: dict[str, Any]) -> str:
    parts = {
        "{F}": raw["from"],
        "{N}": raw["near"],
        "{T}": raw["turn"],
        "{L}": raw["lead"],
        "{C}": raw["compared"],
        "{W}": raw["way"],
        "{R}": f"{RATIO}+",
        "{V}": f"[{RATIO}{VALUE}]+",
    }
    for name, part in parts.items():
        pattern = pattern.replace(name, part)
    return pattern


def _fill_rank(pattern: str, raw: dict[str, Any]) -> str:
    scope = f"(?:{raw['scope']}|{PLACE}+)"
    for name, part in {"{S}": scope, "{O}": raw["order"], "{Z}": raw["stands"], "{M}": raw["most"]}.items():
        pattern = pattern.replace(name, part)
    return pattern
