"""Documents by their title: 《杭州钱塘新区条例》, “十四五”规划纲要, 党的二十大报告."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.annotations import Annotations, Mention
from extract.pack import Pack

_TITLE = re.compile(r"《([^《》\n]{2,60})》")


class TitledDocuments:
    """Finds policy documents by 《》 or by the ways in which well-known ones are named without it."""

    def __init__(self, pack: Pack) -> None:
        settings = pack.patterns("titled")
        self._document = re.compile(settings["document"])
        self._unquoted = re.compile("|".join(f"(?:{pattern})" for pattern in settings["unquoted"]))
        self._owner = re.compile(settings["owner"])

    def find(self, ann: Annotations) -> Iterator[Mention]:
        """The documents named, in text order within each way of naming."""
        text = ann.clean.text
        for match in _TITLE.finditer(text):
            if self._document.search(match[1]):
                yield self._mention(match.start(), match.end(), "title", match.span(1))
        areas = {area.end: area.start for area in sorted(ann.areas, key=lambda a: -a.start)}
        for match in self._unquoted.finditer(text):
            start = areas.get(match.start(), match.start())
            owner = self._owner.search(text, max(0, match.start() - 2), match.start())
            yield self._mention(
                owner.start() if owner and start == match.start() else start, match.end(), "unquoted", match.span()
            )

    def _mention(self, start: int, end: int, rule: str, core: tuple[int, int]) -> Mention:
        return Mention(start, end, "Policy", f"titled {rule}", core=core)


class Headlines:
    """Finds the document itself, where its headline is the title of one."""

    def __init__(self, pack: Pack) -> None:
        settings = pack.patterns("titled")
        self._title = re.compile("|".join(f"(?:{pattern})" for pattern in settings["headline"]))
        self._extract = re.compile(settings["extract"])
        self._score: float = settings["headline_score"]

    def find(self, ann: Annotations) -> Iterator[Mention]:
        """A Policy over the first line, or over what it passes on (关于印发X的通知).

        The names inside it stay mentions of their own.
        """
        begins = {area.start for area in ann.areas}
        for line in ann.lines[:1]:
            title = self._extract.sub("", ann.clean.text[line.start : line.end])
            match = self._title.fullmatch(title)
            if match is None or not (match["about"] or match["attached"] or line.start in begins):
                continue
            start, end = match.span("attached") if match["attached"] else match.span()
            yield Mention(line.start + start, line.start + end, "Policy", "titled headline", score=self._score)
