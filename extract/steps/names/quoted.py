"""Names in quotation marks: “钱塘技工”场景, 推出“平安工地一码通”, “例会+赛马”机制."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extract.annotations import Annotations, Mention, Sentence
from extract.pack import Pack
from extract.steps.names.heads import Head, HeadTable
from extract.steps.names.phrases import PhraseRules, Phrases

_QUOTE = re.compile(r"“([^“”\n]{2,30})”")
# what may stand between the members of a list of quoted names
_MEMBER = re.compile(r"[^、“”]+")
_JOINT = re.compile(r"[、和及与,]{0,2}")


_NAMES = ("LOC", "ORG", "PER")  # a name before the quotation is its owner, no part of it


class _Quote(NamedTuple):
    start: int
    end: int


class QuotedNames:
    """Finds quoted names by the head word behind them or the verb before them."""

    def __init__(self, pack: Pack) -> None:
        settings = pack.patterns("quoted")
        self._heads = HeadTable(pack)
        self._rules = PhraseRules(pack)
        self._figures = frozenset(pack.words("figurative_quotes"))
        self._introduced = re.compile(settings["introduced"])
        self._after_list = re.compile(settings["after_list"])
        self._appositive = re.compile(settings["appositive"])
        self._system = re.compile(settings["system_like"])
        self._counted = re.compile(settings["counted"])
        self._honour = re.compile(settings["honour"])
        self._honoured = re.compile(settings["honoured"])
        self._slogan = re.compile(settings["slogan"])
        self._leading: tuple[str, ...] = tuple(settings["leading"])
        self._weak_own = frozenset(settings["weak_own"])
        self._types: frozenset[str] = frozenset(settings["types"])
        self._loose: frozenset[str] = frozenset(settings["loose_types"])
        self._parting: frozenset[str] = frozenset(settings["parting_tags"])
        self._reach: int = settings["reach"]

    def find(self, ann: Annotations) -> Iterator[Mention]:
        """The quoted names of a document, in text order."""
        phrases = Phrases(ann, self._rules)
        for sentence in ann.sentences:
            quotes = [_Quote(*m.span()) for m in _QUOTE.finditer(phrases.text, sentence.start, sentence.end)]
            for run in _runs(phrases.text, quotes):
                yield from self._read_run(phrases, sentence, run)

    def _read_run(self, phrases: Phrases, sentence: Sentence, run: list[_Quote]) -> Iterator[Mention]:
        head, head_end = self._head_after(phrases, run[-1].end, sentence.end)
        members = self._members(phrases.text, run, head)
        if head and members:
            rule = f"quoted list:{head.text}"
            yield from (Mention(*m, head.type, rule) for m in members)
            return
        for quote in run:
            content = phrases.text[quote.start + 1 : quote.end - 1]
            if content in self._figures or self._slogan.search(content):
                continue
            mention = self._with_head(phrases, sentence, quote, head, head_end if quote is run[-1] else quote.end)
            mention = mention or self._without_head(phrases, sentence, run, quote)
            if mention:
                yield mention

    def _members(self, text: str, run: list[_Quote], head: Head | None) -> list[_Quote]:
        """The members of one quotation that lists names before a count (“甲、乙、丙”三大场景)."""
        counted = self._counted.match(text, run[-1].end)
        if head is None or len(run) > 1 or not counted:
            return []
        spans = [m.span() for m in _MEMBER.finditer(text, run[0].start + 1, run[0].end - 1)]
        return [_Quote(*span) for span in spans] if len(spans) > 1 else []

    def _head_after(self, phrases: Phrases, offset: int, ceiling: int) -> tuple[Head | None, int]:
        """The head word that follows a list of quotes (“A”“B”等特色场景), and where it ends."""
        skip = self._after_list.match(phrases.text, offset, ceiling)
        begin = skip.end() if skip else offset
        first = phrases.starting_at(begin)
        if first >= len(phrases.words) or phrases.words[first].start != begin:
            return None, offset
        stop = phrases.right_edge(first, ceiling)
        for last in range(stop - 1, first - 1, -1):
            heads = self._heads.ending(phrases.text, phrases.words[last].end, begin)
            known = next((head for head in heads if head.type in self._types), None)
            if known:
                return known, phrases.words[last].end
        return self._loose_head(phrases, first, ceiling) or (None, offset)

    def _loose_head(self, phrases: Phrases, first: int, ceiling: int) -> tuple[Head, int] | None:
        """The first system that words behind a quote end with, also where the analyser sees no nouns (反诈模型)."""
        begin = phrases.words[first].start
        for word in phrases.words[first:]:
            text = phrases.text[word.start : word.end]
            if word.end > min(ceiling, begin + self._reach) or word.tag in self._parting:
                return None
            if word.tag in self._rules.verb_tags and len(text) > 1 and text not in self._rules.nominal_verbs:
                return None
            heads = self._heads.ending(phrases.text, word.end, begin)
            if known := next((head for head in heads if head.type in self._loose), None):
                return known, word.end
        return None

    def _with_head(
        self, phrases: Phrases, sentence: Sentence, quote: _Quote, head: Head | None, end: int
    ) -> Mention | None:
        if head is None:
            return None
        start = self._left(phrases, sentence, quote) if head.type != "Platform" else quote.start
        core = (quote.start + 1, quote.end - 1)
        return Mention(start, end, head.type, f"quoted head:{head.text}", core=core)

    def _left(self, phrases: Phrases, sentence: Sentence, quote: _Quote) -> int:
        """Where a name with a quote in it begins: nominal words just before belong to it (产业链“链长制”)."""
        before = phrases.ending_at(quote.start)
        if before < 0 or phrases.words[before].start < sentence.start:
            return quote.start
        if phrases.right_edge(before, quote.start) != before + 1:
            return quote.start
        first = phrases.left_edge(before, sentence.start)
        for index in range(before, first - 1, -1):
            if phrases.words[index].tag in _NAMES or phrases.word_text(index) in self._rules.openers:
                return phrases.words[index].end
        return phrases.words[first].start

    def _without_head(self, phrases: Phrases, sentence: Sentence, run: list[_Quote], quote: _Quote) -> Mention | None:
        content = phrases.text[quote.start + 1 : quote.end - 1]
        first = self._left(phrases, sentence, run[0])
        before = phrases.text[max(sentence.start, first - 16) : first]
        core = (quote.start + 1, quote.end - 1)
        apposed = self._appositive.match(phrases.text, run[-1].end, sentence.end)
        own = self._own_head(phrases.text, quote)
        if own and (len(content) > len(own.text) + 1):
            start = self._left(phrases, sentence, quote) if own.type != "Platform" else quote.start
            return Mention(start, quote.end, own.type, f"quoted own:{own.text}", core=core)
        if phrases.text[max(sentence.start, run[0].start - 8) : run[0].start].endswith(self._leading):
            return Mention(quote.start, quote.end, "Platform", "quoted apposed", core=core)
        if self._honour.search(content) and self._honoured.search(before):
            return Mention(quote.start, quote.end, "Award", "quoted honour", core=core)
        system = self._system.search(content) or (apposed and apposed.lastgroup)
        type_id = "Platform" if system else "Program"
        if apposed:
            return Mention(quote.start, quote.end, type_id, "quoted apposed", core=core)
        if self._introduced.search(before) and (len(content) >= 3 or system):
            start = first if type_id == "Program" and quote is run[0] else quote.start
            return Mention(start, quote.end, type_id, "quoted introduced", core=core)
        return None

    def _own_head(self, text: str, quote: _Quote) -> Head | None:
        """The head word that the quotation itself ends with (“邻里模式”, “一号工程”)."""
        heads = self._heads.ending(text, quote.end - 1, quote.start + 1)
        return next((head for head in heads if self._may_own(head)), None)

    def _may_own(self, head: Head) -> bool:
        return head.type in self._types and (head.strength != "weak" or head.text in self._weak_own)


def _runs(text: str, quotes: list[_Quote]) -> Iterator[list[_Quote]]:
    """Quotes that stand together as one list."""
    run: list[_Quote] = []
    for quote in quotes:
        if run and not _JOINT.fullmatch(text[run[-1].end : quote.start]):
            yield run
            run = []
        run.append(quote)
    if run:
        yield run
