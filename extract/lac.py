"""The base analyser: Chinese text into words with parts of speech and names, by the network LAC in plain numpy.

LAC (Baidu, Apache-2.0; see models/NOTICE) reads characters: embedding, two bidirectional GRU layers of 128,
a conditional random field. Arithmetic is float32. Every matrix product here has a fixed number of rows, so
that a sentence's result is the same, bit for bit, whatever other sentences are tagged with it. Processors can
differ in the last bits of a float32 sum, which could change a word only where two taggings of a sentence score
equal to about six digits; of equal ones the first wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from extract.annotations import Word

Floats: TypeAlias = npt.NDArray[np.float32]
Ints: TypeAlias = npt.NDArray[np.intp]

MODEL = Path(__file__).parent / "models" / "lac.npz"
LONGEST = 500
"""Characters of the longest piece that the network reads at once."""
_WIDTH = 128
_ROWS = 16  # pieces side by side; the last rows of a batch may be empty
_FEW_ROWS = 4  # for long pieces, of which there are few
_LONG = 100  # from how many characters on a piece is long
_BLOCK = 256  # rows of a matrix product over characters
_STOPS = (re.compile(r"[。！？!?；;\n]+[”’」』）)]*"), re.compile(r"[，,、：:]"))


@dataclass(frozen=True, slots=True)
class _Gru:
    """One bidirectional layer, gates in the order update, reset, new; the first two halved for `_sigmoid`."""

    inputs: Floats  # width × 768: forward gates, then backward gates
    bias: Floats  # 768
    recurrent: Floats  # 2 × 128 × 384
    new_bias: Floats  # 2 × 1 × 128, inside the reset


class Reading(NamedTuple):
    """What the network makes of a text: its words, and the state of every character (characters × 256)."""

    words: list[Word]
    states: Floats


class Lac:
    """The network with its weights. `load` gives one; it never changes, so it may be shared."""

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as file:
            self._embedding: Floats = file["embedding"].astype(np.float32)
            self._layers = tuple(_read_gru(file, number) for number in (1, 2))
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
        """The hidden state of every character of the text: characters × 256, those of reading forward first."""
        return self.read_batch([text])[0].states

    def read_batch(self, texts: Sequence[str]) -> list[Reading]:
        """The words and states of every text, computed side by side; no text changes another's result."""
        pieces = [(number, start, text[start:end]) for number, text in enumerate(texts) for start, end in _split(text)]
        words: list[list[Word]] = [[] for _ in pieces]
        kept = [_no_states()] * len(pieces)
        for group, states in self._run([piece for _, _, piece in pieces]):
            scores = _product(states.reshape(-1, 2 * _WIDTH), self._output) + self._output_bias
            lengths = [len(pieces[i][2]) for i in group]
            paths = _best_paths(scores.reshape(*states.shape[:2], -1), self._transitions, lengths)
            for column, (i, path) in enumerate(zip(group, paths, strict=True)):
                words[i] = list(self._words(path, pieces[i][1]))
                kept[i] = states[: lengths[column], column]
        found: list[tuple[list[Word], list[Floats]]] = [([], [_no_states()]) for _ in texts]
        for (number, _, _), part, own in zip(pieces, kept, words, strict=True):
            found[number][0].extend(own)
            found[number][1].append(part)
        return [Reading(own, np.concatenate(parts)) for own, parts in found]

    def _words(self, path: Ints, offset: int) -> Iterator[Word]:
        begins = ~self._inside[path]
        begins[:1] = True
        edges = [*np.flatnonzero(begins).tolist(), len(path)]
        for start, end in pairwise(edges):
            yield Word(offset + start, offset + end, self._tags[path[start]])

    def _run(self, pieces: list[str]) -> Iterator[tuple[list[int], Floats]]:
        """The pieces' numbers in groups of similar length, and the states of each (time × rows × 256)."""
        order = sorted((i for i, piece in enumerate(pieces) if piece), key=lambda i: (-len(pieces[i]), i))
        long = sum(len(pieces[i]) >= _LONG for i in order)
        groups = [(order[i : i + _FEW_ROWS][: max(long - i, 0)], _FEW_ROWS) for i in range(0, long, _FEW_ROWS)]
        groups += [(order[i : i + _ROWS], _ROWS) for i in range(long, len(order), _ROWS)]
        for group, rows in groups:
            lengths = np.zeros(rows, dtype=np.intp)
            lengths[: len(group)] = [len(pieces[i]) for i in group]
            characters = np.full((int(lengths.max()), rows), self._unknown, dtype=np.intp)
            for column, i in enumerate(group):
                characters[: len(pieces[i]), column] = self._rows(pieces[i])
            yield group, self._encode(characters, lengths)

    def _rows(self, text: str) -> Ints:
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        known = codes < len(self._row_of)
        return np.where(known, self._row_of[np.where(known, codes, 0)], self._unknown)

    def _encode(self, characters: Ints, lengths: Ints) -> Floats:
        """The states of the second layer, time × rows × 256; what stands behind a piece's end means nothing."""
        first, second = self._layers
        present, places = np.unique(characters, return_inverse=True)
        gates = (_product(self._embedding[present], first.inputs) + first.bias)[places.reshape(characters.shape)]
        states = _read_both_ways(gates, first, lengths)
        gates = _product(states.reshape(-1, 2 * _WIDTH), second.inputs) + second.bias
        return _read_both_ways(gates.reshape(*characters.shape, -1), second, lengths)


