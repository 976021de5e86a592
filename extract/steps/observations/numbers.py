"""Which numbers of a clause are measured values, and what each measures."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from extract.numbers import Quantity
from extract.pack import Pack
from extract.steps.observations.changes import Change
from extract.steps.observations.metrics import Metrics, left_start
from extract.steps.observations.text import Clause, Reading

_LIST = "、"
_MARKS = "。.、;；”！! "
_FEW = 2
"""Up to this a number written in Chinese (一家, 两座) counts nothing."""
_WINDOW = 18
_SHORT, _LONG = 12, 16
"""Characters of an action or a clause that can stand as what is measured."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A number, the noun phrase that it measures, and the rule that joined them."""

    quantity: Quantity
    metric: str
    rule: str


class Measures:
    """The selection of numbers by the word lists `phrases` of a pack."""

    def __init__(self, pack: Pack, metrics: Metrics) -> None:
        raw: dict[str, Any] = pack.patterns("observations")["phrases"]
        self._raw = raw
        self._metrics = metrics
        self._skipped = frozenset(raw["skipped_units"])
        self._idioms = tuple(raw["idioms"])
        self._modifier: str = raw["modifier"]
        self._abstract = tuple(raw["abstract"])
        self._durations = re.compile(raw["durations"])
        self._duration_after = re.compile(raw["duration_after"])
        self._quote = re.compile(raw["quote"])
        self._demonstratives = re.compile(raw["demonstratives"])

    def of(self, reading: Reading, clause: Clause, before: Clause | None, changes: list[Change]) -> list[Measured]:
        """The measured values of a clause, in text order."""
        counted = self._counted(reading, clause, changes)
        if self._raw["respectively"] in reading.text[clause.start : clause.end] and len(counted) > 1:
            shared = self._respective(reading, clause, counted)
            if shared:
                return shared
        if shared := self._shared(reading, clause, counted):
            return shared
        found = [self._one(reading, clause, before, number, counted) for number in counted]
        return [measured for measured in found if measured is not None]

    def _counted(self, reading: Reading, clause: Clause, changes: list[Change]) -> list[Quantity]:
        """The numbers that count: none inside a change, a short quotation or another number's condition."""
        numbers = reading.quantities_in(clause.start, clause.end)
        free = [q for q in numbers if not any(c.start < q.end and q.start < c.end for c in changes)]
        kept = [q for q in free if self._counts(reading, clause, q)]
        conditions = [first for first, second in pairwise(kept) if self._is_condition(reading, first, second)]
        return [q for q in kept if q not in conditions]

    def _counts(self, reading: Reading, clause: Clause, number: Quantity) -> bool:
        before, after = reading.text[clause.start : number.start], reading.text[number.end : clause.end]
        if self._is_no_measure(reading.text, number, before):
            return False
        if number.han and number.value is not None and number.value <= _FEW and number.kind != "ratio":
            return number.kind == "count" and any(word in before for word in self._raw["single"])
        if number.kind == "time":
            return bool(self._durations.search(before) or self._duration_after.match(after))
        if number.kind == "group":
            return before.endswith(self._raw["listing"]) and not after.startswith(self._abstract)
        named = after.startswith(self._abstract) or self._demonstratives.search(before)
        return not (number.kind == "count" and named)

    def _is_no_measure(self, text: str, number: Quantity, before: str) -> bool:
        """Whether the number is part of a fixed expression, a norm, a short quotation or in a unit that is left out."""
        if text.startswith(self._idioms, number.start) or re.search(self._raw["norms"], before):
            return True
        if number.unit in self._skipped and (number.han or number.unit != self._raw["times"]):
            return True
        return (number.value is None and number.kind != "ratio") or self._quoted(text, number)

    def _quoted(self, text: str, number: Quantity) -> bool:
        start = max(0, number.start - _WINDOW)
        quotes = self._quote.finditer(text, start, number.end + _WINDOW)
        return any(quote.start() < number.start and number.end < quote.end() for quote in quotes)

    def _one(
        self, reading: Reading, clause: Clause, before: Clause | None, number: Quantity, counted: list[Quantity]
    ) -> Measured | None:
        limit = min([q.start for q in counted if q.start >= number.end], default=clause.end)
        rest = reading.text[number.end : limit]
        right = self._metrics.right(reading, number.end, limit)
        left = self._left(reading, clause, number, counted)
        if number.kind == "time":
            choices = [(left + re.sub(self._raw["after_duration"], "", rest), "duration")]
        elif number.kind == "ratio":
            choices = [(self._share(left, right, rest), "share")]
        elif number.kind in ("count", "group") or (not number.unit and not rest.startswith(self._modifier)):
            choices = [(right, "counted"), (left, "measured")]
        else:
            choices = [(left, "measured"), (right, "counted")]
        found = next((Measured(number, metric, rule) for metric, rule in choices if metric), None)
        return found or self._before(reading, before, number)

    def _left(self, reading: Reading, clause: Clause, number: Quantity, counted: list[Quantity]) -> str:
        """The phrase to the left; where only a time stands there, the phrase before that (线路平均每天开行20班)."""
        start = left_start(reading, clause, number, counted)
        phrase = self._metrics.left(reading, start, number.start)
        period = next((p for p in reading.periods_in(clause.start + 1, start) if p.end == start), None)
        if phrase or period is None:
            return phrase
        edge = left_start(reading, clause, replace(number, start=period.start), counted)
        return self._metrics.left(reading, edge, period.start)

    def _share(self, left: str, right: str, rest: str) -> str:
        """What a share is a share of: 行政村100%通宽带, 九成税收业务可网上办理."""
        noun = left or right
        action = rest.strip(_MARKS)
        if not action or rest.startswith(_LIST) or re.match(self._raw["after_share"], rest):
            return noun
        return left + action if left and len(action) <= _SHORT else noun or action[:_LONG]

    def _before(self, reading: Reading, before: Clause | None, number: Quantity) -> Measured | None:
        """The number measures what the clause before names: 从拿地到验收,只用了60天."""
        if before is None or reading.quantities_in(before.start, before.end):
            return None
        phrase = reading.text[before.start : before.end].strip()
        if not 1 < len(phrase) <= _LONG or any(p.text == phrase for p in reading.periods_in(before.start, before.end)):
            return None
        return Measured(number, phrase, "clause before")

    def _respective(self, reading: Reading, clause: Clause, counted: list[Quantity]) -> list[Measured]:
        """A和B分别达x、y: the i-th number measures the i-th thing."""
        start = left_start(reading, clause, counted[0], counted)
        phrase = self._metrics.left(reading, start, counted[0].start)
        parts = self._metrics.parts(phrase)
        if len(parts) != len(counted):
            return []
        return [Measured(number, part, "respective") for number, part in zip(counted, parts, strict=True)]

    def _shared(self, reading: Reading, clause: Clause, counted: list[Quantity]) -> list[Measured]:
        """A率、B率、C率三个100%: each of the things listed has the value."""
        if len(counted) < 2 or counted[-1].kind != "ratio" or counted[-2].end != counted[-1].start:
            return []
        phrase = self._metrics.left(reading, left_start(reading, clause, counted[-2], counted), counted[-2].start)
        parts = phrase.split(_LIST)
        if len(parts) != counted[-2].value:
            return []
        return [Measured(counted[-1], part, "each") for part in parts]

    def _is_condition(self, reading: Reading, number: Quantity, after: Quantity) -> bool:
        """Whether the number only says which things the next one counts: 10亿元以上项目34个, 六类108个项目."""
        between = reading.text[number.end : after.start]
        if after.kind != "count" or not between:
            return after.kind == "count"
        limits = number.text.endswith(tuple(self._raw["limits"])) and number.kind in ("money", "size")
        return limits and _LIST not in between
