"""Relations that no single word states: nested divisions, counted parts, and what a reader takes for granted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from extract.annotations import DraftEntity
from extract.steps.relations.force import DOCUMENT, PARAGRAPH, SENTENCE, Force, Found
from extract.steps.relations.frames import Candidate, Frame, has_ending
from extract.steps.relations.scene import Clause, Group, Scene
from extract.steps.relations.structure import CLOSING, one_of

_DISTRICT = frozenset({"District"})
_COUNTY = 6  # digits of the official code of a county
_FAR = 0.8  # confidence kept where no sentence names both districts
_GUESSED = 0.9  # confidence kept where subject or place stand in another sentence


class NestedReader:
    """Reads `nested` frames: districts of which one contains the other."""

    def __init__(self, frames: Iterable[Frame], communities: Iterable[str]) -> None:
        self._frames = [frame for frame in frames if frame.kind == "nested"]
        self._communities = tuple(communities)

    def read(self, scene: Scene) -> Iterator[Candidate]:
        """Each district within the nearest one around it that its sentence names; failing that, its document."""
        sentences = scene.districts()
        named = set().union(*sentences.values())
        clauses = {clause.sentence: index for index, clause in reversed(list(enumerate(scene.clauses)))}
        for sentence, near in sorted(sentences.items()):
            for inner in sorted(near):
                outer = self._around(scene, inner, near)
                if outer and (not self._is_local(scene, inner) or outer == self._around(scene, inner, named)):
                    yield from self._candidates(inner, outer, clauses[sentence], 1.0)
        for inner in sorted(named):
            outer = self._around(scene, inner, named)
            if outer:
                yield from self._candidates(inner, outer, scene.first.get(inner, 0), _FAR)

    def _candidates(self, inner: str, outer: str, index: int, factor: float) -> Iterator[Candidate]:
        for frame in self._frames:
            yield Candidate(inner, frame.relation, outer, index, frame.rule, frame.weight * factor)

    def _is_local(self, scene: Scene, entity: str) -> bool:
        """Whether a district lies below the county, so that only the nearest one around it counts."""
        district = scene.ann.entities[entity]
        return len(district.code) > _COUNTY or district.name.endswith(self._communities)

    def _around(self, scene: Scene, inner: str, known: set[str]) -> str:
        """The nearest of the known districts that contain one; empty where none does."""
        entities = scene.ann.entities
        outer = [entities[other] for other in sorted(known) if _contains(entities, other, inner)]
        parent = entities[inner].parent
        return max(outer, key=lambda e: (e.id == parent, len(e.code), e.id)).id if outer else ""


def _contains(entities: dict[str, DraftEntity], outer: str, inner: str) -> bool:
    """Whether a district lies within another by its parents or its official code."""
    seen: set[str] = set()
    parent = entities[inner].parent
    while parent in entities and parent not in seen:
        if parent == outer:
            return True
        seen.add(parent)
        parent = entities[parent].parent
    wide, narrow = entities[outer].code, entities[inner].code
    return bool(wide) and narrow != wide and narrow.startswith(wide)


class PartsReader:
    """Reads `parts` frames: a list that is counted as the modules, scenes or parts of what was named before."""

    def __init__(self, frames: Iterable[Frame], raw: dict[str, Any]) -> None:
        self._frames = [
            (frame, re.compile(rf"{CLOSING}{raw['count']}{one_of(frame.cues)}"))
            for frame in frames
            if frame.kind == "parts"
        ]

    def read(self, scene: Scene, force: Force) -> Iterator[Candidate]:
        """The members of counted lists as parts of the thing of that type named last."""
        for index, clause in enumerate(scene.clauses):
            for group in clause.groups:
                kind, members = group.heads[-1].type, frozenset(head.entity for head in group.heads)
                for frame, counted in self._frames if len(members) > 1 else ():
                    if kind in frame.sources and counted.match(scene.text, group.end):
                        whole = force.topic(index, kind, members)
                        for part in sorted(members) if whole else ():
                            yield Candidate(part, frame.relation, whole, index, frame.rule, frame.weight)


class DefaultReader:
    """Reads `default` frames: what a reader takes from the context where the text gives nothing better."""

    def __init__(self, frames: Iterable[Frame], central: Iterable[str]) -> None:
        self._frames = [frame for frame in frames if frame.kind == "default"]
        self._central = tuple(central)

    def read(self, scene: Scene, force: Force, known: set[tuple[str, str, str]]) -> Iterator[Candidate]:
        """Defaults for entities without a relation; `known` holds (relation, source or target, entity)."""
        for frame in self._frames:
            for entity in scene.ann.entities.values():
                if entity.id in scene.first and self._wanted(frame, entity, known):
                    yield from self._default(scene, force, frame, entity)

    def _wanted(self, frame: Frame, entity: DraftEntity, known: set[tuple[str, str, str]]) -> bool:
        """Whether a frame is about an entity, and nothing is known that settles the matter."""
        owned, end = (frame.targets, "target") if frame.owner == "source" else (frame.sources, "source")
        settling = (f"{frame.relation}.{end}", *frame.unless)
        if entity.type not in owned or any((*s.split("."), entity.id) in known for s in settling):
            return False
        return has_ending(frame, entity) and not (frame.local and entity.name.startswith(self._central))

    def _default(self, scene: Scene, force: Force, frame: Frame, entity: DraftEntity) -> Iterator[Candidate]:
        index = scene.first[entity.id]
        group = _group(scene.clauses[index], entity.id)
        if group is not None and group.role in ("other", "companion"):
            return
        found = _giver(force, frame, index, group.start if group is not None else scene.clauses[index].start)
        for other in found.entities if found.level <= frame.depth else ():
            if other != entity.id and not (frame.local and force.topics.is_country(other)):
                source, target = (other, entity.id) if frame.owner == "source" else (entity.id, other)
                weight = frame.weight * (1.0 if found.level < PARAGRAPH else _GUESSED)
                yield Candidate(source, frame.relation, target, index, frame.rule, weight)


def _giver(force: Force, frame: Frame, index: int, start: int) -> Found:
    """The subject or place in force from which a default is taken; failing that, a district."""
    types = frame.sources if frame.owner == "source" else frame.targets
    if frame.places:
        found = force.location(index, start, types, leads=frame.depth > SENTENCE)
    else:
        found = force.subject(index, start, types, ahead=False)
    if not found.entities or found.level > frame.depth:
        found = force.subject(index, start, types & _DISTRICT, ahead=False)
    if frame.local and not found.entities and frame.depth == DOCUMENT and force.topics.district:
        return Found((force.topics.district,), DOCUMENT)
    return found


def _group(clause: Clause, entity: str) -> Group | None:
    """The group of a clause that holds a mention of the entity."""
    for group in clause.groups:
        if any(mention.entity == entity for chain in group.chains for mention in chain.mentions):
            return group
    return None
