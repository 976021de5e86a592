"""Time expressions of Chinese text as written (今年1至5月, 截至目前, “十四五”期间) and the months that they mean.

How times are written comes from a pack, the table `periods` of its patterns `observations`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from extract.numbers import Grammar, number_grammar, parse_numeral
from extract.pack import Pack

_MONTHS: tuple[tuple[str, Callable[[int], int], Callable[[int], int]], ...] = (
    ("first_quarters", lambda _: 1, lambda n: 3 * n),
    ("quarter", lambda n: 3 * n - 2, lambda n: 3 * n),
    ("first_months", lambda _: 1, lambda n: n),
    ("one_month", lambda n: n, lambda n: n),
)
"""Rules of the pack for parts of a year, with the first and the last month that their number means."""
_LAST_DAY = 31
_REPUBLIC = 4
"""Characters of a year of the republic in digits (113年); a common one has five."""


@dataclass(frozen=True, slots=True)
class Period:
    """A time expression at [start, end) of a text."""

    start: int
    end: int
    text: str


class Periods:
    """The reader of a pack's time expressions; it never changes, so it may be shared."""

    def __init__(self, pack: Pack) -> None:
        raw = pack.patterns("observations")["periods"]
        self._raw: Mapping[str, Any] = raw
        self._numbers: Grammar = number_grammar(pack)
        dates = f"(?={raw['date_begins']})(?:{'|'.join(raw['dates'])})"
        alternatives = [self._fill(pattern.replace("{D}", dates)) for pattern in raw["patterns"]]
        self._patterns = [re.compile(rf"(?<![\d.{raw['ordinal']}]){pattern}") for pattern in alternatives]
        self._year = re.compile(raw["year"])

    def find(self, text: str) -> list[Period]:
        """The time expressions of a text in text order; where two overlap the longer, then the earlier one."""
        matches = {match.span() for pattern in self._patterns for match in pattern.finditer(text)}
        chosen: list[tuple[int, int]] = []
        for start, end in sorted(matches, key=lambda span: (span[0] - span[1], span[0])):
            if all(end <= other[0] or start >= other[1] for other in chosen):
                chosen.append((start, end))
        return [Period(start, end, text[start:end]) for start, end in sorted(chosen)]

    def resolve(self, period: str, document_date: str) -> tuple[str, str] | None:
        """The first and the last month that a time expression means, None where it is open.

        They are written `2023-05`, or `2023-05-11` where the expression names the day.

        `document_date` is ISO 8601 (2023, 2023-06, 2023-06-30) or empty: then only absolute times resolve.
        """
        today = _Month.read(document_date)
        plan = re.search(self._raw["plan"], period)
        if plan and (number := parse_numeral(plan[1], self._numbers)) is not None:
            first = self._raw["first_plan_year"] + 5 * int(number)
            return f"{first}-01", f"{first + 4}-12"
        span = self._relative_years(period, today) or self._months_of_year(period, today)
        if span is None:
            return None
        start, end = span
        if period.endswith(tuple(self._raw["since"])) and today is not None and today >= start:
            end = today
        return str(start), str(end)

    def _relative_years(self, period: str, today: _Month | None) -> tuple[_Month, _Month] | None:
        if today is None:
            return None
        if period in self._raw["now"]:
            return today, today
        if (match := self._search("recent", period)) and (count := self._number(match)) is not None:
            return _Month(today.year - count, today.month), today
        if (match := self._search("next", period)) and (count := self._number(match)) is not None:
            return today, _Month(today.year + count, today.month)
        return None

    def _months_of_year(self, period: str, today: _Month | None) -> tuple[_Month, _Month] | None:
        year = self._year_of(period, today)
        months = self._months(period[year[1] :] if year else period)
        if year is None:
            if months is None or today is None:
                return None
            year = (today.year - (months[0] > today.month), 0)
        first, last = months or (1, 12)
        day = self._day(period)
        return _Month(year[0], first, day), _Month(year[0], last, day)

    def _day(self, period: str) -> int:
        """The day of the month that the expression names, 0 where it names none."""
        match = self._search("day", period)
        day = self._number(match, 2) if match else None
        return day if day is not None and 1 <= day <= _LAST_DAY else 0

    def _year_of(self, period: str, today: _Month | None) -> tuple[int, int] | None:
        """The year that the expression names and where its name ends."""
        match = self._year.search(period)
        if match is None:
            return None
        word = match.group()
        if word in self._raw["years"]:
            return None if today is None else (today.year + self._raw["years"][word], match.end())
        prefix, offset = self._raw["republic"]
        if word.startswith(prefix) or len(word) == _REPUBLIC:
            number = parse_numeral(word[:-1].removeprefix(prefix), self._numbers)
            return None if number is None else (int(number) + offset, match.end())
        digits = "".join(str(self._numbers.digits.get(sign, sign)) for sign in word[:-1])
        return (int(digits), match.end()) if digits.isdecimal() else None

    def _months(self, text: str) -> tuple[int, int] | None:
        """The months of the year that a text without its year names."""
        for half, months in self._raw["half_years"].items():
            if half in text:
                return months[0], months[1]
        if match := self._search("range", text):
            return _in_year(self._number(match, 1), self._number(match, 2))
        for rule, first, last in _MONTHS:
            if (match := self._search(rule, text)) and (number := self._number(match)) is not None:
                return _in_year(first(number), last(number))
        return (12, 12) if re.match(self._fill(self._raw["year_end"]), text) else None

    def _search(self, rule: str, text: str) -> re.Match[str] | None:
        return re.search(self._fill(self._raw[rule]), text)

    def _number(self, match: re.Match[str], group: int = 0) -> int | None:
        """The number of a group, or of the first group that took part."""
        text = match[group] if group else next((part for part in match.groups() if part), "")
        value = parse_numeral(text, self._numbers)
        return None if value is None else int(value)

    def _fill(self, pattern: str) -> str:
        return pattern.replace("{Y}", str(self._raw["year"])).replace("{N}", str(self._raw["numeral"]))


@dataclass(frozen=True, slots=True, order=True)
class _Month:
    year: int
    month: int
    day: int = 0  # 0 where none is meant

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}" + (f"-{self.day:02}" if self.day else "")

    @staticmethod
    def read(date: str) -> _Month | None:
        match = re.match(r"(\d{4})(?:-(\d{2}))?", date)
        return _Month(int(match[1]), int(match[2] or 12)) if match else None


def _in_year(first: int | None, last: int | None) -> tuple[int, int] | None:
    if first is None or last is None or not 1 <= first <= last <= 12:
        return None
    return first, last


@lru_cache(maxsize=8)
def period_reader(pack: Pack) -> Periods:
    """The period reader of a pack, the same object for the same pack."""
    return Periods(pack)
