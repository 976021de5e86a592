"""Traditional characters: simplified by OpenCC, and told from those that simplified text uses too."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Protocol

from opencc import OpenCC

# The basic ideographs, where every character that OpenCC changes in ordinary text stands. A run is cut
# at 64 characters because OpenCC takes quadratic time for one without punctuation.
_RUN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]{1,64}")
_HAN = re.compile("[\u3400-\u9fff]")


class _Converter(Protocol):
    def convert(self, string: str) -> str: ...


def simplified(text: str) -> str:
    """The text, as long as before, with the lines of traditional script simplified.

    Some characters that OpenCC changes are good simplified Chinese as well (乾县, 於潜): those of GB 2312
    change only in a line that also holds a character which is traditional beyond doubt.
    """
    if traditional_only().isdisjoint(text):
        return text
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if not traditional_only().isdisjoint(line):
            lines[index] = _RUN.sub(lambda run: _simplified_run(run[0]), line)
    return "\n".join(lines)


def traditional_share(text: str) -> float:
    """The share, from 0 to 1, of the Han characters of the text that only traditional script has."""
    han = _HAN.findall(text)
    traditional = traditional_only()
    return sum(character in traditional for character in han) / len(han) if han else 0.0


@lru_cache(maxsize=1)
def traditional_only() -> frozenset[str]:
    """The characters that OpenCC simplifies and that GB 2312, the basic set of simplified script, lacks."""
    han = [chr(code) for code in range(0x3400, 0xA000)]
    simple = _converter().convert("\n".join(han)).split("\n")
    changed = [old for old, new in zip(han, simple, strict=True) if old != new]
    return frozenset(character for character in changed if not character.encode("gb2312", "ignore"))


def _simplified_run(run: str) -> str:
    converted = _converter().convert(run)
    if len(converted) == len(run):
        return converted
    singly = map(_simplified_character, run)
    return "".join(singly)


@lru_cache(maxsize=4096)
def _simplified_character(character: str) -> str:
    converted = _converter().convert(character)
    return converted if len(converted) == 1 else character


@lru_cache(maxsize=1)
def _converter() -> _Converter:
    converter: _Converter = OpenCC("t2s")
    return converter
