"""A force simulation in the manner of ForceAtlas2 (Jacomy et al. 2014) for bodies with a size.

Joined bodies pull each other, all push each other away, and a weak pull to the middle keeps the picture
together; in the end it is drawn together until the bodies fill a good part of it, none overlapping.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.fft import irfft2, rfft2
from scipy.spatial import cKDTree

Floats = npt.NDArray[np.float64]
Indexes = npt.NDArray[np.intp]

GRID = 1 / 64
"""Positions are kept to this after each step; `graph.map.layout` says why."""
FILL = 0.5
"""The share of the picture's box that bodies cover in the end; the rest keeps clusters apart."""
GAP = 8.0
EXACT = 700
"""Up to so many bodies each pair is computed; above, the push comes from a grid of masses."""
_PUSH, _PULL, _MIDDLE = 130.0, 10.0, 1.6
_CELLS = 128


@dataclass(frozen=True)
class Springs:
    """The joined pairs, as two columns of body numbers."""

    a: Indexes
    b: Indexes


def simulate(radii: Floats, mass: Floats, springs: Springs, *, aspect: float) -> Floats:
    """The centre of each body as rows (x, y), the picture about `aspect` times as wide as high."""
    places = _spiral(radii, mass)
    if len(radii) < 2:
        return places
    steps = max(160, min(60 + 12 * len(radii), 400, 60_000 // len(radii)))
    step, last = 1.0, np.zeros_like(places)
    for turn in range(steps):
        force = _push(places, radii, mass) + _pull(places, radii, springs)
        force = (force + _middle(places, mass, aspect)) / mass[:, None]
        swing, along = _lengths(force - last), _lengths(force + last) / 2
        step = min(1.5 * step, 0.8 * float((mass * along).sum()) / max(1e-9, float((mass * swing).sum())) + 0.02)
        speed = step / (1.0 + np.sqrt(step * swing))
        limit = 60.0 * (1 - turn / steps) + 1.0
        speed = speed * np.minimum(1.0, limit / np.maximum(_lengths(force) * speed, 1e-9))
        places, last = _snap(places + force * speed[:, None]), force
    return _compact(places, radii, aspect)


def _snap(places: Floats) -> Floats:
    return np.round(places / GRID) * GRID


def _lengths(rows: Floats) -> Floats:
    lengths: Floats = np.sqrt(rows[:, 0] * rows[:, 0] + rows[:, 1] * rows[:, 1])
    return lengths


def _spiral(radii: Floats, mass: Floats) -> Floats:
    """A start that depends on the order alone: heavy bodies inside, along a golden-angle spiral."""
    turn = np.empty(len(radii))
    turn[np.argsort(-mass, kind="stable")] = np.arange(len(radii))
    reach = np.sqrt(turn + 0.5) * (float(radii.mean()) * 2.2)
    angle = turn * (np.pi * (3 - np.sqrt(5)))
    return _snap(np.stack([reach * np.cos(angle), reach * np.sin(angle)], axis=1))


def _push(places: Floats, radii: Floats, mass: Floats) -> Floats:
    """Each pair pushes apart with mass by mass over the free distance between them."""
    if len(places) > EXACT:
        return _push_by_grid(places, mass)
    dx = places[:, 0, None] - places[None, :, 0]
    dy = places[:, 1, None] - places[None, :, 1]
    distance = np.sqrt(dx * dx + dy * dy)
    free = np.maximum(distance - 0.8 * (radii[:, None] + radii[None, :]), 12.0)
    strength = _PUSH * (mass[:, None] * mass[None, :]) / (free * np.maximum(distance, 1.0))
    return np.stack([(dx * strength).sum(axis=1), (dy * strength).sum(axis=1)], axis=1)


def _push_by_grid(places: Floats, mass: Floats) -> Floats:
    """The same push with masses gathered in cells, their fields added by one convolution."""
    low = places.min(axis=0)
    cell = max(float(np.ptp(places, axis=0).max()) / (_CELLS - 1), 1.0)
    column, row = (np.floor((places - low) / cell).astype(np.intp)).T
    weight = np.bincount(row * _CELLS + column, mass, _CELLS * _CELLS).reshape(_CELLS, _CELLS)
    offset = (np.arange(2 * _CELLS) + _CELLS) % (2 * _CELLS) - _CELLS
    square = (offset[:, None] ** 2 + offset[None, :] ** 2) * cell + 0.25 * cell
    spectrum = rfft2(weight, (2 * _CELLS, 2 * _CELLS))
    force = np.empty_like(places)
    for axis, kernel in enumerate((offset[None, :] / square, offset[:, None] / square)):
        field = irfft2(spectrum * rfft2(kernel), (2 * _CELLS, 2 * _CELLS))
        force[:, axis] = _PUSH * mass * field[row, column]
    return force


def _pull(places: Floats, radii: Floats, springs: Springs) -> Floats:
    delta = places[springs.b] - places[springs.a]
    distance = _lengths(delta)
    free = np.maximum(distance - radii[springs.a] - radii[springs.b], 0.0)
    pull = delta * (_PULL * free / np.maximum(distance, 1.0) / np.sqrt(1.0 + free / 60))[:, None]
    count = len(places)
    columns = [np.bincount(springs.a, pull[:, i], count) - np.bincount(springs.b, pull[:, i], count) for i in (0, 1)]
    return np.stack(columns, axis=1)


def _middle(places: Floats, mass: Floats, aspect: float) -> Floats:
    distance = _lengths(places)
    pull = _MIDDLE * mass / np.sqrt((distance + 1.0) * np.maximum(distance, 1.0))
    force: Floats = -places * pull[:, None] * np.array([1.0, aspect])
    return force


def _compact(places: Floats, radii: Floats, aspect: float) -> Floats:
    """The same picture drawn together, the longer side more, until bodies fill enough of it."""
    places = _separate(places, radii, 40)
    covered = float((radii * radii).sum()) * np.pi
    for _ in range(45):
        width, height = (float(side) for side in np.ptp(places, axis=0) + 2 * float(radii.min()))
        if covered > FILL * width * height:
            break
        shrink = np.array([0.91, 0.97]) if width > aspect * height else np.array([0.97, 0.91])
        places = _separate(_snap(places * shrink), radii, 12)
    return _separate(places, radii, 250)


def _separate(places: Floats, radii: Floats, turns: int) -> Floats:
    """The same picture with overlapping bodies pushed apart, a little at a time."""
    count = len(places)
    for _ in range(turns):
        a, b = _near_pairs(places, radii)
        delta = places[a] - places[b]
        same = ~delta.any(axis=1)  # two in one place part along a line that their numbers choose
        delta[same] = np.stack([np.ones(int(same.sum())), (a + b)[same] % 5 - 2.0], axis=1)
        distance = _lengths(delta)
        overlap = radii[a] + radii[b] + GAP - distance
        close = overlap > 1.0
        if not close.any():
            break
        a, b, delta, push = a[close], b[close], delta[close], (overlap / np.maximum(distance, 1.0))[close]
        moved = delta * push[:, None] * 0.3
        for axis in (0, 1):
            change = np.bincount(a, moved[:, axis], count) - np.bincount(b, moved[:, axis], count)
            places[:, axis] += change
        places = _snap(places)
    return places


def _near_pairs(places: Floats, radii: Floats) -> tuple[Indexes, Indexes]:
    """All pairs that may overlap, in a fixed order: small bodies by a tree, the few large ones with everything."""
    usual = 2 * float(np.median(radii))
    small, large = np.flatnonzero(radii <= usual), np.flatnonzero(radii > usual)
    pairs = small[cKDTree(places[small]).query_pairs(2 * usual + GAP, output_type="ndarray")]
    mixed = np.array([(a, b) for a in large.tolist() for b in _reached(places, radii, a)], dtype=np.intp).reshape(-1, 2)
    pairs = np.concatenate([pairs, mixed])
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    return pairs[:, 0], pairs[:, 1]


def _reached(places: Floats, radii: Floats, large: int) -> list[int]:
    """The bodies that a large one may overlap; of two large ones only the later is told of the other."""
    near = _lengths(places - places[large]) < radii + radii[large] + GAP
    near[large] = False
    near &= (radii <= 2 * float(np.median(radii))) | (np.arange(len(radii)) < large)
    return [int(i) for i in np.flatnonzero(near)]
