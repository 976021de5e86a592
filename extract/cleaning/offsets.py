"""Edits of a text, and where each character of the edited text stood before."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.uint32]


class Edit(NamedTuple):
    """The replacement of text[start:end], not empty, by `text`; an empty `text` removes it."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Tracked:
    """A text in the making: character i stands at `starts[i]:ends[i]` of the source."""

    text: str
    starts: Places
    ends: Places

    def edited(self, edits: Sequence[Edit]) -> Tracked:
        """The text after the edits, which are in text order and do not overlap."""
        if not edits:
            return self
        first, last = _places(len(self.text), edits)
        return Tracked(replaced(self.text, edits), self.starts[first], self.ends[last])


def tracked(source: str) -> Tracked:
    """The source itself, every character in its own place."""
    starts = np.arange(len(source), dtype=np.uint32)
    return Tracked(source, starts, starts + np.uint32(1))


def replaced(text: str, edits: Sequence[Edit]) -> str:
    """The text after the edits, which are in text order and do not overlap."""
    pieces: list[str] = []
    kept = 0
    for start, end, replacement in edits:
        pieces += text[kept:start], replacement
        kept = end
    pieces.append(text[kept:])
    return "".join(pieces)


def as_array(places: Places) -> array[int]:
    """The same numbers as a plain array, which `CleanText` holds."""
    numbers = array("I")
    numbers.frombytes(places.astype(f"u{numbers.itemsize}").tobytes())
    return numbers


def _places(length: int, edits: Sequence[Edit]) -> tuple[Places, Places]:
    """For each character after the edits, the first and the last old character that it stands for.

    The text is seen as kept and replaced stretches in turn. A replacement by as many characters goes
    one to one; by another number of them, its characters share the replaced stretch in order.
    """
    count = len(edits)
    starts = np.fromiter((edit.start for edit in edits), np.int64, count)
    ends = np.fromiter((edit.end for edit in edits), np.int64, count)
    old = np.zeros(2 * count + 1, np.int64)
    old[1::2], old[2::2] = starts, ends
    size = np.diff(old, append=length)
    size[1::2] = np.fromiter((len(edit.text) for edit in edits), np.int64, count)
    new = np.cumsum(size) - size
    first = np.repeat((old - new).astype(np.int32), size)
    first += np.arange(len(first), dtype=np.int32)
    last = first.copy()
    single = size[1::2] == 1
    last[new[1::2][single]] = ends[single] - 1
    for index in np.flatnonzero((size[1::2] > 1) & (size[1::2] != ends - starts)):
        _share(first, last, int(new[2 * index + 1]), edits[int(index)])
    return first.astype(np.uint32), last.astype(np.uint32)


def _share(first: NDArray[np.int32], last: NDArray[np.int32], at: int, edit: Edit) -> None:
    """Divides the replaced stretch among the characters of its replacement, which begins at `at`."""
    old, new = edit.end - edit.start, len(edit.text)
    for k in range(new):
        first[at + k] = edit.start + k * old // new
        last[at + k] = max(first[at + k], edit.start + (k + 1) * old // new - 1)
