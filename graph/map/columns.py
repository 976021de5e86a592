"""Columns of whole numbers and texts as bytes, and bytes as characters that can stand inside a page.

`assets/store.js` reads what is written here. zlib is left out on purpose: its builds differ in the bytes they
make of the same input, and the same graph is to give the same page everywhere.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from graph.map.huffman import Numbers, code_lengths, codes, pack

Row = list[int | str]
_LARGEST = 2**32
_LONGEST = 15
_WHOLE = 16
"""Numbers below this have a code of their own; of larger ones, the length and the first three bits have."""
_BASE = 108
_SINGLE = 91
"""The digits of base 108 below this are ASCII; one of the 17 others makes one character of two bytes with the next."""
_FIRST = 0xC0
_BITS, _DIGITS = 27, 4
"""27 bits fit into four digits of base 108; 27 bytes are eight times as many bits."""
_ASCII = [code for code in range(0x21, 0x7F) if chr(code) not in "<>&"]


class Columns:
    """One run of bytes made of columns; `directory` says of each its name, how many bytes it has, and its form."""

    def __init__(self) -> None:
        self.directory: list[Row] = []
        self._parts: list[bytes] = []

    def add_bytes(self, name: str, data: bytes) -> None:
        """Adds bytes as they are."""
        self.directory.append([name, len(data)])
        self._parts.append(data)

    def add(self, name: str, values: Sequence[int] | npt.NDArray[np.int64], *, steps: bool = False) -> None:
        """Adds whole numbers by Huffman codes, in no bytes where all are the same.

        With `steps` the differences from one to the next are kept, which are small where values rise slowly.
        """
        numbers = np.asarray(values, dtype=np.int64)
        first = [int(numbers[0]) if len(numbers) else 0] if steps else []
        if steps:
            numbers = np.diff(numbers, prepend=first[0])
        low = int(numbers.min()) if len(numbers) else 0
        spread = int(numbers.max()) - low if len(numbers) else 0
        if spread >= _LARGEST:
            raise ValueError(f"column {name}: spreads over {spread}; fewer than 2^32 are expected")
        data, known = _coded(numbers - low) if spread else (b"", 0)
        self.directory.append([name, len(data), len(numbers), low, known, *first])
        self._parts.append(data)

    def text(self) -> str:
        """The directory in the first line, then all columns as characters that mean nothing in HTML."""
        directory = json.dumps(self.directory, separators=(",", ":"))
        return f"{directory}\n{encode(b''.join(self._parts))}"


def _coded(numbers: Numbers) -> tuple[bytes, int]:
    """The code lengths of the signs and the numbers by these codes, and how many signs have a length."""
    bits = np.frexp(numbers.astype(np.float64))[1].astype(np.int64)
    large = numbers >= _WHOLE
    extra = np.where(large, bits - 3, 0)
    signs = np.where(large, _WHOLE + (bits - 5) * 4 + (numbers >> extra & 3), numbers)
    lengths = code_lengths(np.bincount(signs), _LONGEST)
    code = codes(lengths)
    values = (code[signs] << extra) | (numbers & ((1 << extra) - 1))
    return pack(np.concatenate([lengths, values]), np.concatenate([lengths * 0 + 4, lengths[signs] + extra]))[0], len(
        lengths
    )


def encode(data: bytes) -> str:
    """The bytes in base 108: 27 bits in four digits, which take 1.185 bytes of UTF-8 for each byte."""
    words = [_words(data[at : at + _BITS * 65536]) for at in range(0, len(data), _BITS * 65536)]
    number = np.concatenate([*words, np.zeros(0, dtype=np.int64)])
    digits = np.zeros(_DIGITS * len(number) + 1, dtype=np.int64)  # the last is a second digit for the one before it
    for place in range(_DIGITS):
        digits[place:-1:_DIGITS] = number // _BASE ** (_DIGITS - 1 - place) % _BASE
    return _characters(digits)


def _words(data: bytes) -> Numbers:
    bits = np.unpackbits(np.frombuffer(data, dtype=np.uint8))
    padded = np.concatenate([bits, np.zeros(-len(bits) % _BITS, dtype=np.uint8)]).reshape(-1, _BITS)
    number = np.zeros(len(padded), dtype=np.int64)
    for place in range(_BITS):
        number = number * 2 + padded[:, place]
    return number


def _characters(digits: Numbers) -> str:
    """One character for each digit, or for two where the first is large."""
    large = np.concatenate([[False], digits >= _SINGLE])
    run = np.arange(len(large)) - np.maximum.accumulate(np.where(large, 0, np.arange(len(large))))
    first = (run % 2 == 1)[1:]
    first[-1] = False
    second = np.concatenate([[False], first[:-1]])
    following = np.concatenate([digits[1:], [0]])
    pairs = _FIRST + (digits - _SINGLE) * _BASE + following
    alone = np.array([*_ASCII, *[0] * (_BASE - _SINGLE)])[digits]
    points = np.where(first, pairs, alone)[~second]
    return str(points.astype("<u4").tobytes(), "utf-32-le")
