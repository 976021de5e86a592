"""The edges of proposed spans: what only leads up to a name or follows it is no part of it (联合区住建局, 珠江两岸)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extract.annotations import Annotations, Word, within
from extract.pack import Pack


class Span(NamedTuple):
    """A stretch of the clean text."""

    start: int
    end: int


_QUOTED = 40
"""The longest quotation, in characters, that a name begins with."""


class Edges:
    """Cuts spans by the word lists of a pack."""

    def __init__(self, pack: Pack) -> None:
        settings = pack.patterns("naming")["edges"]
        self._verbs = frozenset(settings["verbs"])
        self._joining = frozenset(settings["joining"])
        self._levels: tuple[str, ...] = tuple(settings["levels"])
        self._names = frozenset(settings["name_tags"])
        self._shortest: int = settings["shortest"]
        self._leading, self._between = re.compile(settings["leading"]), re.compile(settings["between"])
        self._trailing = re.compile(settings["trailing"])

    def cut(self, ann: Annotations, start: int, end: int) -> list[Span]:
        """The span without leading verbs and what follows a place, in two where a verb joins two names.

        A joining verb counts only before a name of its own: 市应急管理局会同市公安局 is two, 联合创新中心 stays whole.
        """
        parts = [part for rough in self._rough(ann.clean.text, start, end) for part in self._at_words(ann, *rough)]
        whole = (_with_quotation(ann.clean.text, part) for part in parts)
        return [span for span in whole if span.end - span.start >= self._shortest]

    def _rough(self, text: str, start: int, end: int) -> Iterator[Span]:
        """The span cut inside words of the base analyser, which takes 报市委改革委 for one."""
        for match in self._between.finditer(text, start, end):
            yield from self._led(text, start, match.start())
            start = match.end()
        yield from self._led(text, start, end)

    def _led(self, text: str, start: int, end: int) -> Iterator[Span]:
        leading, trailing = self._leading.match(text, start, end), self._trailing.search(text, start, end)
        yield Span(leading.end() if leading else start, trailing.start() if trailing else end)

    def _at_words(self, ann: Annotations, start: int, end: int) -> list[Span]:
        """The span cut at whole words."""
        words = within(ann.words, start, end)
        begin, found = start, []
        for place, word in enumerate(words):
            text = ann.clean.text[word.start : word.end]
            following = words[place + 1] if place + 1 < len(words) else None
            if following is None or following.start != word.end:
                continue
            leads = word.start == begin and text in self._verbs
            if leads or (text in self._joining and self._is_name(ann, following)):
                found.append(Span(begin, word.start))
                begin = word.end
        return [*found, Span(begin, end)]

    def _is_name(self, ann: Annotations, word: Word) -> bool:
        text = ann.clean.text[word.start : word.end]
        starts_area = any(area.start == word.start for area in ann.areas)
        return starts_area or word.tag in self._names or text.startswith(self._levels)


def _with_quotation(text: str, span: Span) -> Span:
    """The span with the whole of a quotation of which it has the end, else without that end (与展望”国际会议)."""
    closing = text.find("”", span.start, span.end)
    if closing < 0 or text.find("“", span.start, closing) >= 0:
        return span
    opening = text.rfind("“", max(0, span.start - _QUOTED, text.rfind("\n", 0, span.start) + 1), span.start)
    return Span(closing + 1 if opening < 0 or "”" in text[opening : span.start] else opening, span.end)
