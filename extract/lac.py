"""The base analyser: Chinese text into words with parts of speech and names, by the network LAC in plain numpy.

LAC (Baidu, Apache-2.0; see models/NOTICE) reads characters: embedding, two bidirectional GRU layers of 128,
a conditional random field. Arithmetic is float32, whose sums can differ in their last bits between processors and,
on some, with a row's place in a matrix product (OpenBLAS for AVX2 sums every other six rows in another order). That
could change a word only where two taggings of a sentence score equal to about six digits; of equal ones the first
wins. On one processor the result of a document depends on that document alone: it is read as one batch.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from heapq import heappop, heappush
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from extract.annotations import Word
from extract.crf import best_labels
from extract.gru import WIDTH, Gru, product, read_both_ways

Floats: TypeAlias = npt.NDArray[np.float32]
Ints: TypeAlias = npt.NDArray[np.intp]

MODEL = Path(__file__).parent / "models" / "lac.npz"
STATES = 4 * WIDTH
"""Numbers that a character's state has: those of the second layer, which the tags come from, then the first's."""
LONGEST = 500
"""Characters of the longest piece that the network reads at once."""
_ROWS = 8  # read side by side, pieces one behind another in each
_AT_ONCE = 2048  # characters
_STOPS = (re.compile(r"[。！？!?；;\n]+[”’」』）)]*"), re.compile(r"[，,、：:]"))


class Reading(NamedTuple):
    """What the network makes of a text: its words, and the states of every character (characters × `STATES`)."""

    words: list[Word]
    states: Floats


class _Strips(NamedTuple):
    """How pieces lie in rows: the row and the start of each, and 0 where one begins (time × rows × 1, else 1)."""

    places: list[tuple[int, int]]
    joined: Floats


class Lac:
    """The network with its weights. `load` gives one; it never changes, so it may be shared."""

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as file:
            self._embedding: Floats = file["embedding"].astype(np.float32)
            self._layers = tuple(Gru.read(file, number) for number in (1, 2))
            self._output: Floats = file["output"].astype(np.float32)
            self._output_bias: Floats = file["output_bias"].astype(np.float32)
            self._transitions: Floats = file["transitions"].astype(np.float32)
            self._tags = tuple(tag.rsplit("-", 1)[0] for tag in file["tags"].tolist())
            self._inside = np.array([tag.endswith("-I") for tag in file["tags"].tolist()])
            self._row_of = np.full(int(file["characters"].max()) + 1, file["unknown"][0], dtype=np.intp)
            self._row_of[file["characters"]] = file["rows"]
            self._unknown = int(file["unknown"][0])

    @staticmethod
    def load(path: Path | None = None) -> Lac:
        """The analyser with the shipped weights, or those of `path`; the same object for the same path."""
        return _load(path or MODEL)

    def tag(self, text: str) -> list[Word]:
        """The words of the text, which together cover it; offsets count its characters."""
        return self.tag_batch([text])[0]

    def tag_batch(self, texts: Sequence[str]) -> list[list[Word]]:
        """The words of every text, as `tag` gives them, computed side by side."""
        return [reading.words for reading in self.read_batch(texts)]

    def states(self, text: str) -> Floats:
        """The states of every character: characters × `STATES`, of a layer those of reading forward first."""
        return self.read_batch([text])[0].states

    def read_batch(self, texts: Sequence[str]) -> list[Reading]:
        """The words and states of every text, computed side by side, which touches the last bits of states at most."""
        pieces = [(number, start, text[start:end]) for number, text in enumerate(texts) for start, end in _split(text)]
        if not pieces:
            return [Reading([], _no_states()) for _ in texts]
        states = list(self._run([piece for _, _, piece in pieces]))
        last_layer = np.concatenate([own[:, : 2 * WIDTH] for own in states])
        scores = product(last_layer, self._output, self._output_bias)
        ends = np.cumsum([len(piece) for _, _, piece in pieces])
        begins = np.zeros(len(scores), dtype=np.bool_)
        begins[[0, *ends[:-1]]] = True
        paths = np.split(best_labels(scores, begins, self._transitions), ends[:-1])
        found: list[tuple[list[Word], list[Floats]]] = [([], [_no_states()]) for _ in texts]
        for (number, offset, _), path, part in zip(pieces, paths, states, strict=True):
            found[number][0].extend(self._words(path, offset))
            found[number][1].append(part)
        return [Reading(own, np.concatenate(parts)) for own, parts in found]

    def _words(self, path: Ints, offset: int) -> Iterator[Word]:
        begins = ~self._inside[path]
        begins[:1] = True
        edges = [*np.flatnonzero(begins).tolist(), len(path)]
        for start, end in pairwise(edges):
            yield Word(offset + start, offset + end, self._tags[path[start]])

    def _run(self, pieces: Sequence[str]) -> Iterator[Floats]:
        """The states (characters × `STATES`) of every piece, in the order of the pieces."""
        for group in _groups(pieces):
            strips = _lay(group)
            characters = np.full(strips.joined.shape[:2], self._unknown, dtype=np.intp)
            for piece, (row, start) in zip(group, strips.places, strict=True):
                characters[start : start + len(piece), row] = self._rows(piece)
            states = self._encode(characters, strips.joined)
            for piece, (row, start) in zip(group, strips.places, strict=True):
                yield states[start : start + len(piece), row]

    def _rows(self, text: str) -> Ints:
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        known = codes < len(self._row_of)
        return np.where(known, self._row_of[np.where(known, codes, 0)], self._unknown)

    def _encode(self, characters: Ints, joined: Floats) -> Floats:
        """The states, time × rows × `STATES`; what stands behind a row's last piece means nothing."""
        first, second = self._layers
        present, places = np.unique(characters, return_inverse=True)
        gates = product(self._embedding[present], first.inputs, first.bias)[places.reshape(characters.shape)]
        lower = read_both_ways(gates, first, joined)
        gates = product(lower.reshape(-1, 2 * WIDTH), second.inputs, second.bias)
        return np.concatenate([read_both_ways(gates.reshape(*characters.shape, -1), second, joined), lower], axis=2)


