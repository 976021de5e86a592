"""Which entity a measured value is about: the owner that its clause names, or the topic in force."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from extract.annotations import Annotations, Mention
from extract.pack import Pack
from extract.steps.observations.bodies import Bodies
from extract.steps.observations.following import Following
from extract.steps.observations.heads import Heads
from extract.steps.observations.platforms import Platforms, most_named
from extract.steps.observations.text import PLACE, Clause, Reading
from extract.steps.observations.topics_apart import ThingsApart

_OPENING = 600
"""The characters at a document's beginning that show what kind of document it is."""
_QUOTED = 400
"""The longest quotation, in characters, whose speaker is looked for."""
STRANGER = "-"
"""The topic of clauses about something that has no name (这家企业): nothing is said there about an entity."""


@dataclass(slots=True)
class Topic:
    """The state while a paragraph is read.

    `actor` is the last subject, `sentence` the index of its sentence, `about` what the clauses are about (the
    subject, or what it has just introduced), `policy` the last policy named, in `policy_sentence`.
    """

    actor: str = ""
    about: str = ""
    sentence: int = -1
    policy: str = ""
    policy_sentence: int = -1


@dataclass(frozen=True, slots=True)
class Owner:
    """A candidate subject; the highest score wins, `rule` says why it stands."""

    score: float
    entity: str
    rule: str


