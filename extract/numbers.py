"""Numbers with units in Chinese text: 65亿元, 1200余家, 近千家, 八大, 六成, 5%至10%.

How numbers are written comes from a pack: the lexicon `units` (unit and kind a line) and the table
`numbers` of the patterns `observations`. Values are computed with Decimal, so that 0.65万 is 6500 exactly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from extract.number_pattern import ARABIC, GUARD, any_of, han_value, number_pattern
from extract.pack import Pack

_TEN = 10
_LARGEST_SET = 10
"""A named set (八大行动) has two to ten members; 二十大 is no set."""
_LONGEST_ITEM = 16
"""Characters of a number and the sign after it in a list."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit at [start, end), approximations (超过, 以上) included.

    `value` is in base units (65亿元 → 6500000000), None for a range or a vague number (数十). `kind` is that
    of the unit: count, money, size, time, ratio, group (八大) or "" without a unit. `han` says that the number
    is written in Chinese numerals only.
    """

    start: int
    end: int
    text: str
    value: float | None
    unit: str
    kind: str
    han: bool


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a pack's documents write numbers, ready to search; made by `number_grammar`."""

    digits: Mapping[str, int]
    scales: Mapping[str, int]
    units: Mapping[str, str]
    not_before: Mapping[str, str]
    units_before: tuple[str, ...]
    bare_scale: frozenset[str]
    more: str
    words: Mapping[str, tuple[Decimal, str]]
    tenth: str
    group: str
    year: str
    pattern: re.Pattern[str]
    item: re.Pattern[str]
    bare: re.Pattern[str]


@lru_cache(maxsize=8)
def number_grammar(pack: Pack) -> Grammar:
    """The number grammar of a pack."""
    raw = pack.patterns("observations")["numbers"]
    units = dict(entry.split() for entry in pack.words("units"))
    return Grammar(
        digits=raw["digits"],
        scales=raw["scales"],
        units=units,
        not_before=raw["not_before"],
        units_before=tuple(raw["units_before"]),
        bare_scale=frozenset(raw["bare_scale"]),
        more="".join(raw["more"]),
        words={**dict.fromkeys(raw["whole"], (Decimal(100), "%")), **dict.fromkeys(raw["half"], (Decimal(50), "%"))},
        tenth=raw["tenth"],
        group=raw["set"],
        year=raw["year"],
        pattern=number_pattern(raw, units),
        bare=re.compile(raw["bare"]),
        item=re.compile(
            rf"(?<![{''.join(raw['ordinal'])}]){GUARD}(?P<number>(?:{ARABIC}){any_of(raw['scales'])}*){any_of(raw['listing'])}$"
        ),
    )


def find_numbers(text: str, grammar: Grammar) -> list[Quantity]:
    """The quantities of a text, in text order and without overlap."""
    found: list[Quantity] = []
    position = 0
    while match := grammar.pattern.search(text, position):
        quantity = _read(match, grammar)
        if quantity is not None:
            found.append(quantity)
        # a refused number is not read again from its middle
        position = max(match.end("number"), match.end("low"), match.start() + 1) if quantity is None else quantity.end
    every = [*_bare(text, found, grammar), *found, *_listed(text, found, grammar)]
    by_start = {quantity.start: quantity for quantity in every}
    return [by_start[start] for start in sorted(by_start)]


def _bare(text: str, found: Sequence[Quantity], grammar: Grammar) -> Iterator[Quantity]:
    """The numbers without unit or scale that their surroundings show to be values: 收入比降至2.2."""
    taken = {place for quantity in found for place in range(quantity.start, quantity.end)}
    for match in grammar.bare.finditer(text):
        if match.start() not in taken:
            start, end = match.span()
            number = re.match(ARABIC, match.group())
            assert number is not None  # the pattern of a bare number begins with one
            yield Quantity(start, end, match.group(), plain(Decimal(number.group())), "", "", han=False)


def _listed(text: str, found: Sequence[Quantity], grammar: Grammar) -> list[Quantity]:
    """The numbers of lists that name the unit only once, at the end: 27、47和18微克, 1409万、1305万人次."""
    taken = {quantity.end: quantity for quantity in found}
    listed = []
    for last in list(taken.values()):
        if not last.unit or last.han:
            continue
        end = last.start
        while match := grammar.item.search(text, max(0, end - _LONGEST_ITEM), end):
            value = parse_numeral(match["number"], grammar)
            before = taken.get(match.end("number"))
            if value is None or (before is not None and before.unit):
                break
            start = before.start if before else match.start("number")
            stop = match.end("number")
            listed.append(Quantity(start, stop, text[start:stop], plain(value), last.unit, last.kind, han=False))
            end = match.start("number")
    return listed


