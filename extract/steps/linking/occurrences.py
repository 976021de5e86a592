"""What the mentions of one document tell about each other: equal names have one type, and a name counts everywhere."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace

from extract.annotations import Annotations, Mention
from extract.steps.linking.variants import name_key


def with_one_type(text: str, mentions: list[Mention], *, fixed: Collection[str], suffix: int) -> list[Mention]:
    """The mentions, those of equal names given the type that speaks for most of them; `fixed` types take no part.

    A name of `suffix` characters or more that is the end of one longer name follows that name's type where the longer
    one is surer (城市副中心 of 北京城市副中心).
    """
    scores: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        if mention.type not in fixed:
            scores[_key(text, mention)][mention.type] += round(1000 * mention.score)
    best = {key: min(types, key=lambda t: (-types[t], t)) for key, types in scores.items()}
    for key in sorted((key for key in best if len(key) >= suffix), key=len, reverse=True):
        longer = [other for other in best if other != key and other.endswith(key)]
        if len(longer) == 1 and scores[longer[0]].total() > scores[key].total():
            best[key] = best[longer[0]]
    return [m if m.type in fixed else replace(m, type=best[_key(text, m)]) for m in mentions]


def repeated(
    ann: Annotations, *, least: float, shortest: int, stem: int, stem_types: Collection[str]
) -> Iterator[Mention]:
    """Unseen occurrences of the names that were seen with a score of `least` or more and are `shortest` long.

    Of a name of `stem_types` that begins with an area the rest counts too where it is `stem` long. An occurrence begins
    and ends where a word does and touches no other mention but the area that the name begins with.
    """
    text = ann.clean.text
    areas = [] if ann.home else ann.areas
    leading = {area.start: area.end for area in areas}
    taken = {place for m in ann.mentions if m.type != "District" for place in range(m.start, m.end)}
    closed = {place for area in areas for place in range(area.start, area.end)}
    starts, ends = {word.start for word in ann.words}, {word.end for word in ann.words}
    seen = [m for m in ann.mentions if m.score >= least and m.type != "District"]
    begun = [m for m in seen if m.start in leading and m.type in stem_types]
    stems = {text[leading[m.start] : m.end]: m for m in begun}  # 城市副中心 of 北京|城市副中心
    sure = {name: m for name, m in stems.items() if len(name) >= stem} | {_bare(text, m): m for m in seen}
    for name in sorted((n for n in sure if len(n) >= shortest), key=lambda n: (-len(n), n)):
        for match in re.finditer(re.escape(name), text):
            start, end = match.span()
            whole = start in starts and end in ends
            if not whole and ann.home and len(name) > shortest:
                whole = start in starts  # 凤山国小|校长: the analyser knows few of the words there
            behind = range(leading.get(start, start), end)  # what follows the area that the name begins with
            if whole and behind and taken.isdisjoint(range(start, end)) and closed.isdisjoint(behind):
                taken.update(range(start, end))
                yield Mention(start, end, sure[name].type, "repeated", score=sure[name].score)


def _key(text: str, mention: Mention) -> str:
    """What equal names share; of “钱塘技工”场景 the quoted part."""
    start, end = mention.core if mention.core and mention.rule.startswith("quoted") else (mention.start, mention.end)
    return name_key(text[start:end])


def _bare(text: str, mention: Mention) -> str:
    return text[mention.start : mention.end].strip("“”‘’《》")
