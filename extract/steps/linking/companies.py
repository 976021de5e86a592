"""Short names of companies: what stands between a full name's area and its line of business or legal form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from extract.annotations import Annotations, Mention

_DIGIT = re.compile(r"\d")


class Companies:
    """Finds short names by `[company]` of the pack's `patterns/linking.toml`."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self._legal: tuple[str, ...] = tuple(settings["legal"])
        self._longest: int = settings["longest_short"]
        self._shortest: int = settings["shortest_short"]
        self._telling = frozenset(settings["telling_tags"])

    def shortened(self, ann: Annotations) -> Iterator[Mention]:
        """Mentions of companies by the middle of their full names (海昶生物 of 浙江海昶生物医药技术有限公司).

        Their `core` is the span of the full name. One begins where a word does and holds no word that tells
        what somebody does (洱海保护 of 大理洱海保护投资公司 may be the protection of the lake).
        """
        companies = [mention for mention in ann.mentions if mention.type == "Company"]
        alone = {(mention.start, mention.end) for mention in companies}
        taken = {position for mention in companies for position in range(mention.start, mention.end)}
        starts = {word.start for word in ann.words}
        telling = {place for w in ann.words if w.tag in self._telling for place in range(w.start, w.end)}
        for mention in companies:
            for short in self._names(ann, mention):
                for match in re.finditer(re.escape(short), ann.clean.text):
                    span = range(*match.span())
                    free = match.span() in alone or taken.isdisjoint(span)
                    if match.start() in starts and free and telling.isdisjoint(span):
                        taken.update(span)
                        core = (mention.start, mention.end)
                        yield Mention(*match.span(), "Company", "company:short", score=0.8, core=core)

    def _names(self, ann: Annotations, mention: Mention) -> Iterator[str]:
        """What a full name may be shortened to, the longest first; nothing that holds figures."""
        name = ann.clean.text[mention.start : mention.end]
        legal = next((ending for ending in self._legal if name.endswith(ending)), "")
        areas = [m.end - mention.start for m in ann.areas if m.start == mention.start and m.end < mention.end]
        stem = name[max(areas, default=0) : len(name) - len(legal)]
        if legal and not _DIGIT.search(stem):
            yield from (stem[:n] for n in range(min(self._longest, len(stem)), self._shortest - 1, -1))
