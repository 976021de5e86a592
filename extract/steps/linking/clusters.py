"""Mentions of one document grouped into things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


class Clusters:
    """A union-find over mention indices; the smallest index stands for its group."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, index: int) -> int:
        """The index that stands for the group of `index`."""
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index

    def join(self, indices: Iterable[int]) -> None:
        """Make one group of all groups that the indices belong to."""
        roots = sorted({self.find(index) for index in indices})
        for root in roots[1:]:
            self._parent[root] = roots[0]

    def groups(self) -> list[list[int]]:
        """The groups in the order of their first members."""
        found: dict[int, list[int]] = defaultdict(list)
        for index in range(len(self._parent)):
            found[self.find(index)].append(index)
        return [found[root] for root in sorted(found)]
