"""Names in quotation marks in documents of Hong Kong, Macau and Taiwan, where most short quotations are names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from extract.annotations import Annotations, Mention
from extract.pack import Pack

_QUOTE = re.compile(r"“([^“”\n]{2,30})”")
_SINGLE = re.compile(r"‘([^‘’\n]{2,30})’")


class QuotedApart:
    """Types a quotation by what stands before it, behind it, or at its end; a Program where nothing tells."""

    def __init__(self, pack: Pack) -> None:
        settings = pack.patterns("quoted")["apart"]
        self._longest: int = settings["longest"]
        self._saying = re.compile(settings["saying"])
        self._prize = re.compile(settings["prize"])
        self._no_name = re.compile(settings["no_name"])
        self._figures = frozenset(pack.words("figurative_quotes"))
        self._before: list[tuple[str, str]] = _longest_first(settings["before"])
        self._behind: list[tuple[str, str]] = _longest_first(settings["behind"])
        self._ending: list[tuple[str, str]] = _longest_first(settings["ending"])

    def find(self, ann: Annotations) -> Iterator[Mention]:
        """The quoted names of a document that is at home there."""
        text = ann.clean.text
        for match in self._prize.finditer(text) if ann.home else ():
            yield Mention(*match.span(1), "Award", "quoted kind")
        for pattern in (_QUOTE, _SINGLE) if ann.home else ():
            for match in pattern.finditer(text):
                content = match[1]
                if len(content) > self._longest or content in self._figures or self._saying.search(content):
                    continue
                mention = self._mention(text, match)
                if mention.rule != "quoted bare" or not self._no_name.search(content):
                    yield mention

    def _mention(self, text: str, match: re.Match[str]) -> Mention:
        core, (start, end) = match.span(1), match.span()
        behind = next(((word, kind) for word, kind in self._behind if text.startswith(word, end)), None)
        if behind:
            # the word for the kind is part of what documents write, and of the name of a programme
            return Mention(start, end + len(behind[0]), behind[1], "quoted kind", core=core)
        before = next((kind for word, kind in self._before if text.endswith(word, 0, start)), "")
        ending = next((kind for word, kind in self._ending if match[1].endswith(word)), "")
        latin = "Platform" if match[1].isascii() and match[1][0].isalpha() else ""  # “HA Go”
        rule = "quoted kind" if before or ending or latin else "quoted bare"
        return Mention(start, end, before or ending or latin or "Program", rule, core=core)


def _longest_first(words: Mapping[str, list[str]]) -> list[tuple[str, str]]:
    pairs = [(word, kind) for kind, several in words.items() for word in several]
    return sorted(pairs, key=lambda pair: (-len(pair[0]), pair))
