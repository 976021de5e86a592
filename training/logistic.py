"""Logistic regression over readable reasons, with a penalty on the square of each weight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

Key = tuple[str, str]
"""What is judged (a type or relation, or all of them) and a reason."""


class Table(NamedTuple):
    """Which reasons each case has: cases × keys."""

    keys: list[Key]
    cells: csr_matrix


def tabulate(cases: Sequence[Iterable[Key]], *, rarest: int) -> Table:
    """The table of the keys that at least `rarest` cases have."""
    rows = [tuple(dict.fromkeys(case)) for case in cases]
    counts = Counter(key for row in rows for key in row)
    keys = sorted(key for key, count in counts.items() if count >= rarest)
    columns = {key: place for place, key in enumerate(keys)}
    cells = [(place, columns[key]) for place, row in enumerate(rows) for key in row if key in columns]
    places, found = zip(*cells, strict=True)
    return Table(keys, csr_matrix((np.ones(len(cells)), (places, found)), shape=(len(rows), len(keys))))


def minimum(  # noqa: PLR0913 - a problem of this kind has these parts
    table: csr_matrix,
    sign: np.ndarray,
    *,
    penalty: np.ndarray,
    counted: np.ndarray,
    start: np.ndarray | None = None,
    offset: np.ndarray | float = 0.0,
) -> np.ndarray:
    """The weights that make the signs (1 right, -1 wrong) likeliest.

    Each case counts `counted` and begins at `offset` log odds; the search begins at `start`.
    """

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margin = sign * (table @ weights + offset)
        slope = table.T @ (-(counted * sign) / (1 + np.exp(np.clip(margin, -50, 50))))
        value = (counted * np.logaddexp(0, -margin)).sum() + (penalty * weights * weights).sum() / 2
        return float(value), slope + penalty * weights

    begin = np.zeros(table.shape[1]) if start is None else start
    found: np.ndarray = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return found


def rounded(keys: Sequence[Key], weights: np.ndarray, *, smallest: float) -> dict[Key, float]:
    """The weights to two decimals, those nearer to nothing than `smallest` left out."""
    return {key: round(float(weight), 2) for key, weight in zip(keys, weights, strict=True) if abs(weight) >= smallest}


def as_lines(head: str, weights: dict[Key, float]) -> str:
    """The weights as a file that `extract.weights.read_weights` reads; `head` names what is judged."""
    rows = (f"{kind}\t{reason}\t{weight:.2f}\n" for (kind, reason), weight in sorted(weights.items()))
    return f"{head}\treason\tweight\n" + "".join(rows)
