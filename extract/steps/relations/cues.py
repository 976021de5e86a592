"""Relations that a cue word states: object, subject, mutual and scope frames."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from extract.facts import Modality
from extract.steps.relations.force import CLAUSE, PARAGRAPH, Force, Found
from extract.steps.relations.frames import Candidate, Frame, has_ending
from extract.steps.relations.mood import Mood
from extract.steps.relations.scene import Clause, Group, Scene
from extract.steps.relations.structure import one_of


@dataclass(frozen=True, slots=True)
class _Hit:
    """A cue in a clause. `attributive`: it qualifies the noun after it (X推出的Y)."""

    start: int
    end: int
    frames: tuple[Frame, ...]
    attributive: bool


class CueReader:
    """Reads the cue frames of a document."""

    def __init__(self, frames: Iterable[Frame], mood: Mood, attributive: tuple[str, ...]) -> None:
        self._frames: dict[str, list[Frame]] = {}
        for frame in frames:
            for cue in frame.cues:
                self._frames.setdefault(cue, []).append(frame)
        self._cue = re.compile(one_of(sorted(self._frames)))
        self._mood = mood
        self._attributive = re.compile(one_of(attributive))

    def read(
        self, scene: Scene, force: Force, claimed: set[tuple[str, int]], denied: set[tuple[str, str, str]]
    ) -> Iterator[Candidate]:
        """What the cues of the document state, save for `claimed` (relation, mention start) that names settle.

        Adds to `denied` the ends (relation, source or target, entity) of what the text says is not so.
        """
        for index, clause in enumerate(scene.clauses):
            hits = list(self._hits(scene, clause))
            for hit in hits:
                if self._mood.denies(scene.text, clause.start, hit.start):
                    denied.update(_denied(clause, hit))
                    continue
                modality = self._mood.modality(scene, clause, hit.start)
                reading = _Reading(scene, force, index, hit, modality, claimed)
                for frame in hit.frames:
                    yield from reading.by(frame, hits)

    def _hits(self, scene: Scene, clause: Clause) -> Iterator[_Hit]:
        for match in self._cue.finditer(scene.text, clause.start, clause.end):
            start, end = match.span()
            covered = any(m.start < end and start < m.end for g in clause.groups for c in g.chains for m in c.mentions)
            if not covered and scene.starts_word(start):
                attributive = bool(self._attributive.match(scene.text, end))
                yield _Hit(start, end, tuple(self._frames[match.group()]), attributive)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One cue being read."""

    scene: Scene
    force: Force
    index: int
    hit: _Hit
    modality: Modality
    claimed: set[tuple[str, int]]

    @property
    def clause(self) -> Clause:
        return self.scene.clauses[self.index]

    def by(self, frame: Frame, hits: list[_Hit]) -> Iterator[Candidate]:
        """The candidates of one frame; `hits` are all the cues of the clause."""
        if frame.kind == "object":
            yield from self._attribute(frame) if self.hit.attributive else self._object(frame, hits)
        elif frame.kind == "subject" and not self.hit.attributive:
            yield from self._subject(frame)
        elif frame.kind == "mutual":
            yield from self._mutual(frame)
        elif frame.kind == "scope":
            yield from self._scope(frame)
        elif frame.kind == "rank":
            yield from self._rank(frame)

    def _object(self, frame: Frame, hits: list[_Hit]) -> Iterator[Candidate]:
        wanted, given = _ends(frame)
        for group in self.clause.groups:
            if group.heads[-1].type in wanted and self._is_object(group, frame) and self._governs(group, frame, hits):
                found = self._following(frame, group, given) or self._source(frame, given)
                yield from self._pairs(frame, found, group)

    def _following(self, frame: Frame, group: Group, types: frozenset[str]) -> Found | None:
        """What an inverse frame is about: the group that the possessive object qualifies."""
        after = [g for g in self.clause.groups if g.start >= group.end]
        if frame.inverse and group.genitive and after and after[0].heads[0].type in types:
            return _heads(after[0])
        return None

    def _is_object(self, group: Group, frame: Frame) -> bool:
        """Whether a group after the cue can be its object, not the place, partner or qualifier of another word."""
        later = [g for g in self.clause.groups if g.start >= group.end and g.heads[-1].type != group.heads[-1].type]
        if later and self.scene.structure.modifies(self.scene.text[group.end : later[0].start]) and not frame.inverse:
            return False
        if self.scene.text[self.hit.end : group.start].strip('“‘《"') == "":
            return True
        return group.role in ("plain", "object")

    def _governs(self, group: Group, frame: Frame, hits: list[_Hit]) -> bool:
        """Whether this cue is the nearest before the group that could take it as its object."""
        if not 0 <= group.start - self.hit.end <= frame.gap:
            return False
        kind = group.heads[-1].type
        between = [h for h in hits if self.hit.end <= h.start and h.end <= group.start and not h.attributive]
        return not any(f.kind == "object" and kind in _ends(f)[0] for h in between for f in h.frames)

    def _source(self, frame: Frame, types: frozenset[str]) -> Found:
        """Who does what the cue says; empty where that is somebody whom the text does not name."""
        found = self.force.subject(self.index, self.hit.start, types, places=frame.places)
        if found.level > CLAUSE and self._has_own_subject(frame):
            return Found((), found.level)
        if frame.antecedent and found.level > CLAUSE:
            before = self.force.antecedent(self.index, types)
            found = before if before.entities else found
        few = found.level < PARAGRAPH and len(found.entities) < frame.plural
        return Found((), found.level) if few or found.level > frame.depth else found

    def _has_own_subject(self, frame: Frame) -> bool:
        """Whether the clause has a subject that is no entity of the frame's types (11家企业入选)."""
        start, position = self.clause.start, self.hit.start
        if self.scene.structure.counted.search(self.scene.text[start:position]):
            return True
        plain = any(group.role == "plain" and group.end <= position for group in self.clause.groups)
        return frame.antecedent and (plain or self.scene.has_noun(start, position))

    def _attribute(self, frame: Frame) -> Iterator[Candidate]:
        wanted, given = _ends(frame)
        before = [g for g in self.clause.groups if 0 <= self.hit.start - g.end <= frame.gap_before]
        after = [g for g in self.clause.groups if g.start >= self.hit.end and g.start - self.hit.end <= frame.gap]
        if before and after and after[0].heads[-1].type in wanted:
            if before[-1].heads[-1].type in given:
                yield from self._pairs(frame, _heads(before[-1]), after[0])
            self.claimed.update((frame.relation, head.start) for head in after[0].heads)

    def _subject(self, frame: Frame) -> Iterator[Candidate]:
        wanted, given = _ends(frame)
        theme = self._theme(frame, wanted)
        if theme is not None:
            found = self._doer(theme, given) or self._far(frame, theme, given)
            yield from self._pairs(frame, found, theme)

    def _doer(self, theme: Group, types: frozenset[str]) -> Found | None:
        """The agent, or else the place, that the clause of an intransitive cue names."""
        for role in ("agent", "place"):
            for group in self.clause.groups:
                if group.role == role and group.heads[-1].type in types and group is not theme:
                    return _heads(group)
        return None

    def _far(self, frame: Frame, theme: Group, types: frozenset[str]) -> Found:
        search = self.force.location if frame.places else self.force.subject
        return self._within(frame, search(self.index, theme.start, types))

    @staticmethod
    def _within(frame: Frame, found: Found) -> Found:
        return found if found.level <= frame.depth else Found((), found.level)

    def _theme(self, frame: Frame, types: frozenset[str]) -> Group | None:
        """What an intransitive cue is said of: the group before it, in this clause or at the end of the one before."""
        later = {g.heads[-1].type for g in self.clause.groups if g.start >= self.hit.end}
        if later & (types | (_ends(frame)[1] if frame.places else frozenset())):
            return None
        near = [g for g in self.clause.groups if 0 <= self.hit.start - g.end <= frame.gap]
        if not self.clause.groups and self.index:
            previous = self.scene.clauses[self.index - 1]
            near = [g for g in previous.groups[-1:] if g.role == "plain" and previous.sentence == self.clause.sentence]
        fitting = [group for group in near if group.heads[-1].type in types]
        return fitting[-1] if fitting else None

    def _rank(self, frame: Frame) -> Iterator[Candidate]:
        """X名列前茅: the list that the sentence named last before."""
        found = self.force.subject(self.index, self.hit.start, frame.sources)
        start = self.scene.ann.sentences[self.clause.sentence].start
        lists = [m for m in self.scene.inside(start, self.hit.start) if m.type in frame.targets]
        if found.level <= frame.depth and lists:
            for source in found.entities:
                yield self._candidate(frame, source, lists[-1].entity, found.level)

    def _mutual(self, frame: Frame) -> Iterator[Candidate]:
        reach = [g for g in self.clause.groups if 0 <= self.hit.start - g.end <= frame.gap]
        for group in reach:
            if group.role == "companion":
                found = self.force.subject(self.index, group.start, frame.sources, places=True)
                yield from self._pairs(frame, self._within(frame, found), group)
            elif len(group.heads) > 1:
                for left, right in combinations(group.heads, 2):
                    yield self._candidate(frame, left.entity, right.entity, CLAUSE)

    def _scope(self, frame: Frame) -> Iterator[Candidate]:
        areas = [g for g in self.clause.groups if g.heads[-1].type in frame.targets and self._near(g, frame.gap)]
        for area in areas[:1]:
            themes = [g for g in self.clause.groups if g.heads[-1].type in frame.sources]
            found = _heads(themes[0]) if themes else self.force.antecedent(self.index, frame.sources)
            for source in found.entities:
                yield self._candidate(frame, source, area.heads[-1].entity, found.level)

    def _near(self, group: Group, gap: int) -> bool:
        return 0 <= self.hit.start - group.end <= gap or 0 <= group.start - self.hit.end <= gap

    def _pairs(self, frame: Frame, found: Found, group: Group) -> Iterator[Candidate]:
        for head in group.heads:
            if (frame.relation, head.start) in self.claimed:
                continue
            for other in found.entities:
                source, target = (head.entity, other) if frame.reverse else (other, head.entity)
                if has_ending(frame, self.scene.ann.entities[target if frame.owner == "source" else source]):
                    yield self._candidate(frame, source, target, found.level)

    def _candidate(self, frame: Frame, source: str, target: str, level: int) -> Candidate:
        weight = frame.weight * self.scene.structure.levels[level]
        return Candidate(source, frame.relation, target, self.index, frame.rule, weight, self.modality)


def _denied(clause: Clause, hit: _Hit) -> Iterator[tuple[str, str, str]]:
    """The ends of relations that a denied cue would have given to the names after it."""
    for frame in hit.frames:
        end = "source" if frame.reverse else "target"
        for group in clause.groups:
            if 0 <= group.start - hit.end <= frame.gap:
                yield from ((frame.relation, end, head.entity) for head in group.heads)


def _heads(group: Group) -> Found:
    return Found(tuple(head.entity for head in group.heads), CLAUSE)


def _ends(frame: Frame) -> tuple[frozenset[str], frozenset[str]]:
    """The types of the grammatical object and of the grammatical subject of a frame."""
    return (frame.sources, frame.targets) if frame.reverse else (frame.targets, frame.sources)
