"""How namesakes are told apart, by type: what they share, what sets them against each other."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace

from graph.areas import Areas, DistrictPlaces, levels_conflict
from graph.clusters import Clusters
from graph.items import Item
from graph.names import NameRules

DISTRICT = "District"
PERSON = "Person"
_CITY_LEVEL = 2


@dataclass(frozen=True, slots=True)
class Policy:
    """How namesakes of one type are told apart.

    `marks` gives what an item is known by: one mark in common makes namesakes one. `profile` is all that
    `conflict` looks at in an item; `conflict` says whether two sets of items cannot be one. `strict` items
    need a common mark; others join unless some conflict. Once some do, `crowd` is how many sets of namesakes
    that conflict with none it takes to make one thing of these.
    """

    marks: Callable[[int], frozenset[str]]
    profile: Callable[[int], Hashable]
    conflict: Callable[[list[int], list[int]], bool]
    strict: Callable[[int], bool]
    crowd: float

    def lenient(self) -> Policy:
        """The same, with no item that needs a common mark."""
        return replace(self, strict=_no)

    def trusting(self) -> Policy:
        """The same for names that are given to one thing only: nothing conflicts."""
        return replace(self, conflict=lambda _left, _right: False)


def _no(_index: int) -> bool:
    return False


def district_policy(items: list[Item], places: DistrictPlaces) -> Policy:
    """Districts differ if they lie in different areas of one level; small ones without a code need a common area."""

    def profile(index: int) -> Hashable:
        return places.marks(index), tuple(sorted(places.levels(index).items()))

    def conflict(left: list[int], right: list[int]) -> bool:
        return levels_conflict(map(places.levels, left), map(places.levels, right))

    def strict(index: int) -> bool:
        return not items[index].code and places.level(index) > _CITY_LEVEL

    return Policy(places.marks, profile, conflict, strict, crowd=math.inf)


def thing_policy(areas: Areas, is_local: Callable[[int], bool]) -> Policy:
    """Things differ if they belong to areas of which none contains the other; local names need a common area."""

    def conflict(left: list[int], right: list[int]) -> bool:
        return areas.conflict(areas.of_all(left), areas.of_all(right))

    return Policy(areas.of, areas.of, conflict, is_local, crowd=1)


class Employers:
    """Whom persons work for, as the numbers of joined things."""

    def __init__(self, items: list[Item], areas: Areas, clusters: Clusters, rules: NameRules, employment: str) -> None:
        self._items = items
        self._areas = areas
        self._clusters = clusters
        self._rules = rules
        self._employment = employment

    def of(self, index: int) -> frozenset[str]:
        """The employers of one person."""
        found = self._items[index].linked(self._employment, "target")
        return frozenset(str(self._clusters.find(i)) for i in found)

    def conflict(self, left: list[int], right: list[int]) -> bool:
        """Whether both have employers, and no employer is, or belongs to, one of the other's."""
        first, second = (frozenset[str]().union(*map(self.of, side)) for side in (left, right))
        if first & second:
            return False
        pairs = [(int(a), int(b)) for a in first for b in second]
        if any(self._belongs(a, b) or self._belongs(b, a) for a, b in pairs):
            return False
        return any(self._telling(a) and self._telling(b) for a, b in pairs)

    def _telling(self, employer: int) -> bool:
        """Whether a post there excludes others: not one for the whole country."""
        return not self._rules.is_national(self._items[employer].key)

    def _belongs(self, part: int, whole: int) -> bool:
        if self._items[whole].type != DISTRICT or self._items[part].type == DISTRICT:
            return False
        return self._areas.name(whole) in self._areas.of_all(self._clusters.members(part))


def person_policy(employers: Employers, well_known: int) -> Policy:
    """Persons differ by their employers; namesakes without one are one if so many documents name them."""
    return Policy(employers.of, employers.of, employers.conflict, _no, well_known)
