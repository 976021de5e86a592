"""Who is meant where a clause does not say it: the subject and the place in force.

The order is that of a reader's eye: the clause itself, the sentence so far, the paragraph so far, the heading
above it, and at last the district that the whole document is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.steps.relations.scene import Clause, Group, Scene
from extract.steps.relations.topics import Topics

CLAUSE, SENTENCE, PARAGRAPH, DOCUMENT = range(4)
_DISTRICT = frozenset({"District"})
_PERSON = frozenset({"Person"})


@dataclass(frozen=True, slots=True)
class Found:
    """The entities that a search met, and how far it had to go (CLAUSE to DOCUMENT)."""

    entities: tuple[str, ...]
    level: int


class Force:
    """Finds subjects and places in force in a scene."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._clauses = scene.clauses
        self._leads: dict[tuple[int, frozenset[str]], Group | None] = {}
        self.topics = Topics(scene)

    def subject(
        self, index: int, before: int, types: frozenset[str], *, places: bool = False, ahead: bool = True
    ) -> Found:
        """The subject in force at an offset of a clause, of one of these types; empty where there is none.

        `places` also accepts the place at which the sentence says that things happen (在X, ...); `ahead` a
        subject that the sentence names only later.
        """
        own = self._own(self._clauses[index], before, types)
        if own is not None:
            return Found(_ids(own), CLAUSE)
        if any(group.end <= before for group in self._clauses[index].named("plain", _PERSON)):
            return Found((), DOCUMENT)
        for clause in [*self._back(index, same_sentence=True), *(self._ahead(index) if ahead else ())]:
            lead = self._lead(clause, types)
            if lead is not None:
                return Found(_ids(lead), SENTENCE)
        if places:
            for clause in [self._clauses[index], *self._back(index, same_sentence=True)]:
                for group in clause.named("place", types):
                    if group.end <= before:
                        return Found(_ids(group), SENTENCE)
        return self._beyond(index, types)

    def location(self, index: int, before: int, types: frozenset[str], *, leads: bool = False) -> Found:
        """The place in force at an offset of a clause: where the sentence says things happen, else the main place.

        With `leads`, a district that is the sentence's subject counts before the main place.
        """
        for clause in [self._clauses[index], *self._back(index, same_sentence=True)]:
            for group in reversed(list(clause.named("place", types))):
                if group.end <= before:
                    return Found(self._innermost(clause, group, before), SENTENCE)
        lead = self.subject(index, before, types & _DISTRICT, ahead=False)
        if leads and lead.entities and lead.level <= SENTENCE:
            return Found(lead.entities[:1], lead.level)
        place = self.topics.section(self._clauses[index].line) or self.topics.place
        return Found((place,) if place else (), DOCUMENT)

    def antecedent(self, index: int, types: frozenset[str]) -> Found:
        """The things of these types that an earlier clause of the sentence spoke of last."""
        for clause in self._back(index, same_sentence=True):
            for group in reversed(clause.groups):
                if group.role != "place" and group.heads[-1].type in types:
                    return Found(_ids(group), SENTENCE)
        return Found((), DOCUMENT)

    def topic(self, index: int, kind: str, but: frozenset[str]) -> str:
        """The entity of a type that the text spoke of last, other than those in `but`.

        Earlier sentences count before the clause's own, in which other things of the type are likely its siblings.
        """
        here = self._clauses[index]
        near = [clause for clause in self._before(index) if here.line - clause.line <= 2]
        near.sort(key=lambda clause: clause.sentence == here.sentence)
        for clause in near:
            for group in reversed(clause.groups):
                for head in reversed(group.heads):
                    if head.type == kind and head.entity not in but:
                        return head.entity
        return ""

    def _innermost(self, clause: Clause, group: Group, before: int) -> tuple[str, ...]:
        """The last place of a chain of possessives (A的B的C)."""
        structure = self._scene.structure
        for after in clause.groups:
            inside = group.end <= after.start and after.end <= before and after.heads[-1].type in structure.places
            if inside and structure.modifies(self._scene.text[group.end : after.start]):
                group = after
        return _ids(group)[-1:]

    def _ahead(self, index: int) -> Iterator[Clause]:
        """Later clauses of the sentence, the nearest first: a clause without a subject may come before its own."""
        for number in range(index + 1, len(self._clauses)):
            clause = self._clauses[number]
            if clause.sentence != self._clauses[index].sentence:
                return
            if not (clause.groups and clause.groups[0].heads[0].generic):
                yield clause

    def _is_quoted(self, index: int) -> bool:
        """Whether an earlier clause of the sentence says who speaks, so that what follows need not be of here."""
        speakers = self._scene.structure.speakers
        for clause in self._back(index, same_sentence=True):
            if any(group.role == "plain" and group.heads[-1].type in speakers for group in clause.groups):
                return True
            if self._scene.text[clause.start : clause.end].endswith(self._scene.structure.speech):
                return True
        return False

    def _beyond(self, index: int, types: frozenset[str]) -> Found:
        for clause in self._back(index, same_sentence=False):
            lead = self._lead(clause, types)
            if lead is not None:
                return Found(_ids(lead), PARAGRAPH)
        if self._is_quoted(index):
            return Found((), DOCUMENT)
        carried = self._carried(index)
        if carried and "District" in types:
            return Found((carried,), PARAGRAPH)
        if self.topics.district and "District" in types:
            return Found((self.topics.district,), DOCUMENT)
        return Found((), DOCUMENT)

    def _carried(self, index: int) -> str:
        """The district that the heading or paragraph before speaks of, unless it is a part of the main one."""
        here = self._clauses[index].line
        for clause in self._before(index):
            if here - clause.line > 2:
                return ""
            if here != clause.line and clause.line in self.topics.headings:
                return self.topics.headings[clause.line]
            lead = self._lead(clause, _DISTRICT) if here != clause.line else None
            if lead is not None:
                entity = lead.heads[-1].entity
                return "" if len(lead.heads) > 1 or self.topics.is_part(entity) else entity
        return ""

    def _back(self, index: int, *, same_sentence: bool) -> Iterator[Clause]:
        """Earlier clauses, the nearest first: those of the sentence, or those of the paragraph before it."""
        here = self._clauses[index]
        for clause in self._before(index):
            if clause.line != here.line or (same_sentence and clause.sentence != here.sentence):
                return
            if (clause.sentence == here.sentence) is same_sentence:
                yield clause

    def _before(self, index: int) -> Iterator[Clause]:
        for number in range(index - 1, -1, -1):
            yield self._clauses[number]

    def _own(self, clause: Clause, before: int, types: frozenset[str]) -> Group | None:
        """The last group before an offset that can be the subject there; one that only possesses comes last."""
        fitting = [g for g in self._subjects(clause) if g.end <= before and g.heads[-1].type in types]
        agents = [g for g in clause.named("agent", types) if g.end <= before]
        plain = [g for g in fitting if g.role == "plain"]
        for found in (agents, [g for g in plain if not g.genitive], plain):
            if found:
                return found[-1]
        return None

    def _lead(self, clause: Clause, types: frozenset[str]) -> Group | None:
        """The group that a clause begins with, where it is a possible subject."""
        key = (clause.start, types)
        if key not in self._leads:
            self._leads[key] = self._find_lead(clause, types)
        return self._leads[key]

    def _find_lead(self, clause: Clause, types: frozenset[str]) -> Group | None:
        for group in self._subjects(clause):
            if group.role in ("plain", "agent") and group.heads[-1].type in types:
                qualified = self._scene.text[clause.start : group.start].endswith(self._scene.structure.particles)
                return group if qualified or not self._scene.has_verb(clause.start, group.start) else None
        return None

    def _subjects(self, clause: Clause) -> Iterator[Group]:
        """The groups of a clause, less those that only say which (上海中心城区徐汇区, 国务院总理李强)."""
        for number, group in enumerate(clause.groups):
            near = [g for g in clause.groups[number + 1 :] if not self._scene.has_verb(group.end, g.start)]
            head = group.heads[-1]
            inner = near[:1] and near[0].role == "plain" and self.topics.contains(head.entity, near[0].heads[-1].entity)
            posted = head.type != "Person" and any(g.heads[0].type == "Person" for g in near)
            if not inner and not posted:
                yield group


def _ids(group: Group) -> tuple[str, ...]:
    return tuple(dict.fromkeys(head.entity for head in group.heads))
