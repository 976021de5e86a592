"""Sentences packed smaller than `texts.py` can, by what a model learns from them.

The bits of many texts are coded side by side, so that numpy can do it (asymmetric numeral systems, Duda 2013): first
in lanes that share one model, which learns from step to step; what comes after a certain amount of text goes in
groups of a few texts, each of which can be read alone with what the model has learned by then.
`assets/prose.js` reads it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from graph.map.columns import Columns
from graph.map.huffman import Numbers, code_lengths
from graph.map.model import ONE, ORDERS, Model, Tree, contexts

GROUP = 8
"""So many texts can only be read together, once the model does not learn any more."""
LEARNED = 400_000
"""The model learns from so many characters."""
END = 0
"""The sign that ends each text."""
_LONGEST = 20
_FEWEST, _MOST = 16, 256
_A_LANE = 512
_SMALLEST, _LARGEST = 10, 21
_AT_ONCE = 512

Forks = tuple[npt.NDArray[np.int32], npt.NDArray[np.int8], npt.NDArray[np.bool_]]
Words = npt.NDArray[np.uint16]


def add_prose(columns: Columns, texts: Sequence[str]) -> None:
    """Adds the texts: characters, code lengths, how many texts lie in each lane, the sizes of groups, and words."""
    points = np.frombuffer("\0".join([*texts, ""]).encode("utf-32-le", "replace"), dtype="<u4").astype(np.int64)
    counts = np.bincount(points, minlength=END + 1)
    used = (counts > 0) | (np.arange(len(counts)) == END)
    alphabet, signs = np.flatnonzero(used), (np.cumsum(used) - 1)[points]
    tree = Tree(code_lengths(counts[alphabet], _LONGEST))
    begins = np.concatenate([[0], np.flatnonzero(signs == END) + 1])
    learned = int(np.searchsorted(begins, LEARNED, side="right")) - 1
    lanes = _lanes(begins[: learned + 1])
    forks = int(tree.lengths[signs[: begins[learned]]].sum())
    model = Model(min(_LARGEST, max(_SMALLEST, (2 * forks).bit_length())))
    words = [_learn(model, _forks(model, tree, signs[: begins[learned]], begins[lanes[:-1]]))]
    starts = begins[:-1][learned::GROUP]
    for at in range(0, len(starts), _AT_ONCE):
        some = starts[at : at + _AT_ONCE + 1]
        stop = int(some[_AT_ONCE]) if len(some) > _AT_ONCE else len(signs)
        words += _group(model, _forks(model, tree, signs[some[0] : stop], some[:_AT_ONCE] - some[0]))
    columns.add("alphabet", alphabet, steps=True)
    columns.add("lengths", tree.lengths)
    columns.add("size", [model.size])
    columns.add("lanes", np.diff(lanes))
    columns.add("groups", [len(each) for each in words[1:]])
    columns.add("count", [len(texts)])
    columns.add_bytes("words", np.concatenate(words).astype("<u2").tobytes())


def _lanes(begins: Numbers) -> Numbers:
    """Which text each lane begins with, so that all have about as many characters, and what comes after the last."""
    count = min(max(int(begins[-1]) // _A_LANE, _FEWEST), _MOST)
    return np.searchsorted(begins, np.arange(count + 1) * int(begins[-1]) // count)


def _forks(model: Model, tree: Tree, signs: Numbers, starts: Numbers) -> Forks:
    """Step by step the places of the forks of all lanes, the sides that are taken there, and where a lane goes on."""
    length = tree.lengths[signs]
    sign = np.repeat(np.arange(len(signs)), length)
    ends = np.cumsum(length)
    depth = np.arange(len(sign)) - np.repeat(ends - length, length)
    way = signs[sign] * tree.forks.shape[1] + depth
    places = model.places(contexts(signs, starts).take(sign, axis=1), tree.forks.take(way))
    first = np.concatenate([[0], ends])[starts]
    many = np.diff(np.append(first, len(sign)))
    wide = len(starts)
    step = np.arange(len(sign)) - np.repeat(first, many)
    lane = np.repeat(np.arange(wide), many)
    shape = (int(many.max(initial=0)), wide)
    there = np.zeros((shape[0], ORDERS, wide), np.int32)
    sides, goes = np.zeros(shape, np.int8), np.zeros(shape, bool)
    for order in range(ORDERS):
        there.reshape(-1)[(step * ORDERS + order) * wide + lane] = places[order]
    sides.reshape(-1)[step * wide + lane] = tree.sides.take(way)
    goes.reshape(-1)[step * wide + lane] = True
    return there, sides, goes


def _learn(model: Model, forks: Forks) -> Words:
    """The words of all lanes, in the order of the steps, by a model that learns after each step."""
    there, sides, goes = forks
    chances = np.zeros(sides.shape, dtype=np.int32)
    full = np.logical_and.reduce(goes, axis=1).tolist()
    for step, (place, side, going, all_go) in enumerate(zip(there, sides, goes, full, strict=True)):
        slots = model.slots.take(place)
        chances[step] = model.chances(slots)
        if all_go:
            model.learn(place, slots, side)
        else:
            model.learn(place[:, going], slots[:, going], side[going])
    states, words, there_is = _coded(chances, sides, goes)
    return np.concatenate([_halves(states), words[there_is]])


def _group(model: Model, forks: Forks) -> list[Words]:
    """The words of each lane by themselves, by a model that learns nothing."""
    there, sides, goes = forks
    states, words, there_is = _coded(model.chances(model.slots[there].swapaxes(0, 1)), sides, goes)
    heads = _halves(states).reshape(-1, 2)
    return [np.concatenate([heads[i], words[there_is[:, i], i]]) for i in range(len(states))]


def _halves(states: Numbers) -> Words:
    return np.stack([states >> 16, states & 0xFFFF], axis=1).astype(np.uint16).ravel()


def _coded(
    chances: npt.NDArray[np.int32], sides: npt.NDArray[np.int8], goes: npt.NDArray[np.bool_]
) -> tuple[Numbers, Words, npt.NDArray[np.bool_]]:
    """The state a reader of each lane begins with, and the word that it takes where it needs one after a step."""
    share = np.where(goes, np.where(sides == 1, chances, ONE - chances), ONE).astype(np.int64)
    below = np.where(goes & (sides == 0), chances, 0)
    states = np.full(sides.shape[1], 2**16, dtype=np.int64)
    words, there_is = np.zeros(sides.shape, dtype=np.uint16), np.zeros(sides.shape, dtype=bool)
    for step in range(len(sides) - 1, -1, -1):
        full = states >= share[step] << 20
        there_is[step], words[step] = full, states & 0xFFFF
        states = np.where(full, states >> 16, states)
        whole, rest = np.divmod(states, share[step])
        states = (whole << 12) + rest + below[step]
    return states, words, there_is
