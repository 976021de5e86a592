"""Which mention of a clause is its grammatical subject, as far as the order of words shows."""

from __future__ import annotations

import re
from typing import Any

from extract.annotations import Mention
from extract.pack import Pack
from extract.steps.observations.text import Clause, Reading

_OPENING, _CLOSING = "“《‘(", "”》’)"
_BEFORE, _AFTER = 6, 12
"""How many characters before and after a mention show whether it can own a value."""


class Heads:
    """The subject rules of a pack over one document."""

    def __init__(self, pack: Pack, reading: Reading) -> None:
        raw: dict[str, Any] = pack.patterns("observations")["subjects"]
        self._raw = raw
        self._reading = reading
        self._modifier: str = pack.patterns("observations")["phrases"]["modifier"]
        self._preface: str = raw["preface"]
        self._object = re.compile(raw["object_prepositions"])
        self._doing = re.compile("|".join([*raw["creating"], *raw["weak_creating"]]))
        self._means = tuple(raw["means"])
        self._field = re.compile(pack.patterns("observations")["ranks"]["after_area"])
        self._telling, self._told = re.compile(raw["telling"]), re.compile(raw["told"])
        self._link = re.compile(raw["link"])
        self._coordinated = re.compile(raw["coordinators"])
        self._types = frozenset(raw["subject_types"])

    def head(self, clause: Clause) -> Mention | None:
        """The clause's subject: the last of a chain of names at its beginning (新疆 | 喀什), not that of 作为X."""
        if self.is_preface(clause):
            return None
        found: Mention | None = None
        for mention in self.candidates(clause.start, clause.end):
            if found is None:
                found = mention if self._opens(clause, mention) else None
            elif self._linked(found, mention):
                found = mention
            else:
                break
        return None if found is None or self._is_listed(clause, found) or self.tells(clause, found) else found

    def teller(self, clause: Clause) -> Mention | None:
        """The agency that a clause names first, where it only tells what others did: 横州市农业农村局局长宁海棠说."""
        first = next((m for m in self.named(clause.start, clause.end) if self._opens(clause, m)), None)
        return first if first and self.tells(clause, first) else None

    def tells(self, clause: Clause, mention: Mention) -> bool:
        """Whether the mention is an agency that only reports what others did."""
        text = self._reading.text
        if mention.type != "Agency":
            return False
        told = self._told.search(text[clause.start : mention.start])
        return bool(told or self._telling.match(text[mention.end : clause.end]))

    def is_preface(self, clause: Clause) -> bool:
        """Whether the clause describes the subject of one that follows: 作为人口大省,X…."""
        return self._reading.text.startswith(self._preface, clause.start)

    def is_dated(self, clause: Clause, mention: Mention) -> bool:
        """Whether the clause only says when: X建设7年来."""
        rest = self._reading.text[mention.end : clause.end].strip(f"{_CLOSING} ")
        return any(rest == period.text for period in self._reading.periods_in(mention.end, clause.end))

    def candidates(self, start: int, end: int) -> list[Mention]:
        """The mentions in the span that could own a value: none after 来自, in a rank, or that is itself counted."""
        return [mention for mention in self.named(start, end) if self._may_own(start, mention)]

    def named(self, start: int, end: int) -> list[Mention]:
        """The mentions in the span whose type can have measured values."""
        return [mention for mention in self._reading.mentions_in(start, end) if mention.type in self._types]

    def is_object(self, before: str) -> bool:
        """Whether the text before a mention ends with what makes it an object (来自, 依托)."""
        return bool(self._object.search(before))

    def _may_own(self, start: int, mention: Mention) -> bool:
        text = self._reading.text
        if self.is_object(text[max(0, mention.start - _BEFORE) : mention.start]):
            return False
        if mention.type == "District":
            return not self._field.match(text[mention.end : mention.end + _AFTER])
        return not any(q.end == mention.start for q in self._reading.quantities_in(start, mention.start))

    def _opens(self, clause: Clause, mention: Mention) -> bool:
        """Whether no verb stands between the clause's beginning and the mention, or only one of a relative clause."""
        reading = self._reading
        before = reading.text[clause.start : mention.start]
        if any(q.kind == "count" and not q.han for q in reading.quantities_in(clause.start, mention.start)):
            return False
        if before.rstrip(_OPENING).endswith(self._modifier):
            return not (self._doing.match(before) or before.startswith(self._means))
        if reading.words:
            return all(word.tag not in ("v", "p") for word in reading.words_in(clause.start, mention.start))
        return not self._doing.search(before)

    def _linked(self, first: Mention, second: Mention) -> bool:
        """Whether the second name follows the first as its part: 上海 | 中心城区 | 徐汇区."""
        between = self._reading.text[first.end : second.start]
        if self._link.match(between):
            return True
        if len(between) > _BEFORE or self._coordinated.match(between) or self._modifier in between:
            return False
        words = list(self._reading.words_in(first.end, second.start))
        return bool(words) and all(word.tag in ("n", "nz", "a", "s") for word in words)

    def _is_listed(self, clause: Clause, mention: Mention) -> bool:
        """Whether the mention only gives an example of what is counted: X、Y等7家."""
        reading = self._reading
        numbers = [q for q in reading.quantities_in(mention.end, clause.end) if self._ends_list(q.start)]
        if not numbers:
            return False
        return all(word.tag != "v" for word in reading.words_in(mention.end, numbers[0].start))

    def _ends_list(self, place: int) -> bool:
        return self._reading.text.endswith(self._raw["listing"], 0, place)
