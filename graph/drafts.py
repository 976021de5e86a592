"""Joined things on their way to nodes, and how a person's reference finds one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph.items import Item
from graph.judgements import Reference


@dataclass(frozen=True, slots=True)
class Draft:
    """A joined thing: its items, its type, name and division code, and why its items are one."""

    members: list[Item]
    type: str
    name: str
    code: str
    reasons: list[str]


class Lookup:
    """The way from a reference to the IRI of a draft."""

    def __init__(self, drafts: Mapping[str, Draft]) -> None:
        self._local: dict[str, str] = {}
        self._named: dict[tuple[str, str], set[str]] = {}
        self._called: dict[tuple[str, str], set[str]] = {}
        self._moved: dict[str, str] = {}
        for iri, draft in drafts.items():
            self.add(iri, draft)

    def add(self, iri: str, draft: Draft, *, instead: str = "") -> None:
        """Makes the draft known; references to the IRI `instead` mean it from now on."""
        self._local[iri.rpartition("/")[2]] = iri
        self._named.setdefault((draft.type, draft.name), set()).add(iri)
        for item in draft.members:
            for form in {item.entity.name, *item.entity.aliases} - set(item.entity.generic):
                self._called.setdefault((draft.type, form), set()).add(iri)
        if instead:
            self._moved[instead] = iri

    def find(self, thing: Reference) -> str:
        """The IRI of what is meant, empty where nothing is or it could be several.

        The reference's IRI decides, whatever its base; where there is none such, the only thing of that type and
        name, or else the only one with that other name.
        """
        if thing.id and (iri := self._local.get(thing.local)):
            return self._now(iri)
        key = thing.type, thing.name
        found = {self._now(iri) for iri in self._named.get(key) or self._called.get(key, set())}
        return found.pop() if len(found) == 1 else ""

    def _now(self, iri: str) -> str:
        while iri in self._moved:
            iri = self._moved[iri]
        return iri
