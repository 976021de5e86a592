"""References without a name: 我区, 全市, 该平台, 中心, 梁博士."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from extract.annotations import Annotations, DraftEntity, Mention
from extract.divisions import Division, Divisions
from extract.pack import Pack
from extract.steps.linking.main_district import main_district, ranked_districts
from extract.steps.names.heads import HeadTable

_SCORE = 0.8
_CLAUSE_START = r"(?:(?<=[,。;:!?\n“])|^)"


class _Context(NamedTuple):
    """A document with its named mentions in text order and the ids of its districts, the main one first."""

    ann: Annotations
    named: list[Mention]
    ranked: list[str]

    def before(self, offset: int) -> Iterable[Mention]:
        """The named mentions that end before the offset, the nearest first."""
        return (m for m in reversed(self.named) if m.end <= offset)


Reader = Callable[[re.Match[str], _Context], str]


class References:
    """Adds generic mentions of entities that the document has named."""

    def __init__(self, pack: Pack) -> None:
        settings = pack.patterns("linking")["references"]
        self._divisions = Divisions.load(pack)
        self._levels = {word: level for level, words in settings["area"].items() for word in words}
        self._weights: dict[str, int] = settings["weights"]
        self._main: dict[str, Any] = settings["main"]
        self._endings: dict[str, tuple[str, ...]] = {level: tuple(ends) for level, ends in settings["endings"].items()}
        self._own: tuple[str, ...] = tuple(settings["own"])
        self._country: str = settings["country"]
        self._counted = re.compile(settings["counted"])
        self._also: dict[str, list[str]] = settings["also"]
        self._bodies: dict[str, tuple[str, ...]] = {word: tuple(ends) for word, ends in settings["bodies"].items()}
        self._heads = HeadTable(pack)
        things = settings["thing"]
        titles = sorted(pack.patterns("people")["titles"], key=lambda t: (-len(t), t))
        self._readers: list[tuple[re.Pattern[str], str, Reader]] = [
            (re.compile(_either(self._levels)), "area", self._area),
            (
                re.compile(rf"{_either(things['pointers'])}(?P<head>{_either(self._heads.texts)})"),
                "pointed",
                self._pointed,
            ),
            (re.compile(_either(self._bodies)), "body", self._body),
            (re.compile(rf"{_CLAUSE_START}(?P<head>{_either(things['bare'])})"), "bare", self._bare),
            (re.compile(rf"(?P<family>[\u4e00-\u9fff]){_either(titles)}"), "titled", self._person),
        ]

    def resolve(self, ann: Annotations) -> None:
        """Add a generic mention for every reference whose entity can be told."""
        named = sorted((m for m in ann.mentions if not m.generic), key=lambda m: (m.start, -m.end))
        context = _Context(ann, named, ranked_districts(ann, self._weights))
        ann.main_district = main_district(ann, self._weights, **self._main)
        taken = {position for m in ann.mentions for position in range(m.start, m.end)}
        for pattern, rule, read in self._readers:
            for match in pattern.finditer(ann.clean.text):
                span = range(*match.span())
                entity = "" if taken.intersection(span) else read(match, context)
                if entity:
                    taken.update(span)
                    self._add(ann, match, entity, rule)
        ann.mentions.sort(key=lambda m: (m.start, -m.end, m.type, m.rule))

    def _add(self, ann: Annotations, match: re.Match[str], entity_id: str, rule: str) -> None:
        entity = ann.entities[entity_id]
        generic = self._levels.get(match.group()) != "country"  # 我国 means one country in every document
        mention = Mention(*match.span(), entity.type, f"reference:{rule}", entity_id, generic=generic, score=_SCORE)
        ann.mentions.append(mention)
        entity.names.setdefault(match.group(), generic)

    def _area(self, match: re.Match[str], context: _Context) -> str:
        """我区 is the document's own district, 全区 the one named last in the paragraph, else the document's own."""
        level = self._levels[match.group()]
        if match.group().startswith(self._own):
            own = (e for e in context.ranked if self._is(context.ann.entities[e], level))
            return next(own, "") or self._ancestor(context, level, own=True)
        if self._counted.match(match.string, match.start()):
            return self._ancestor(context, level, own=True)
        main = context.ann.main_district
        if main and self._is(context.ann.entities[main], level):
            return main
        floor = _paragraph_start(context.ann, match.start())
        for mention in context.before(match.start()):
            if mention.start < floor:
                break
            if mention.type == "District" and self._is(context.ann.entities[mention.entity], level):
                return mention.entity
        return self._ancestor(context, level)

    def _ancestor(self, context: _Context, level: str, *, own: bool = False) -> str:
        """The main district or its ancestor at the level; one that the document does not name is marked inferred.

        我国 always means the country; 全国 only where it opens a clause that gives a figure, or where the document
        speaks of the country besides.
        """
        if level == "country":
            known = (e.id for e in context.ann.entities.values() if (e.type, e.name) == ("District", self._country))
            return self._district(context.ann, "", self._country) if own else next(known, "")
        main = context.ann.entities[context.ranked[0]] if context.ranked else None
        if main is None or not main.code:
            return next((m.entity for m in context.named if self._is(context.ann.entities[m.entity], level)), "")
        for division in self._lineage(main.code):
            if self._has_level(division, level):
                return self._district(context.ann, division.code, division.name)
        return ""

    def _lineage(self, code: str) -> list[Division]:
        """The division with the code and those above it."""
        division = self._divisions.get(code)
        return [division, *self._divisions.ancestors(division)] if division else []

    def _district(self, ann: Annotations, code: str, name: str) -> str:
        known = next(
            (
                e.id
                for e in ann.entities.values()
                if e.type == "District" and (e.code, e.name)[not code] == (code or name)
            ),
            "",
        )
        if known:
            return known
        entity = DraftEntity(f"e{len(ann.entities) + 1}", "District", name, {}, code=code, inferred=bool(code))
        ann.entities[entity.id] = entity
        return entity.id

    def _is(self, entity: DraftEntity, level: str) -> bool:
        """Whether a district is one of the level: by its rank, or by what people call it (全市 of 义乌市)."""
        division = self._divisions.get(entity.code) if entity.type == "District" else None
        return division is not None and self._has_level(division, level)

    def _has_level(self, division: Division, level: str) -> bool:
        if division.level == "county" and division.name.endswith(self._endings.get(level, ())):
            return True
        return division.level == level or level in self._also.get(division.code, ())

    def _pointed(self, match: re.Match[str], context: _Context) -> str:
        """该平台 is the thing named last whose name ends with 平台, or whose type 平台 can be the head of."""
        heads = self._heads.ending(match["head"], len(match["head"]))
        types = {head.type for head in heads}
        for mention in context.before(match.start()):
            entity = context.ann.entities[mention.entity]
            if any(name.endswith(match["head"]) for name in entity.names) or entity.type in types:
                return mention.entity
        return ""

    def _body(self, match: re.Match[str], context: _Context) -> str:
        """该院 is the body named last whose name ends as the word wants; no part of a longer word (该行业)."""
        if not any(word.end == match.end() for word in context.ann.words):
            return ""
        named = (m for m in context.before(match.start()) if m.type != "District")
        return _ends(context, named, self._bodies[match.group()])

    def _bare(self, match: re.Match[str], context: _Context) -> str:
        """A bare head at a clause's beginning is the thing named last whose name ends with it."""
        after = context.ann.clean.text[match.end() : match.end() + 1]
        word = next((w for w in context.ann.words if w.start == match.start()), None)
        if word is None or word.end != match.end() or not after:
            return ""
        return _ends(context, context.before(match.start()), (match["head"],))

    def _person(self, match: re.Match[str], context: _Context) -> str:
        """梁博士 is the person named last whose family name is 梁."""
        for mention in context.before(match.start()):
            entity = context.ann.entities[mention.entity]
            if entity.type == "Person" and entity.name.startswith(match["family"]):
                return mention.entity
        return ""


def _ends(context: _Context, mentions: Iterable[Mention], endings: tuple[str, ...]) -> str:
    """The entity of the first mention that has a name with one of the endings, else empty."""
    entities = (context.ann.entities[mention.entity] for mention in mentions)
    return next((entity.id for entity in entities if any(name.endswith(endings) for name in entity.names)), "")


def _paragraph_start(ann: Annotations, offset: int) -> int:
    return max((line.start for line in ann.lines if line.start <= offset), default=0)


def _either(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))) + ")"
