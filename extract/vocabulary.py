"""The words and characters that the tagger knows, and for each word a vector that says in what company it stands.

The vectors are counted, not trained: the positive pointwise mutual information of words that stand near each other,
cut to its largest singular values (Levy and Goldberg 2014, "Neural word embedding as implicit matrix factorization").
`training/word_vectors.py` makes them from public news and reports.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from extract.annotations import Word

Floats: TypeAlias = npt.NDArray[np.float32]
Ints: TypeAlias = npt.NDArray[np.int64]

MODEL = Path(__file__).parent / "models" / "vocabulary.npz"
_NUMBER = re.compile(r"[\d.]+")


class Vocabulary:
    """Rows of words and of characters, from 1; 0 is what is unknown. It never changes, so it may be shared."""

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as file:
            self._words = {word: row for row, word in enumerate(str(file["words"]).split("\n"), 1)}
            self._characters = {character: row for row, character in enumerate(str(file["characters"]), 1)}
            self.vectors: Floats = file["vectors"].astype(np.float32)
            """A row a word, the first all zero."""

    @staticmethod
    def load(path: Path | None = None) -> Vocabulary:
        """The shipped vocabulary, or that of `path`; the same object for the same path."""
        return _load(path or MODEL)

    @property
    def characters(self) -> int:
        """How many rows characters have, that of the unknown included."""
        return len(self._characters) + 1

    def rows(self, text: str, words: Sequence[Word]) -> Ints:
        """For each character of the text the row of its word and its own: characters × 2."""
        found = np.zeros((len(text), 2), dtype=np.int64)
        for word in words:
            found[word.start : word.end, 0] = self._words.get(plain(text[word.start : word.end]), 0)
        found[:, 1] = [self._characters.get(character, 0) for character in text]
        return found


def plain(word: str) -> str:
    """A word as it is looked up: whatever number stands in it is the same."""
    return _NUMBER.sub("0", word)


@lru_cache(maxsize=2)
def _load(path: Path) -> Vocabulary:
    return Vocabulary(path)
