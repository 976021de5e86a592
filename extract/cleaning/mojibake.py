"""Repair of GBK text that was decoded after one byte was lost: every later byte pair is then off by one.

`。”高新區` without its first byte reads `?！备咝聟^`: the run begins with the mark of the lost byte and ends
where an ASCII character was swallowed as the second half of a pair.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from extract.cleaning.offsets import Edit
from extract.cleaning.script import simplified

# The bytes that can be found again: lead bytes of Chinese punctuation, where breaks in bytes happen.
_LOST = (b"\xa1", b"\xa3")
_SHIFTED = re.compile("[?？\ufffd]([!(),:;?\u00a1-\uffe6]{2,40}[@-~])")
# Widths may have been changed after the bytes were mistaken.
_FULL_WIDTH = str.maketrans("!(),:;?", "！（），：；？")
_PUNCTUATION = frozenset("。、“”‘’《》…—·〈〉【】，：；？！（）!(),:;?")


def repairs(text: str) -> list[Edit]:
    """The edits that put shifted runs right, of those whose right reading is beyond reasonable doubt."""
    edits = []
    count = cache(text.count)
    for match in _SHIFTED.finditer(text):
        repaired = _repaired(match[1], count)
        if repaired:
            edits.append(Edit(*match.span(), repaired))
    return edits


def _repaired(run: str, count: Callable[[str], int]) -> str:
    """The run as it was before the shift; empty where it makes better sense as it stands."""
    try:
        shifted = run.translate(_FULL_WIDTH).encode("gb18030")
    except UnicodeEncodeError:
        return ""
    for lost in _LOST:
        guess = (lost + shifted).decode("gb18030", "replace")
        if _is_plausible(guess) and _recurs(guess, count, times=1) and not _recurs(run, count, times=2):
            return guess
    return ""


def _is_plausible(text: str) -> bool:
    """Whether the text is all common characters and Chinese punctuation, and has two Han characters."""
    odd = any(_is_odd(character) for character in text)
    return not odd and sum(character not in _PUNCTUATION for character in text) >= 2


def _recurs(text: str, count: Callable[[str], int], *, times: int) -> bool:
    """Whether a pair of the text's Han characters stands in the document, which `count` counts in, that often."""
    pairs = (text[index : index + 2] for index in range(len(text) - 1))
    return any(count(pair) >= times for pair in pairs if _PUNCTUATION.isdisjoint(pair))


@lru_cache(maxsize=8192)
def _is_odd(character: str) -> bool:
    """Whether the character is neither Chinese punctuation nor, simplified, one of GB 2312's 3,755 most common."""
    code = simplified(character).encode("gb2312", "ignore")
    return character not in _PUNCTUATION and not (len(code) == 2 and 0xB0 <= code[0] <= 0xD7)
