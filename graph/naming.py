"""What a joined thing is called: its one name, its other names, its id."""

from __future__ import annotations

from collections import Counter

from graph.areas import DISTRICT
from graph.ids import entity_id
from graph.items import Item, code_levels
from graph.names import name_key
from graph.policies import PERSON
from graph.resolve import Resolver

SIMPLIFIED = "zh-hans"


def main_name(members: list[Item], resolver: Resolver) -> str:
    """The name to show: one that a document gives it, in simplified script if there is any, full, used by most.

    Full is, of a District, a name that shows its level (钱塘区 over 钱塘), else one that no document has as the
    short form of a longer name. Ties go to the longest.
    """
    uses: Counter[str] = Counter()
    short: set[str] = set()
    for item in members:
        forms = {item.entity.name, *item.entity.aliases} - set(item.entity.generic)
        uses.update(forms)
        short.update(form for form in forms if len(form) < len(item.entity.name))
    level = max((max(code_levels(item.code), default=0) for item in members), default=0)

    def is_full(item: Item) -> bool:
        if item.type != DISTRICT:
            return item.entity.name not in short
        shown = resolver.rules.level(item.entity.name)
        return shown == level if level else bool(shown)

    def preference(item: Item) -> tuple[bool, bool, bool, int, int]:
        name = item.entity.name
        simplified = item.document.script == SIMPLIFIED
        return simplified, not item.entity.inferred, is_full(item), uses[name], len(name)

    best = max(map(preference, members))
    return min(item.entity.name for item in members if preference(item) == best)


def other_names(members: list[Item], name: str) -> list[str]:
    """All other surface forms that mean the thing outside their document too, sorted."""
    found = {form for item in members for form in (item.entity.name, *item.entity.aliases)}
    generic = {form for item in members for form in item.entity.generic}
    named = {item.entity.name for item in members}
    return sorted(found - (generic - named) - {name})


def join_reasons(resolver: Resolver) -> dict[int, list[str]]:
    """For each joined thing, by its first item, why its items are one: the rule and the names it joined."""
    reasons: dict[int, set[str]] = {}
    for merge in resolver.clusters.merges:
        names = sorted({resolver.items[merge.left].entity.name, resolver.items[merge.right].entity.name})
        reasons.setdefault(resolver.clusters.find(merge.left), set()).add(f"{merge.rule}: {' = '.join(names)}")
    return {root: sorted(found) for root, found in reasons.items()}


class Identifiers:
    """The local ids of all joined things, by their first item; unlike things get unlike ids.

    The scope in an id is the area of an uncoded District or of a thing with a local name; only where two
    things would still share an id, both take in what else tells them apart.
    """

    def __init__(self, resolver: Resolver, names: dict[int, str]) -> None:
        self._resolver = resolver
        self._names = names
        self.ids: dict[int, str] = {}
        districts = [root for root in names if resolver.items[root].type == DISTRICT]
        persons = [root for root in names if resolver.items[root].type == PERSON]
        others = sorted(names.keys() - {*districts, *persons})
        for roots in (districts, others, persons):
            self._assign(roots)

    def _assign(self, roots: list[int]) -> None:
        scopes = {root: self._scope(root) for root in roots}
        for more in (self._context, self._first_place):
            for root in self._clashing(scopes):
                scopes[root] = f"{scopes[root]}|{more(root)}"
        self.ids.update({root: self._id(root, scope) for root, scope in scopes.items()})

    def _clashing(self, scopes: dict[int, str]) -> list[int]:
        ids = {root: self._id(root, scope) for root, scope in scopes.items()}
        often = Counter(ids.values())
        return [root for root in scopes if often[ids[root]] > 1]

    def _id(self, root: int, scope: str) -> str:
        code = next((item.code for item in self._members(root) if item.code), "")
        return entity_id(self._resolver.items[root].type, self._names[root], scope=scope, code=code)

    def _members(self, root: int) -> list[Item]:
        return [self._resolver.items[i] for i in self._resolver.clusters.members(root)]

    def _scope(self, root: int) -> str:
        if self._resolver.items[root].type == DISTRICT:
            near = {self._resolver.places.nearest(item.index) for item in self._members(root)}
            return min(near - {""}, default="")
        if not self._resolver.rules.is_local(self._resolver.items[root].type, name_key(self._names[root])):
            return ""
        areas = self._areas(root)
        return areas[0] if areas else min(item.document.id for item in self._members(root))

    def _areas(self, root: int) -> list[str]:
        """The thing's areas as codes or district ids, the smallest first."""
        found = self._resolver.areas.of_all(self._resolver.clusters.members(root))
        codes = sorted((area for area in found if not area.startswith("=")), key=lambda code: (-len(code), code))
        uncoded = (self._resolver.clusters.find(self._resolver.areas.district(a)) for a in found if a.startswith("="))
        return sorted(self.ids[district] for district in uncoded) + codes

    def _context(self, root: int) -> str:
        members = self._resolver.clusters.members(root)
        kind = self._resolver.items[root].type
        if kind == DISTRICT:
            return "|".join(sorted(frozenset[str]().union(*map(self._resolver.places.marks, members))))
        if kind == PERSON:
            employers = frozenset[str]().union(*map(self._resolver.persons.marks, members))
            return "|".join(sorted(self.ids[int(employer)] for employer in employers))
        return "|".join(self._areas(root))

    def _first_place(self, root: int) -> str:
        """The first document, by its id, that names the thing, and the thing's id there."""
        item = min(self._members(root), key=lambda item: (item.document.id, item.entity.id))
        return f"{item.document.id}|{item.entity.id}"
