"""Which platform a measure of use (注册用户, 办件) is about where its clause names none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from extract.annotations import Annotations, Mention
from extract.steps.observations.heads import Heads
from extract.steps.observations.text import Clause, Reading


class Platforms:
    """The platforms of one document, by the `subjects` patterns of a pack."""

    def __init__(self, raw: Mapping[str, Any], ann: Annotations, reading: Reading, heads: Heads) -> None:
        self._ann = ann
        self._reading = reading
        self._heads = heads
        self._named = [mention for mention in reading.mentions if mention.type == "Platform"]
        self._measures = re.compile(raw["platform_measures"])
        self._passing = re.compile(raw["passing_platform"])
        self._same_actor, self._planning = re.compile(raw["same_actor"]), re.compile(raw["planning"])
        self._no_users = frozenset(raw["no_users"])
        self._main = most_named(self._named, raw["main_platform"])

    def used(self, clause: Clause, metric: str, about: str, *, of_sentence: bool) -> dict[str, str]:
        """The platform by the rule that finds it: of the sentence, for measures of use of the paragraph or document.

        `about` is what the clause is about so far; with `of_sentence` one that its sentence tells of is always meant.
        """
        if about in self._ann.entities and self._ann.entities[about].type in self._no_users:
            return {}
        if of_sentence and (inside := self._of_sentence(clause)):
            return {"used": inside}
        if not self._measures.search(metric):
            return {}
        start = self._ann.lines[clause.line].start
        near = [mention for mention in self._named if start <= mention.start < clause.start]
        return {"used": near[-1].entity if near else "", "used often": self._main}

    def _of_sentence(self, clause: Clause) -> str:
        """The platform that the clauses before tell of; none where the actor of all goes on."""
        text, start = self._reading.text, self._ann.sentences[clause.sentence].start
        if self._same_actor.match(text[clause.start : clause.end]):
            return ""
        for mention in (m for m in reversed(self._named) if start <= m.start < clause.start):
            before = text[start : mention.start]
            passing = self._heads.is_object(before) or self._passing.search(before)
            if not passing and not self._planning.search(before):
                return mention.entity
        return ""


def most_named(mentions: Iterable[Mention], least: int) -> str:
    """The entity that is named most, so often that its document is about it, of equals the first; else empty."""
    [(entity, count)] = Counter(mention.entity for mention in mentions).most_common(1) or [("", 0)]
    return entity if count >= least else ""
