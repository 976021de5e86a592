"""The likeliest labels of a text by a linear-chain conditional random field, and how likely each label is.

A long text is read in windows side by side, each with more text around it than a name is long: by then what
stands further away changes no result that single precision shows.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float32]
Ints: TypeAlias = npt.NDArray[np.int64]

_CORE = 200
_AROUND = 100
"""Places of a window whose labels count, and those to either side of them that are read with them."""
_ROUNDING = 0.01  # more than sums in single precision are out by
_EVERY = 8  # steps after which sums of probabilities are brought back to one


def posterior(scores: Floats, transitions: Floats) -> Floats:
    """The probability of every label at every place, over all paths, from scores; both are places × labels."""
    length = len(scores)
    size = min(length, _CORE + 2 * _AROUND)
    cores = np.arange(0, length if size < length else 1, _CORE)
    starts = np.clip(cores - _AROUND, 0, length - size)
    probabilities = marginals(scores[starts + np.arange(size)[:, None]], transitions)
    column = np.arange(length) // _CORE if len(starts) > 1 else np.zeros(length, dtype=np.int64)
    found: Floats = probabilities[np.arange(length) - starts[column], column]
    return found


def best_labels(scores: Floats, begins: npt.NDArray[np.bool_], transitions: Floats) -> Ints:
    """The best label at every place of texts that stand one behind another, `begins` being True where each begins.

    For transitions that differ little: a score that leads by more than they can make good decides alone, so only
    the stretches without such a lead are searched.
    """
    lead = 2 * float(transitions.max() - transitions.min()) + _ROUNDING
    found: Ints = scores.argmax(axis=1)
    is_open = (scores > scores.max(axis=1, keepdims=True) - np.float32(lead)).sum(axis=1) > 1
    searched = is_open.copy()  # with the place to either side, which is decided
    searched[1:] |= is_open[:-1] & ~begins[1:]
    searched[:-1] |= is_open[1:] & ~begins[1:]
    goes_on = searched[1:] & searched[:-1] & ~begins[1:]
    starts = np.flatnonzero(searched & ~np.concatenate([[False], goes_on]))
    ends = np.flatnonzero(searched & ~np.concatenate([goes_on, [False]])) + 1
    for length in np.unique(ends - starts):
        places = starts[ends - starts == length] + np.arange(length)[:, None]
        found[places] = best_paths(scores[places], transitions)
    return found


def best_paths(scores: Floats, transitions: Floats) -> Ints:
    """The labels (places × windows) with the highest sums of scores and transitions (Viterbi); of equal ones the first.

    Scores are places × windows × labels.
    """
    best = scores.copy()
    columns = best.transpose(0, 2, 1)[:, :, :, None]
    moves = transitions[:, None, :]
    sums = np.empty((len(transitions), best.shape[1], len(transitions)), dtype=np.float32)  # from × window × to
    for place in range(1, len(best)):
        np.add(columns[place - 1], moves, out=sums)
        best[place] += np.maximum.reduce(sums, axis=0)
    into = np.ascontiguousarray(transitions.T)
    paths = np.empty(best.shape[:2], dtype=np.int64)
    paths[-1] = best[-1].argmax(axis=1)
    for place in range(len(best) - 1, 0, -1):
        paths[place - 1] = (best[place - 1] + into[paths[place]]).argmax(axis=1)
    return paths


def marginals(scores: Floats, transitions: Floats) -> Floats:
    """The probability of every label at every place, over all paths (forward-backward); shapes as in `best_paths`."""
    own = np.exp(scores - scores.max(axis=2, keepdims=True)).astype(np.float64)
    moves = np.exp(np.stack([transitions, transitions.T]).astype(np.float64))
    both = np.stack([own, own[::-1]], axis=1)  # read forward and backward
    told = np.ones_like(both)  # what the places before say of the labels here
    for place in range(1, len(both)):
        np.matmul(told[place - 1] * both[place - 1], moves, out=told[place])
        if place % _EVERY == 0:
            told[place] /= told[place].sum(axis=2, keepdims=True)
    found = told[:, 0] * own * told[::-1, 1]
    probabilities: Floats = (found / found.sum(axis=2, keepdims=True)).astype(np.float32)
    return probabilities
