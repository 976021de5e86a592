"""Who holds a post where, in documents of Hong Kong, Macau and Taiwan: also posts without their body (局长李翠凤)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from extract.annotations import Mention
from extract.pack import Pack
from extract.steps.relations.frames import Candidate
from extract.steps.relations.scene import Scene
from extract.steps.relations.structure import one_of

_RULE = "relation.worksFor.post"
_STATED, _IMPLIED = 0.9, 0.75  # confidence where the body stands before the post, and where the reader supplies it


class PostsApart:
    """Reads posts by the pack's `[posts_apart]` of `patterns/relations/structure.toml`."""

    def __init__(self, pack: Pack) -> None:
        raw: dict[str, Any] = pack.patterns("relations/structure")["posts_apart"]
        title = one_of([*pack.words("relation_title"), *raw["implied"]])
        self._post = re.compile(rf"(?P<field>[^,。;:!?\n的]{{0,12}}?){title}(?:\([^()]{{1,16}}\))?\Z")
        self._joined = re.compile(rf"[^,。;:!?\n的]{{0,12}}{title}{one_of(raw['joiners'])}\Z")
        self._title = re.compile(
            rf"(?:{one_of(raw['prefixes'])})?({one_of(sorted(raw['implied']))})(?:\([^()]{{1,16}}\))?\Z"
        )
        self._behind = re.compile(one_of(sorted(raw["implied"])))
        self._any = re.compile(rf"{title}(?:\([^()]{{1,16}}\))?\Z")
        self._implied: dict[str, list[str]] = raw["implied"]
        self._types = frozenset(raw["types"])
        self._gap: int = raw["gap"]

    def read(self, scene: Scene) -> Iterator[Candidate]:
        """The bodies, companies and districts of the persons of a document that is at home there."""
        if not scene.ann.home:
            return
        for index, clause in enumerate(scene.clauses):
            inside = scene.inside(clause.start, clause.end)
            for place, person in enumerate(inside):
                if person.type == "Person":
                    before = [m for m in inside[:place] if m.type in self._types or m.type == "Person"]
                    for body, weight in self._bodies(scene, clause.start, before, person):
                        yield Candidate(person.entity, "worksFor", body, index, _RULE, weight)

    def _bodies(self, scene: Scene, start: int, before: list[Mention], person: Mention) -> Iterator[tuple[str, float]]:
        stated = list(self._stated(scene, before, person))
        for body in stated:
            yield body, _STATED
        if not stated:
            title = self._title.search(scene.text, start, person.start) or self._behind.match(scene.text, person.end)
            body = self._supplied(scene, title[title.lastindex or 0], person.start) if title else ""
            if body:
                yield body, _IMPLIED

    def _stated(self, scene: Scene, before: list[Mention], person: Mention) -> Iterator[str]:
        """The body directly before the post, and those of posts that are joined to it (甲局局长、乙中心主任丙)."""
        pattern, end = self._post, person.start
        for body in reversed(before):
            gap = scene.text[body.end : end]
            if body.type == "Person" or len(gap) > self._gap or not pattern.match(gap):
                return
            owner = next((m for m in before if m.end == body.start and m.type != "Person"), None)
            yield owner.entity if owner is not None and body.type == "District" else body.entity
            pattern, end = self._joined, body.start

    def _supplied(self, scene: Scene, title: str, position: int) -> str:
        """The body or district named last (a district: the main one first) whose name ends as the post implies."""
        endings = tuple(self._implied[title])
        entities = scene.ann.entities
        main = entities.get(scene.ann.main_district)
        if main is not None and main.name.endswith(endings):
            return main.id
        near = [m for m in scene.mentions if m.type in self._types and m.start < position]
        for mention in reversed(near):
            entity = entities[mention.entity]
            if any(name.endswith(endings) for name, generic in entity.names.items() if not generic):
                return entity.id
        return ""
