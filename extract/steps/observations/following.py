"""Owners that a clause names after the value: 总投资1亿元的X, 8家企业入驻X, 投资2360万元建设X."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from extract.annotations import Mention
from extract.steps.observations.heads import Heads
from extract.steps.observations.text import Clause, Reading


class Following:
    """The rules of a pack for the names that follow a value."""

    def __init__(self, raw: Mapping[str, Any], reading: Reading, heads: Heads) -> None:
        self._raw = raw
        self._reading = reading
        self._heads = heads
        self._relative, self._alliance = re.compile(raw["relative"]), re.compile(raw["alliance"])
        self._making, self._joining = re.compile(raw["making"]), re.compile(raw["joining"])
        self._entering, self._named_on = re.compile(raw["entering"]), tuple(raw["named_on"])
        self._funding, self._funded = re.compile(raw["funding"]), re.compile(raw["funded"])

    def owners(self, clause: Clause, end: int) -> Iterator[tuple[str, str]]:
        """The entities after `end` that own a value that ends there, each with the rule that says so."""
        before = self._reading.text[clause.start : end]
        for mention in self._heads.candidates(end, clause.end):
            rule = self._rule(mention, before, self._reading.text[end : mention.start])
            if rule:
                yield mention.entity, rule

    def _rule(self, mention: Mention, before: str, between: str) -> str:
        """Why the mention owns the value, else empty; `before` ends with the value, `between` leads to the mention."""
        if self._relative.fullmatch(between) and not mention.generic:
            return "relative"
        if not between and mention.type == "District":
            return "inside"
        if mention.type in self._raw["entered"] and self._is_entered(mention, between):
            return "entered"
        return self._introduced(before, between) if mention.type in self._raw["introduced"] else ""

    def _introduced(self, before: str, between: str) -> str:
        """Why what is introduced owns the value: money for it, or those who make or join it."""
        if self._funding.search(before) and self._funded.fullmatch(between):
            return "funded"
        if not self._alliance.search(before):
            return ""
        if self._making.search(between):
            return "made"
        return "joined by" if self._joining.search(between) else ""

    def _is_entered(self, mention: Mention, between: str) -> bool:
        """Whether what is counted goes into the mention, and this is the whole name."""
        whole = not self._reading.text.startswith(self._named_on, mention.end)
        return whole and bool(self._entering.fullmatch(between))