class Topics:
    """The topic rules of a pack over one document, used clause by clause in text order."""

    def __init__(self, pack: Pack, ann: Annotations, reading: Reading) -> None:
        raw: dict[str, Any] = pack.patterns("observations")["subjects"]
        self._raw = raw
        self._reading = reading
        self._policies = frozenset(entity.id for entity in ann.entities.values() if entity.type == "Policy")
        self._heads = Heads(pack, reading)
        self._things = ThingsApart(pack, ann, reading, self._heads)
        self._creating = re.compile("|".join(raw["creating"]))
        self._life = re.compile(raw["own_life"])
        self._planned, self._tells_contents = re.compile(raw["planned"]), re.compile(raw["tells_contents"])
        self._platforms = Platforms(raw, ann, reading, self._heads)
        self._following = Following(raw, reading, self._heads)
        self._area_measures = re.compile(raw["area_measures"])
        self._weak = re.compile("|".join(raw["weak_creating"]))
        self._frame = re.compile(raw["frame"].replace("{P}", PLACE))
        self._scores: dict[str, float] = raw["scores"]
        self._bodies = Bodies(raw, ann, reading)
        self._is_report = bool(re.search(raw["report"], ann.clean.text[:_OPENING])) and not self._bodies.speaker
        self._main = self._bodies.speaker or (_own_area(ann) if self._is_report else "")
        self._main = self._main or _main_area(ann, raw["main_share"])
        things = [m for m in reading.mentions if m.type in raw["main_things"] and not self._is_report]
        self._thing = most_named(things, raw["main_thing"])
        self._areas = [m for m in ann.mentions if m.type == "District" and m.entity]
        self._types = {entity.id: entity.type for entity in ann.entities.values()}
        self._topic = Topic()
        self._line = -1
        self._area = ""  # the last district that was a subject in the paragraph

    def enter(self, clause: Clause) -> None:
        """Take the clause as the one being read; a new paragraph forgets the topic."""
        if clause.line != self._line or (self._is_report and clause.sentence != self._topic.sentence):
            self._topic, self._line = Topic(sentence=clause.sentence), clause.line
            self._area = ""
        text = self._reading.text[clause.start : clause.end]
        head = self._heads.head(clause)
        if head and head.type == "Program" and self._heads.is_dated(clause, head) and not self._life.search(text):
            self._topic = Topic(sentence=clause.sentence)
        elif head and (head.type == "District" or not self._is_report):
            self._set(self._bodies.meant(head.entity), clause)
        elif body := self._bodies.named(clause) or self._area_of_teller(clause):
            self._set(body, clause)
        elif re.search(self._raw["strangers"], text) and not self._heads.candidates(clause.start, clause.end):
            known = self._bodies.pointed(clause)
            self._topic = Topic(known, known, clause.sentence) if known else Topic(STRANGER, STRANGER)
        elif self._is_plan(clause):
            self._topic = Topic(self._area, self._area, clause.sentence)
        elif self._keeps_actor(clause) and self._topic.actor:
            self._topic.about = self._topic.actor
        if framed := self._framed(clause):
            self._set(framed, clause)
        named = [m.entity for m in self._reading.mentions_in(clause.start, clause.end) if m.entity in self._policies]
        if named:
            self._topic.policy, self._topic.policy_sentence = named[-1], clause.sentence

    def _keeps_actor(self, clause: Clause) -> bool:
        """Whether the clause goes on with what the actor does or will do; the preposition 将 tells no plan."""
        if not re.match(self._raw["same_actor"], self._reading.text[clause.start : clause.end]):
            return False
        first = next(iter(self._reading.words_in(clause.start, clause.end)), None)
        return first is None or first.tag != "p"

    def _area_of_teller(self, clause: Clause) -> str:
        """The area of an agency that tells of it, where the agency's name begins with the area's."""
        teller = self._heads.teller(clause)
        areas = (m.entity for m in self._areas if teller and m.start == teller.start and m.end < teller.end)
        return next(areas, "")

    def _is_plan(self, clause: Clause) -> bool:
        """Whether a new sentence tells what is planned, which is not about the platform spoken of before."""
        goes_on = self._topic.sentence == clause.sentence
        planners = self._types.get(self._topic.actor) not in self._raw["no_planners"]
        return not goes_on and not planners and bool(self._planned.match(self._reading.text, clause.start, clause.end))

    def leave(self, clause: Clause) -> None:
        """Take up what the clause introduces (出台X, 建立X): the clauses after it are about that."""
        made = "" if self._is_report else self._introduced(clause)
        if made and made not in self._policies:
            self._topic.about = made

    def owner(self, clause: Clause, span: tuple[int, int], metric: str, ahead: list[Clause]) -> Owner | None:
        """The best subject for a value that stands at the span; None where it is about nothing that has a name.

        `ahead` are the clauses that follow in the sentence: 作为X, Y… is about Y.
        """
        after = [self._rated(entity, rule) for entity, rule in self._following.owners(clause, span[1])]
        found = [*after, *self._before(clause, span[0]), *self._around(clause, metric, ahead)]
        found += [Owner(*rated) for rated in self._things.owners(clause, span)]
        best = max(found, key=lambda owner: owner.score, default=None)
        return None if best is None or best.entity == STRANGER else best

    def _set(self, entity: str, clause: Clause) -> None:
        if self._types.get(entity) == "District":
            self._area = entity
        self._topic = replace(self._topic, actor=entity, about=entity, sentence=clause.sentence)

    def _rated(self, entity: str, rule: str) -> Owner:
        return Owner(self._scores[rule], entity, rule)

    def _goes_on(self, clause: Clause) -> bool:
        """Whether the clause tells what the policy says that its sentence has named."""
        text = self._reading.text[clause.start : clause.end]
        return self._topic.policy_sentence == clause.sentence and bool(self._tells_contents.match(text))

    def _before(self, clause: Clause, start: int) -> list[Owner]:
        """Owners that the clause names before the value: its subject, or X in X及18个细则."""
        head = self._heads.head(clause)
        found = [self._rated(self._bodies.meant(head.entity), "head")] if head and head.end <= start else []
        text, coordinated = self._reading.text, self._raw["coordinated"]
        last = self._heads.candidates(clause.start, start)[-1:]
        joined = [mention for mention in last if re.fullmatch(coordinated, text[mention.end : start])]
        return found + [self._rated(mention.entity, "joined") for mention in joined]

    def _around(self, clause: Clause, metric: str, ahead: list[Clause]) -> list[Owner]:
        """Owners that other clauses name."""
        contents = metric.endswith(tuple(self._raw["policy_contents"])) or self._goes_on(clause)
        about = self._topic.about if contents or self._topic.about not in self._policies else ""
        if self._types.get(about) in self._raw["no_areas"] and self._area_measures.search(metric):
            about = self._area or self._main
        nobody = not self._main or metric in self._raw["members"]
        following = next((head for clause_ahead in ahead if (head := self._heads.head(clause_ahead))), None)
        named = {
            "speaker": self._speaker(clause),
            "contents": self._topic.policy if contents else "",
            "topic": about,
            **self._platforms.used(clause, metric, about, of_sentence=bool(about) and not self._is_report),
            "preface": following.entity if following and self._heads.is_preface(clause) else "",
            "main thing": "" if nobody or self._area_measures.search(metric) else self._thing,
            "document": "" if nobody else self._main,
        }
        return [self._rated(entity, rule) for rule, entity in named.items() if entity]

    def _framed(self, clause: Clause) -> str:
        """The entity of a place frame: 在X中, 走进X."""
        text = self._reading.text
        for mention in reversed(self._named(clause)):
            before, after = self._reading.mask[clause.start : mention.start], text[mention.end : clause.end + 1]
            if self._frame.search(before) and re.match(self._raw["frame_after"], after):
                return mention.entity
        return ""

    def _introduced(self, clause: Clause) -> str:
        """What the clause builds or starts; where its sentence has an actor, only what that actor creates."""
        has_actor = bool(self._topic.actor) and self._topic.sentence == clause.sentence
        for mention in reversed(self._named(clause)):
            before = self._reading.text[clause.start : mention.start]
            if not self._may_be_introduced(clause, mention, before):
                continue
            if self._creating.search(before) or (self._weak.search(before) and not has_actor):
                return mention.entity
        return ""

    def _may_be_introduced(self, clause: Clause, mention: Mention, before: str) -> bool:
        if mention.type not in self._raw["introduced"] or re.search(self._raw["planning"], before):
            return False
        after = self._reading.text[mention.end : clause.end]
        if self._heads.is_object(before) or re.match(self._raw["modifying"], after):
            return False
        return not self._reading.quantities_in(mention.end, clause.end)

    def _named(self, clause: Clause) -> list[Mention]:
        return self._heads.named(clause.start, clause.end)

    def _speaker(self, clause: Clause) -> str:
        """Who says 我们 in a quotation: the organisation named last after its closing quote."""
        text = self._reading.text
        opening = text.rfind("“", max(0, clause.end - _QUOTED), clause.end)
        closing = text.find("”", clause.start, clause.start + _QUOTED)
        if closing < 0 or opening < 0 or "”" in text[opening : clause.start]:
            return ""
        if not any(word in text[opening:closing] for word in self._raw["first_person"]):
            return ""
        end = min(place for mark in "。\n" if (place := text.find(mark, closing)) >= 0 or (place := len(text)))
        if not re.search(self._raw["speech"], text[closing:end]):
            return ""
        named = self._heads.named(closing, end)
        return named[-1].entity if named else ""


def _own_area(ann: Annotations) -> str:
    """The area that a report is about: the document's main district, else the first that its beginning names."""
    first = (m.entity for m in ann.mentions if m.type == "District" and m.entity and m.start < _OPENING)
    return ann.main_district or next(first, "")


def _main_area(ann: Annotations, least: float) -> str:
    """The area that the document is about: its main district, unless it names a country or a place more often."""
    areas = ("District", "Place")
    places = [(m.start, m.end) for m in ann.mentions if m.type == "Place"]
    named = (m for m in ann.mentions if m.type in areas and m.entity and not _is_part(m, places))
    counts = Counter(mention.entity for mention in named)
    [(entity, count)] = counts.most_common(1) or [("", 0)]
    most = entity if count >= least * counts.total() else ""
    inner = not most or (ann.entities[most].type == "District" and ann.entities[most].code)
    return ann.main_district if ann.main_district and inner else most


def _is_part(mention: Mention, wholes: list[tuple[int, int]]) -> bool:
    """Whether the mention is part of a longer name (北京 in 北京城市副中心)."""
    span = (mention.start, mention.end)
    return any(start <= span[0] and span[1] <= end and (start, end) != span for start, end in wholes)
