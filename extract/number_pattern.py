"""The pattern that finds numbers with units in Chinese text, from a pack's table of signs; what numerals mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

_MYRIAD = 10000
ARABIC = r"\d+(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
"""The pattern of a number in digits; Hong Kong's government writes 12 200 for 12,200."""
GUARD = r"(?<![\dA-Za-z.+#\-])(?<!\d,)"
"""What may not stand before a number in digits: it would be part of a longer sign."""


def number_pattern(raw: Mapping[str, Any], units: Iterable[str]) -> re.Pattern[str]:
    """The pattern of one number, with the groups that `numbers` reads; `raw` is the pack's table `numbers`."""
    units = list(units)
    digit, more, unit = "".join(raw["digits"]), any_of(raw["more"]), any_of(units)
    scale = _scale_signs(raw["scales"], units, raw["scale_before"])
    mixed = rf"(?:{ARABIC}){scale}(?:{ARABIC}){scale}*"  # 1万5,000, 1万2千
    arabic = rf"(?:{mixed}|(?:{ARABIC}){scale}*(?:{more}(?={scale}){scale}+)?)"
    signs = rf"(?:[{digit}]|{scale})+"
    han = rf"(?:{any_of(raw['vague'])})?{signs}(?:{more}(?={scale}){scale}+)?"
    either = rf"{GUARD}(?:{arabic})|{han}"
    core = (
        rf"(?P<word>{any_of([*raw['whole'], *raw['half']])})"
        rf"|{raw['hundredth']}(?P<hundredth>{arabic}|{han})"
        rf"|(?P<parts>{signs}){raw['part_of']}(?P<part>{signs})"
        rf"|(?P<tenths>[{digit}]){raw['tenth']}(?P<hundredths>[{digit}])(?!{scale}|{unit})"
        rf"|(?P<low>{either})(?:{unit})?{any_of(raw['ranges'])}(?P<high>{arabic}|{han})(?P<range_unit>{unit})"
        rf"|(?P<number>{GUARD}(?:{arabic})|(?P<han>{han}))(?P<more>{more})?"
        rf"(?:(?P<unit>{unit})(?:[(（]{unit}(?:、{unit})*[)）])?)?"
    )
    return re.compile(rf"{_before(raw, scale)}{_outside_words(raw)}(?:{core})(?P<after>{any_of(raw['after'])}+)?")


def _before(raw: Mapping[str, Any], scale: str) -> str:
    words = rf"(?<![{raw['not_approximate']}]){any_of(raw['before'])}"
    parts = rf"(?<![{''.join(raw['scales'])}]){any_of(raw['before_scale'])}(?={scale}|[{''.join(raw['half'])}])"
    return rf"(?P<before>{words}|{parts})?"


def _outside_words(raw: Mapping[str, Any]) -> str:
    """What forbids a number: an ordinal sign or a numeral before it, a word that its first sign ends."""
    fused = "|".join(rf"(?<={word[0]}){word[1:]}" for word in raw["fused"])
    return rf"(?<![{''.join((*raw['ordinal'], *raw['digits'], *raw['scales']))}])(?!{fused})"


def _scale_signs(scales: Iterable[str], units: Iterable[str], only_before: Mapping[str, str]) -> str:
    """The pattern of one scale sign that does not begin a unit (the 千 of 700亿千瓦时).

    `only_before` names the signs of which one has to follow a scale (兆 before 元).
    """
    starts = {scale: "".join(sorted({unit[1] for unit in units if unit[0] == scale and unit[1:]})) for scale in scales}
    signs = [f"{scale}(?![{after}])" if after else scale for scale, after in starts.items()]
    signs = [f"{sign}(?=[{only_before[sign[0]]}])" if sign[0] in only_before else sign for sign in signs]
    return f"(?:{'|'.join(signs)})"


def any_of(words: Iterable[str]) -> str:
    """The pattern of any of the words, the longest first."""
    choices = sorted(words, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, choices))})"


def han_value(text: str, digits: Mapping[str, int], scales: Mapping[str, int]) -> Decimal | None:
    """The value of 一万二千三百, 十二, 百, 百万; None where the signs are in no such order (十四五)."""
    total = section = Decimal(0)
    digit: int | None = None
    last = 0
    for sign in text:
        scale = scales.get(sign)
        if scale is None:
            if digit or sign not in digits:
                return None
            digit = digits[sign]
        elif scale >= _MYRIAD:
            part = section + (digit or 0)
            # 十六亿四千万 adds the 万 to what stands before, 一万亿 multiplies it
            total = total + (part or 1) * scale if 0 < scale < last else (total + part or Decimal(1)) * scale
            section, digit, last = Decimal(0), None, scale
        elif digit is None and section:
            section *= scale  # 十百千 after one another
        else:
            section, digit = section + (1 if digit is None else digit) * scale, None
    return total + section + (digit or 0) if text else None
