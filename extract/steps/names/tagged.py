"""What the trained tagger sees in a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.annotations import Annotations, Mention
from extract.tagger import MARKS, TaggedSpan, Tagger, features


class NameTagger:
    """Runs the tagger on the base analyser's states."""

    def __init__(self, tagger: Tagger) -> None:
        self._tagger = tagger

    def spans(self, ann: Annotations, proposed: Sequence[Mention]) -> Iterator[TaggedSpan]:
        """The spans of a document that may be names, in text order, given what the rules propose; they overlap."""
        if not ann.sentences:
            return
        text = ann.clean.text
        columns = features(text, ann.words, ann.areas, proposed)
        for span in self._tagger.spans(ann.states, columns):
            yield _balanced(text, span)


def _balanced(text: str, span: TaggedSpan) -> TaggedSpan:
    """The span with the quotation mark or bracket that it lacks, where that stands next to it."""
    start, end = span.start, span.end
    for marks in MARKS:
        opening, closing = marks[0], marks[1]
        missing = text.count(opening, start, end) - text.count(closing, start, end)
        if missing == 1 and text.startswith(closing, end):
            end += 1
        elif missing == -1 and text.endswith(opening, 0, start):
            start -= 1
    return span._replace(start=start, end=end)
