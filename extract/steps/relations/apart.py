"""What a reader takes for granted in documents of Hong Kong, Macau and Taiwan, where the text gives nothing better.

Departments of Hong Kong and Macau govern the whole of it, bureaus of a city or county govern that and belong to its
government; systems are those of the department that the document is about; who speaks at a meeting takes part in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from extract.annotations import DraftEntity
from extract.steps.relations.frames import Candidate
from extract.steps.relations.scene import Scene
from extract.steps.relations.structure import one_of

_DEFAULT = "relation.jurisdiction.default"
_OFTEN = 2  # mentions that show that a document speaks of the whole province
_PARTNERS = frozenset({"District", "Agency", "Company", "Institution"})
_SYSTEMS = frozenset({"Platform", "Program"})
_TITLE = 3  # how many times a mention in a title counts
_KNOWN = frozenset[tuple[str, str, str]]


def plausible(home: str, candidate: Candidate, source: DraftEntity, target: DraftEntity) -> bool:
    """Whether a candidate can hold in a document at home there.

    A body governs no district elsewhere by default, and only bodies work together, and none with that of its own area.
    """
    if candidate.rule == _DEFAULT and not target.code.startswith(home):
        return False
    if candidate.relation == "cooperatesWith":
        own = source.name.startswith(target.name) or target.name.startswith(source.name)
        return not own and {source.type, target.type} <= _PARTNERS
    return True


class ApartReader:
    """Reads by the pack's `[apart]` of `patterns/relations/structure.toml`."""

    def __init__(self, raw: dict[str, Any]) -> None:
        settings: dict[str, Any] = raw["apart"]
        self._whole = frozenset(settings["whole"])
        self._national: tuple[str, ...] = tuple(settings["national"])
        self._local_bodies: tuple[str, ...] = tuple(settings["local_bodies"])
        self._governments: tuple[str, ...] = tuple(settings["governments"])
        self._actors = frozenset(settings["actors"])
        self._meetings: tuple[str, ...] = tuple(settings["meetings"])
        self._attending = re.compile(one_of(settings["attending"]))
        self._piloting = re.compile(one_of(settings["piloting"]))
        self._attendants = frozenset(settings["attendants"])
        self._classes: tuple[str, ...] = tuple(settings["classes"])
        self._weights: dict[str, float] = settings["weights"]

    def read(self, scene: Scene, known: set[tuple[str, str, str]]) -> Iterator[Candidate]:
        """Defaults of a document that is at home there; `known` holds (relation, source or target, entity)."""
        if scene.ann.home:
            yield from self._bodies(scene, known)
            yield from self._systems(scene, known)
            yield from self._places(scene, known)
            yield from self._meeting(scene)
            yield from self._pilots(scene)
            yield from self._awards(scene)

    def _candidate(self, scene: Scene, source: str, relation: str, target: str) -> Candidate:
        first = scene.first.get(target if source not in scene.first else source, 0)
        weight = self._weights[relation]
        return Candidate(source, relation, target, first, f"relation.{relation}.apart", weight)

    def _bodies(self, scene: Scene, known: set[tuple[str, str, str]]) -> Iterator[Candidate]:
        """What the bodies of the area govern, and the government of which the bureaus are."""
        entities = scene.ann.entities
        area = self._area(scene)
        if area is None:
            return
        told = [e for e in entities.values() if e.type == "Agency" and e.id in scene.first]
        government = next((e for e in told if self._is_government(e, area)), None)
        for body in told:
            settled = {("jurisdiction", "source", body.id), ("partOf", "source", body.id)} & known
            if self._governs(scene, body) and not settled:
                yield self._candidate(scene, body.id, "jurisdiction", area.id)
            part = government is not None and body is not government and body.name.endswith(self._local_bodies)
            if part and government and ("partOf", "source", body.id) not in known and self._is_own(scene, body):
                yield self._candidate(scene, body.id, "partOf", government.id)

    def _area(self, scene: Scene) -> DraftEntity | None:
        """The area of the document's own bodies: all of Hong Kong or Macau, in Taiwan the main city or county."""
        entities = scene.ann.entities
        if scene.ann.home in self._whole:
            named = Counter(mention.entity for mention in scene.mentions)
            return next((e for e in entities.values() if e.code == scene.ann.home and named[e.id] >= _OFTEN), None)
        main = entities.get(scene.ann.main_district)
        return main if main is not None and main.code.startswith(scene.ann.home) and len(main.code) > 2 else None

    def _governs(self, scene: Scene, body: DraftEntity) -> bool:
        if not self._is_own(scene, body):
            return False
        if scene.ann.home in self._whole:
            return True
        return body.name.endswith((*self._local_bodies, *self._governments)) and not body.name.startswith(
            self._national
        )

    def _is_own(self, scene: Scene, body: DraftEntity) -> bool:
        """Whether no other district leads the body's name."""
        districts = [e for e in scene.ann.entities.values() if e.type == "District" and e.code != scene.ann.home]
        main = scene.ann.main_district
        names = [n for e in districts if e.id != main for n, generic in e.names.items() if not generic and len(n) > 1]
        return not body.name.startswith((*names, *self._national))

    def _is_government(self, body: DraftEntity, area: DraftEntity) -> bool:
        stems = [name for name, generic in area.names.items() if not generic]
        return body.name.endswith(self._governments) and any(body.name.startswith(stem) for stem in stems)

    def _systems(self, scene: Scene, known: set[tuple[str, str, str]]) -> Iterator[Candidate]:
        """Who runs the systems of a title of which nothing is said: the body that the document is about."""
        main = self._main_actor(scene)
        titles = [line for line in scene.ann.lines if line.kind == "title"]
        titled = {m.entity for m in scene.mentions if any(x.start <= m.start < x.end for x in titles)}
        for entity in scene.ann.entities.values() if main else ():
            wanted = entity.type in ("Platform", "Program") and entity.id in titled
            if wanted and ("operates", "target", entity.id) not in known:
                yield self._candidate(scene, main, "operates", entity.id)

    def _main_actor(self, scene: Scene) -> str:
        """The body that the document names most, in its title above all; empty where none stands out."""
        counts: Counter[str] = Counter()
        for mention in scene.mentions:
            if mention.type in self._actors:
                line = next((x for x in scene.ann.lines if x.start <= mention.start < x.end), None)
                counts[mention.entity] += _TITLE if line is not None and line.kind == "title" else 1
        ranked = counts.most_common(2)
        clear = ranked and ranked[0][1] > _TITLE and (len(ranked) == 1 or ranked[0][1] > ranked[1][1])
        return ranked[0][0] if clear else ""

    def _places(self, scene: Scene, known: set[tuple[str, str, str]]) -> Iterator[Candidate]:
        """Places and institutions whose names begin with a district's, with or without its class."""
        stems: dict[str, str] = {}
        for district in scene.ann.entities.values():
            for name, generic in district.names.items() if district.type == "District" else ():
                if not generic and len(name) > 1 and district.code != scene.ann.home:
                    stems.setdefault(name, district.id)
                    short = next((name[: -len(c)] for c in self._classes if name.endswith(c)), "")
                    if len(short) > 1:
                        stems.setdefault(short, district.id)
        for entity in scene.ann.entities.values():
            settled = {("locatedIn", "source", entity.id), ("partOf", "source", entity.id)} & known
            if entity.type in ("Place", "Institution") and not settled and entity.id in scene.first:
                found = [stem for stem in stems if entity.name.startswith(stem) and entity.name != stem]
                if found:
                    yield self._candidate(scene, entity.id, "locatedIn", stems[max(found, key=len)])

    def _meeting(self, scene: Scene) -> Iterator[Candidate]:
        """Who speaks in a document about one meeting takes part in it."""
        events = [e for e in scene.ann.entities.values() if e.type == "Event" and e.id in scene.first]
        early = [e for e in events if e.name.endswith(self._meetings) and scene.clauses[scene.first[e.id]].line <= 2]
        posts = {m.entity for m in scene.mentions if m.type == "Person"}
        for person in sorted(posts, key=lambda i: (len(i), i)) if len(early) == 1 else ():
            yield self._candidate(scene, person, "participatesIn", early[0].id)
        last = events[0].id if len(events) == 1 else ""
        for index, clause in enumerate(scene.clauses):
            inside = scene.inside(clause.start, clause.end)
            last = next((m.entity for m in reversed(inside) if m.type == "Event"), last)
            cue = self._attending.search(scene.text, clause.start, clause.end)
            heads = [head for group in clause.groups for head in group.heads if cue and head.end <= cue.start()]
            people = [head for head in heads if head.type == "Person"]
            for mention in (people or heads) if last else ():
                if mention.type in self._attendants:
                    weight = self._weights["participatesIn"]
                    rule = "relation.participatesIn.apart"
                    yield Candidate(mention.entity, "participatesIn", last, index, rule, weight)

    def _pilots(self, scene: Scene) -> Iterator[Candidate]:
        """Where a system or programme is tried out or used (率先在X、Y试办): they take part in it."""
        for index, clause in enumerate(scene.clauses):
            cue = self._piloting.search(scene.text, clause.start, clause.end)
            start = scene.ann.sentences[clause.sentence].start
            things = [m for m in scene.inside(start, clause.end) if m.type in _SYSTEMS and cue and m.end <= cue.start()]
            for group in clause.groups if cue and things else ():
                if group.role == "place" and cue and group.end <= cue.start():
                    for head in group.heads:
                        weight, rule = self._weights["participatesIn"], "relation.participatesIn.apart"
                        yield Candidate(head.entity, "participatesIn", things[-1].entity, index, rule, weight)

    def _awards(self, scene: Scene) -> Iterator[Candidate]:
        """An award in brackets behind its winner: 某系统(智慧市民金奖)."""
        for index, clause in enumerate(scene.clauses):
            for left, right in pairwise(scene.inside(clause.start, clause.end)):
                between = scene.text[left.end : right.start]
                if right.type == "Award" and left.type not in ("Award", "District") and between.strip("”") == "(":
                    yield Candidate(left.entity, "received", right.entity, index, "relation.received.apart", 0.8)
