"""Learned weights of readable reasons: a file of the pack, and what the reasons add up to.

Such a file has three columns between tabs, below a line that names them: what is judged (a relation or an entity type;
`*` stands for all), a reason, and its weight in log odds. `training/` writes them; a person can read and edit them.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from extract.errors import PackError

ALL = "*"
_MOST = 30.0  # log odds beyond which a probability is as good as certain


class Weights:
    """How much each reason speaks for a thing of some kind."""

    def __init__(self, rows: Iterable[tuple[str, str, float]]) -> None:
        """`rows` are (kind, reason, weight); the kind `ALL` stands for every one."""
        self._weights: dict[str, dict[str, float]] = defaultdict(dict)
        for kind, reason, weight in rows:
            self._weights[kind][reason] = weight
        self._shared = self._weights[ALL]

    def total(self, kind: str, reasons: Sequence[str]) -> float:
        """The log odds that the reasons add up to."""
        own, shared = self._weights.get(kind, {}), self._shared
        return sum(own.get(reason, 0.0) + shared.get(reason, 0.0) for reason in reasons)

    def probability(self, kind: str, reasons: Sequence[str]) -> float:
        """How probable the thing is, in (0, 1)."""
        return logistic(self.total(kind, reasons))


def logistic(total: float) -> float:
    """The probability of log odds."""
    return 1 / (1 + math.exp(-max(-_MOST, min(_MOST, total))))


def read_weights(path: Path) -> Weights:
    """The weights of a file. Raises PackError, naming the line, where the file is not as it should be."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(path, f"cannot be read as UTF-8 text: {error}") from error
    rows = []
    for number, line in enumerate(lines[1:], 2):
        try:
            kind, reason, weight = line.split("\t")
            rows.append((kind, reason, float(weight)))
        except ValueError:
            raise PackError(path, f"line {number} is not kind, reason and weight between tabs: {line!r}") from None
    return Weights(rows)
