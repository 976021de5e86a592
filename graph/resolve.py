"""Resolution: which entities of different documents are one thing.

The rules, each named in the reason of a join:

- `code`: Districts with one division code are one.
- `name`: things of one type whose names differ at most in script, width, quotes, brackets and spaces are
  one, unless they lie in different areas. Districts below the city level, and names that every area has
  (区委宣传部), need more: a common area, or else they stay apart. Persons with different employers are different.
- `full name`: as `name`, for an alias that is the name with more before it (杭州市钱塘区).
- `alias`: an alias of the one is a name or alias of the other and of nothing else, and nothing sets them apart.

A name between two things known to be different joins neither. Names that mean a thing only inside
its document (`Entity.generic`) join nothing. The outcome does not depend on the order of documents.
"""

from __future__ import annotations

from itertools import combinations

from extract.errors import PackError
from extract.pack import Pack
from graph.areas import Areas, DistrictPlaces
from graph.clusters import Clusters
from graph.items import Item
from graph.names import NameRules
from graph.policies import DISTRICT, PERSON, Employers, Policy, district_policy, person_policy, thing_policy


class Resolver:
    """The joining of one set of items, done when it is made; `clusters` holds the outcome."""

    def __init__(self, items: list[Item], pack: Pack) -> None:
        self.items = items
        self.rules = NameRules(pack)
        self.clusters = Clusters(len(items))
        raw = pack.patterns("resolve")
        try:
            registered = frozenset(raw["join"]["registered"])
            self._shortest_alias: dict[str, int] = dict(raw["join"]["shortest_alias"])
            self._shortest_other = self._shortest_alias["other"]
            levels_up = int(raw["join"]["levels_up"])
            employment, well_known = str(raw["area"]["employment"]), int(raw["join"]["well_known"])
        except (KeyError, TypeError, ValueError) as error:
            path = pack.folder / "patterns" / "resolve.toml"
            raise PackError(path, f"[join] or [area] is incomplete: {error!r}") from error
        self.places = DistrictPlaces(items, self.rules, levels_up)
        self._join_codes()
        self._join_type(DISTRICT, district_policy(items, self.places))
        self.areas = Areas(items, self.clusters, self.places, pack)
        things = thing_policy(self.areas, self.is_local)
        for type_id in sorted({item.type for item in items} - {DISTRICT, PERSON}):
            self._join_type(type_id, things.trusting() if type_id in registered else things)
        employers = Employers(items, self.areas, self.clusters, self.rules, employment)
        self.persons = person_policy(employers, well_known)
        self._join_names(PERSON, self.persons)

    def is_local(self, index: int) -> bool:
        """Whether the item's name means it only within its area."""
        return self.rules.is_local(self.items[index].type, self.items[index].key)

    def _join_type(self, type_id: str, policy: Policy) -> None:
        self._join_names(type_id, policy)
        self._join_full_names(type_id, policy.lenient())
        self._join_aliases(type_id, policy)

    def _join_codes(self) -> None:
        first: dict[tuple[str, str], int] = {}
        for item in self.items:
            if item.code:
                self.clusters.join(first.setdefault((item.type, item.code), item.index), item.index, "code")

    # -- one name

    def _join_names(self, type_id: str, policy: Policy) -> None:
        blocks: dict[str, list[int]] = {}
        for item in self.items:
            if item.type == type_id:
                blocks.setdefault(item.key, []).append(item.index)
        for key in sorted(blocks):
            self._join_block(blocks[key], "name", policy.trusting() if self.rules.is_unique(key) else policy)

    def _join_full_names(self, type_id: str, policy: Policy) -> None:
        blocks: dict[str, list[int]] = {}
        for item in self.items:
            if item.type == type_id:
                for key in sorted(self._full_names(item)):
                    blocks.setdefault(key, []).append(item.index)
        for item in self.items:
            if item.type == type_id and item.key in blocks:
                blocks[item.key].append(item.index)
        for key in sorted(blocks):
            self._join_block(sorted(blocks[key]), "full name", policy)

    def _full_names(self, item: Item) -> list[str]:
        return [k for k in item.others if k.endswith(item.key) and not self.rules.is_local(item.type, k)]

    def _join_block(self, block: list[int], rule: str, policy: Policy) -> None:
        """Joins the items that go by one name as far as the policy allows."""
        if len(block) < 2:
            return
        self._join_equals(block, rule, policy)
        self._join_marked(block, rule, policy)
        roots = sorted({self.clusters.find(index) for index in block if not policy.strict(index)})
        groups = [self.clusters.members(root) for root in roots]
        against = self._against(groups, policy)
        neutral = [group for group in groups if group[0] not in against]
        if not against or len(neutral) >= policy.crowd:
            self._join_all([group[0] for group in neutral], rule)

    def _join_equals(self, block: list[int], rule: str, policy: Policy) -> None:
        """Joins what has the same marks throughout, and what has none within its document."""
        first: dict[object, int] = {}
        for index in block:
            same = policy.profile(index) if policy.marks(index) else ("", self.items[index].document.id)
            self.clusters.join(first.setdefault(same, index), index, rule)

    def _join_marked(self, block: list[int], rule: str, policy: Policy) -> None:
        """Joins what has a mark in common, unless that would join what conflicts."""
        marked: dict[str, dict[int, int]] = {}
        for index in block:
            for mark in policy.marks(index):
                marked.setdefault(mark, {}).setdefault(self.clusters.find(index), index)
        for mark in sorted(marked):
            first, *others = marked[mark].values()
            for index in others:
                if not self._apart(first, index, policy):
                    self.clusters.join(first, index, rule)

    def _against(self, groups: list[list[int]], policy: Policy) -> set[int]:
        """The first items of the groups that some other group conflicts with."""
        known = [group for group in groups if any(map(policy.marks, group))]
        pairs = combinations(known, 2)
        return {each[0] for pair in pairs if policy.conflict(*pair) for each in pair}

    def _join_all(self, indices: list[int], rule: str) -> None:
        for index in indices[1:]:
            self.clusters.join(indices[0], index, rule)

    def _apart(self, left: int, right: int, policy: Policy) -> bool:
        """Whether they are one already or the policy forbids that they are."""
        if self.clusters.find(left) == self.clusters.find(right):
            return True
        return policy.conflict(self.clusters.members(left), self.clusters.members(right))

    # -- one name under which another thing goes too

    def _join_aliases(self, type_id: str, policy: Policy) -> None:
        """Joins two things where one's alias is the other's name or alias, and no third thing is called so."""
        named, called = self._uses(type_id)
        for key in sorted(called):
            if len(key) < self._shortest_alias.get(type_id, self._shortest_other) or self.rules.is_local(type_id, key):
                continue
            users = {**called[key], **named.get(key, {})}
            if len(users) == 2:
                left, right = sorted(users.values())
                if key in named or self._one_name_in_other(left, right):
                    self._join_alias(left, right, policy)

    def _uses(self, type_id: str) -> tuple[dict[str, dict[int, int]], dict[str, dict[int, int]]]:
        """By key: the clusters of that name, and those that have it as an alias; each with one item that says so."""
        named: dict[str, dict[int, int]] = {}
        called: dict[str, dict[int, int]] = {}
        for item in self.items:
            if item.type == type_id:
                root = self.clusters.find(item.index)
                named.setdefault(item.key, {}).setdefault(root, item.index)
                for key in item.others:
                    called.setdefault(key, {}).setdefault(root, item.index)
        return named, called

    def _one_name_in_other(self, left: int, right: int) -> bool:
        first, second = self.items[left].key, self.items[right].key
        return first in second or second in first

    def _join_alias(self, left: int, right: int, policy: Policy) -> None:
        """Joins them unless a document tells them apart, the policy does, or both need a common mark and lack it."""
        if self._apart(left, right, policy):
            return
        first, second = self.clusters.members(left), self.clusters.members(right)
        documents = {self.items[i].document.id for i in first}
        if any(self.items[i].document.id in documents for i in second):
            return
        if all(map(policy.strict, first)) and all(map(policy.strict, second)):
            shared = frozenset[str]().union(*map(policy.marks, first))
            if not any(shared & policy.marks(i) for i in second):
                return
        self.clusters.join(left, right, "alias")
