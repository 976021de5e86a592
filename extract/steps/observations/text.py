"""One document made ready for reading measured values: its clauses, numbers, times, words and mentions."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from extract.annotations import Annotations, Mention, Sentence, Word, within
from extract.numbers import Quantity, find_numbers, number_grammar
from extract.pack import Pack
from extract.periods import Period, period_reader

RATIO, VALUE, PLACE = "\ue000", "\ue001", "\ue002"
"""Signs of the mask: a share, another number, a named area; each fills the span of what it stands for."""


_LONGEST = 400
"""Characters after which a clause without any mark is cut: no prose has one, and rules look at clauses whole."""
_NOT_READ = ("title", "byline", "caption")
"""Kinds of lines without values of their own: a title repeats what the text says."""
_REPEATED = 0.6
"""The least share of a heading's pairs of signs in the line after it that makes it a headline of that line."""


@dataclass(frozen=True, slots=True)
class Clause:
    """The span between two marks of a sentence; `sentence` and `line` are indices into the annotations."""

    start: int
    end: int
    sentence: int
    line: int


@dataclass(slots=True)
class Reading:
    """A document's clean text with what was found in it, everything sorted by place.

    `home` is the province apart that the document is at home in, `mask` the text with numbers and named areas
    replaced by signs, so that one pattern finds them all.
    """

    text: str
    clauses: list[Clause]
    quantities: list[Quantity]
    periods: list[Period]
    mentions: list[Mention]
    words: list[Word]
    home: str = ""
    mask: str = ""

    def __post_init__(self) -> None:
        signs = list(self.text)
        for mention in self.mentions:
            if mention.type == "District":
                signs[mention.start : mention.end] = PLACE * (mention.end - mention.start)
        for quantity in self.quantities:
            sign = RATIO if quantity.kind == "ratio" else VALUE
            signs[quantity.start : quantity.end] = sign * (quantity.end - quantity.start)
        self.mask = "".join(signs)

    def words_in(self, start: int, end: int) -> Iterator[Word]:
        """The words that lie in [start, end), those that cross its edges cut to it."""
        first = max(0, bisect_left(self.words, start + 1, key=attrgetter("start")) - 1)
        last = bisect_left(self.words, end, key=attrgetter("start"))
        for word in self.words[first:last]:
            if word.end > start:
                yield Word(max(word.start, start), min(word.end, end), word.tag)

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """The mentions that lie wholly in [start, end)."""
        return within(self.mentions, start, end)

    def periods_in(self, start: int, end: int) -> list[Period]:
        """The time expressions that lie wholly in [start, end)."""
        return within(self.periods, start, end)

    def quantities_in(self, start: int, end: int) -> list[Quantity]:
        """The numbers that lie wholly in [start, end)."""
        return within(self.quantities, start, end)


def read(ann: Annotations, pack: Pack) -> Reading:
    """The document made ready; numbers inside names and times are left out."""
    text = ann.clean.text
    mentions = _outermost(ann.mentions)
    named = _cover(text, mentions)
    periods = [p for p in period_reader(pack).find(text) if not all(named[p.start : p.end])]
    taken = _cover(text, [*mentions, *periods])
    quantities = [q for q in find_numbers(text, number_grammar(pack)) if not any(taken[q.start : q.end])]
    boundary = re.compile(pack.patterns("observations")["phrases"]["boundary"])
    return Reading(text, list(_clauses(ann, boundary)), quantities, periods, mentions, ann.words, ann.home)


def _clauses(ann: Annotations, boundary: re.Pattern[str]) -> Iterator[Clause]:
    unread = {index for index, line in enumerate(ann.lines) if line.kind in _NOT_READ or _is_headline(ann, index)}
    for index, sentence in enumerate(ann.sentences):
        if sentence.line in unread:
            continue
        for start, end in _between_marks(ann.clean.text, sentence, boundary):
            for begin in range(start, max(end, start + 1), _LONGEST):
                yield Clause(begin, min(end, begin + _LONGEST), index, sentence.line)


def _is_headline(ann: Annotations, index: int) -> bool:
    """Whether the line is a heading whose words the next line says again, as those of short news do."""
    if ann.lines[index].kind != "heading" or index + 1 >= len(ann.lines):
        return False
    heading, following = (ann.clean.text[line.start : line.end] for line in ann.lines[index : index + 2])
    pairs = [first + second for first, second in pairwise(heading)]
    return sum(pair in following for pair in pairs) >= _REPEATED * max(len(pairs), 1)


def _between_marks(text: str, sentence: Sentence, boundary: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    begin = sentence.start
    for mark in boundary.finditer(text, sentence.start, sentence.end):
        if text[mark.start() - 1].isdigit() and text[mark.end() : mark.end() + 3].isdigit():
            continue  # 1,200家
        yield begin, mark.start()
        begin = mark.end()
    yield begin, sentence.end


def _outermost(mentions: list[Mention]) -> list[Mention]:
    """The mentions that belong to an entity and lie in no longer one."""
    chosen: list[Mention] = []
    taken = bytearray(max((mention.end for mention in mentions), default=0))
    for mention in sorted(mentions, key=lambda m: (m.start - m.end, m.start, m.entity)):
        if mention.entity and not any(taken[mention.start : mention.end]):
            chosen.append(mention)
            taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    return sorted(chosen, key=lambda m: m.start)


def _cover(text: str, spans: Sequence[Mention | Period]) -> bytearray:
    """One byte a character of the text, 1 where a span covers it."""
    covered = bytearray(len(text))
    for span in spans:
        covered[span.start : span.end] = b"\1" * (span.end - span.start)
    return covered
