"""Names known by their head word: 企业住所申报承诺改革, 产业项目协同指挥平台, 钱塘区企业综合服务中心."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.annotations import Annotations, Mention, Sentence
from extract.pack import Pack
from extract.steps.names.heads import Head, HeadTable
from extract.steps.names.phrases import PhraseRules, Phrases

_BASE_NAMES = ("LOC", "ORG", "nz")
_LATIN = re.compile(r"[A-Za-z0-9]")


class HeadedNames:
    """Finds noun phrases that end in a head word and says what speaks for their being names."""

    def __init__(self, pack: Pack) -> None:
        self._heads = HeadTable(pack)
        self._rules = PhraseRules(pack)
        context = pack.patterns("naming")["context"]
        self._pointing = frozenset(context["pointing"])
        self._ordinals = frozenset(context["ordinals"])
        self._joining = frozenset(context["joining"])
        self._counting = frozenset(context["counting_tags"])
        self._followers = frozenset(context["followers"])
        self._awarding = frozenset(context["awarding"])
        self._nearby: int = context["nearby"]
        self._types = frozenset(pack.patterns("naming")["types"])
        self._undated = frozenset(pack.patterns("naming")["undated"])

    def find(self, ann: Annotations) -> Iterator[Mention]:
        """Every noun phrase with a head word, with the reasons for and against its being a name, in text order."""
        phrases = Phrases(ann, self._rules)
        for sentence in ann.sentences:
            for last in _word_range(phrases, sentence):
                yield from self._at(ann, phrases, sentence, last)

    def _at(self, ann: Annotations, phrases: Phrases, sentence: Sentence, last: int) -> Iterator[Mention]:
        end = phrases.words[last].end
        heads = [head for head in self._heads.ending(phrases.text, end, sentence.start) if head.type in self._types]
        if not heads or self._goes_on(phrases, last, sentence):
            return
        if len(heads[0].text) == 1 and phrases.words[last].tag not in _BASE_NAMES:
            return  # 内部, 格局: one character makes a head only of what is tagged as a name
        first = phrases.left_edge(last, sentence.start)
        if phrases.words[first].tag == "TIME" and heads[0].type in self._undated:
            first += 1
        start = phrases.words[first].start
        if end - start <= len(heads[0].text):
            return
        for head in heads:
            reasons = tuple(self._features(ann, phrases, sentence, (first, last), head))
            yield Mention(start, end, head.type, f"headed:{head.text}", reasons=reasons)

    def _goes_on(self, phrases: Phrases, last: int, sentence: Sentence) -> bool:
        """Whether the phrase goes on to the right, so that the head word is only a modifier."""
        after = last + 1
        if after >= len(phrases.words) or phrases.words[after].start >= sentence.end:
            return False
        following = phrases.words[after]
        return following.tag in self._rules.nominal_tags and phrases.word_text(after) not in self._followers

    def _features(
        self, ann: Annotations, phrases: Phrases, sentence: Sentence, span: tuple[int, int], head: Head
    ) -> Iterator[str]:
        first, last = span
        yield f"head {head.strength}"
        yield from self._inside(phrases, first, last, head)
        yield from self._before(phrases, sentence, first)
        following = phrases.word_text(last + 1) if last + 1 < len(phrases.words) else ""
        if following in self._awarding:
            yield "awarded"
        if ann.lines[sentence.line].kind == "title":
            yield "in title"

    def _inside(self, phrases: Phrases, first: int, last: int, head: Head) -> Iterator[str]:
        body_end = phrases.words[last].end - len(head.text)
        modifiers = [i for i in range(first, last + 1) if phrases.words[i].start < body_end]
        texts = [phrases.text[phrases.words[i].start : min(phrases.words[i].end, body_end)] for i in modifiers]
        telling = [text for text in texts if text not in self._rules.generic]
        length = sum(map(len, texts))
        yield f"modifiers {min(4, max(len(texts), (length + 1) // 2))}"
        if not telling:
            yield "generic only, strong head" if head.strength == "strong" else "generic only"
        tags = {phrases.words[i].tag for i in modifiers}
        if "LOC" in tags:
            yield "area inside"
        if phrases.words[last].tag in ("ORG", "LOC"):
            yield "base name"
        if any(_LATIN.search(text) for text in texts):
            yield "latin inside"
        if "v" in tags:
            yield "verb inside"

    def _before(self, phrases: Phrases, sentence: Sentence, first: int) -> Iterator[str]:
        if first == 0 or phrases.words[first - 1].start < sentence.start:
            return
        before, text = phrases.words[first - 1], phrases.word_text(first - 1)
        if text in self._pointing:
            yield "pointed at"
        elif before.tag in self._counting and text not in self._ordinals:
            yield "counted"
        elif text in self._rules.introducing or (text == "了" and self._introduces(phrases, first - 2)):
            yield "introduced"
        elif text == "的":
            yield "after of"
        elif text in self._joining:
            yield "in a list of names"
        if text not in self._rules.introducing and self._introduced_nearby(phrases, sentence, first):
            yield "introduced nearby"

    def _introduces(self, phrases: Phrases, index: int) -> bool:
        return index >= 0 and phrases.word_text(index) in self._rules.introducing

    def _introduced_nearby(self, phrases: Phrases, sentence: Sentence, first: int) -> bool:
        start = phrases.words[first].start
        index = first - 1
        while index >= 0 and phrases.words[index].start >= max(sentence.start, start - self._nearby):
            text = phrases.word_text(index)
            if text in ",;:":
                return False
            if text in self._rules.introducing:
                return True
            index -= 1
        return False


def _word_range(phrases: Phrases, sentence: Sentence) -> range:
    return range(phrases.starting_at(sentence.start), phrases.starting_at(sentence.end))
