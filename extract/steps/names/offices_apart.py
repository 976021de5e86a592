"""Bodies of government in Hong Kong, Macau and Taiwan: behind an area (台南市政府), by their field, inside a body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extract.annotations import Annotations, Mention
from extract.pack import Pack
from extract.steps.names.known import NamesApart
from extract.steps.names.phrases import PhraseRules, Phrases

_NEVER = frozenset({"PER", "TIME", "p", "u", "r", "d", "w", "m"})
_NOUNS = frozenset({"n", "nz", "nw", "ORG", "LOC"})


class OfficesApart:
    """Finds the bodies named in documents that are at home there; in others, nothing."""

    def __init__(self, pack: Pack) -> None:
        settings = pack.patterns("offices")["apart"]
        fields, offices = _either(settings["fields"]), _either(settings["offices"])
        department = f"{fields}(?:{_either(settings['joining'])}?{fields})?{offices}"
        self._behind = re.compile(f"{department}|{_either(settings['governments'])}")
        self._alone = re.compile(f"{department}|{_either(settings['alone'])}")
        self._unit = re.compile(settings["unit"])
        self._endings: tuple[str, ...] = tuple(settings["guessed"])
        self._joiners: tuple[str, ...] = tuple(settings["joiners"])
        self._longest: int = settings["longest"]
        self._not_bodies: tuple[str, ...] = tuple(settings["not_bodies"])
        self._known = NamesApart(pack)
        self._rules = PhraseRules(pack)

    def find(self, ann: Annotations) -> Iterator[Mention]:
        """The bodies of a document whose areas are known."""
        if not ann.home:
            return
        known = [m for m in self._known.find(ann) if m.type == "Agency"]
        owned = list(self._behind_areas(ann))
        bodies = [*owned, *self._by_field(ann, {mention.end for mention in (*owned, *known)})]
        yield from bodies
        yield from self._units(ann, {mention.end for mention in (*bodies, *known)})
        yield from self._guessed(ann)

    def _behind_areas(self, ann: Annotations) -> Iterator[Mention]:
        for area in ann.areas:
            match = self._behind.match(ann.clean.text, area.end)
            if match:
                yield Mention(area.start, match.end(), "Agency", "office apart")

    def _by_field(self, ann: Annotations, ends: set[int]) -> Iterator[Mention]:
        starts = {word.start for word in ann.words} | {area.end for area in ann.areas} | ends
        for match in self._alone.finditer(ann.clean.text):
            if match.start() in starts or ann.clean.text.endswith(self._joiners, 0, match.start()):
                yield Mention(*match.span(), "Agency", "office field")

    def _units(self, ann: Annotations, ends: Iterable[int]) -> Iterator[Mention]:
        """What a body's name runs on with: a body inside it, and one inside that."""
        word_ends, todo = {word.end for word in ann.words}, sorted(ends)
        while todo:
            match = self._unit.match(ann.clean.text, todo.pop())
            if match and match.end() in word_ends and match.end() - match.start() > 2 and self._is_phrase(ann, match):
                yield Mention(*match.span(), "Agency", "office unit")
                todo.append(match.end())

    def _is_phrase(self, ann: Annotations, match: re.Match[str]) -> bool:
        """Whether only words that make names stand in the match."""
        words = [w for w in ann.words if w.start >= match.start() and w.end <= match.end()]
        verbs = (ann.clean.text[w.start : w.end] for w in words if w.tag in self._rules.verb_tags)
        return not any(w.tag in _NEVER for w in words) and all(v in self._rules.nominal_verbs for v in verbs)

    def _guessed(self, ann: Annotations) -> Iterator[Mention]:
        """Noun phrases that end like the name of a body: 数位治理局."""
        phrases = Phrases(ann, self._rules)
        text = ann.clean.text
        for index, word in enumerate(ann.words):
            if word.tag not in _NOUNS or not text[: word.end].endswith(self._endings) or word.end - word.start < 2:
                continue
            start = phrases.words[phrases.left_edge(index, max(word.end - self._longest, 0))].start
            start = max([start, *(area.end for area in ann.areas if start < area.end < word.end)])
            name = text[start : word.end]
            if len(name) > 2 and not name.endswith(self._not_bodies):
                yield Mention(start, word.end, "Agency", "office guessed")


def _either(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w))) + ")"
