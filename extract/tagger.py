"""The name tagger: a small gated CNN over the base analyser's states, run in plain numpy.

Per character it sees the states of the analyser's two layers, the tag of its word and where in the word it
stands, marks of the text around it (inside quotation marks, 《》, brackets, an area, digits), the vector of its
word and one of its own (`extract.vocabulary`). Four gated convolutions with growing dilation (after Strubell et al.
2017, "Fast and accurate entity recognition with iterated dilated convolutions") and a linear-chain CRF give
begin/inside labels of the pack's types, and so the probability of every span. Trained by `training/train_tagger.py`;
docs/model-card.md says on what.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from extract.annotations import Mention, Word
from extract.crf import posterior
from extract.vocabulary import Vocabulary

Floats: TypeAlias = npt.NDArray[np.float32]
Ints: TypeAlias = npt.NDArray[np.int64]

MODEL = Path(__file__).parent / "models" / "tagger.npz"
DILATIONS = (1, 2, 4, 8)
WORD_TAGS = (
    *("n", "nr", "ns", "nt", "nw", "nz", "v", "vd", "vn", "a", "ad", "an", "d", "m", "q", "r", "p", "c", "u", "xc"),
    *("w", "f", "s", "t", "PER", "LOC", "ORG", "TIME"),
)
"""The base analyser's tags, in the order of the network's inputs; an unknown one counts as the last."""
RULES = (
    *("known", "titled title", "titled unquoted", "quoted head", "quoted list", "quoted own", "quoted honour"),
    *("quoted apposed", "quoted introduced", "quoted kind", "quoted bare"),
    *("office area", "office level", "office standing", "office bare", "office field", "office guessed", "office unit"),
    *("person base", "person byline", "person post", "award received", "award ranked", "event", "event known"),
    *("listed", "headed", "base region", "base head", "base listed"),
    *("known apart", "office apart", "person apart"),
)
"""The kinds of rules that propose names (`Mention.rule` up to its colon), as `WORD_TAGS`."""
TYPES = (
    *("District", "Place", "Agency", "Company", "Institution", "Platform", "Program", "Policy", "Award", "Person"),
    "Event",
)
MARKS = ("“”", "《》", "()")
LEAST = 0.06
"""How probable a span has to be to be looked at."""
_TINY = 1e-9
_CLOSED = np.float32(80)  # beyond it a gate lets nothing through that single precision shows
WORD_COLUMN = 7 + len(MARKS)
"""The column of `features` that holds the row of the word's vector."""
_TILE = 256  # rows of a matrix product, few enough for the processor's near memory


class TaggedSpan(NamedTuple):
    """A span that the network takes for a name of the type, and how probable it thinks that is."""

    start: int
    end: int
    type: str
    score: float


def features(text: str, words: Sequence[Word], areas: Sequence[Mention], proposed: Sequence[Mention]) -> Ints:
    """What the network sees besides the states: characters × columns of small whole numbers.

    Columns: the word's tag, the place in the word (first, inside), in quotation marks, in 《》, in brackets, digit or
    letter, in an area (no, first, inside), of the longest rule proposal there its kind, type and place, and the rows of
    the word and the character in the vocabulary.
    """
    columns = np.zeros((len(text), WORD_COLUMN + 2), dtype=np.int64)
    columns[:, 0] = len(WORD_TAGS)
    numbers = {tag: number for number, tag in enumerate(WORD_TAGS)}
    for word in words:
        columns[word.start : word.end, 0] = numbers.get(word.tag, len(WORD_TAGS))
        columns[word.start + 1 : word.end, 1] = 1
    for column, marks in enumerate(MARKS, 2):
        columns[:, column] = _inside(text, marks[0], marks[1])
    area, rule = 3 + len(MARKS), 4 + len(MARKS)
    columns[:, area - 1] = [character.isascii() and character.isalnum() for character in text]
    for mention in areas:
        columns[mention.start : mention.end, area] = 2
        columns[mention.start, area] = 1
    for mention in sorted(proposed, key=lambda m: (m.end - m.start, -m.start, m.type, m.rule)):  # the longest last
        span = slice(mention.start, mention.end)
        columns[span, rule] = _number(RULES, mention.rule.split(":")[0])
        columns[span, rule + 1] = _number(TYPES, mention.type)
        columns[span, rule + 2] = 2
        columns[mention.start, rule + 2] = 1
    columns[:, WORD_COLUMN:] = Vocabulary.load().rows(text, words)
    return columns


def _number(names: tuple[str, ...], name: str) -> int:
    """The place of a name in the list, from 1; what the list lacks counts as one more."""
    return names.index(name) + 1 if name in names else len(names) + 1


def _inside(text: str, opening: str, closing: str) -> list[bool]:
    """Whether each character stands between the marks; a line break closes them."""
    found, open_now = [], False
    for character in text:
        if character in (closing, "\n"):
            open_now = False
        found.append(open_now)
        if character == opening:
            open_now = True
    return found


