"""What a number measures: the noun to its right (59个 | 行政村) or the phrase to its left (产业投资 | 达65亿元)."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from extract.annotations import Word
from extract.numbers import Quantity
from extract.pack import Pack
from extract.steps.observations.text import Clause, Reading

_LIST = "、"
_OPENING, _CLOSING = "“(《‘", "”)》’"


class Metrics:
    """The noun phrases around numbers, by the word lists `phrases` of a pack."""

    def __init__(self, pack: Pack) -> None:
        raw: dict[str, Any] = pack.patterns("observations")["phrases"]
        self._nouns = frozenset(raw["noun_tags"])
        self._opening = frozenset(raw["opening_tags"])
        self._joining = frozenset(raw["joining"])
        self._modifier: str = raw["modifier"]
        self._coordination = re.compile(raw["coordination"])
        self._listing_sign = re.compile(raw["listing_sign"])
        self._relative = tuple(raw["relative"])
        self._linkers = re.compile(raw["linkers"])
        self._lead_in = re.compile(raw["lead_in"])
        self._stops = re.compile("|".join(raw["stops"]))
        self._empty = frozenset(raw["empty"])
        self._actions = re.compile("|".join(sorted(raw["actions"], key=len, reverse=True)))
        self._compound = frozenset(raw["compound"])
        self._aspects = frozenset(raw["aspects"])

    def right(self, reading: Reading, start: int, limit: int) -> str:
        """The noun phrase that begins at `start`, before `limit`; empty where none does."""
        text = reading.text
        if text[start : start + 1] == self._modifier:
            start += 1
        head = start
        if self._opens_relative(reading, start, limit):
            stop = self._before_number(reading, start, limit)
            head = max(start, text.rfind(self._modifier, start, stop) + 1)
        end = self._noun_end(reading, head, limit)
        return self._trim(text[start:end]) if end > head else ""

    def _opens_relative(self, reading: Reading, start: int, limit: int) -> bool:
        words = [*reading.words_in(start, limit)][:2]
        if not words:
            return reading.text.startswith(self._relative, start, limit)
        first = words[0]
        acts = first.tag in ("v", "p", "d") and len(words) > 1 and words[1].tag not in self._nouns
        if (
            first.tag == "v"
            and reading.text.find(self._modifier, first.end, self._before_number(reading, start, limit)) > 0
        ):
            return True
        return acts or reading.text[first.start : first.end] in self._relative

    def left(self, reading: Reading, start: int, end: int) -> str:
        """The noun phrase in [start, end) that ends there, without the words that link it to its number."""
        if reading.text[start:end].endswith(_LIST) or any(
            (q.start, q.end) == (start, end) for q in reading.quantities_in(start, end)
        ):
            return ""
        start = self._object_start(reading, start, end)
        phrase = self._tidy(reading.text[start:end])
        listing = max((match.end() for match in self._listing_sign.finditer(phrase)), default=0)
        if len(phrase) - listing > 1:
            phrase = phrase[listing:]
        return "" if self.is_bare(phrase) else phrase

    def parts(self, phrase: str) -> list[str]:
        """The members of a coordinated phrase: 产业投资和制造业投资, A、B及C."""
        return [part for part in self._coordination.split(phrase) if part]

    def is_linker(self, reading: Reading, word: Word) -> bool:
        """Whether the word only links a noun to its number (达, 超过)."""
        return bool(self._linkers.fullmatch(reading.text, word.start, word.end))

    def is_bare(self, phrase: str) -> bool:
        """Whether the phrase names nothing that could be measured."""
        return not phrase or phrase in self._empty

    def _before_number(self, reading: Reading, start: int, limit: int) -> int:
        numbers = [q.start for q in reading.quantities_in(start, limit)]
        return min(numbers, default=limit)

    def _noun_end(self, reading: Reading, start: int, limit: int) -> int:
        words = list(reading.words_in(start, limit))
        if not words:
            stop = self._stops.search(reading.text, start, limit)
            return stop.start() if stop else limit
        end = start
        depth = 0
        for index, word in enumerate(words):
            sign = reading.text[word.start : word.end]
            depth += (sign in _OPENING) - (sign in _CLOSING)
            if depth <= 0 and not self._continues(reading, words, index, opened=end > start):
                break
            end = word.end
        return end

    def _continues(self, reading: Reading, words: list[Word], index: int, *, opened: bool) -> bool:
        """Whether the noun phrase goes on with this word."""
        word = words[index]
        sign = reading.text[word.start : word.end]
        following = words[index + 1] if index + 1 < len(words) else None
        if sign in self._joining:
            return self._joins(sign, following, opened=opened)
        if word.tag in self._nouns or (word.tag == "m" and not opened):
            return True
        if following is None:
            return False
        if word.tag in self._opening:
            noun_next = following.tag in self._nouns and not self._actions.fullmatch(sign)
            return noun_next and (not opened or reading.text[words[index - 1].start : word.start] in self._joining)
        return sign == self._modifier and opened and index == 1 and words[0].tag in ("a", "ad")

    def _joins(self, sign: str, following: Word | None, *, opened: bool) -> bool:
        """Whether the phrase goes on over a joining sign (和, 、, a quote)."""
        if not opened and sign not in _OPENING:
            return False
        return sign in _CLOSING or (
            following is not None and (following.tag in self._nouns or following.tag in self._opening)
        )

    def _trim(self, phrase: str) -> str:
        joins = "|".join(re.escape(word) for word in sorted(self._joining) if word not in _CLOSING)
        phrase = re.sub(rf"(?:{joins})+$", "", phrase)
        if phrase.count("“") != phrase.count("”"):
            phrase = re.split("[“”]", phrase)[0]
        return phrase.strip(" ,，。")

    def _tidy(self, phrase: str) -> str:
        """The phrase without what leads into it and what links it to the number."""
        before = None
        while phrase != before:
            before = phrase
            phrase = self._linkers.sub("", phrase.strip(" :：、,，"))
            lead = self._lead_in.match(phrase)
            if lead and len(phrase) - lead.end() >= 2:
                phrase = phrase[lead.end() :]
        return "" if self._lead_in.fullmatch(phrase) else phrase

    def _object_start(self, reading: Reading, start: int, end: int) -> int:
        """Where the object of the phrase's last verb of doing begins; `start` where there is none."""
        first = reading.text.find(_LIST, start, end)
        limit = end if first < 0 else first
        for verb_start, verb_end in reversed(self._verbs(reading, start, limit)):
            rest = self._tidy(reading.text[verb_end:end])
            if len(rest) > 1 and not self.is_bare(rest) and not reading.text.startswith(self._modifier, verb_end):
                return verb_end
            if not rest and verb_start == start:
                return end
        return start

    def _verbs(self, reading: Reading, start: int, end: int) -> list[tuple[int, int]]:
        """The verbs of doing in the span; without an analyser every word that could be one."""
        if not reading.words:
            return [match.span() for match in self._actions.finditer(reading.text, start, end)]
        words: list[Word | None] = [*reading.words_in(start, end), None]
        found = []
        for word, following in pairwise(words):
            if word is None or word.tag != "v" or not self._actions.fullmatch(reading.text, word.start, word.end):
                continue
            after = reading.text[following.start : following.end] if following else ""
            if after not in self._compound:
                found.append((word.start, following.end if following and after in self._aspects else word.end))
        return found


def left_start(reading: Reading, clause: Clause, quantity: Quantity, counted: list[Quantity]) -> int:
    """Where the phrase that may be measured to the left of `quantity` begins; `counted` are the clause's numbers."""
    return left_edge(reading, clause, quantity.start, [q for q in counted if q.end <= quantity.start])


def left_edge(reading: Reading, clause: Clause, end: int, before: list[Quantity]) -> int:
    """Where the phrase that ends at `end` may begin: after the mark, number, time or subject before it."""
    counts = [q for q in reading.quantities_in(clause.start, end) if q.kind == "count" and not q.han]
    edges = [clause.start, *(q.end for q in [*before, *counts])]
    edges += [period.end for period in reading.periods_in(clause.start, end)]
    start = max(edges)
    for mention in reading.mentions_in(start, end):
        if reading.text[start : mention.start].strip("“”《》 ") == "" and mention.end < end:
            start = mention.end + (reading.text[mention.end : mention.end + 1] in _CLOSING)
    return start
