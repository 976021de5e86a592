"""Whom a value is about in documents of Hong Kong, Macau and Taiwan: a system spoken of rather than its body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from extract.annotations import Annotations, Mention
from extract.pack import Pack
from extract.steps.observations.heads import Heads
from extract.steps.observations.text import Clause, Reading


class ThingsApart:
    """Candidate subjects by the pack's `[subjects.apart]`; none in other documents."""

    def __init__(self, pack: Pack, ann: Annotations, reading: Reading, heads: Heads) -> None:
        raw: dict[str, Any] = pack.patterns("observations")["subjects"]["apart"]
        self._ann = ann
        self._reading = reading
        self._heads = heads
        self._near = frozenset(raw["near"])
        self._before = frozenset(raw["before"])
        self._bodies = frozenset(raw["bodies"])
        self._scores: dict[str, float] = raw["scores"]
        self._often: int = raw["often"]
        self._title = self._of_title(raw["title"]) if ann.home else ""

    def owners(self, clause: Clause, span: tuple[int, int], topic: str) -> Iterator[tuple[float, str, str]]:
        """(score, entity, rule) of what the value at the span may be about; `topic` is the subject in force."""
        if not self._ann.home:
            return
        head = self._heads.head(clause)
        named = self._heads.candidates(clause.start, span[0])
        unlisted = [m for m in named if m.type == "District" and not self._ann.entities[m.entity].code]
        beside = [m for m in unlisted if m.end == span[0]]  # 法华里3例
        yield from self._rated("beside", beside)
        yield from self._rated("near", [m for m in named if m.type in self._near and m != head][-1:])
        after = self._heads.candidates(span[1], clause.end)
        if head is None or head.type in self._bodies:
            yield from self._rated("ahead", [m for m in after if m.type in self._near][:1])
        if head is None:
            yield from self._rated("sentence", self._earlier(clause)[-1:])
        kind = self._ann.entities[topic].type if topic in self._ann.entities else ""
        if self._title and (not topic or kind in self._bodies):
            yield self._scores["title"], self._title, "title"

    def _rated(self, rule: str, mentions: list[Mention]) -> Iterator[tuple[float, str, str]]:
        yield from ((self._scores[rule], mention.entity, rule) for mention in mentions)

    def _earlier(self, clause: Clause) -> list[Mention]:
        """The things that the sentence names before the clause."""
        start = self._ann.sentences[clause.sentence].start
        return [m for m in self._heads.candidates(start, clause.start) if m.type in self._before]

    def _of_title(self, types: list[str]) -> str:
        """The thing of the title that the document names most, by type in the order of the pack."""
        counts = Counter(mention.entity for mention in self._ann.mentions)
        titles = [line for line in self._ann.lines if line.kind == "title"]
        found = [m for m in self._reading.mentions if any(x.start <= m.start < x.end for x in titles)]
        ranked = [m for m in found if m.type in types and counts[m.entity] > 1]
        best = min(ranked, key=lambda m: (types.index(m.type), -counts[m.entity], m.start), default=None)
        if best is not None and best.type in self._near:
            return best.entity
        things = Counter(m.entity for m in self._reading.mentions if m.type in self._near)
        [(main, count)] = things.most_common(1) or [("", 0)]
        return main if count >= self._often else (best.entity if best else "")