def _no_states() -> Floats:
    return np.empty((0, STATES), dtype=np.float32)


@lru_cache(maxsize=2)
def _load(path: Path) -> Lac:
    return Lac(path)


def _groups(pieces: Sequence[str]) -> Iterator[list[str]]:
    """The pieces in order, as many at a time as the processor's near memory holds."""
    group: list[str] = []
    for piece in pieces:
        if sum(map(len, group)) + len(piece) > _AT_ONCE and group:
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _lay(pieces: Sequence[str]) -> _Strips:
    """The pieces one behind another in rows of about the same length, the longest piece first."""
    places = [(0, 0)] * len(pieces)
    ends = [(0, row) for row in range(_ROWS)]
    for number in sorted(range(len(pieces)), key=lambda number: (-len(pieces[number]), number)):
        end, row = heappop(ends)
        places[number] = row, end
        heappush(ends, (end + len(pieces[number]), row))
    joined = np.zeros((max(ends)[0], _ROWS, 1), dtype=np.float32)
    for piece, (row, start) in zip(pieces, places, strict=True):
        joined[start + 1 : start + len(piece), row] = 1
    return _Strips(places, joined)


def _split(text: str) -> Iterator[tuple[int, int]]:
    """Spans of at most LONGEST characters that cover the text, cut behind a sentence's end or else a comma."""
    start = 0
    while len(text) - start > LONGEST:
        ends = next((e for e in (_ends(stop, text, start) for stop in _STOPS) if e), [start + LONGEST])
        yield start, ends[-1]
        start = ends[-1]
    if start < len(text):
        yield start, len(text)


def _ends(stop: re.Pattern[str], text: str, start: int) -> list[int]:
    return [match.end() for match in stop.finditer(text, start, start + LONGEST)]
