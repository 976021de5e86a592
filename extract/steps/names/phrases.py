"""Noun phrases over the base analyser's words: where a name that ends here begins."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from extract.annotations import Annotations, Word
from extract.pack import Pack

_YEARS = re.compile(r"^[一二三四五六七八九十\d]+年$")
_LATIN = re.compile(r"[A-Za-z0-9]")


class Phrases:
    """The words of one document with look-ups by offset, and the pack's rules for noun phrases."""

    def __init__(self, ann: Annotations, rules: PhraseRules) -> None:
        self.text = ann.clean.text
        self.words: Sequence[Word] = ann.words
        self.rules = rules
        self._starts = [word.start for word in ann.words]
        self._ends = [word.end for word in ann.words]

    def word_text(self, index: int) -> str:
        """The characters of a word."""
        word = self.words[index]
        return self.text[word.start : word.end]

    def ending_at(self, offset: int) -> int:
        """The index of the word that ends at the offset, or -1."""
        index = bisect_left(self._ends, offset)
        return index if index < len(self._ends) and self._ends[index] == offset else -1

    def starting_at(self, offset: int) -> int:
        """The index of the first word that starts at or after the offset."""
        return bisect_left(self._starts, offset)

    def covering(self, offset: int) -> int:
        """The index of the word that holds the character at the offset (the nearest before it in a gap)."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def left_edge(self, last: int, floor: int) -> int:
        """The index of the first word of the noun phrase whose last word is `last`; none before offset `floor`."""
        first = last
        while first > 0 and self.words[first - 1].start >= floor:
            step = 1 if self._joins(first - 1) else self._bracket(first - 1)
            if not step:
                break
            first -= step
        return self._without_openers(first, last)

    def _bracket(self, index: int) -> int:
        """The number of words of a bracket that closes at `index` and holds nominal words only, else 0."""
        if self.word_text(index) != ")":
            return 0
        for opening in range(index - 1, max(index - 5, 0), -1):
            if self.word_text(opening) == "(":
                return index - opening + 1
            if not self._joins(opening):
                return 0
        return 0

    def right_edge(self, first: int, ceiling: int) -> int:
        """The index after the last word of the run of nominal words that starts at `first`."""
        index = first
        while index < len(self.words) and self.words[index].end <= ceiling and self._joins(index):
            index += 1
        return index

    def _joins(self, index: int) -> bool:
        """Whether a noun phrase may go on to the left over this word."""
        word, text = self.words[index], self.word_text(index)
        if text in self.rules.breaking_words or text.isspace():
            return False
        if word.tag in self.rules.nominal_tags:
            return True
        if word.tag in self.rules.verb_tags:
            return text in self.rules.nominal_verbs
        if word.tag == "TIME":
            return bool(_YEARS.match(text))
        return word.tag == "m" and bool(_LATIN.search(text)) and not text[0].isdigit()

    def _without_openers(self, first: int, last: int) -> int:
        """The phrase without the words that only lead up to a name (原有, 全国首个, 建设)."""
        while first < last and self.word_text(first) in self.rules.openers:
            first += 1
        return first


class PhraseRules:
    """The pack's word classes for noun phrases."""

    def __init__(self, pack: Pack) -> None:
        tags = pack.patterns("phrases")
        self.nominal_tags = frozenset(tags["nominal_tags"])
        self.verb_tags = frozenset(tags["verb_tags"])
        self.nominal_verbs = frozenset(pack.words("nominal_verbs"))
        self.breaking_words = frozenset(pack.words("breaking_words"))
        self.openers = frozenset(pack.words("openers"))
        self.generic = frozenset(pack.words("generic_modifiers"))
        self.introducing = frozenset(pack.words("introducing_verbs"))
