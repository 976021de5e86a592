"""Relations that names show by themselves: side by side, one inside the other, or by a level of government."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from extract.annotations import DraftEntity, Mention
from extract.steps.relations.force import Force
from extract.steps.relations.frames import Candidate, Frame, has_ending
from extract.steps.relations.scene import Clause, Scene
from extract.steps.relations.structure import CLOSING, OPENING, one_of

_Index = dict[str, list[str]]  # name to the entities of that name


class NameReader:
    """Reads `beside`, `possessive` and `level` frames."""

    def __init__(self, frames: Iterable[Frame], raw: dict[str, Any]) -> None:
        self._frames = [frame for frame in frames if frame.kind in ("beside", "possessive", "level")]
        self._collective = re.compile(rf"{one_of(raw['collective'])}{OPENING}\Z")
        self._possessive = re.compile(rf"{CLOSING}\s?{one_of(raw['possessive'])}{OPENING}\Z")
        self._levels: dict[str, list[str]] = raw["level"]["endings"]
        self._level = re.compile(rf"(?:{one_of(raw['level']['determiners'])})?({one_of(sorted(self._levels))})")
        self._not_level = re.compile(one_of(raw["level"]["not"]))
        self._local: tuple[str, ...] = tuple(raw["local_endings"])

    def read(self, scene: Scene, force: Force) -> Iterator[tuple[Candidate, int]]:
        """What names show, each with the start of the mention that shows it (-1 where the entity's name does)."""
        for index, clause in enumerate(scene.clauses):
            for kind, owner, owned in self._neighbours(scene, clause):
                for frame in self._fitting(scene, force, kind, owner.entity, owned.entity):
                    yield _candidate(frame, owner.entity, owned.entity, index), owned.start
        indexes = [self._index(scene, scene.structure.qualifiers), self._index(scene, frozenset({"District"}))]
        for entity in scene.ann.entities.values():
            if entity.id in scene.first:
                yield from self._by_name(scene, force, entity, indexes)
                yield from self._by_level(scene, force, entity)

    def _neighbours(self, scene: Scene, clause: Clause) -> Iterator[tuple[str, Mention, Mention]]:
        """(kind of frame, owner, owned) for mentions side by side or joined by a possessive particle."""
        for group in clause.groups:
            for chain in group.chains:
                for left, right in pairwise(chain.mentions):
                    yield "beside", left, right
        for before, after in pairwise(clause.groups):
            gap = scene.text[before.end : after.start]
            kind = "beside" if self._collective.match(gap) else "possessive" if self._possessive.match(gap) else ""
            if kind == "beside" or (kind == "possessive" and before.role not in ("place", "other")):
                yield from ((kind, head, chain.mentions[0]) for head in before.heads for chain in after.chains)

    def _fitting(self, scene: Scene, force: Force, kind: str, owner: str, owned: str) -> Iterator[Frame]:
        """The frames of a kind that may join the two; that something is in the country says nothing."""
        outer, inner = scene.ann.entities[owner], scene.ann.entities[owned]
        for frame in self._frames:
            first, second = (outer, inner) if frame.owner == "source" else (inner, outer)
            fits = frame.kind == kind and first.type in frame.sources and second.type in frame.targets
            vague = frame.owner == "target" and kind != "level" and force.topics.is_country(owner)
            if fits and not vague and has_ending(frame, inner):
                yield frame

    def _by_name(
        self, scene: Scene, force: Force, entity: DraftEntity, indexes: list[_Index]
    ) -> Iterator[tuple[Candidate, int]]:
        """What the entities show by whose names its own names begin (A|B|rest: A owns B, B owns the entity)."""
        entities, main = scene.ann.entities, force.topics.district
        for owner, owned, separable in _prefixes(entity, indexes, entities):
            for frame in self._fitting(scene, force, "beside", owner, owned):
                strict = separable or entities[owner].name.endswith(self._local)
                told = frame.names == "any" or (frame.names == "strict" and strict)
                if told and not (frame.yields and force.topics.is_country(owner)):
                    narrower = frame.narrow and force.topics.contains(owner, main)
                    yield _candidate(frame, main if narrower else owner, owned, scene.first[entity.id]), -1

    def _by_level(self, scene: Scene, force: Force, entity: DraftEntity) -> Iterator[tuple[Candidate, int]]:
        """What a name shows that begins with a level of government (区委): the district of that level in force."""
        frames = [f for f in self._frames if f.kind == "level" and entity.type in f.sources | f.targets]
        matches = [self._level.match(name) for name in sorted(entity.names) if not self._not_level.match(name)]
        levels = [match[1] for match in matches if match]
        district = self._of_level(scene, force, levels[0], scene.first[entity.id]) if frames and levels else ""
        if district:
            for frame in self._fitting(scene, force, "level", district, entity.id):
                yield _candidate(frame, district, entity.id, scene.first[entity.id]), -1

    def _of_level(self, scene: Scene, force: Force, level: str, index: int) -> str:
        entities = scene.ann.entities
        found = force.subject(index, scene.clauses[index].start, frozenset({"District"})).entities
        known = (entity.id for entity in entities.values() if entity.type == "District")
        for district in [*found, force.topics.district, *known]:
            if district and any(name.endswith(tuple(self._levels[level])) for name in entities[district].names):
                return district
        return ""

    def _index(self, scene: Scene, types: frozenset[str]) -> _Index:
        """The names of entities of these types by which longer names may begin."""
        found: _Index = {}
        for entity in scene.ann.entities.values():
            shortest = 2 if entity.type == "District" else 3  # short names of places are mostly rivers and hills
            for name, generic in entity.names.items() if entity.type in types else ():
                if len(name) >= shortest and (not generic or self._level.fullmatch(name)):
                    found.setdefault(name, []).append(entity.id)
        return found


def _prefixes(
    entity: DraftEntity, indexes: list[_Index], entities: dict[str, DraftEntity]
) -> Iterator[tuple[str, str, bool]]:
    """Triples (owner, owned, separable); separable: the rest of the name is a name by itself."""
    for index in indexes:
        for name in sorted(name for name, generic in entity.names.items() if not generic):
            chain, rest = _split(name, index, entity.id)
            for a, b in pairwise(chain):
                if entities[a].type == entities[b].type == "District":
                    yield a, b, True
            if chain:
                yield chain[-1], entity.id, rest in entity.names


def _split(name: str, index: _Index, own: str) -> tuple[list[str], str]:
    """The other entities whose names a name begins with, one after the other, and what is left of it."""
    chain: list[str] = []
    rest = name.lstrip('“‘"「《')
    while len(rest) > 2:
        sizes = range(len(rest) - 2, 1, -1)
        found = next(((size, e) for size in sizes for e in index.get(rest[:size], ()) if e != own), None)
        if found is None:
            break
        size, other = found
        if other not in chain:
            chain.append(other)
        rest = rest[size:]
    return chain, rest


def _candidate(frame: Frame, owner: str, owned: str, clause: int) -> Candidate:
    source, target = (owner, owned) if frame.owner == "source" else (owned, owner)
    return Candidate(source, frame.relation, target, clause, frame.rule, frame.weight, yields=frame.yields)
