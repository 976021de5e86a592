"""Sets of items that are one thing, and why they are: a union-find that keeps the reason of every join."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Merge:
    """Two items, by index, found to be one thing, and the rule that says so."""

    rule: str
    left: int
    right: int


class Clusters:
    """A partition of the items 0 … size-1; the smallest index stands for its set, whatever the order of joins."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))
        self._members: dict[int, list[int]] = {i: [i] for i in range(size)}
        self.merges: list[Merge] = []

    def find(self, item: int) -> int:
        """The item that stands for the item's set."""
        while self._parent[item] != item:
            self._parent[item] = self._parent[self._parent[item]]
            item = self._parent[item]
        return item

    def join(self, left: int, right: int, rule: str) -> None:
        """Makes one set of the two items' sets and notes the reason; nothing happens where they are one already."""
        first, second = sorted((self.find(left), self.find(right)))
        if first == second:
            return
        self._parent[second] = first
        self._members[first] += self._members.pop(second)
        self.merges.append(Merge(rule, left, right))

    def members(self, item: int) -> list[int]:
        """The items of the item's set, in order."""
        return sorted(self._members[self.find(item)])

    def roots(self) -> list[int]:
        """The items that stand for the sets, in order."""
        return sorted(self._members)
