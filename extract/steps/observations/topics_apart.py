"""Whom a value is about in documents of Hong Kong, Macau and Taiwan: a system spoken of rather than its body."""

from __future__ import annotations

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

    def owners(self, clause: Clause, span: tuple[int, int]) -> Iterator[tuple[float, str, str]]:
        """(score, entity, rule) of what the value at the span may be about."""
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

    def _rated(self, rule: str, mentions: list[Mention]) -> Iterator[tuple[float, str, str]]:
        yield from ((self._scores[rule], mention.entity, rule) for mention in mentions)

    def _earlier(self, clause: Clause) -> list[Mention]:
        """The things that the sentence names before the clause."""
        start = self._ann.sentences[clause.sentence].start
        return [m for m in self._heads.candidates(start, clause.start) if m.type in self._before]
