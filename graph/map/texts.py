"""Texts packed small: frequent pairs of characters become one sign (Gage 1994), signs get Huffman codes.

Chinese text takes about half of what deflate makes of it, any text can be read without those before it, and
the bytes depend on nothing but the texts.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graph.map.columns import Columns
from graph.map.huffman import Numbers, code_lengths, codes, pack

STRIDE = 32
"""The place of every so-manieth text is kept; a reader walks from there."""
_ROUNDS = 8
_PAIRS_A_ROUND = 2500
_SELDOM = 6
"""A pair that is met fewer times costs more in the table than it saves."""
_SAMPLE = 600_000
_LONGEST = 24
END = 0
"""The sign that ends each text."""


def add_texts(columns: Columns, name: str, texts: Sequence[str]) -> None:
    """Adds the texts under names that begin with `name`: characters, pairs, code lengths, places, bits."""
    points = np.frombuffer("\0".join([*texts, ""]).encode("utf-32-le", "replace"), dtype="<u4").astype(np.int64)
    alphabet, signs = np.unique(points, return_inverse=True)
    if not len(alphabet) or alphabet[0] != END:
        alphabet, signs = np.concatenate([[END], alphabet]), signs + 1
    signs, pairs = _pair_up(signs.astype(np.int64), len(alphabet))
    lengths = code_lengths(np.bincount(signs, minlength=len(alphabet) + len(pairs)), _LONGEST)
    bits, starts = pack(codes(lengths)[signs], lengths[signs])
    columns.add(f"{name}.alphabet", alphabet, steps=True)
    columns.add(f"{name}.left", [left for left, _ in pairs], steps=True)
    columns.add(f"{name}.right", [right for _, right in pairs])
    columns.add(f"{name}.lengths", lengths)
    ends = starts[signs == END] + int(lengths[END])
    columns.add(f"{name}.starts", np.concatenate([[0], ends])[: len(texts) : STRIDE], steps=True)
    columns.add(f"{name}.count", [len(texts)])
    columns.add_bytes(f"{name}.bits", bits)


def _pair_up(signs: Numbers, known: int) -> tuple[Numbers, list[tuple[int, int]]]:
    """The signs with frequent neighbours joined, and which signs each new one stands for."""
    pairs: list[tuple[int, int]] = []
    for _ in range(_ROUNDS):
        base = known + len(pairs)
        new = _frequent_pairs(signs, base)
        if not len(new):
            break
        signs = _replace(signs, new, base)
        pairs += [(int(key) // base, int(key) % base) for key in new]
    return signs, pairs


def _frequent_pairs(signs: Numbers, base: int) -> Numbers:
    """The pairs worth a sign as left * base + right, sorted; counted in an even sample where there is much text."""
    left, right = signs[:-1], signs[1:]
    blocks = max(1, len(left) // _SAMPLE)
    if blocks > 1:  # every so-manieth stretch of 4,096 signs
        chosen = (np.arange(len(left)) // 4096) % blocks == 0
        left, right = left[chosen], right[chosen]
    inner = (left != END) & (right != END)
    key, count = np.unique(left[inner] * base + right[inner], return_counts=True)
    often = count >= _SELDOM
    key, count = key[often], count[often]
    best = np.lexsort((key, -count))[:_PAIRS_A_ROUND]
    # Rare pairs join in later rounds only if they stay frequent when better ones have taken their characters.
    return np.sort(key[best][count[best] * 12 >= count[best].max(initial=0)])


def _replace(signs: Numbers, new: Numbers, base: int) -> Numbers:
    """The signs with each of the new pairs as one sign, from left to right where pairs overlap."""
    key = signs[:-1] * base + signs[1:]
    place = np.minimum(np.searchsorted(new, key), len(new) - 1)
    hit = np.flatnonzero((new[place] == key) & (signs[:-1] != END) & (signs[1:] != END))
    if not len(hit):
        return signs
    run = np.cumsum(np.concatenate([[True], np.diff(hit) > 1])) - 1
    first = np.flatnonzero(np.concatenate([[True], np.diff(hit) > 1]))
    taken = hit[(np.arange(len(hit)) - first[run]) % 2 == 0]
    out = signs.copy()
    out[taken] = base + place[taken]
    kept = np.ones(len(signs), dtype=bool)
    kept[taken + 1] = False
    return out[kept]
