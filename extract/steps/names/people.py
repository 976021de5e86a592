"""People: names that the base analyser sees, names in bylines, names behind a post (村民张水林)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.annotations import Annotations, Mention
from extract.pack import Pack


class People:
    """Finds named individuals; a family name decides what two to four characters are worth."""

    def __init__(self, pack: Pack) -> None:
        settings = pack.patterns("people")
        self._name = re.compile(settings["name"])
        self._foreign = re.compile(settings["foreign"])
        self._given = re.compile(settings["given"])
        self._posts: tuple[str, ...] = tuple(settings["posts"])
        self._families = frozenset(pack.words("family_names"))
        self._not_people = frozenset(pack.words("not_people"))
        self._titles: tuple[str, ...] = tuple(settings["titles"])
        self._speaking: tuple[str, ...] = tuple(settings["speaking"])

    def find(self, ann: Annotations) -> Iterator[Mention]:
        """The people named, in text order."""
        bylines = [(line.start, line.end) for line in ann.lines if line.kind == "byline"]
        for index, word in enumerate(ann.words):
            text = ann.clean.text[word.start : word.end]
            in_byline = any(start <= word.start < end for start, end in bylines)
            if word.tag == "PER" and (self.is_name(text) or self._is_told_of(ann, index)):
                rule = "base"
            elif in_byline and self.is_name(text):
                rule = "byline"
            elif word.tag in ("nz", "n", "nw") and self.is_name(text) and len(text) == 3 and self._has_post(ann, index):
                rule = "post"
            else:
                continue
            yield Mention(word.start, word.end, "Person", f"person {rule}", reasons=tuple(self._reasons(ann, index)))

    def is_name(self, text: str) -> bool:
        """Whether the characters can be a full personal name."""
        if text in self._not_people or text.endswith(self._titles):
            return False
        if self._foreign.match(text):
            return True
        return bool(self._name.match(text)) and (text[0] in self._families or text[:2] in self._families)

    def _reasons(self, ann: Annotations, index: int) -> Iterator[str]:
        text, word = ann.clean.text, ann.words[index]
        if self._has_post(ann, index):
            yield "post before"
        if text.startswith(self._speaking, word.end):
            yield "speaks"
        if text.startswith(self._titles, word.end):
            yield "title behind"
        if "·" in text[word.start : word.end]:
            yield "foreign name"
        surrounded = self._has_post(ann, index) or text.startswith((*self._speaking, *self._titles), word.end)
        if ann.home and not surrounded:
            yield "apart, alone"

    def _is_told_of(self, ann: Annotations, index: int) -> bool:
        """Whether a name without a known family name stands behind a post, or speaks: 副局长图雅, 托卡耶夫表示."""
        text, word = ann.clean.text, ann.words[index]
        name = text[word.start : word.end]
        if not self._given.match(name) or name in self._not_people or name.endswith(self._titles):
            return False
        if self._has_post(ann, index):
            return True
        return len(name) > 2 and text.startswith(self._speaking, word.end)

    def _has_post(self, ann: Annotations, index: int) -> bool:
        if index == 0:
            return False
        before = ann.words[index - 1]
        return ann.clean.text[before.start : before.end].endswith(self._posts)
