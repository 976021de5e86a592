"""The pairs of entities that a sentence might relate: two that it names, or one with the subject or place in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from extract.annotations import Mention
from extract.ontology import Ontology
from extract.steps.relations.force import Force
from extract.steps.relations.scene import Group, Scene

_LEVELS = ("clause", "sentence", "paragraph", "document")
_DISTRICT = frozenset({"District"})


class Spot(NamedTuple):
    """Where a sentence names an entity: `clause` is an index of the scene's clauses; inside a longer name no group."""

    mention: Mention
    clause: int
    group: Group | None


class Pair(NamedTuple):
    """Two different entities in the order of a relation.

    `source` and `target` are their ids; `at` holds the places of both, or of the one that the sentence names, and
    `given` which end that is (empty where both are named). `ways` say how the other end comes to be meant.
    """

    sentence: int
    source: str
    target: str
    at: tuple[Spot, ...]
    given: str = ""
    ways: tuple[str, ...] = ()


class Pairs:
    """Lists the pairs whose types some relation may join."""

    def __init__(self, ontology: Ontology) -> None:
        ends = {ends for relation in ontology.relations.values() for ends in relation.ends}
        self._joined = ends | {(b, a) for r in ontology.relations.values() if r.symmetric for a, b in r.ends}

    def read(self, scene: Scene, force: Force) -> Iterator[Pair]:
        """Every pair of every sentence, in text order."""
        for sentence, near in sorted(_named(scene).items()):
            for source, starts in near.items():
                for target, ends in near.items():
                    if source != target and self._fits(scene, source, target):
                        yield Pair(sentence, source, target, _closest(starts, ends))
            yield from self._absent(scene, force, sentence, near)

    def _absent(self, scene: Scene, force: Force, sentence: int, near: Mapping[str, list[Spot]]) -> Iterator[Pair]:
        for entity, spots in near.items():
            for other, ways in _in_force(scene, force, spots[0]).items():
                if other in near:
                    continue
                if self._fits(scene, other, entity):
                    yield Pair(sentence, other, entity, (spots[0],), "target", ways)
                if self._fits(scene, entity, other):
                    yield Pair(sentence, entity, other, (spots[0],), "source", ways)

    def _fits(self, scene: Scene, source: str, target: str) -> bool:
        entities = scene.ann.entities
        return (entities[source].type, entities[target].type) in self._joined


def _named(scene: Scene) -> dict[int, dict[str, list[Spot]]]:
    """For each sentence, where it names each entity; names inside longer names included."""
    found: dict[int, dict[str, list[Spot]]] = defaultdict(dict)
    mentions = iter(sorted((m for m in scene.ann.mentions if m.entity), key=lambda m: (m.start, m.end)))
    mention = next(mentions, None)
    for index, clause in enumerate(scene.clauses):
        groups = {id(m): group for group in clause.groups for chain in group.chains for m in chain.mentions}
        while mention is not None and mention.start < clause.end:
            if clause.start <= mention.start and mention.end <= clause.end:
                spot = Spot(mention, index, groups.get(id(mention)))
                found[clause.sentence].setdefault(mention.entity, []).append(spot)
            mention = next(mentions, None)
    return found


def _closest(sources: Sequence[Spot], targets: Sequence[Spot]) -> tuple[Spot, Spot]:
    return min(
        ((source, target) for source in sources for target in targets),
        key=lambda pair: (abs(pair[0].clause - pair[1].clause), gap_of(*pair), pair[0].mention.start),
    )


def gap_of(one: Spot, other: Spot) -> int:
    """The characters between two names; 0 where they touch or overlap."""
    return max(0, one.mention.start - other.mention.end, other.mention.start - one.mention.end)


def _in_force(scene: Scene, force: Force, spot: Spot) -> dict[str, tuple[str, ...]]:
    """The entities that the clause may be about without naming them, and how each comes to be meant."""
    found: dict[str, list[str]] = defaultdict(list)
    for what, types in (("subject", scene.structure.actors), ("district", _DISTRICT)):
        meant = force.subject(spot.clause, spot.mention.start, types)
        for entity in meant.entities:
            found[entity].append(f"{what} of the {_LEVELS[meant.level]}")
    for what, main in (("main district", force.topics.district), ("main place", force.topics.place)):
        if main:
            found[main].append(what)
    return {entity: tuple(ways) for entity, ways in found.items()}
