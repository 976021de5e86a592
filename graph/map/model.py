"""What the next bit of a text probably is, by the one, two and three characters before its character.

A character is a way through the tree of its Huffman code. For each fork, reached after given characters, a slot
of a table keeps how often which side was taken (the adaptive bits of Mahoney 2005, three orders, mixed in the
logistic domain by fixed weights). All is done in whole numbers, so that `assets/model.js` finds the same.
"""

from __future__ import annotations

from math import exp, log

import numpy as np
import numpy.typing as npt

from graph.map.huffman import Numbers, codes

ORDERS = 3
ONE = 4096
"""What is certain: chances are counted in 4,096ths."""
UNKNOWN = 2048 << 4
"""The slot that has seen nothing; its upper twelve bits are a chance, the lower four how often it was met."""
_WEIGHTS = ((0, 0, 0), (176, 0, 0), (160, 80, 0), (168, 152, 64))
"""How much each order counts, in 256ths, by the highest order that has seen this fork."""
_FACTORS = (0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35, 0x27D4EB2F)
_SLOTS = npt.NDArray[np.uint16]


STRETCH = np.array([max(-2047, min(2047, round(256 * log((p + 0.5) / (4095.5 - p))))) for p in range(ONE)], np.int32)
"""The logarithm of the odds of each chance, in 256ths."""
SQUASH = np.array([max(1, min(4095, round(ONE / (1 + exp(-odds / 256))))) for odds in range(-2048, 2048)], np.int32)
"""The chance of each logarithm of odds."""


def _following() -> _SLOTS:
    """What each slot becomes after a 0 and, in the second row, after a 1."""
    slot = np.arange(2**16)
    chance, met = slot >> 4, slot & 15
    rate = 2**17 // (2 * met + 3)
    after = [np.clip(chance + ((bit * (ONE - 1) - chance) * rate + 2**15 >> 16), 0, ONE - 1) for bit in (0, 1)]
    return np.array([new << 4 | np.minimum(met + 1, 15) for new in after], dtype=np.uint16)


class Tree:
    """The forks of all codes: `forks[sign]` and `sides[sign]` are the way to a sign, from the root, by its length."""

    def __init__(self, lengths: Numbers) -> None:
        self.lengths = lengths
        deepest = int(lengths.max(initial=1))
        shape = (len(lengths), deepest)
        self.forks, self.sides = np.zeros(shape, dtype=np.int32), np.zeros(shape, dtype=np.int8)
        code = codes(lengths)
        known: dict[tuple[int, int], int] = {}
        for sign in np.lexsort((np.arange(len(lengths)), lengths)).tolist():
            length = int(lengths[sign])
            for depth in range(length):
                way = int(code[sign]) >> (length - depth)
                self.forks[sign, depth] = known.setdefault((depth, way), len(known))
                self.sides[sign, depth] = int(code[sign]) >> (length - 1 - depth) & 1


class Model:
    """The three tables of 2 ** `size` slots each, one after another."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.slots = np.full(ORDERS << size, UNKNOWN, dtype=np.uint16)
        self._following = _following()
        self._weights = np.array(_WEIGHTS, dtype=np.int32).T.copy()
        slot = np.arange(2**16)
        self._odds, self._rank = STRETCH[slot >> 4], (slot & 15 != 0).astype(np.int8)

    def places(self, contexts: npt.NDArray[np.uint32], forks: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
        """Where the slots are for forks that are reached in contexts, one row for each order; uses up the contexts."""
        contexts += (forks.astype(np.uint32) + np.uint32(1)) * np.uint32(_FACTORS[3])
        contexts ^= contexts >> np.uint32(15)
        contexts *= np.uint32(_FACTORS[1])
        contexts >>= np.uint32(32 - self.size)
        contexts += np.arange(ORDERS, dtype=np.uint32)[:, None] << np.uint32(self.size)
        return contexts.view(np.int32)

    def chances(self, slots: _SLOTS) -> npt.NDArray[np.int32]:
        """The chances of a 1, by the slots of the three orders in the first axis."""
        highest = self._rank.take(slots[0])
        for order in (1, 2):
            np.maximum(highest, self._rank.take(slots[order]) * (order + 1), out=highest)
        mixed = self._weights[0].take(highest) * self._odds.take(slots[0])
        for order in (1, 2):
            mixed += self._weights[order].take(highest) * self._odds.take(slots[order])
        chances: npt.NDArray[np.int32] = SQUASH.take((mixed >> 8) + 2048, mode="clip")
        return chances

    def learn(self, place: npt.NDArray[np.int32], slots: _SLOTS, sides: npt.NDArray[np.int8]) -> None:
        """Keeps which sides were taken; of equal places the last one counts."""
        self.slots[place] = self._following.take(slots + (sides.astype(np.int32) << 16))


def contexts(signs: Numbers, starts: Numbers) -> npt.NDArray[np.uint32]:
    """A number for the one, two and three signs before each; `starts` says where no sign is before it."""
    hashes, mixed = [], np.zeros(len(signs), dtype=np.uint32)
    since = np.arange(len(signs)) - np.repeat(starts, np.diff(np.append(starts, len(signs))))
    for order in range(1, ORDERS + 1):
        before = np.concatenate([np.zeros(order, dtype=np.int64), signs + 1])[: len(signs)]
        before = np.where(since >= order, before, 0).astype(np.uint32)
        mixed = ((mixed ^ (mixed >> np.uint32(15))) + before + np.uint32(1)) * np.uint32(_FACTORS[order - 1])
        hashes.append(mixed ^ (mixed >> np.uint32(13)))
    return np.array(hashes, dtype=np.uint32).reshape(ORDERS, len(signs))
