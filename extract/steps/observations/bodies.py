"""Bodies that a text speaks of without their name: the one that says 我局 or 我院, and 公司 after a company."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from extract.annotations import Annotations, Mention
from extract.steps.observations.text import Clause, Reading

_BODIES = ("Agency", "Company", "Institution")


class Bodies:
    """The bodies of one document; `speaker` is the entity that says 我局 in it outside quotations, else empty."""

    def __init__(self, raw: Mapping[str, Any], ann: Annotations, reading: Reading) -> None:
        self._ann = ann
        self._reading = reading
        self._own = re.compile(raw["own_body"])
        self._whole = re.compile(raw["whole_body"])
        self._company = re.compile(raw["bare_company"])
        self._pointed = re.compile(raw["pointed_company"])
        self._companies = [m for m in reading.mentions if m.type == "Company" and not m.generic]
        self._nameless = {
            entity.id for entity in ann.entities.values() if all(map(self._own.fullmatch, [entity.name, *entity.names]))
        }
        self.speaker = self._speaker(raw["body_names"])

    def meant(self, entity: str) -> str:
        """The entity, or the speaker where the entity has no name but 我局."""
        return self.speaker if self.speaker and entity in self._nameless else entity

    def named(self, clause: Clause) -> str:
        """The body that a clause begins with or speaks as: 我局, or 公司 for the company named last; else empty."""
        text = self._reading.text
        start = max([clause.start, *(p.end for p in self._reading.periods_in(clause.start, clause.end)[:1])])
        if self.speaker and (self._own.match(text, start) or self._whole.match(text, start)):
            return self.speaker
        return self._company_before(start) if self._company.match(text[start : clause.end]) else ""

    def pointed(self, clause: Clause) -> str:
        """The company that the clause points back to (这家…企业) where its paragraph or the one before names it."""
        if not self._pointed.search(self._reading.text, clause.start, clause.end):
            return ""
        lines = self._ann.lines
        floor = lines[max(0, clause.line - 1)].start
        near = [m for m in self._companies if floor <= m.start < clause.start]
        return near[-1].entity if near else ""

    def _company_before(self, place: int) -> str:
        """The company named most often before the place, of equals the one named last."""
        named = [m.entity for m in reversed(self._companies) if m.end <= place]
        return max(dict.fromkeys(named), key=named.count, default="")

    def _speaker(self, names: Mapping[str, str]) -> str:
        said = Counter(
            match.group() for match in self._own.finditer(self._reading.text) if self._is_told(match.start())
        )
        for word, _ in said.most_common(1):
            ending = max((end for end in names if word.endswith(end)), key=len, default="")
            counts = Counter(m.entity for m in self._reading.mentions if self._may_speak(m, names.get(ending, "")))
            return next((entity for entity, _ in counts.most_common(1)), "")
        return ""

    def _may_speak(self, mention: Mention, ending: str) -> bool:
        if mention.type not in _BODIES or mention.entity in self._nameless:
            return False
        if not ending:
            return mention.type == "Company"
        return bool(re.search(rf"(?:{ending})$", self._ann.entities[mention.entity].name))

    def _is_told(self, place: int) -> bool:
        """Whether the place stands outside quotation marks."""
        text = self._reading.text
        line = text.rfind("\n", 0, place) + 1
        return text.count("“", line, place) == text.count("”", line, place)
