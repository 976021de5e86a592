"""Areas: where things belong, and whether two of them can belong to one and the same thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from extract.errors import PackError
from extract.pack import Pack
from graph.clusters import Clusters
from graph.items import Item, code_levels
from graph.names import NameRules

DISTRICT = "District"
_COUNTY = 6
_TOWN_LEVEL = 4

Levels = dict[int, frozenset[str]]
"""The areas that contain a thing, by administrative level, each as its code or its name's key."""


class DistrictPlaces:
    """Where the Districts lie, as their own documents say: by level, so that two places can be compared."""

    def __init__(self, items: list[Item], rules: NameRules, levels_up: int) -> None:
        self._items = items
        self._rules = rules
        self._up = levels_up
        self._home = _homes(items)
        self._levels: dict[int, Levels] = {}

    def level(self, index: int) -> int:
        """The administrative level of a District, 0 where neither its code nor its name shows it."""
        item = self._items[index]
        return max(code_levels(item.code), default=0) or self._rules.level(item.entity.name)

    def levels(self, index: int) -> Levels:
        """All areas that contain the District; where it has a code, those that the code says, itself included."""
        if index not in self._levels:
            self._levels[index] = self._find_levels(index)
        return self._levels[index]

    def marks(self, index: int) -> frozenset[str]:
        """The containing areas near enough to tell namesakes apart, or else the document's main county."""
        own, levels = self.level(index), self.levels(index)
        near = {name for level, names in levels.items() if own - self._up <= level < own for name in names}
        home = self._home.get(self._items[index].document.id, "")
        return frozenset(near or ({home} if home and own >= _TOWN_LEVEL else ()))

    def nearest(self, index: int) -> str:
        """The smallest area that contains the District, empty where the document names none."""
        own = self.level(index) or max(self.levels(index), default=0) + 1
        inside = {level: names for level, names in self.levels(index).items() if level < own}
        return min(inside[max(inside)]) if inside else ""

    def _find_levels(self, index: int) -> Levels:
        if own := self._items[index].code:
            return {level: frozenset({code}) for level, code in code_levels(own).items()}
        found: dict[int, set[str]] = {}
        for other in self._containers(index):
            item = self._items[other]
            for level, name in (code_levels(item.code) or {self.level(other): item.key}).items():
                found.setdefault(level, set()).add(name)
        return {level: frozenset(names) for level, names in found.items() if level}

    def _containers(self, index: int) -> list[int]:
        found: list[int] = []
        queue = [index]
        while queue:
            item = self._items[queue.pop()]
            above = {*item.linked("parent", "target"), *item.linked("partOf", "target")} - {index, *found}
            new = sorted(i for i in above if self._items[i].type == DISTRICT)
            found += new
            queue += new
        return found


def _homes(items: list[Item]) -> dict[str, str]:
    """For each document the coded county, or part of one, that it mentions most."""
    counts: dict[str, Counter[str]] = {}
    for item in items:
        if item.type == DISTRICT and len(item.code) >= _COUNTY:
            counts.setdefault(item.document.id, Counter())[item.code[:_COUNTY]] += len(item.entity.mentions) or 1
    return {document: min(found, key=lambda code: (-found[code], code)) for document, found in counts.items()}


def levels_conflict(left: Iterable[Levels], right: Iterable[Levels]) -> bool:
    """Whether the two sides lie in different areas of some level."""
    first, second = _union(left), _union(right)
    return any(first[level].isdisjoint(second[level]) for level in first.keys() & second.keys())


def _union(sides: Iterable[Levels]) -> dict[int, set[str]]:
    out: dict[int, set[str]] = {}
    for levels in sides:
        for level, names in levels.items():
            out.setdefault(level, set()).update(names)
    return out


class Areas:
    """Which joined Districts a thing belongs to, read from the first of the pack's sources that says so.

    An area is named by its division code or, without one, by `=` and its number.
    """

    def __init__(self, items: list[Item], clusters: Clusters, places: DistrictPlaces, pack: Pack) -> None:
        self._items = items
        self._clusters = clusters
        self._places = places
        raw = pack.patterns("resolve")
        try:
            self._sources = [(str(source["relation"]), str(source["end"])) for source in raw["areas"]]
            self._types = frozenset(raw["area"]["types"])
        except (KeyError, TypeError) as error:
            path = pack.folder / "patterns" / "resolve.toml"
            raise PackError(path, f"[[areas]] or [area] is incomplete: {error!r}") from error
        self._known: dict[int, frozenset[str]] = {}
        self._names = self._name_districts()
        self._above = self._lineages()

    def of(self, index: int) -> frozenset[str]:
        """The areas of one item; a District is its own."""
        if index not in self._known:
            self._known[index] = self._find(index, frozenset())
        return self._known[index]

    def of_all(self, indices: Iterable[int]) -> frozenset[str]:
        """The areas of all these items together."""
        return frozenset[str]().union(*map(self.of, indices))

    def name(self, index: int) -> str:
        """How an area that is this District is named here."""
        return self._names[self._clusters.find(index)]

    def district(self, area: str) -> int:
        """The number of the District that an area without a code stands for."""
        return int(area[1:])

    def nested(self, left: str, right: str) -> bool:
        """Whether the areas are one, or one contains the other."""
        return left == right or left in self._over(right) or right in self._over(left)

    def conflict(self, left: Iterable[str], right: Iterable[str]) -> bool:
        """Whether both sides have areas of known levels and none of one is nested with any of the other."""
        first, second = ({area for area in side if self._has_level(area)} for side in (left, right))
        return bool(first and second) and not any(self.nested(a, b) for a in first for b in second)

    def _has_level(self, area: str) -> bool:
        return not area.startswith("=") or bool(self._places.level(self.district(area)))

    def _find(self, index: int, active: frozenset[int]) -> frozenset[str]:
        if self._items[index].type == DISTRICT:
            return frozenset({self.name(index)})
        for relation, end in self._sources:
            ends = [i for i in self._items[index].linked(relation, end) if self._leads(i, active | {index})]
            found = frozenset(area for i in ends for area in self._find(i, active | {index}))
            if found:
                return found
        return frozenset()

    def _leads(self, index: int, active: frozenset[int]) -> bool:
        return index not in active and self._items[index].type in self._types

    def _over(self, area: str) -> frozenset[str]:
        if area.startswith("="):
            return self._above.get(area, frozenset())
        return frozenset(code_levels(area).values())

    def _name_districts(self) -> dict[int, str]:
        names: dict[int, str] = {}
        for item in self._items:
            if item.type == DISTRICT:
                root = self._clusters.find(item.index)
                names[root] = item.code or names.get(root) or f"={root}"
        return names

    def _lineages(self) -> dict[str, frozenset[str]]:
        """For each uncoded District the areas that contain it directly or through others."""
        direct: dict[str, set[str]] = {}
        for item in self._items:
            if item.type == DISTRICT and (area := self.name(item.index)).startswith("="):
                above = {*item.linked("parent", "target"), *item.linked("partOf", "target")}
                names = {self.name(i) for i in above if self._items[i].type == DISTRICT} - {area}
                direct.setdefault(area, set()).update(names)
        return {area: _closure(area, direct) for area in direct}


def _closure(area: str, direct: dict[str, set[str]]) -> frozenset[str]:
    found: set[str] = set()
    queue = [area]
    while queue:
        for name in direct.get(queue.pop(), set()) - found:
            found.add(name)
            queue.append(name)
    return frozenset(found.union(*(code_levels(name).values() for name in found if not name.startswith("="))))
