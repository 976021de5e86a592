"""References in documents of Hong Kong, Macau and Taiwan: 本港, 全澳, and 署方 for the department spoken of."""

from __future__ import annotations

import re

from extract.annotations import Annotations, DraftEntity, Mention
from extract.divisions import Divisions
from extract.pack import Pack

_SCORE = 0.8
_VERSION = "0123456789.”"
"""What may stand behind the last word of a name: 试办计划2.0."""


class ReferencesApart:
    """Adds the generic mentions; the whole of a province is an entity even where only such a word names it."""

    def __init__(self, pack: Pack) -> None:
        settings = pack.patterns("linking")["references"]["apart"]
        self._divisions = Divisions.load(pack)
        self._whole: dict[str, str] = {word: code for code, words in settings["whole"].items() for word in words}
        self._bodies: dict[str, tuple[str, ...]] = {w: tuple(ends) for w, ends in settings["bodies"].items()}
        self._bare = re.compile(
            rf"(?:(?<=[,。;:!?\n“])|^)(?:{'|'.join(sorted(settings['bare'], key=lambda w: (-len(w), w)))})"
        )
        words = sorted([*self._whole, *self._bodies], key=lambda word: (-len(word), word))
        self._words = re.compile("|".join(map(re.escape, words)))

    def resolve(self, ann: Annotations) -> None:
        """Add a mention for every such word of a document that is at home there."""
        taken = {place for m in ann.mentions for place in range(m.start, m.end)}
        for match in self._words.finditer(ann.clean.text) if ann.home else ():
            if taken.isdisjoint(range(*match.span())):
                word = match.group()
                entity = self._area(ann, word) if word in self._whole else self._body(ann, word, match.start())
                self._add(ann, match, entity)
        for match in self._bare.finditer(ann.clean.text) if ann.home else ():
            if taken.isdisjoint(range(*match.span())) and any(
                w.start == match.start() and w.end == match.end() for w in ann.words
            ):
                self._add(ann, match, self._named_before(ann, (match.group(),), match.start()))

    def _add(self, ann: Annotations, match: re.Match[str], entity: str) -> None:
        if entity:
            kind = ann.entities[entity].type
            ann.mentions.append(Mention(*match.span(), kind, "reference:apart", entity, generic=True, score=_SCORE))
            ann.entities[entity].names.setdefault(match.group(), True)

    def _area(self, ann: Annotations, word: str) -> str:
        code = self._whole[word]
        known = next((e.id for e in ann.entities.values() if e.type == "District" and e.code == code), "")
        division = self._divisions.get(code)
        if known or division is None or code != ann.home:
            return known
        entity = DraftEntity(f"e{len(ann.entities) + 1}", "District", division.short_name or division.name, code=code)
        ann.entities[entity.id] = entity
        return entity.id

    def _body(self, ann: Annotations, word: str, position: int) -> str:
        """The body named last before whose name ends as the word wants."""
        return self._named_before(ann, self._bodies[word], position)

    def _named_before(self, ann: Annotations, endings: tuple[str, ...], position: int) -> str:
        for mention in sorted(ann.mentions, key=lambda m: (-m.start, m.end)):
            if mention.end <= position and mention.type != "District" and mention.entity:
                entity = ann.entities[mention.entity]
                names = (name.rstrip(_VERSION) for name, generic in entity.names.items() if not generic)
                if any(name.endswith(endings) for name in names):
                    return entity.id
        return ""
