"""Names in a list that a head word closes: 平安全域智治、平安厨房、危货运输一件事等特色场景; 浙一、浙二等医院."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.annotations import Annotations, Mention, Sentence
from extract.pack import Pack
from extract.steps.names.phrases import PhraseRules, Phrases


class ListedNames:
    """Finds unquoted members of a list with 、 whose closing phrase says what they are."""

    def __init__(self, pack: Pack) -> None:
        settings = pack.patterns("listed")
        self._rules = PhraseRules(pack)
        self._closing = re.compile(settings["closing"])
        self._lengths = range(settings["shortest"], settings["longest"] + 1)
        self._types: dict[str, list[str]] = settings["heads"]
        self._introduced = frozenset(settings["introduced"])
        self._stop = re.compile(settings["stop"])

    def find(self, ann: Annotations) -> Iterator[Mention]:
        """The members of every such list, in text order."""
        phrases = Phrases(ann, self._rules)
        for sentence in ann.sentences:
            for match in self._closing.finditer(phrases.text, sentence.start, sentence.end):
                yield from self._read(phrases, sentence, match)

    def _read(self, phrases: Phrases, sentence: Sentence, closing: re.Match[str]) -> Iterator[Mention]:
        type_id, head = self._head(phrases, closing.end(), sentence.end)
        if not type_id:
            return
        members = list(self._members(phrases, sentence, closing.start()))
        if type_id in self._introduced and not (members and self._is_introduced(phrases, members[-1][0])):
            return
        for start, end in members:
            if end - start in self._lengths:
                yield Mention(start, end, type_id, f"listed:{head}")

    def _head(self, phrases: Phrases, begin: int, ceiling: int) -> tuple[str, str]:
        """The type that the phrase behind 等 gives to the members, and its head word."""
        first = phrases.starting_at(begin)
        stop = phrases.right_edge(first, ceiling)
        if stop == first:
            return "", ""
        end = phrases.words[stop - 1].end
        for type_id, heads in self._types.items():
            found = next((head for head in heads if phrases.text.endswith(head, begin, end)), "")
            if found:
                return type_id, found
        return "", ""

    def _members(self, phrases: Phrases, sentence: Sentence, end: int) -> Iterator[tuple[int, int]]:
        """The spans between the marks of the list, the first one cut at the verb or mark that opens the list."""
        text = phrases.text
        while end > sentence.start:
            start = max(text.rfind(mark, sentence.start, end) for mark in "、和及,。;:的”")
            mark = text[start] if start >= 0 else ""
            opens = mark not in ("、", "和", "及")
            begin = self._first(phrases, sentence, end) if opens else start + 1
            if begin < end and "“" not in text[begin:end] and not self._stop.search(text[begin:end]):
                yield begin, end
            if opens:
                return
            end = start

    def _is_introduced(self, phrases: Phrases, start: int) -> bool:
        before = phrases.ending_at(start)
        return before >= 0 and phrases.word_text(before) in self._rules.introducing

    def _first(self, phrases: Phrases, sentence: Sentence, end: int) -> int:
        last = phrases.ending_at(end)
        if last < 0:
            return end
        return phrases.words[phrases.left_edge(last, sentence.start)].start
