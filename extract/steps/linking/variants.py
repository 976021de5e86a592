"""The ways in which one document may write the same name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.annotations import Mention
from extract.pack import Pack

_MARKS = re.compile(r"[\s“”‘’《》()\[\]·・,、.:;!?\-—–_~]+")

_AND = str.maketrans("与及", "和和")


def name_key(text: str) -> str:
    """A name without the marks, brackets and spaces in it, in lower case: what equal names share."""
    return _MARKS.sub("", text).lower().translate(_AND)


class Variants:
    """Derives from a mention the shorter forms that its document may use for the same thing."""

    def __init__(self, pack: Pack) -> None:
        settings = pack.patterns("linking")
        self._levels: tuple[str, ...] = tuple(settings["levels"])
        self._stems: int = settings["shortest_stem"]
        self._bare_types = frozenset(settings["bare_types"])

    def keys(self, text: str, mention: Mention, areas: list[tuple[int, int]]) -> Iterator[str]:
        """The keys of a mention, the whole name first. `areas` are the district spans of the document, sorted."""
        name = text[mention.start : mention.end]
        yield name_key(name)
        if mention.core:
            core = text[mention.core[0] : mention.core[1]]
            if mention.core[0] > mention.start and text[mention.core[0] - 1] not in "“《":
                yield from self._with_level(text, mention.start, mention.core[0], core)
            else:
                yield name_key(core)
        rest = _after_area(mention, areas)
        if rest is not None:
            yield from self._without_area(text, mention, rest)

    def _with_level(self, text: str, start: int, end: int, body: str) -> Iterator[str]:
        """区委宣传部 for 钱塘区委宣传部: the level character belongs to both."""
        level = next((level for level in self._levels if text.endswith(level, start, end)), "")
        if level:
            yield name_key(level + body)

    def _without_area(self, text: str, mention: Mention, rest: int) -> Iterator[str]:
        short = text[rest : mention.end]
        if mention.type in self._bare_types and len(short) >= self._stems:
            yield name_key(short)


def _after_area(mention: Mention, areas: list[tuple[int, int]]) -> int | None:
    """Where the name goes on after the areas that it begins with, or None where it begins with none."""
    rest = mention.start
    for start, end in areas:
        if start == rest and end < mention.end:
            rest = end
    return rest if rest > mention.start else None
