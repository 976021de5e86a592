"""What the wordings of an observation mean: its period in months, how exact it is, how far it moved, its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, cast

from extract.annotations import DraftObservation
from extract.facts import Approximation
from extract.numbers import Grammar, Quantity, find_numbers, number_grammar, parse_numeral, plain
from extract.pack import Pack
from extract.periods import period_reader

_PERCENT = "%"


class Meanings:
    """The reader of an observation's wordings by a pack; it never changes, so it may be shared."""

    def __init__(self, pack: Pack) -> None:
        raw: dict[str, Any] = pack.patterns("observations")["meanings"]
        self._numbers: Grammar = number_grammar(pack)
        self._periods = period_reader(pack)
        self._approximations: Mapping[str, Sequence[str]] = raw["approximations"]
        self._falls = re.compile(raw["falls"])
        self._reached = re.compile(raw["reached"])
        self._doubled = re.compile(raw["doubled"])
        self._place = re.compile(raw["place"])
        self._first = re.compile(raw["first"])
        self._scope = re.compile(raw["scope"])
        self._points: str = raw["points"]

    def fill(self, draft: DraftObservation, date: str) -> None:
        """Set the fields that say what the texts mean; `date` is the document's, ISO 8601 or empty."""
        span = self._periods.resolve(draft.period, date) if draft.period else None
        draft.period_start, draft.period_end = span or ("", "")
        draft.approximation = self.approximation(draft.value_text)
        draft.change_amount, draft.change_unit = self.change(draft.change)
        draft.rank_place, draft.rank_scope = self.rank(draft.rank)

    def approximation(self, value_text: str) -> Approximation:
        """How exact the value is meant: 超过65亿元 over, 5%左右 about; the longest of the words decides."""
        found = [
            (len(word), kind)
            for kind, words in self._approximations.items()
            for word in words
            if value_text.startswith(word) or value_text.endswith(word)
        ]
        kind = max(found, default=(0, ""))[1]
        if not kind and re.search(f"[{self._numbers.more}]", value_text):
            kind = "over"
        return cast("Approximation", kind)

    def change(self, text: str) -> tuple[float | None, str]:
        """How far a value moved, negative for a fall, and the unit; (None, "") where the text does not say."""
        numbers = [number for number in find_numbers(text, self._numbers) if number.value is not None]
        sign = -1 if self._falls.search(text) else 1
        if self._reached.search(text):
            return self._difference(numbers) if len(numbers) > 1 else (None, "")
        if numbers:
            assert numbers[-1].value is not None  # the others were left out above
            return sign * numbers[-1].value, numbers[-1].unit
        match = self._doubled.search(text)
        if match is None:
            return None, ""
        times = parse_numeral(match[1], self._numbers) if match[1] else Decimal(1)
        return (None, "") if times is None else (plain(100 * (Decimal(2) ** int(times) - 1)), _PERCENT)

    def _difference(self, numbers: Sequence[Quantity]) -> tuple[float | None, str]:
        """The last number less the first; of two shares in percentage points."""
        first, last = numbers[0], numbers[-1]
        if first.value is None or last.value is None or (first.unit and first.unit != last.unit):
            return None, ""
        amount = plain(Decimal(str(last.value)) - Decimal(str(first.value)))
        return amount, self._points if last.unit == _PERCENT else last.unit

    def rank(self, text: str) -> tuple[int | None, str]:
        """The place in the order (1 is the first, None where none is named) and what the order is about."""
        scope = self._scope.search(text)
        return self._rank_place(text), scope["scope"] if scope else ""

    def _rank_place(self, text: str) -> int | None:
        match = self._place.search(text)
        number = parse_numeral(match[1], self._numbers) if match else None
        if number is not None:
            return int(number)
        return 1 if self._first.search(text) else None
