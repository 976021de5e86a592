"""Which numbers of a clause are measured values, and what each measures."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
_MANY = 10
"""Up to this a number of times written in Chinese (三次) is no measure."""
_MEASURES = ("time", "size", "money")
"""Kinds of units whose number may measure what the clause before says."""
_WINDOW = 18
_FEW_SIGNS = 6
"""Characters of the measure that may stand between a count and its attribute."""
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
        self._milestones = tuple(raw["milestones"])
        self._durations = re.compile(raw["durations"])
        self._duration_after = re.compile(raw["duration_after"])
        self._quote = re.compile(raw["quote"])
        self._demonstratives = re.compile(raw["demonstratives"])

    def of(
        self,
        reading: Reading,
        clause: Clause,
        before: Clause | None,
        changes: list[Change],
        earlier: Sequence[Measured] = (),
    ) -> list[Measured]:
        """The measured values of a clause, in text order.

        `earlier` are those of the sentence so far: a number without a noun of its own counts what they did.
        """
        counted = self._counted(reading, clause, changes)
        if self._raw["respectively"] in reading.text[clause.start : clause.end] and len(counted) > 1:
            shared = self._respective(reading, clause, counted)
            if shared:
                return shared
        if shared := self._shared(reading, clause, counted):
            return shared
        found: list[Measured] = []
        for number in counted:
            one = self._one(reading, clause, before, number, counted)
            bare = one is None and not self._acts(reading, clause, number)
            if bare or (one and earlier and self._is_only_name(reading, clause, one.metric)):
                one = next((replace(m, quantity=number) for m in reversed(earlier) if _alike(m.quantity, number)), one)
            if one is None and found and reading.text[found[-1].quantity.end : number.start] == _LIST:
                one = Measured(number, found[-1].metric, found[-1].rule)  # 并购重组397起、1767.8亿元
            if one is not None:
                found.append(one)
        return found

    def _is_only_name(self, reading: Reading, clause: Clause, metric: str) -> bool:
        """Whether the phrase ends with the name of the area where something is counted (中西区法华里3例)."""
        named = [m for m in reading.mentions_in(clause.start, clause.end) if m.type == "District"]
        return any(metric.endswith(reading.text[m.start : m.end]) for m in named)

    def _counted(self, reading: Reading, clause: Clause, changes: list[Change]) -> list[Quantity]:
        """The numbers that count: none inside a change, a short quotation or another number's condition."""
        numbers = reading.quantities_in(clause.start, clause.end)
        free = [q for q in numbers if not any(c.start < q.end and q.start < c.end for c in changes)]
        kept = [q for q in free if self._counts(reading, clause, q)]
        conditions = [first for first, second in pairwise(kept) if self._is_condition(reading, first, second)]
        conditions += [second for first, second in pairwise(kept) if self._is_attribute(reading, first, second)]
        return [q for q in kept if q not in conditions]

    def _counts(self, reading: Reading, clause: Clause, number: Quantity) -> bool:
        before, after = reading.text[clause.start : number.start], reading.text[number.end : clause.end]
        if self._is_no_measure(reading, number, before):
            return False
        if number.han and number.value is not None and number.value <= _FEW and number.kind != "ratio":
            single = any(word in before and not before.endswith(word) for word in self._raw["single"])
            return number.kind == "count" and single
        if number.kind == "time":
            return bool(self._durations.search(before) or self._duration_after.match(after))
        if number.kind == "group":
            return before.endswith(self._raw["listing"]) and not after.startswith(self._abstract)
        named = after.startswith(self._abstract) or self._demonstratives.search(before)
        return not (number.kind == "count" and named)

    def _is_no_measure(self, reading: Reading, number: Quantity, before: str) -> bool:
        """Whether the number is part of a fixed expression, a norm, a short quotation or in a unit that is left out."""
        text = reading.text
        if text.startswith(self._idioms, number.start) or re.search(self._raw["norms"], before):
            return True
        few = number.han and not (reading.home and number.value is not None and number.value > _MANY)
        if number.unit in self._skipped and (few or number.unit not in self._raw["times"]):
            return not re.search(self._raw["ages"], before)
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
        right = self._metrics.right(reading, number.end, limit) or self._takers(reading, number, limit)
        right = "" if right.startswith(self._milestones) else right
        left = self._left(reading, clause, number, counted)
        if number.kind == "time":
            choices = [(left + re.sub(self._raw["after_duration"], "", rest), "duration")]
        elif number.kind == "ratio":
            choices = [(self._share(left, right, rest), "share")]
        elif self._counts_next(reading, clause, number):
            choices = [(right, "counted"), (left, "measured")]
        else:
            choices = [(left, "measured"), (right, "counted")]
        found = next((Measured(number, metric, rule) for metric, rule in choices if metric), None)
        return found or self._before(reading, before, number)

    def _takers(self, reading: Reading, number: Quantity, limit: int) -> str:
        """A verb that stands for what is counted: 三千宗投诉, 三千多人次参加."""
        if not reading.home or number.kind != "count":
            return ""
        after = next(reading.words_in(number.end, min(number.end + 1, limit)), None)
        last = [word for word in reading.words_in(number.end, limit) if word.end == limit]
        if after is not None and after.tag == "v" and last and last[0].start == number.end:
            return reading.text[number.end : limit]  # 三千宗投诉
        if number.unit not in self._raw["people"]:
            return ""
        done = next((verb for verb in self._raw["doers"] if reading.text.endswith(verb, 0, number.start)), "")
        return next((verb for verb in self._raw["takers"] if reading.text.startswith(verb, number.end)), done)

    def _left(self, reading: Reading, clause: Clause, number: Quantity, counted: list[Quantity]) -> str:
        """The phrase to the left; where only a time stands there, the phrase before that (线路平均每天开行20班)."""
        start = left_start(reading, clause, number, counted)
        phrase = self._metrics.left(reading, start, number.start)
        named = [m for m in reading.mentions_in(clause.start, number.start) if m.type == "District"]
        if any(reading.text[m.start : m.end] == phrase for m in named):
            phrase = ""  # only who is meant
        period = next((p for p in reading.periods_in(clause.start + 1, start) if p.end == start), None)
        if phrase or period is None:
            return phrase
        edge = left_start(reading, clause, replace(number, start=period.start), counted)
        return self._metrics.left(reading, edge, period.start)

    def _counts_next(self, reading: Reading, clause: Clause, number: Quantity) -> bool:
        """Whether the noun after the number is measured rather than the one before."""
        bare = not number.unit and not reading.text.startswith(self._modifier, number.end)
        return number.kind in ("count", "group") or bare or self._acts(reading, clause, number)

    def _acts(self, reading: Reading, clause: Clause, number: Quantity) -> bool:
        """Whether a verb stands before the number whose object follows it: 获得35亿元资金支持."""
        last = [word for word in reading.words_in(clause.start, number.start) if word.end == number.start]
        return bool(last) and last[0].tag == "v" and not self._metrics.is_linker(reading, last[0])

    def _share(self, left: str, right: str, rest: str) -> str:
        """What a share is a share of: 行政村100%通宽带, 九成税收业务可网上办理."""
        noun = left or right
        action = rest.strip(_MARKS)
        if not action or rest.startswith(_LIST) or re.match(self._raw["after_share"], rest):
            return noun or action.removeprefix(self._modifier)[:_LONG]
        return left + action if left and len(action) <= _SHORT else noun or action[:_LONG]

    def _before(self, reading: Reading, before: Clause | None, number: Quantity) -> Measured | None:
        """The number measures what the clause before names: 从拿地到验收,只用了60天."""
        if number.kind not in _MEASURES or before is None or reading.quantities_in(before.start, before.end):
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
        """A率、B率、C率三个100%, A、B、C各20家: each of the things listed has the value."""
        if not counted:
            return []
        number = counted[-1]
        told = len(counted) > 1 and number.kind == "ratio" and counted[-2].end == number.start
        edge = counted[-2] if told else number
        each = not told and reading.text[: number.start].endswith(self._raw["shared"])
        if not (told or (each and len(counted) == 1)):
            return []
        phrase = self._metrics.left(reading, left_start(reading, clause, edge, counted), edge.start)
        parts = self._metrics.parts(phrase) if each else phrase.split(_LIST)
        if len(parts) < 2 or (told and len(parts) != edge.value):
            return []
        return [Measured(number, part, "each") for part in parts]

    def _is_condition(self, reading: Reading, number: Quantity, after: Quantity) -> bool:
        """Whether the number only says which things the next one counts: 10亿元以上项目34个, 六类108个项目."""
        between = reading.text[number.end : after.start]
        if after.kind != "count" or not between:
            return after.kind == "count"
        limits = number.text.endswith(tuple(self._raw["limits"])) and number.kind in ("money", "size")
        return limits and _LIST not in between

    def _is_attribute(self, reading: Reading, counted: Quantity, number: Quantity) -> bool:
        """Whether the number only describes what the one before counts: 14个750千伏工程, 23个投资1亿元以上项目."""
        if counted.kind != "count" or number.kind not in ("money", "size"):
            return False
        following = next(reading.words_in(number.end, number.end + 1), None)
        if following is None or following.tag in ("w", "v", "c", "p", "u"):
            return False
        between = reading.text[counted.end : number.start]
        limits = number.text.endswith(tuple(self._raw["limits"]))
        return not between or (limits and len(between) <= _FEW_SIGNS and _LIST not in between)


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers count in the same unit."""
    return one.unit == other.unit and one.kind == other.kind == "count"
