"""What the mentions of one document tell about each other: equal names have one type, and a name counts everywhere."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace

from extract.annotations import Annotations, Mention
from extract.steps.linking.variants import name_key


def with_one_type(text: str, mentions: list[Mention], *, fixed: Collection[str]) -> list[Mention]:
    """The mentions, those of equal names given the type that speaks for most of them; `fixed` types take no part."""
    scores: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        if mention.type not in fixed:
            scores[_key(text, mention)][mention.type] += round(1000 * mention.score)
    best = {key: min(types, key=lambda t: (-types[t], t)) for key, types in scores.items()}
    return [m if m.type in fixed else replace(m, type=best[_key(text, m)]) for m in mentions]


def repeated(ann: Annotations, *, least: float, shortest: int) -> Iterator[Mention]:
    """Unseen occurrences of the names that were seen with a score of `least` or more and are `shortest` long.

    An occurrence begins and ends where a word does and touches no other mention.
    """
    text = ann.clean.text
    areas = [] if ann.home else ann.areas
    taken = {
        place
        for m in [*ann.mentions, *areas]
        if m.type != "District" or not ann.home
        for place in range(m.start, m.end)
    }
    starts, ends = {word.start for word in ann.words}, {word.end for word in ann.words}
    sure = {_bare(text, m): m for m in ann.mentions if m.score >= least and m.type != "District"}
    for name in sorted((n for n in sure if len(n) >= shortest), key=lambda n: (-len(n), n)):
        for match in re.finditer(re.escape(name), text):
            span = range(*match.span())
            whole = match.start() in starts and match.end() in ends
            if not whole and ann.home and len(name) > shortest:
                whole = match.start() in starts  # 凤山国小|校长: the analyser knows few of the words there
            if taken.isdisjoint(span) and whole:
                taken.update(span)
                yield Mention(*match.span(), sure[name].type, "repeated", score=sure[name].score)


def _key(text: str, mention: Mention) -> str:
    """What equal names share; of “钱塘技工”场景 the quoted part."""
    start, end = mention.core if mention.core and mention.rule.startswith("quoted") else (mention.start, mention.end)
    return name_key(text[start:end])


def _bare(text: str, mention: Mention) -> str:
    return text[mention.start : mention.end].strip("“”‘’《》")