def parse_numeral(text: str, grammar: Grammar) -> Decimal | None:
    """The value of a numeral in either script, scales included (0.65万, 三十二, 1.2万亿); None if malformed."""
    if parts := re.fullmatch(rf"((?:{ARABIC})[^\d., ])((?:{ARABIC})[^\d., ]*)", text):  # 1万5,000
        first, second = (parse_numeral(part, grammar) for part in parts.groups())
        return None if first is None or second is None else first + second
    match = re.fullmatch(rf"({ARABIC})?(.*)", text)
    assert match is not None  # the second part takes anything
    number, scales = match[1], match[2]
    if number is None:
        return han_value(scales, grammar.digits, grammar.scales)
    value = Decimal(re.sub("[, ]", "", number))
    for sign in scales:
        if sign not in grammar.scales:
            return None
        value *= grammar.scales[sign]
    return value


def plain(value: Decimal) -> float:
    """The number as an int where it is whole, else as a float."""
    return int(value) if value == value.to_integral_value() else float(value)


def _read(match: re.Match[str], grammar: Grammar) -> Quantity | None:
    if match["word"]:
        value, unit = grammar.words[match["word"]]
        return _quantity(match, value, unit, "ratio", match["word"])
    if match["hundredth"]:
        return _quantity(match, parse_numeral(match["hundredth"], grammar), "%", "ratio", match["hundredth"])
    if match["tenths"]:
        tens = grammar.digits[match["tenths"]] * _TEN + grammar.digits[match["hundredths"]]  # 五成四
        return _quantity(match, Decimal(tens), "%", "ratio", match["tenths"])
    if match["part"]:
        return _fraction(match, grammar)
    if match["range_unit"]:
        unit = match["range_unit"]
        return None if _is_word(match, "range_unit", grammar) else _quantity(match, None, unit, grammar.units[unit], "")
    return _read_number(match, grammar)


def _read_number(match: re.Match[str], grammar: Grammar) -> Quantity | None:
    number, unit = match["number"], match["unit"] or ""
    if not _is_written_out(match, grammar) or (unit and _is_word(match, "unit", grammar)):
        return None
    value = parse_numeral(re.sub(rf"[{grammar.more}]", "", number), grammar)
    if value is None:
        return _vague(match, grammar)
    if unit == grammar.group and not 1 < value <= _LARGEST_SET:
        return None
    if unit == grammar.tenth:
        return _quantity(match, value * 10, "%", "ratio", number)
    return _quantity(match, value, "" if unit == grammar.group else unit, grammar.units.get(unit, ""), number)


def _is_written_out(match: re.Match[str], grammar: Grammar) -> bool:
    """Whether this is a number with a unit or a scale, and no year: not 5G, 2024年, 千家万户."""
    number, unit = match["number"], match["unit"]
    if unit is None:
        return match["han"] is None and number[-1] in grammar.scales
    if unit == grammar.year and re.fullmatch(r"(?:19|20)\d\d", number):
        return False
    bare = number[0] in grammar.scales and grammar.scales[number[0]] > _TEN
    return not bare or _approximate(match, grammar)


def _vague(match: re.Match[str], grammar: Grammar) -> Quantity | None:
    """数十个, 几百人: a number without a value; None where the numeral is malformed (十四五)."""
    first, unit = match["number"][0], match["unit"]
    if unit is None or first in grammar.digits or first in grammar.scales or first.isdigit():
        return None
    return _quantity(match, None, unit, grammar.units[unit], match["number"])


def _approximate(match: re.Match[str], grammar: Grammar) -> bool:
    return bool(match["more"]) or match["before"] in grammar.bare_scale


def _is_word(match: re.Match[str], group: str, grammar: Grammar) -> bool:
    """Whether the unit's character belongs to a longer word (5部门, 两项目)."""
    end = match.end(group)
    if match.string.startswith(grammar.units_before, match.start(group)):
        return False
    following = match.string[end : end + 1]
    return bool(following) and following in grammar.not_before.get(match[group], "")


def _fraction(match: re.Match[str], grammar: Grammar) -> Quantity | None:
    whole, part = parse_numeral(match["parts"], grammar), parse_numeral(match["part"], grammar)
    share = round(100 * part / whole, 2) if whole and part is not None else None
    return None if share is None else _quantity(match, share, "%", "ratio", match["part"])


def _quantity(match: re.Match[str], value: Decimal | None, unit: str, kind: str, number: str) -> Quantity:
    return Quantity(
        start=match.start(),
        end=match.end(),
        text=match.group(),
        value=None if value is None else plain(value),
        unit=unit,
        kind=kind,
        han=bool(number) and not any(sign.isascii() for sign in number),
    )
