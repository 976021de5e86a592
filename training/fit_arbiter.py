"""Fit what labels add to the weights by which proposed names are judged, and write the pack's `names.tsv`.

    python training/fit_arbiter.py CORPUS_DIR --taggers FOLD0.npz FOLD1.npz FOLD2.npz

The taggers are trained without one fold each (`train_tagger.py --fold N`), and each reads the passages of its fold, in
their documents. A proposal is right when it is a labelled mention with its type; proposals that touch optional names
are left out. The fit is a logistic regression that begins at the weights set by hand (`patterns/arbitration.toml`), so
that reasons that the labels hardly show keep what a person thought of them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from labels_file import Labelled, read_corpus
from logistic import Key, as_lines, minimum, rounded, tabulate
from passages import FOLDS, extractor_before_names, fold_of, generic_words, in_context, label_spans, training_passages

from extract.annotations import Annotations, annotations_of
from extract.pipeline import Extractor
from extract.steps.names import Names
from extract.steps.names.arbiter import WEIGHTS, Arbiter
from extract.tagger import Tagger
from extract.weights import ALL, Weights

PENALTY = 8.0
"""On the square of a weight: chosen by cross-validation over documents, as is the threshold of the pack."""
RAREST = 8
"""How often a reason has to be seen to get a weight."""
GOLD = 25.0
"""What a proposal in a gold file counts for: gold files name everything, passages were labelled more sparingly."""
SMALLEST = 0.03
"""Weights nearer to nothing are left out."""


class Example(NamedTuple):
    """A proposed name: its type and reasons, the log odds of the weights set by hand, and whether it is right."""

    type: str
    reasons: tuple[str, ...]
    before: float
    right: bool
    counts: float = 1.0


def main() -> None:
    """Fit and write the weights."""
    parser = argparse.ArgumentParser(description="Fit the weights of the arbiter.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--taggers", type=Path, nargs=FOLDS, required=True, metavar="TAGGER", help="by fold")
    parser.add_argument("--labels", type=Path, default=Path("training/labels.jsonl"))
    parser.add_argument("--gold", type=Path, default=Path("tests/gold/seeds"))
    parser.add_argument("--texts", type=Path, default=Path("seeds"))
    options = parser.parse_args()
    passages = training_passages(options.labels, options.corpus, options.gold, options.texts)
    examples = list(_examples(passages, options))
    weights = fit(examples)
    (Extractor().pack.folder / WEIGHTS).write_text(as_lines("type", weights), encoding="utf-8")
    print(f"{len(examples)} proposals, {sum(each.right for each in examples)} right, {len(weights)} weights")


def _examples(passages: list[Labelled], options: argparse.Namespace) -> Iterator[Example]:
    documents = read_corpus(options.corpus, {passage.document for passage in passages})
    taggers = [Tagger.load(path) for path in options.taggers]
    extractor = extractor_before_names()
    names = [Names(extractor.pack, tagger=tagger) for tagger in taggers]
    arbiter, generic = Arbiter(extractor.pack, learned=Weights(())), generic_words(extractor.pack)
    for passage in passages:
        document, span = in_context(passage, documents.get(passage.document))
        ann = annotations_of(extractor.read(document))
        truth = _Truth(ann, passage, span, generic)
        for mention in arbiter.score(ann, *names[fold_of(passage)].propose(ann)):
            right = truth.of((mention.start, mention.end), mention.core, mention.type)
            if right is not None:
                counts = 1.0 if "number" in passage.labels else GOLD
                yield Example(mention.type, mention.reasons, arbiter.by_hand(mention.reasons), right, counts)


class _Truth:
    """The labels of a passage as spans of the clean text."""

    def __init__(self, ann: Annotations, passage: Labelled, span: tuple[int, int], generic: frozenset[str]) -> None:
        self._ann, (self._begin, self._end) = ann, span
        self._types: dict[tuple[int, int], str] = {}
        self._open: set[int] = set()
        taken: set[int] = set()
        for start, end, type_id, is_open in label_spans(passage, ann.clean, generic, begin=self._begin):
            if taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                if is_open:
                    self._open.update(range(start, end))
                else:
                    self._types[start, end] = type_id

    def of(self, span: tuple[int, int], core: tuple[int, int] | None, type_id: str) -> bool | None:
        """Whether the span, or the name inside it, is labelled with the type; None where the labels do not tell."""
        begin, end = self._ann.clean.locate(*span)
        if not (self._begin <= begin and end <= self._end) or not self._open.isdisjoint(range(*span)):
            return None
        return type_id in (self._types.get(span), self._types.get(core) if core else None)


def fit(examples: list[Example]) -> dict[Key, float]:
    """What the labels add to the weight of every reason that is seen often enough, by type and for all types."""
    keys, table = tabulate([tuple(_keys(example)) for example in examples], rarest=RAREST)
    weights = minimum(
        table,
        np.array([1.0 if example.right else -1.0 for example in examples]),
        penalty=np.full(len(keys), PENALTY),
        counted=np.array([example.counts for example in examples]),
        offset=np.array([example.before for example in examples]),
    )
    return rounded(keys, weights, smallest=SMALLEST)


def _keys(example: Example) -> Iterator[Key]:
    for reason in example.reasons:
        yield example.type, reason
        yield ALL, reason


if __name__ == "__main__":
    main()
