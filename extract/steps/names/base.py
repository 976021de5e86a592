"""Organisations and places that the base analyser sees and no other rule explains."""

from __future__ import annotations

from collections.abc import Iterator

from extract.annotations import Annotations, Mention
from extract.pack import Pack
from extract.steps.names.heads import HeadTable


class BaseNames:
    """Types the base analyser's ORG and LOC words by their head word, their neighbours and the pack's lists."""

    def __init__(self, pack: Pack) -> None:
        settings = pack.patterns("base_names")
        self._heads = HeadTable(pack)
        self._regions = frozenset(pack.words("regions"))
        self._not_names = frozenset(pack.words("not_base_names"))
        self._types: dict[str, list[str]] = settings["types"]
        self._default: dict[str, str] = settings["default"]
        self._company_cues: tuple[str, ...] = tuple(settings["company_cues"])

    def find(self, ann: Annotations) -> Iterator[Mention]:
        """The base names of a document with a type, in text order."""
        text = ann.clean.text
        for index, word in enumerate(ann.words):
            name = text[word.start : word.end]
            if name in self._regions:
                yield Mention(word.start, word.end, "Place", "base region")
            elif word.tag in self._types and len(name) > 1 and name not in self._not_names:
                yield from self._typed(ann, index)

    def _typed(self, ann: Annotations, index: int) -> Iterator[Mention]:
        text, word = ann.clean.text, ann.words[index]
        allowed = self._types[word.tag]
        heads = [head for head in self._heads.ending(text, word.end, word.start + 1) if head.type in allowed]
        if heads:
            yield Mention(word.start, word.end, heads[0].type, f"base head:{heads[0].text}")
        elif word.tag == "ORG" and self._like_company(ann, index):
            yield Mention(word.start, word.end, self._default["ORG"], "base listed")

    def _like_company(self, ann: Annotations, index: int) -> bool:
        """Whether an organisation without a head word stands where companies stand: in a list, before 等企业."""
        text, word = ann.clean.text, ann.words[index]
        name = text[word.start : word.end]
        if text.startswith(self._company_cues, word.end):
            return True
        neighbours = [ann.words[i] for i in (index - 2, index + 2) if 0 <= i < len(ann.words)]
        joined = any(
            other.tag == "ORG" and "、" in text[min(word.end, other.end) : max(word.start, other.start)]
            for other in neighbours
        )
        return joined and len(name) >= 2
