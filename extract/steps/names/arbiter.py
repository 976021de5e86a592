"""Which of the proposed spans are names: rules and tagger weighed against each other, with reasons.

A proposal's reasons (the rule that made it, what it holds, what stands around it, whether other rules and the
tagger agree) each have a weight: one set by hand (`patterns/arbitration.toml`) and what the labels add to it
(`names.tsv`, learned by `training/fit_arbiter.py`); the logistic function of their sum is its score. Of proposals that
collide the higher score stays, a longer one being worth a little more.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from extract.annotations import Annotations, Mention
from extract.pack import Pack
from extract.steps.names.span_reasons import SpanReasons
from extract.tagger import TaggedSpan
from extract.weights import Weights, logistic, read_weights

WEIGHTS = "names.tsv"
"""The pack's file of learned weights: entity type (* for all of them), reason and weight, in columns."""
_AGREED = "same span, same type"


class Arbiter:
    """Scores proposals and chooses among those that collide."""

    def __init__(self, pack: Pack, *, learned: Weights | None = None) -> None:
        """`learned` are the weights of the pack unless given."""
        settings = pack.patterns("arbitration")
        self._learned = read_weights(pack.folder / WEIGHTS) if learned is None else learned
        self._weights: Mapping[str, float] = settings["weights"]
        self._threshold: float = settings["threshold"]
        self._per_character: float = settings["per_character"]
        self._likely: float = settings["likely"]
        self._sure: float = settings["sure"]

    def choose(self, ann: Annotations, proposed: Sequence[Mention], tagged: Sequence[TaggedSpan]) -> list[Mention]:
        """The proposals that are names, none overlapping another, in no particular order."""
        scored = self.score(ann, proposed, tagged)
        order = sorted(scored, key=lambda m: (-self._weight(m), m.start, m.end, m.type, m.rule))
        chosen: list[Mention] = []
        taken: set[int] = set()
        for mention in order:
            span = range(mention.start, mention.end)
            if mention.score >= self._threshold and taken.isdisjoint(span):
                chosen.append(mention)
                taken.update(span)
        return chosen

    def score(self, ann: Annotations, proposed: Iterable[Mention], tagged: Sequence[TaggedSpan]) -> list[Mention]:
        """The proposals, those of one span and type made one, with all their reasons and their score."""
        same: dict[tuple[int, int, str], list[Mention]] = defaultdict(list)
        for mention in [*proposed, *(_from_tagger(span) for span in tagged)]:
            same[mention.start, mention.end, mention.type].append(mention)
        seen, common = _Seen(tagged), SpanReasons(ann)
        return [self._weigh(group, seen, common) for group in same.values()]

    def by_hand(self, reasons: Iterable[str]) -> float:
        """The log odds that the weights set by hand add up to."""
        return sum(self._weights.get(reason, 0.0) for reason in reasons)

    def _weigh(self, group: list[Mention], seen: _Seen, common: SpanReasons) -> Mention:
        agreed = ["rules agree"] if len({m.rule.split(":")[0] for m in group} - {"tagger"}) > 1 else []
        weighed = []
        for mention in group:
            agreement = self._agreement(mention, seen.meeting(mention.start, mention.end))
            reasons = tuple(dict.fromkeys([*mention.reasons, *common.of(mention), *agreement, *agreed]))
            total = self.by_hand(reasons) + self._learned.total(mention.type, reasons)
            score = round(logistic(total), 3)
            weighed.append(replace(mention, score=score, reasons=reasons))
        return max(weighed, key=lambda m: (m.score, m.rule != "tagger", m.core is not None, m.rule))

    def _agreement(self, mention: Mention, met: Sequence[TaggedSpan]) -> Iterator[str]:
        """What the tagger says of the span, given its spans that meet it: of each kind the surest."""
        rule = mention.rule.split(":")[0]
        if not met:
            yield "tagger: silent"
            yield f"tagger: silent, {mention.type}"
            yield f"tagger: silent, rule {rule}"
        surest: dict[str, TaggedSpan] = {}
        for span in sorted(met, key=lambda span: span.score):
            surest[_said(mention, span)] = span
        for said, span in surest.items():
            yield f"tagger: {said}, {math.floor(span.score * 10) / 10:.1f}"
            if span.score < self._likely:
                continue
            yield f"tagger: {said}"
            if said == _AGREED:
                yield f"tagger: {'sure' if span.score >= self._sure else 'unsure'}"
                yield f"tagger: seen, rule {rule}"
            elif span.type != mention.type:
                yield f"tagger: {span.type}, not {mention.type}"

    def _weight(self, mention: Mention) -> float:
        return mention.score + self._per_character * (mention.end - mention.start)


class _Seen:
    """The tagger's spans of a document."""

    def __init__(self, spans: Iterable[TaggedSpan]) -> None:
        self._spans = sorted(spans, key=lambda span: span.start)
        self._starts = [span.start for span in self._spans]
        self._longest = max((span.end - span.start for span in self._spans), default=0)

    def meeting(self, start: int, end: int) -> list[TaggedSpan]:
        """The spans that share a character with [start, end), in text order."""
        near = range(bisect_right(self._starts, start - self._longest), bisect_left(self._starts, end))
        return [self._spans[i] for i in near if self._spans[i].end > start]


def _said(mention: Mention, span: TaggedSpan) -> str:
    """How what the tagger sees stands to what is proposed."""
    place = "same span" if (span.start, span.end) == (mention.start, mention.end) else "other span"
    place = "core" if mention.core == (span.start, span.end) else place
    return f"{place}, {'same type' if span.type == mention.type else 'other type'}"


def _from_tagger(span: TaggedSpan) -> Mention:
    return Mention(span.start, span.end, span.type, "tagger")
