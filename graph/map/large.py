"""The places of a large graph's nodes: communities as discs apart from each other, their members inside."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from graph.map.communities import communities
from graph.map.forces import Springs, simulate

Floats = npt.NDArray[np.float64]
Indexes = npt.NDArray[np.intp]

SPACE = 44.0
"""The distance that nodes keep, in map units."""
_ROOM = 0.62
"""A disc's radius is this times SPACE times the root of its members."""
_ROUNDS = 24
_LAST = 14
_STRONGEST = 3
_GRID = 1 / 64
_GOLDEN = math.pi * (3 - math.sqrt(5))


@dataclass(frozen=True)
class Placed:
    """Where the nodes are, as rows (x, y), and the community of each; single nodes have none (-1)."""

    places: Floats
    community: Indexes


def place_large(count: int, a: Indexes, b: Indexes, *, aspect: float) -> Placed:
    """The places of `count` nodes whose links have the ends `a` and `b`, about `aspect` times as wide as high."""
    degree = np.bincount(np.concatenate([a, b]), minlength=count)
    joined = np.flatnonzero(degree)
    number = np.full(count, -1, dtype=np.intp)
    number[joined] = np.arange(len(joined))
    community = np.full(count, -1, dtype=np.intp)
    places = np.zeros((count, 2))
    if len(joined):
        ends = number[a], number[b]
        community[joined] = communities(len(joined), *ends, most=max(60, round(1.6 * math.sqrt(len(joined)))))
        places[joined] = _place_joined(community[joined], ends, degree[joined].astype(float), aspect)
    _place_singles(places, np.flatnonzero(degree == 0), joined)
    return Placed(places, community)


def _place_joined(label: Indexes, ends: tuple[Indexes, Indexes], degree: Floats, aspect: float) -> Floats:
    size = np.bincount(label)
    radius = _ROOM * SPACE * np.sqrt(size + 0.5)
    springs = _strongest(label, ends, len(size))
    mass = 1.0 + np.sqrt(size) + np.bincount(np.concatenate([springs.a, springs.b]), minlength=len(size))
    centres = simulate(radius + 0.35 * SPACE, mass, springs, aspect=aspect)
    places = centres[label] + _sunflower(label, degree, size)
    return _relax(places, label, ends, centres, radius)


def _strongest(label: Indexes, ends: tuple[Indexes, Indexes], count: int) -> Springs:
    """The links of communities that hold the picture together: of each community its few strongest."""
    one, other = label[ends[0]], label[ends[1]]
    apart = one != other
    source = np.concatenate([one[apart], other[apart]])
    target = np.concatenate([other[apart], one[apart]])
    key, weight = np.unique(source * count + target, return_counts=True)
    order = np.lexsort((key % count, -weight, key // count))
    holder = key[order] // count
    start = np.searchsorted(holder, np.arange(count))
    kept = key[order][np.arange(len(order)) - start[holder] < _STRONGEST]
    low, high = np.minimum(kept // count, kept % count), np.maximum(kept // count, kept % count)
    pairs = np.unique(low * count + high)
    return Springs((pairs // count).astype(np.intp), (pairs % count).astype(np.intp))


def _sunflower(label: Indexes, degree: Floats, size: Indexes) -> Floats:
    """Members around the middle of their disc, the most connected inside."""
    order = np.lexsort((np.arange(len(label)), -degree, label))
    start = np.concatenate([[0], np.cumsum(size)[:-1]])
    turn = np.empty(len(label))
    turn[order] = np.arange(len(label)) - start[label[order]]
    reach, angle = 0.55 * SPACE * np.sqrt(turn), turn * _GOLDEN
    return np.stack([reach * np.cos(angle), reach * np.sin(angle)], axis=1)


def _relax(places: Floats, label: Indexes, ends: tuple[Indexes, Indexes], centres: Floats, radius: Floats) -> Floats:
    """Each node drawn towards its neighbours, those outside its disc a little, and kept off the others."""
    a, b = ends
    weight = np.where(label[a] == label[b], 1.0, 0.12)
    count = len(label)
    total = np.maximum(np.bincount(a, weight, count) + np.bincount(b, weight, count), 1e-9)
    inertia = np.sqrt(total)  # hubs stay, leaves follow
    for turn in range(_ROUNDS):
        share = 0.32 * (1 - turn / _ROUNDS) / np.maximum(inertia, 1.0)
        for axis in (0, 1):
            x = places[:, axis]
            middle = (np.bincount(a, weight * x[b], count) + np.bincount(b, weight * x[a], count)) / total
            places[:, axis] = x + share * (middle - x)
        places = _inside(_apart(_snap(places)), label, centres, radius)
    places = _filled(places, label, centres, radius)
    for _ in range(_LAST):
        places = _inside(_apart(places), label, centres, radius)
    return places


def _filled(places: Floats, label: Indexes, centres: Floats, radius: Floats) -> Floats:
    """Each disc filled evenly: nodes keep their direction and the order of their distances from the middle."""
    away = places - centres[label]
    distance = np.sqrt((away * away).sum(axis=1))
    order = np.lexsort((np.arange(len(label)), np.round(distance / _GRID), label))
    size = np.bincount(label)
    start = np.concatenate([[0], np.cumsum(size)[:-1]])
    rank = np.empty(len(label))
    rank[order] = np.arange(len(label)) - start[label[order]]
    reach = 0.96 * radius[label] * np.sqrt((rank + 0.2) / size[label])
    return _snap(centres[label] + away * (reach / np.maximum(distance, 1.0))[:, None])


def _snap(places: Floats) -> Floats:
    return np.round(places / _GRID) * _GRID


def _apart(places: Floats) -> Floats:
    """Nodes nearer than SPACE pushed apart once."""
    pairs = cKDTree(places).query_pairs(SPACE, output_type="ndarray")
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    a, b = pairs[:, 0], pairs[:, 1]
    delta = places[a] - places[b]
    same = ~delta.any(axis=1)
    delta[same] = np.stack([np.ones(int(same.sum())), (a + b)[same] % 5 - 2.0], axis=1)
    distance = np.maximum(np.sqrt((delta * delta).sum(axis=1)), 1.0)
    moved = delta * (0.24 * (SPACE - distance) / distance)[:, None]
    change = [np.bincount(a, moved[:, i], len(places)) - np.bincount(b, moved[:, i], len(places)) for i in (0, 1)]
    return _snap(places + np.stack(change, axis=1))


def _inside(places: Floats, label: Indexes, centres: Floats, radius: Floats) -> Floats:
    """Nodes that have left their disc, back on its rim."""
    away = places - centres[label]
    distance = np.sqrt((away * away).sum(axis=1))
    reach = radius[label]
    outside = distance > reach
    places[outside] = (centres[label] + away * (reach / np.maximum(distance, 1.0))[:, None])[outside]
    return _snap(places)


def _place_singles(places: Floats, singles: Indexes, joined: Indexes) -> None:
    """Nodes without links in rows beneath the rest."""
    if not len(singles):
        return
    low, high = (places[joined].min(axis=0), places[joined].max(axis=0)) if len(joined) else (np.zeros(2), np.zeros(2))
    columns = max(int((high[0] - low[0]) / (2 * SPACE)), math.ceil(math.sqrt(2 * len(singles))))
    turn = np.arange(len(singles))
    places[singles, 0] = (low[0] + high[0]) / 2 + (turn % columns - (min(columns, len(singles)) - 1) / 2) * 2 * SPACE
    places[singles, 1] = high[1] + 3 * SPACE + (turn // columns) * SPACE
