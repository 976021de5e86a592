"""Columns of whole numbers and texts as bytes, and bytes as ASCII that can stand inside a page.

`assets/store.js` reads what is written here. zlib is left out on purpose: its builds differ in the bytes they
make of the same input, and the same graph is to give the same page everywhere.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Row = list[int | str]
_LARGEST = 2**32


class Columns:
    """One run of bytes made of columns; `directory` says of each its name, place, length, width and form."""

    def __init__(self) -> None:
        self.directory: list[Row] = []
        self._parts: list[bytes] = []
        self._at = 0

    def add_bytes(self, name: str, data: bytes) -> None:
        """Adds bytes as they are."""
        self._add(name, data, [len(data), 1, 0, 0, 0])

    def add(self, name: str, values: Sequence[int] | npt.NDArray[np.int64], *, steps: bool = False) -> None:
        """Adds whole numbers in as few bytes each as the widest needs, none where all are the same.

        With `steps` the differences from one to the next are kept, which are small where values rise slowly.
        """
        numbers = np.asarray(values, dtype=np.int64)
        first = int(numbers[0]) if steps and len(numbers) else 0
        if steps:
            numbers = np.diff(numbers, prepend=first)
        low = int(numbers.min()) if len(numbers) else 0
        spread = int(numbers.max()) - low if len(numbers) else 0
        if spread >= _LARGEST:
            raise ValueError(f"column {name}: spreads over {spread}; fewer than 2^32 are expected")
        width = (spread.bit_length() + 7) // 8
        raw = (numbers - low).astype("<u8").view(np.uint8).reshape(-1, 8)[:, :width]
        self._add(name, raw.tobytes(), [len(numbers), width, low, int(steps), first])

    def _add(self, name: str, data: bytes, form: Row) -> None:
        self.directory.append([name, self._at, *form])
        self._parts.append(data)
        self._at += len(data)

    def text(self) -> str:
        """All columns as ASCII: base 85 without the characters that mean something in HTML."""
        return encode(b"".join(self._parts))


def encode(data: bytes) -> str:
    """The bytes in base 85 (RFC 1924's digits, with `,` for `<`, `.` for `>` and `'` for `&`)."""
    return base64.b85encode(data).translate(bytes.maketrans(b"<>&", b",.'")).decode("ascii")
