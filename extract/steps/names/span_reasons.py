"""What speaks for or against a span's being a name that any span has: its words, and those that stand around it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from extract.annotations import Annotations, Mention

_LENGTHS = ((3, "short"), (6, "middling"), (12, "long"))  # characters of a name


class SpanReasons:
    """The reasons of the spans of a document."""

    def __init__(self, ann: Annotations) -> None:
        self._text, self._words = ann.clean.text, ann.words
        self._starts = [word.start for word in ann.words]

    def of(self, mention: Mention) -> Iterator[str]:
        """The rule that found the span, how long it is, whether the text has it again, and its words."""
        yield f"rule: {mention.rule.split(':')[0]}"
        yield f"rule: {mention.rule.split(':')[0]}, {mention.type}"
        if ":" in mention.rule:
            yield f"found: {mention.rule}"
        length = mention.end - mention.start
        yield f"length: {next((name for most, name in _LENGTHS if length <= most), 'very long')}"
        name = self._text[mention.start : mention.end]
        if self._text.find(name, self._text.find(name) + length) >= 0:
            yield "repeated"
        if self._words:
            yield from self._within(mention)

    def _within(self, mention: Mention) -> Iterator[str]:
        """The first and the last word of the span, the words right before and behind, and their parts of speech."""
        first = max(0, bisect_right(self._starts, mention.start) - 1)
        last = max(first, bisect_left(self._starts, mention.end) - 1)
        text, words = self._text, self._words
        yield f"first: {text[mention.start : min(words[first].end, mention.end)]}"
        yield f"last: {text[max(words[last].start, mention.start) : mention.end]}"
        yield f"first tag: {words[first].tag}"
        yield f"last tag: {words[last].tag}"
        if first == last:
            yield f"one word: {words[first].tag}"
        for tag in sorted({word.tag for word in words[first + 1 : last]}):
            yield f"holds: {tag}"
        if first and words[first - 1].end == words[first].start:
            yield f"before: {text[words[first - 1].start : words[first - 1].end]}"
            yield f"before tag: {words[first - 1].tag}"
        if last + 1 < len(words) and words[last + 1].start == words[last].end:
            yield f"behind: {text[words[last + 1].start : words[last + 1].end]}"
            yield f"behind tag: {words[last + 1].tag}"
