"""What a place in the text must be like for the name of a division to stand there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.annotations import Word
from extract.divisions import Division

NAMES = frozenset({"LOC", "ORG", "nz", "nw"})
"""Tags of words that can hold the name of a division as a part."""


@dataclass(slots=True)
class Hit:
    """A name that may be a division's, while it is being judged; fields as in `DivisionMention`."""

    start: int
    end: int
    candidates: tuple[Division, ...]
    short: bool
    chain: int = -1
    sure: bool = True  # tagged as a name by the base analyser, or a full name
    division: Division | None = None


class Grid:
    """The word at every character, to ask whether a name fits there; without words every character is one."""

    def __init__(self, words: Sequence[Word] | None, length: int) -> None:
        tag = "LOC" if words is None else "w"  # what no word covers is white space between sentences
        self._at: list[Word] = []
        for word in words or ():
            self._at.extend(Word(i, i + 1, tag) for i in range(len(self._at), word.start))
            self._at.extend([word] * (word.end - word.start))
        self._at.extend(Word(i, i + 1, tag) for i in range(len(self._at), length))

    def at(self, place: int) -> Word:
        """The word that holds the character."""
        return self._at[place]

    def words(self, tag: str) -> list[Word]:
        """The words with a tag, in text order."""
        return [word for place, word in enumerate(self._at) if word.tag == tag and word.start == place]

    def allows_full(self, start: int, end: int, level: str, *, shared: bool) -> bool:
        """Whether a full name may stand there: it cuts no common word (its last character may be `shared`)."""
        head, tail = self._at[start], self._at[end - 1]
        if head is tail:
            return head.tag in NAMES or (head.tag != "PER" and level != "township" and head.start == start)
        starts = head.start == start or head.tag in NAMES
        return starts and (tail.end == end or tail.tag in NAMES or (shared and tail.start == end - 1))

    def allows_village(self, start: int, end: int, *, chained: bool) -> bool:
        """Whether a village's name may stand there: it begins and ends with a word or inside a place's name."""
        head, tail = self._at[start], self._at[end - 1]
        return (chained or head.start == start) and (tail.end == end or tail.tag in ("LOC", "ORG"))

    def short_fit(self, start: int, end: int, *, chained: bool) -> str:
        """How a short name fits: `sure` (a name's beginning), `weak` (a whole word of another kind) or empty."""
        word = self._at[start]
        if (word.start != start and not chained) or word.end < end:
            return ""
        if word.tag in ("LOC", "ORG") or (word.tag in NAMES and word.end > end):
            return "sure"
        return "weak" if word.end == end and word.start == start and word.tag != "PER" else ""