class Tagger:
    """The network with its weights; it never changes, so it may be shared."""

    def __init__(self, path: Path) -> None:
        """The networks of a file, whose scores are averaged."""
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        self._labels = tuple(arrays.pop("labels").tolist())
        weights = {name: array.astype(np.float32) for name, array in arrays.items()}
        weights |= {name: _four(array) for name, array in weights.items() if _is_convolution(name)}
        vectors = {f"embed{WORD_COLUMN}": Vocabulary.load().vectors}
        members = sorted({name.split(".", 1)[0] for name in weights})
        self._members = [
            {n.split(".", 1)[1]: w for n, w in weights.items() if n.startswith(f"{m}.")} | vectors for m in members
        ]
        self._types = [label[2:] for label in self._labels if label.startswith("B-")]
        self._transitions: Floats = np.mean([member["transitions"] for member in self._members], axis=0)

    @staticmethod
    def load(path: Path | None = None) -> Tagger:
        """The tagger with the shipped weights, or those of `path`; the same object for the same path."""
        return _load(path or MODEL)

    def spans(self, states: Floats, columns: Ints) -> list[TaggedSpan]:
        """All spans that may be names, in order, from `states` (characters × `extract.lac.STATES`) and `features`.

        They overlap: each is a reading of its own, with its probability.
        """
        if not len(states):
            return []
        scores = np.mean([_emissions(member, states, columns) for member in self._members], axis=0)
        certain = posterior(scores, self._transitions)
        found = [span for type_id in self._types for span in self._of_type(certain, type_id)]
        return sorted(found, key=lambda span: (span.start, span.end, span.type))

    def _of_type(self, certain: Floats, type_id: str) -> Iterator[TaggedSpan]:
        """The spans of the type that are likely enough.

        An inside label goes on with a name that has begun, so the share of what is inside at a place in what was inside
        or began at the place before is how probably the name goes on there (taking names that have just begun and those
        that have gone on before as alike in this).
        """
        begins = certain[:, self._labels.index(f"B-{type_id}")]
        inside = certain[:, self._labels.index(f"I-{type_id}")]
        open_before = np.maximum(begins + inside, _TINY)
        goes_on = np.append(np.minimum(inside[1:] / open_before[:-1], 1.0), 0.0).tolist()
        for start in np.flatnonzero(begins >= LEAST).tolist():
            reached = float(begins[start])
            for place in range(start, len(goes_on)):
                ending = reached * (1.0 - goes_on[place])
                if ending >= LEAST:
                    yield TaggedSpan(start, place + 1, type_id, round(ending, 3))
                reached *= goes_on[place]
                if reached < LEAST:
                    break


def _emissions(weights: dict[str, Floats], states: Floats, columns: Ints) -> Floats:
    """The score of every label for every character."""
    embedded = [weights[f"embed{i}"][columns[:, i]] for i in range(columns.shape[1])]
    of_states, of_columns = np.split(weights["input"], [states.shape[1]])
    hidden = np.empty((len(states), of_states.shape[1]), dtype=np.float32)
    for tile in _tiles(len(states), _TILE):
        np.matmul(states[tile], of_states, out=hidden[tile])
        hidden[tile] += np.concatenate([column[tile] for column in embedded], axis=1) @ of_columns
    hidden += weights["input_bias"]
    for layer, dilation in enumerate(DILATIONS):
        hidden = _gated(weights, f"conv{layer}", hidden, dilation)
    scores: Floats = np.maximum(hidden, 0) @ weights["output"] + weights["output_bias"]
    return scores


def _gated(weights: dict[str, Floats], name: str, hidden: Floats, dilation: int) -> Floats:
    """The layer's output: its input and, on top, the convolution of it and of what stands `dilation` to either side.

    Two stretches of `dilation` characters that follow each other take four products instead of three each, as in
    Lavin and Gray 2016, "Fast algorithms for convolutional neural networks", F(2, 3).
    """
    length, width = hidden.shape
    pairs = -(-length // (2 * dilation))
    padded = np.zeros((2 * pairs + 2, dilation, width), dtype=np.float32)
    padded.reshape(-1, width)[dilation : dilation + length] = hidden
    found = np.empty((2 * pairs, dilation, width), dtype=np.float32)
    for tile in _tiles(pairs, _TILE // dilation):
        stretches = [padded[2 * tile.start + i : 2 * tile.stop + i : 2] for i in range(4)]
        for i, mixed in enumerate(_convolved(stretches, weights[name], weights[f"{name}_bias"])):
            gate = np.minimum(np.negative(mixed[:, width:]), _CLOSED)
            np.exp(gate, out=gate)
            gate += np.float32(1)
            np.divide(mixed[:, :width], gate, out=gate)
            out = found[2 * tile.start + i : 2 * tile.stop : 2]
            np.add(stretches[1 + i], gate.reshape(out.shape), out=out)
    return found.reshape(-1, width)[:length]


def _convolved(stretches: Sequence[Floats], weights: Floats, bias: Floats) -> tuple[Floats, Floats]:
    """The convolution at the second and at the third of four stretches, from the weights of `_four`."""
    before, first, second, behind = stretches
    sums = (before - second, first + second, second - first, first - behind)
    width = before.shape[-1]
    one, two, three, four = (part.reshape(-1, width) @ own for part, own in zip(sums, weights, strict=True))
    two += bias
    one += two
    one += three
    two -= three
    two -= four
    return one, two


def _four(weights: Floats) -> Floats:
    """The four matrices of `_convolved` from a convolution's weights for the place before, itself and behind."""
    before, own, behind = np.split(weights.astype(np.float64), 3)
    both = (before + behind) / 2
    return np.stack([before, both + own / 2, both - own / 2, behind]).astype(np.float32)


def _is_convolution(name: str) -> bool:
    return "conv" in name and not name.endswith("_bias")


def _tiles(length: int, most: int) -> list[slice]:
    """Stretches of about equal length, at most `most`, that cover [0, length)."""
    count = -(-length // most)
    edges = [length * i // count for i in range(count + 1)]
    return [slice(start, end) for start, end in pairwise(edges)]


@lru_cache(maxsize=2)
def _load(path: Path) -> Tagger:
    return Tagger(path)
