"""The encoding of bytes, found by what they decode to; a wrong guess would be worse than none."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import lru_cache

from extract.cleaning.script import simplified
from extract.errors import DocumentError
from extract.pack import Pack

# A longer mark comes before the shorter one that it begins with.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_WIDE = ("utf-16-le", "utf-16-be")
_NARROW = ("gb18030", "big5hkscs")
_ASCII = re.compile(r"[\x00-\x7f]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MANY = 50  # bytes per control character under which bytes are no text


@dataclass(frozen=True, slots=True)
class _Reading:
    """The text that bytes give in one encoding, and how much of it (0 to 1) is everyday Chinese."""

    text: str
    encoding: str
    score: float


def decode(data: bytes, name: str, *, pack: Pack) -> tuple[str, str]:
    """The text of the bytes without its byte order mark, and the name of its encoding.

    Raises DocumentError, with `name` as the document, where the bytes are empty, are no text, or could
    be text in more than one encoding.
    """
    if not data.strip():
        raise DocumentError(name, "is empty")
    text, encoding = _marked(data, name) or _detected(data, name, pack)
    if len(_CONTROL.findall(text)) * _MANY > len(text) or "\0" in text:
        raise DocumentError(name, "is not text: it is full of control characters")
    if not text.strip():
        raise DocumentError(name, "is empty")
    if encoding == "big5hkscs" and text.encode("big5", "ignore").decode("big5") == text:
        encoding = "big5"  # without the additions for Hong Kong
    return text, encoding


def _marked(data: bytes, name: str) -> tuple[str, str] | None:
    """The text by its byte order mark; None where there is none."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise DocumentError(name, f"is not text: it is marked as {encoding}, but {_place(error)}") from error
    return None


def _detected(data: bytes, name: str, pack: Pack) -> tuple[str, str]:
    """The text in the encoding that it reads best in.

    Bytes that are valid UTF-8 hardly ever are anything else; only very short ones read better otherwise.
    """
    rules = pack.patterns("encoding")
    unicode = _read(data, "utf-8", pack)
    if unicode and unicode.score >= rules["enough"]:
        return unicode.text, unicode.encoding
    readings = [reading for encoding in _NARROW + _WIDE if (reading := _read(data, encoding, pack))]
    readings.sort(key=lambda reading: -reading.score)
    best, second = [*readings, *[_Reading("", "", 0.0)] * 2][:2]
    if unicode and best.score - unicode.score < 1 - rules["ahead"]:
        return unicode.text, unicode.encoding
    if best.score >= rules["enough"] and best.score - second.score >= rules["ahead"]:
        return best.text, best.encoding
    raise DocumentError(name, _problem(data))


def _read(data: bytes, encoding: str, pack: Pack) -> _Reading | None:
    """The reading in that encoding; None where it breaks the encoding's rules."""
    if len(data) % 2 if encoding in _WIDE else b"\0" in data:
        return None
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    if encoding in _WIDE and _CONTROL.search(text):
        return None
    return _Reading(text, encoding, _score(text, pack))


def _score(text: str, pack: Pack) -> float:
    """The share of common Chinese characters among those beyond ASCII; 1.0 where all is ASCII."""
    size: int = pack.patterns("encoding")["sample"]
    sample = _ASCII.sub("", text[: size * 50])[:size]
    if not sample:
        return 1.0
    common = _common(pack)
    return sum(character in common for character in simplified(sample)) / len(sample)


@lru_cache(maxsize=8)
def _common(pack: Pack) -> frozenset[str]:
    rules = pack.patterns("encoding")
    return frozenset(rules["common"] + rules["punctuation"]) - {"\n"}


def _problem(data: bytes) -> str:
    if b"\0" in data:
        return f"is not text: byte 0 at {data.index(0)}, and it does not read as UTF-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return f"is not text in UTF-8 ({_place(error)}), and no other Chinese encoding clearly fits"
    return "is not text: it could be in several encodings; save it as UTF-8"


def _place(error: UnicodeDecodeError) -> str:
    return f"byte 0x{error.object[error.start]:02x} at {error.start} is wrong there"
