"""The word classes by which names hang in a clause: how lists, roles and possessives are recognised."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Literal

Role = Literal["plain", "place", "agent", "companion", "object", "other"]
OPENING = r"[“‘\"「《〈(\[]*"
CLOSING = r"[”’\"」》〉)\]]*"
_NEXT_QUOTE = re.compile(r"[”’」》]、?[“‘「《]\Z")


def one_of(words: Sequence[str]) -> str:
    """A regular expression for any of the words, the longest first."""
    return "(?:" + "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) + ")"


class Structure:
    """The word classes of `patterns/relations/structure.toml`, ready for matching."""

    def __init__(self, raw: dict[str, Any], cues: Sequence[str]) -> None:
        """Compile the word classes; `cues` are the verbs whose object cannot be a subject."""
        self._read_types(raw)
        self._read_patterns(raw, one_of(cues))
        self.share: float = raw["main_share"]
        self.repeats: int = raw["main_repeats"]
        self.levels: list[float] = raw["levels"]
        self.verb_tag: str = raw["verb_tag"]
        self.particles: tuple[str, ...] = tuple(raw["possessive"])
        self.speech: tuple[str, ...] = tuple(raw["speech"])

    def _read_types(self, raw: dict[str, Any]) -> None:
        self.actors = frozenset(raw["actors"])
        self.qualifiers = frozenset(raw["qualifiers"])
        self.places = frozenset(raw["places"])
        self.speakers = frozenset(raw["speakers"])
        self.countries = frozenset(raw["countries"])
        self.scopes = frozenset(raw["scopes"])
        self.noun_tags = frozenset(raw["noun_tags"])
        self.telling_tags = frozenset(raw["telling_tags"])
        self._bound = frozenset(raw["bound_tags"])

    def _read_patterns(self, raw: dict[str, Any], cue: str) -> None:
        particle, tail, joiner = one_of(raw["possessive"]), one_of(raw["tails"]), one_of(raw["joiners"])
        self.counted = re.compile(raw["counted"])
        self.ignored = [re.compile(pattern, re.MULTILINE) for pattern in raw["ignored"]]
        self.possessive = re.compile(rf"{CLOSING}\s?{particle}")
        self._modifier = re.compile(rf"[^,;:。]{{0,14}}{particle}{OPENING}\Z")
        self._joined = re.compile(rf"{CLOSING}(?:{tail})?{joiner}(?:{one_of(raw['again'])})?{OPENING}\Z")
        self._governed = re.compile(rf"{cue}{OPENING}\Z")
        self._superlative = re.compile(rf"{CLOSING}{one_of(raw['superlatives'])}")
        self._roles: list[tuple[Role, re.Pattern[str]]] = [
            (role, re.compile(rf"{one_of(raw['roles'][role])}{OPENING}\Z"))
            for role in ("agent", "companion", "place", "other")
        ]

    def joins(self, gap: str) -> bool:
        """Whether a gap between two names makes them members of one list."""
        return bool(self._joined.match(gap) or _NEXT_QUOTE.match(gap))

    def modifies(self, gap: str) -> bool:
        """Whether the text between two names makes the first a modifier of the second (A等部门的B)."""
        return bool(self._modifier.match(gap))

    def role(self, before: str, tag: str, after: str) -> Role:
        """The role of a group by the clause text around it and the tag of the word that ends where it begins."""
        if self._superlative.match(after):
            return "other"
        for role, pattern in self._roles:
            if pattern.search(before):
                return role
        return "object" if tag in self._bound or self._governed.search(before) else "plain"
