"""Short names made of characters of the full one: 数字政策办公室(数字办), 高市府 for 高雄市政府."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from extract.annotations import Annotations, Mention
from extract.steps.linking.clusters import Clusters

_BRACKET = re.compile(r"\([“‘]?(?P<short>[\u4e00-\u9fffA-Za-z]{2,8})[”’]?\)")


def bracketed(ann: Annotations, *, types: Sequence[str], shortest: int) -> Iterator[Mention]:
    """Mentions of the short names that stand in brackets behind a name, wherever the document writes them.

    `types` are the types of things that have them; `shortest` how many characters more the full name has.
    """
    text = ann.clean.text
    taken = {place for m in ann.mentions for place in range(m.start, m.end)}
    for mention in sorted(ann.mentions, key=lambda m: (m.start, m.end)):
        match = _BRACKET.match(text, mention.end) if mention.type in types else None
        full = text[mention.start : mention.end]
        if match is None or len(full) < len(match["short"]) + shortest or not is_short_for(match["short"], full):
            continue
        for found in re.finditer(re.escape(match["short"]), text):
            if taken.isdisjoint(range(*found.span())):
                taken.update(range(*found.span()))
                yield Mention(*found.span(), mention.type, "abbreviation", score=mention.score)


def bracket_pairs(text: str, mentions: Sequence[Mention]) -> Iterator[list[int]]:
    """The indices of mentions of one thing: a name, the short one in brackets behind it, and where else that stands."""
    for index, mention in enumerate(mentions):
        match = _BRACKET.match(text, mention.end)
        if match is None or not is_short_for(match["short"], text[mention.start : mention.end]):
            continue
        same = [i for i, m in enumerate(mentions) if m.type == mention.type and _text(text, m) == match["short"]]
        yield [index, *same]


def join_short_forms(text: str, mentions: Sequence[Mention], clusters: Clusters, rules: dict[str, Any]) -> None:
    """Join the mentions of a short name to those of the only body with a longer name that it can be short for.

    `rules` are the pack's: the types of bodies, the least and the most characters of a short name.
    """
    names: dict[str, list[int]] = {}
    for index, mention in enumerate(mentions):
        if mention.type in rules["types"]:
            names.setdefault(_text(text, mention), []).append(index)
    for short in sorted(names, key=lambda name: (-len(name), name)):
        if rules["shortest"] <= len(short) <= rules["longest"]:
            longer = [n for n in names if len(n) > len(short) and n[-1] == short[-1] and is_short_for(short, n)]
            if len({clusters.find(names[name][0]) for name in longer}) == 1:
                clusters.join([*names[short], *names[longer[0]]])


def is_short_for(short: str, full: str) -> bool:
    """Whether all characters of the short name stand in the full one, in their order."""
    rest = iter(full)
    return all(character in rest for character in short)


def _text(text: str, mention: Mention) -> str:
    return text[mention.start : mention.end]
