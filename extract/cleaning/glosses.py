"""Readings inserted after characters, as in 區(qū): some converters to traditional script leave them behind."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from extract.cleaning.offsets import Edit

_TONED = "āáǎàōóǒòēéěèīíǐìūúǔùüǖǘǚǜńňǹḿê"
_GLOSSED = re.compile(
    rf"([\u3400-\u9fff])((?:[(（][a-z{_TONED}\u0300-\u0304\u0306-\u030c]{{1,8}}[)）])+)", re.IGNORECASE
)
_READING = re.compile("[^()（）]+")
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0304\u030c"))


def glosses(text: str) -> list[Edit]:
    """The edits that take bracketed readings away; a reading's place becomes part of its character's."""
    if "(" not in text and "（" not in text:
        return []
    found = (match for match in _GLOSSED.finditer(text) if all(_reads(match[1], r) for r in _READING.findall(match[2])))
    return [Edit(*match.span(), match[1]) for match in found]


@lru_cache(maxsize=4096)
def _reads(character: str, syllable: str) -> bool:
    """Whether the syllable, with its tone or without, is a reading of the character; a lone letter never is."""
    written = unicodedata.normalize("NFC", syllable.lower())
    plain = written.replace("ü", "v")
    if plain.isascii():
        return len(plain) > 1 and plain in {_toneless(reading) for reading in _readings(character)}
    return written in _readings(character)


def _readings(character: str) -> list[str]:
    from pypinyin import Style, pinyin  # noqa: PLC0415 - takes half a second, and few documents need it

    found: list[list[str]] = pinyin(character, style=Style.TONE, heteronym=True, errors="ignore")
    return found[0] if found else []


def _toneless(reading: str) -> str:
    plain = unicodedata.normalize("NFD", reading).translate(_TONES)
    return unicodedata.normalize("NFC", plain).replace("ü", "v")
