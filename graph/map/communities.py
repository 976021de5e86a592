"""Which nodes of a large graph belong together: modularity (Newman 2004) raised by moves of many nodes at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Indexes = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float64]

SMALLEST = 4
"""Communities with fewer members join the neighbour that they are joined to most."""
_TURNS = 8
_SHARES = 5
_LEVELS = 4


def communities(count: int, a: Indexes, b: Indexes, *, most: int) -> Indexes:
    """The community of each of `count` nodes, numbered by size from 0, about `most` of them at the most.

    `a` and `b` are the ends of the links. The same links in the same order give the same communities.
    """
    label = np.arange(count, dtype=np.intp)
    links: tuple[Indexes, Indexes, Floats] = (a, b, np.ones(len(a)))
    for level in range(_LEVELS):
        size = int(label.max(initial=-1)) + 1
        moved = _move(size, links)
        label = moved[label]
        found = int(moved.max(initial=-1)) + 1
        links = _joined(moved, links, found)
        if found == size or (found <= most and level > 0):
            break
    return _by_size(_absorb(label, a, b))


def _move(count: int, links: tuple[Indexes, Indexes, Floats]) -> Indexes:
    """Each node with the neighbours that raise modularity most; a share of all nodes moves at a time."""
    a, b, weight = links
    source, target = np.concatenate([a, b]), np.concatenate([b, a])
    double: Floats = np.concatenate([weight, weight])
    degree = np.bincount(source, double, count).astype(np.float64)
    total = max(float(degree.sum()), 1.0)
    label = np.arange(count, dtype=np.intp)
    keep = source != target
    source, target, double = source[keep], target[keep], double[keep]
    parts: list[tuple[Indexes, Indexes, Floats]] = []
    for share in range(_SHARES):
        part = source % _SHARES == share
        parts.append((source[part], target[part], double[part]))
    for _ in range(_TURNS):
        before = label.copy()
        for part in parts:
            _move_share(label, part, degree, total)
        if np.array_equal(label, before):
            break
    return np.unique(label, return_inverse=True)[1].astype(np.intp)


def _move_share(label: Indexes, part: tuple[Indexes, Indexes, Floats], degree: Floats, total: float) -> None:
    source, target, weight = part
    if not len(source):
        return
    count = len(label)
    key, place = np.unique(source * count + label[target], return_inverse=True)
    joined = np.bincount(place, weight)
    node, wanted = key // count, key % count
    held = np.bincount(label, degree, count)
    own = label[node] == wanted
    gain = joined - degree[node] * (held[wanted] - degree[node] * own) / total + 1e-9 * own
    order = np.lexsort((wanted, -np.round(gain, 9), node))
    first = np.concatenate([[True], np.diff(node[order]) > 0])
    best = order[first]
    staying = np.zeros(count)
    staying[node[own]] = gain[own]
    better = gain[best] > np.maximum(staying[node[best]], 0.0) + 1e-9
    label[node[best][better]] = wanted[best][better]


def _joined(label: Indexes, links: tuple[Indexes, Indexes, Floats], count: int) -> tuple[Indexes, Indexes, Floats]:
    """The links among communities, each pair once with its weight; those inside stay as loops of half weight."""
    low = np.minimum(label[links[0]], label[links[1]])
    high = np.maximum(label[links[0]], label[links[1]])
    key, place = np.unique(low * count + high, return_inverse=True)
    weight: Floats = np.bincount(place, links[2], len(key)).astype(float)
    return key // max(count, 1), key % max(count, 1), weight


def _absorb(label: Indexes, a: Indexes, b: Indexes) -> Indexes:
    """The labels with small communities merged into the neighbour that they share most links with."""
    for _ in range(3):
        count = int(label.max(initial=-1)) + 1
        size = np.bincount(label, minlength=count)
        source, target = np.concatenate([label[a], label[b]]), np.concatenate([label[b], label[a]])
        small = (size[source] < SMALLEST) & (source != target) & (size[target] >= size[source])
        if not small.any():
            break
        key, joined = np.unique(source[small] * count + target[small], return_counts=True)
        order = np.lexsort((key % count, -joined, key // count))
        first = np.concatenate([[True], np.diff(key[order] // count) > 0])
        chosen = key[order][first]
        into = np.arange(count, dtype=np.intp)
        moved, to = chosen // count, chosen % count
        free = (size[to] >= SMALLEST) | (to < moved)  # two small ones must not swap places
        into[moved[free]] = to[free]
        label = np.unique(into[label], return_inverse=True)[1].astype(np.intp)
    return label


def _by_size(label: Indexes) -> Indexes:
    size = np.bincount(label)
    order = np.argsort(-size, kind="stable")
    rank = np.empty(len(size), dtype=np.intp)
    rank[order] = np.arange(len(size))
    return rank[label]
