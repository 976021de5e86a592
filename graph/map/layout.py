"""Where each node of a map lies: clusters apart, leaves in fans, small groups and single nodes beside.

The same graph gives the same integers on every machine: only exact IEEE operations (+ - * / sqrt) drive
the simulation, and positions return to a fixed grid after each step, so that the last bits in which
processors may differ cannot grow.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from graph.map.forces import Springs, simulate
from graph.map.large import place_large

CELL_WIDTH, CELL_HEIGHT = 118, 58
"""Room for one node with its label, in map units (about a pixel where the map is shown at full size)."""
STRETCH = CELL_WIDTH / CELL_HEIGHT * 0.8
"""Labels are wider than high, so distances across are stretched by this after the simulation."""
SMALLEST_FAN = 3
ASPECT = 1.45
"""Width by height that the whole map aims at."""
LARGE_STRETCH = 1.3
"""As STRETCH, in a large graph, where most names are seen only from near."""
LARGE = 900
"""From so many nodes on, communities are found and drawn as discs; below, each name has room where it stands."""
_GOLDEN = math.pi * (3 - math.sqrt(5))

Floats = npt.NDArray[np.float64]
Places = dict[str, tuple[float, float]]


@dataclass
class _Body:
    """What moves as one in the simulation: a node, or all leaves of one kind around one hub."""

    members: list[str] = field(default_factory=list)
    radius: float = 0.0


@dataclass(frozen=True)
class Arrangement:
    """Where each node is, in whole map units, and in a large graph the community of each that has one."""

    places: dict[str, tuple[int, int]]
    communities: dict[str, int]


def arrange(kinds: Mapping[str, str], pairs: Iterable[tuple[str, str]]) -> Arrangement:
    """The arrangement of a graph of any size; for `kinds` and `pairs` see `layout`."""
    nodes = sorted(kinds)
    number = {node: i for i, node in enumerate(nodes)}
    if len(nodes) < LARGE:
        return Arrangement(layout(kinds, pairs), {})
    ends = sorted({(min(number[a], number[b]), max(number[a], number[b])) for a, b in pairs if a != b})
    a, b = np.array(ends, dtype=np.intp).reshape(-1, 2).T
    placed = place_large(len(nodes), a, b, aspect=ASPECT / LARGE_STRETCH)
    middle = (placed.places.min(axis=0) + placed.places.max(axis=0)) / 2
    units = np.round((placed.places - middle) * np.array([LARGE_STRETCH, 1.0])).astype(int).tolist()
    places = {node: (x, y) for node, (x, y) in zip(nodes, units, strict=True)}
    return Arrangement(places, dict(zip(nodes, placed.community.tolist(), strict=True)))


def layout(kinds: Mapping[str, str], pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[int, int]]:
    """The place of each node as whole map units, centred on (0, 0).

    `kinds` names all nodes and the kind (type) of each, `pairs` the nodes that are joined. The order of
    neither matters.
    """
    neighbours: dict[str, set[str]] = {node: set() for node in sorted(kinds)}
    for a, b in pairs:
        if a != b:
            neighbours[a].add(b)
            neighbours[b].add(a)
    groups = sorted(_components(neighbours), key=lambda group: (-len(group), group))
    # Where much lies beside the largest group, that is drawn narrower.
    aspects = [ASPECT * max(0.6, len(groups[0]) / len(neighbours)) if groups else ASPECT, *[ASPECT] * len(groups)]
    blocks = [
        _place_group(group, neighbours, kinds, aspect)
        for group, aspect in zip(groups, aspects, strict=False)
        if len(group) > 1
    ]
    singles = sorted((group[0] for group in groups if len(group) == 1), key=lambda node: (kinds[node], node))
    return _centred(_arrange(blocks + [{node: (0.0, 0.0)} for node in singles]))


def _components(neighbours: Mapping[str, set[str]]) -> list[list[str]]:
    seen: set[str] = set()
    found: list[list[str]] = []
    for start in neighbours:
        if start in seen:
            continue
        seen.add(start)
        group, waiting = [start], [start]
        while waiting:
            for other in neighbours[waiting.pop()] - seen:
                seen.add(other)
                group.append(other)
                waiting.append(other)
        found.append(sorted(group))
    return found


def _place_group(
    group: Sequence[str], neighbours: Mapping[str, set[str]], kinds: Mapping[str, str], aspect: float
) -> Places:
    """The places of one connected group, in its own coordinates, about `aspect` times as wide as high."""
    bodies, links = _bodies(group, neighbours, kinds)
    index = {node: i for i, body in enumerate(bodies) for node in body.members}
    ends = sorted({(min(index[a], index[b]), max(index[a], index[b])) for a, b in links if index[a] != index[b]})
    springs = Springs(np.array([a for a, _ in ends], dtype=np.intp), np.array([b for _, b in ends], dtype=np.intp))
    radii = np.array([body.radius for body in bodies])
    degree = np.bincount(np.concatenate([springs.a, springs.b]), minlength=len(bodies))
    sizes = np.array([len(body.members) for body in bodies])
    centres = simulate(radii, 1.0 + degree + sizes, springs, aspect=aspect / STRETCH)
    places: Places = {}
    for body, (x, y) in zip(bodies, centres.tolist(), strict=True):
        for i, node in enumerate(body.members):
            distance = 0.0 if len(body.members) == 1 else CELL_HEIGHT * 0.62 * math.sqrt(i + 0.6)
            angle = i * _GOLDEN
            places[node] = ((x + distance * math.cos(angle)) * STRETCH, y + distance * math.sin(angle))
    return places


def _bodies(
    group: Sequence[str], neighbours: Mapping[str, set[str]], kinds: Mapping[str, str]
) -> tuple[list[_Body], list[tuple[str, str]]]:
    """The bodies of a group and the links among nodes; leaves of one hub and kind share a body (a fan)."""
    fans: dict[tuple[str, str], list[str]] = defaultdict(list)
    for node in group:
        if len(neighbours[node]) == 1:
            (hub,) = neighbours[node]
            if len(neighbours[hub]) > 1:
                fans[hub, kinds[node]].append(node)
    fanned = {node: key for key, members in fans.items() if len(members) >= SMALLEST_FAN for node in members}
    bodies = [_Body([node], CELL_HEIGHT * 0.62) for node in group if node not in fanned]
    for key in sorted(set(fanned.values())):
        members = sorted(fans[key])
        bodies.append(_Body(members, CELL_HEIGHT * 0.62 * (math.sqrt(len(members)) + 0.55)))
    links = [(node, other) for node in group for other in sorted(neighbours[node]) if node < other]
    return bodies, links


def _box(places: Places) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in places.values()], [y for _, y in places.values()]
    half_width, half_height = CELL_WIDTH / 2, CELL_HEIGHT / 2
    return min(xs) - half_width, min(ys) - half_height, max(xs) + half_width, max(ys) + half_height


def _arrange(blocks: Sequence[Places]) -> Places:
    """All blocks in one picture of about the wished aspect: the first, and the others beside or beneath it."""
    first, rest = (dict(blocks[0]), blocks[1:]) if blocks and len(blocks[0]) > 1 else ({}, blocks)
    if not first:
        return _shelve(rest, math.sqrt(len(rest) * CELL_WIDTH * CELL_HEIGHT * ASPECT) + CELL_WIDTH)
    left, top, right, bottom = _box(first)
    beneath = _moved(_shelve(rest, right - left), left, bottom + CELL_HEIGHT / 2)
    width = 2.0 * CELL_WIDTH
    while _height(beside := _shelve(rest, width)) > bottom - top and width < right - left:
        width += CELL_WIDTH
    choices = [{**first, **beneath}, {**first, **_moved(beside, right + CELL_WIDTH / 2, top)}]
    return min(choices, key=_off_aspect)


def _shelve(blocks: Sequence[Places], width: float) -> Places:
    """Blocks in rows from (0, 0), none touching another; single nodes start a row and make a grid."""
    placed: Places = {}
    x = y = row = 0.0
    before = 0
    for block in blocks:
        left, top, right, bottom = _box(block)
        if x > 0 and (x + right - left > width + 1 or (len(block) == 1 and before > 1)):
            x, y, row = 0.0, y + row + (CELL_HEIGHT / 2 if before > 1 else 0.0), 0.0
        placed.update(_moved(block, x - left, y - top))
        x += right - left + (CELL_WIDTH / 4 if len(block) > 1 else 0.0)
        row = max(row, bottom - top)
        before = len(block)
    return placed


def _moved(places: Places, right: float, down: float) -> Places:
    return {node: (x + right, y + down) for node, (x, y) in places.items()}


def _height(places: Places) -> float:
    if not places:
        return 0.0
    _, top, _, bottom = _box(places)
    return bottom - top


def _off_aspect(places: Places) -> float:
    left, top, right, bottom = _box(places)
    return abs(math.log((right - left) / (bottom - top) / ASPECT))


def _centred(places: Places) -> dict[str, tuple[int, int]]:
    if not places:
        return {}
    left, top, right, bottom = _box(places)
    middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
    return {node: (round(x - middle_x), round(y - middle_y)) for node, (x, y) in sorted(places.items())}
