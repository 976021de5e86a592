"""Honours and meetings: names found by the verb that gives or holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from extract.annotations import Annotations, Mention, within
from extract.pack import Pack
from extract.steps.names.heads import HeadTable

_QUOTED = re.compile(r"“([^“”]{2,20})”")
_CLAUSE_END = re.compile(r"[,。;:!?\n]")


class Awards:
    """Finds honours behind verbs of receiving (获全国公安基层技术革新三等奖, 入选…案例集)."""

    def __init__(self, pack: Pack) -> None:
        settings: dict[str, Any] = pack.patterns("framed")["Award"]
        self._opening = re.compile(settings["verbs"] + settings["skip"])
        self._stop = re.compile(settings["stop"])
        self._honours = re.compile(settings["honours"])
        self._general = re.compile(settings["general"])
        self._ranked = re.compile(settings["ranked"])
        self._max: int = settings["max_length"]

    def find(self, ann: Annotations) -> Iterator[Mention]:
        """The honours of a document, in text order within each way of finding them."""
        text = ann.clean.text
        boundaries = {word.start for word in ann.words}
        for match in self._opening.finditer(text):
            if match.start() in boundaries:
                yield from self._object(text, match.end())
        for match in self._ranked.finditer(text):
            start, end = match.span("name")
            if start in boundaries:
                yield Mention(start, end, "Award", "award ranked")

    def _object(self, text: str, begin: int) -> Iterator[Mention]:
        stop = self._stop.search(text, begin, begin + self._max)
        end = stop.start() if stop else begin + self._max
        phrase = text[begin:end]
        if not len(phrase) >= 3 or self._general.search(phrase) or not self._honours.search(phrase):
            return
        quoted = _QUOTED.search(phrase)
        core = (begin + quoted.start(1), begin + quoted.end(1)) if quoted else None
        yield Mention(begin, end, "Award", "award received", core=core)


class Events:
    """Finds meetings: the phrase before a head word (推进会, 大会) back to the verb or the clause's beginning."""

    def __init__(self, pack: Pack) -> None:
        settings: dict[str, Any] = pack.patterns("framed")["Event"]
        self._heads = HeadTable(pack)
        self._opening = re.compile(settings["opening"])
        self._body = re.compile(settings["body"])
        self._session = re.compile(settings["session"])
        self._verbs = re.compile(settings["verbs"])
        self._verbs_apart = re.compile(settings["verbs_apart"])
        self._known = re.compile(settings["known"])
        self._max: int = settings["max_length"]

    def find(self, ann: Annotations) -> Iterator[Mention]:
        """The meetings and activities of a document, in text order within each way of finding them."""
        text = ann.clean.text
        for match in self._known.finditer(text):
            yield Mention(*match.span(), "Event", "event known")
        for index, word in enumerate(ann.words):
            head = next((h for h in self._heads.ending(text, word.end) if h.type == "Event"), None)
            if head and not self._goes_on(ann, index):
                yield from self._before(ann, word.end, len(head.text), head.strength)

    def _goes_on(self, ann: Annotations, index: int) -> bool:
        following = ann.words[index + 1] if index + 1 < len(ann.words) else None
        return bool(following and following.tag in ("n", "nz", "vn") and following.start == ann.words[index].end)

    def _before(self, ann: Annotations, end: int, head: int, strength: str) -> Iterator[Mention]:
        text = ann.clean.text
        start = self._start(ann, end - head, end)
        phrase = text[start:end]
        named = bool(self._session.search(phrase)) or "“" in phrase
        verbs = self._verbs_apart if ann.home else self._verbs
        held = bool(verbs.search(text, max(0, start - 6), start)) or bool(
            verbs.search(text, end, min(len(text), end + 5))
        )
        needed = {"strong": named or held, "plain": named or (held and bool(ann.home)), "weak": False}[strength]
        if needed and len(phrase) - head >= 2:
            yield Mention(start, end, "Event", f"event:{text[end - head : end]}")

    def _start(self, ann: Annotations, head_start: int, end: int) -> int:
        """Where the name begins: behind the last opening word that ends at a word boundary."""
        text = ann.clean.text
        floor = max(0, head_start - self._max)
        begin = head_start
        while begin > floor and self._body.match(text[begin - 1]):
            begin -= 1
        boundaries = {word.start for word in within(ann.words, begin, end)}
        openings = [m.end() for m in self._opening.finditer(text, begin, head_start) if m.end() in boundaries]
        return max(openings, default=begin)