def _no_states() -> Floats:
    return np.empty((0, 2 * _WIDTH), dtype=np.float32)


@lru_cache(maxsize=2)
def _load(path: Path) -> Lac:
    return Lac(path)


def _read_gru(file: np.lib.npyio.NpzFile, number: int) -> _Gru:
    inputs = file[f"gru{number}_input"].astype(np.float32)  # 2 × 384 × width
    recurrent = file[f"gru{number}_recurrent"].astype(np.float32)  # 2 × 384 × 128
    bias = file[f"gru{number}_bias"].astype(np.float32).reshape(2, 2, 3 * _WIDTH)  # direction, input or recurrent, gate
    for array in (inputs, recurrent):
        array[:, : 2 * _WIDTH] *= np.float32(0.5)
    outer = bias[:, 0].copy()
    outer[:, : 2 * _WIDTH] = (outer[:, : 2 * _WIDTH] + bias[:, 1, : 2 * _WIDTH]) * np.float32(0.5)
    return _Gru(
        inputs=np.ascontiguousarray(inputs.reshape(6 * _WIDTH, -1).T),
        bias=outer.reshape(-1),
        recurrent=np.ascontiguousarray(recurrent.transpose(0, 2, 1)),
        new_bias=np.ascontiguousarray(bias[:, 1, None, 2 * _WIDTH :]),
    )


def _product(rows: Floats, weights: Floats) -> Floats:
    """The matrix product, in blocks of one shape so that a row's result does not depend on their number."""
    count = len(rows)
    padded = np.zeros((-(-count // _BLOCK) * _BLOCK, rows.shape[1]), dtype=np.float32)
    padded[:count] = rows
    found = np.empty((len(padded), weights.shape[1]), dtype=np.float32)
    for i in range(0, len(padded), _BLOCK):
        np.matmul(padded[i : i + _BLOCK], weights, out=found[i : i + _BLOCK])
    return found[:count]


def _read_both_ways(gates: Floats, layer: _Gru, lengths: Ints) -> Floats:
    """The states (time × rows × 256) from the gates' inputs (time × rows × 768), each row from its own end back."""
    steps, rows, _ = gates.shape
    times = np.arange(steps)[:, None]
    turned = np.where(times < lengths, lengths - 1 - times, times)  # its own inverse
    columns = np.arange(rows)
    both = np.empty((steps, 2, rows, 3 * _WIDTH), dtype=np.float32)
    both[:, 0] = gates[:, :, : 3 * _WIDTH]
    both[:, 1] = gates[turned, columns, 3 * _WIDTH :]
    states = _recur(both, layer)
    return np.concatenate([states[:, 0], states[turned, 1, columns]], axis=2)


def _recur(gates: Floats, layer: _Gru) -> Floats:
    """The states (time × 2 × rows × 128) of the recurrence h' = (1 - z)·tanh(x + r·(hU + b)) + z·h."""
    steps, _, rows, _ = gates.shape
    states = np.empty((steps, 2, rows, _WIDTH), dtype=np.float32)
    state = np.zeros((2, rows, _WIDTH), dtype=np.float32)
    inner = np.empty((2, rows, 3 * _WIDTH), dtype=np.float32)
    half, one = np.float32(0.5), np.float32(1)
    for step in range(steps):
        np.matmul(state, layer.recurrent, out=inner)
        # The logistic function through tanh: the gates' weights are halved already.
        switches = np.tanh(gates[step, :, :, : 2 * _WIDTH] + inner[:, :, : 2 * _WIDTH])
        switches += one
        switches *= half
        update, reset = switches[:, :, :_WIDTH], switches[:, :, _WIDTH:]
        new = inner[:, :, 2 * _WIDTH :] + layer.new_bias
        new *= reset
        new += gates[step, :, :, 2 * _WIDTH :]
        np.tanh(new, out=new)
        state = np.add(new, update * (state - new), out=states[step])
    return states


def _best_paths(scores: Floats, transitions: Floats, lengths: Sequence[int]) -> list[Ints]:
    """The best tag sequence of every row (Viterbi) from scores time × rows × tags; of equal ones the first."""
    steps = len(scores)
    best = np.empty_like(scores)
    best[0] = scores[0]
    for step in range(1, steps):
        moves = best[step - 1].T[:, :, None] + transitions[:, None, :]  # from × row × to
        np.add(moves.max(axis=0), scores[step], out=best[step])
    return [_trace(best[:length, row], transitions) for row, length in enumerate(lengths)]


def _trace(best: Floats, transitions: Floats) -> Ints:
    path = np.empty(len(best), dtype=np.intp)
    path[-1] = best[-1].argmax()
    for step in range(len(best) - 1, 0, -1):
        path[step - 1] = (best[step - 1] + transitions[:, path[step]]).argmax()
    return path


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
