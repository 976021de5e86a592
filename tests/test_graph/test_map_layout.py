"""Where the map's nodes lie."""

from __future__ import annotations

import itertools
import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.map.layout import CELL_HEIGHT, layout

Pairs = list[tuple[str, str]]


def star(leaves: int, hub: str = "h") -> Pairs:
    return [(hub, f"{hub}{i:03}") for i in range(leaves)]


def nodes_of(pairs: Pairs, *singles: str) -> dict[str, str]:
    return {node: node[-1] for node in sorted({*singles, *itertools.chain.from_iterable(pairs)})}


def nearest(places: dict[str, tuple[int, int]]) -> float:
    return min(math.dist(a, b) for a, b in itertools.combinations(places.values(), 2))


@pytest.mark.parametrize(("kinds", "expected"), [({}, {}), ({"a": "x"}, {"a": (0, 0)})])
def test_nothing_and_one_node(kinds: dict[str, str], expected: dict[str, tuple[int, int]]) -> None:
    assert layout(kinds, []) == expected


@pytest.mark.parametrize(
    "pairs",
    [
        pytest.param([("a", "b")], id="pair"),
        pytest.param([("a", "a"), ("a", "b"), ("b", "a")], id="loop and both ways"),
        pytest.param(star(60), id="star"),
        pytest.param(star(20) + star(20, "k") + [("h", "k")], id="two hubs"),
        pytest.param([(f"{i}", f"{i + 1}") for i in range(40)], id="chain"),
    ],
)
def test_no_two_nodes_share_a_place(pairs: Pairs) -> None:
    assert nearest(layout(nodes_of(pairs), pairs)) > CELL_HEIGHT / 2


def test_the_grid_of_masses_gives_a_map_too() -> None:
    chance = random.Random(1)
    pairs = [(f"{i}", f"{chance.randrange(i)}") for i in range(1, 2500)]
    pairs += [(f"{chance.randrange(2500)}", f"{chance.randrange(2500)}") for _ in range(1500)]
    assert nearest(layout(nodes_of(pairs), pairs)) > CELL_HEIGHT / 3


def test_joined_nodes_lie_nearer_than_others() -> None:
    pairs = [(f"{side}{a}", f"{side}{b}") for side in "xy" for a, b in itertools.combinations(range(8), 2)] + [
        ("x0", "y0")
    ]
    places = layout(nodes_of(pairs), pairs)
    inside = [math.dist(places[f"x{a}"], places[f"x{b}"]) for a, b in itertools.combinations(range(8), 2)]
    across = [math.dist(places[f"x{a}"], places[f"y{b}"]) for a in range(8) for b in range(8)]
    assert sum(inside) / len(inside) < 0.7 * sum(across) / len(across)


def test_leaves_of_one_kind_lie_together() -> None:
    kinds = {"hub": "District", **{f"p{i}": "Platform" for i in range(9)}, **{f"a{i}": "Agency" for i in range(9)}}
    places = layout(kinds, [("hub", node) for node in kinds if node != "hub"])
    groups = {kind: [places[node] for node in kinds if node[0] == kind] for kind in "pa"}
    centres = {kind: [sum(axis) / 9 for axis in zip(*points, strict=True)] for kind, points in groups.items()}
    for kind, points in groups.items():
        other = centres["a" if kind == "p" else "p"]
        assert all(math.dist(point, centres[kind]) < math.dist(point, other) for point in points)


def test_single_nodes_stand_in_rows_outside_the_rest() -> None:
    pairs = star(30)
    singles = [f"s{i:02}" for i in range(24)]
    places = layout(nodes_of(pairs, *singles), pairs)
    assert len({places[node][1] for node in singles}) * len({places[node][0] for node in singles}) <= 40
    xs, ys = zip(*(places[node] for node in nodes_of(pairs)), strict=True)
    assert all(not (min(xs) <= x <= max(xs) and min(ys) <= y <= max(ys)) for x, y in (places[node] for node in singles))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=12), st.randoms())
def test_the_order_of_nodes_and_edges_does_not_matter(pairs: Pairs, chance: random.Random) -> None:
    kinds = nodes_of(pairs, *"abcdefgh")
    mixed, swapped = list(kinds.items()), [(b, a) if chance.random() < 0.5 else (a, b) for a, b in pairs]
    chance.shuffle(mixed)
    chance.shuffle(swapped)
    assert layout(dict(mixed), swapped) == layout(kinds, pairs)
