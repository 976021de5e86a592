"""Fit the weights with which proposed names are judged (`patterns/arbitration.toml`).

    python training/fit_arbiter.py CORPUS_DIR --taggers FOLD0.npz FOLD1.npz FOLD2.npz

The taggers are trained without one fold each (`train_tagger.py --fold N`), and each judges the passages of its fold.
A proposal is right when it is a labelled mention with its type; proposals that touch optional names are left out.
The weights maximise the likelihood less a penalty on the square of their distance from those set by hand
(`training/arbiter_prior.toml`), so that reasons that the labels hardly show keep what a person thought of them.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

sys.path.insert(0, str(Path(__file__).parent))
from labels_file import Labelled
from passages import FOLDS, fold_of, generic_words, label_spans, training_passages

from extract.annotations import Annotations, Mention, annotations_of
from extract.facts import Document
from extract.pipeline import Extractor
from extract.steps.names import Names
from extract.steps.names.arbiter import Arbiter
from extract.tagger import Tagger

PENALTY = 1.0  # on what the tagger says
RULE_PENALTY = 40.0  # on what rules say: labels of reports must not unlearn what articles need
RAREST = 4  # how often a reason has to be seen for its weight to move
PRIOR = Path(__file__).parent / "arbiter_prior.toml"


def main() -> None:
    """Fit and write the weights."""
    parser = argparse.ArgumentParser(description="Fit the weights of the arbiter.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--taggers", type=Path, nargs=FOLDS, required=True, metavar="TAGGER", help="by fold")
    parser.add_argument("--labels", type=Path, default=Path("training/labels.jsonl"))
    parser.add_argument("--gold", type=Path, default=Path("tests/gold/seeds"))
    parser.add_argument("--texts", type=Path, default=Path("seeds"))
    options = parser.parse_args()
    extractor = Extractor()
    names = [Names(extractor.pack, tagger=Tagger.load(path)) for path in options.taggers]
    arbiter, generic = Arbiter(extractor.pack), generic_words(extractor.pack)
    cases: list[tuple[tuple[str, ...], bool]] = []
    passages = training_passages(options.labels, options.corpus, options.gold, options.texts)
    for place, passage in enumerate(passages):
        ann = annotations_of(extractor.read(Document(id=passage.document, text=passage.text)))
        scored = arbiter.score(ann, *names[fold_of(place)].propose(ann))
        cases += judged(ann, passage, scored, generic)
    weights = fit(cases)
    write(extractor.pack.folder / "patterns" / "arbitration.toml", weights)
    print(f"{len(cases)} proposals, {sum(right for _, right in cases)} right, {len(weights)} weights")


def judged(
    ann: Annotations, passage: Labelled, scored: list[Mention], generic: frozenset[str]
) -> Iterator[tuple[tuple[str, ...], bool]]:
    """The reasons of every proposal and whether it is right."""
    right: dict[tuple[int, int], str] = {}
    open_: set[int] = set()
    taken: set[int] = set()
    for start, end, type_id, left_open in label_spans(passage, ann.clean.text, generic):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            if left_open:
                open_.update(range(start, end))
            else:
                right[start, end] = type_id
    for mention in scored:
        if open_.isdisjoint(range(mention.start, mention.end)):
            spans = [(mention.start, mention.end), *([mention.core] if mention.core else [])]
            yield mention.reasons, any(right.get(span) == mention.type for span in spans)


def fit(cases: list[tuple[tuple[str, ...], bool]]) -> dict[str, float]:
    """The weight of every reason that is seen often enough, rounded to two decimals."""
    counts = Counter(reason for reasons, _ in cases for reason in set(reasons))
    prior: dict[str, float] = tomllib.loads(PRIOR.read_text("utf-8"))["weights"]
    known = sorted({reason for reason, count in counts.items() if count >= RAREST} | prior.keys())
    penalty = np.array([PENALTY if "tagger" in reason else RULE_PENALTY for reason in known])
    before = np.array([prior.get(reason, 0.0) for reason in known])
    column = {reason: place for place, reason in enumerate(known)}
    table = np.zeros((len(cases), len(known)))
    for row, (reasons, _) in enumerate(cases):
        for reason in reasons:
            if reason in column:
                table[row, column[reason]] += 1
    sign = np.where([right for _, right in cases], 1.0, -1.0)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margin = sign * (table @ weights)
        slope = -sign / (1 + np.exp(margin))
        moved = weights - before
        value = np.logaddexp(0, -margin).sum() + (penalty * moved * moved).sum() / 2
        return float(value), table.T @ slope + penalty * moved

    found = minimize(loss, before, jac=True, method="L-BFGS-B").x
    return {reason: round(float(weight), 2) for reason, weight in zip(known, found, strict=True) if abs(weight) >= 0.05}


def write(path: Path, weights: dict[str, float]) -> None:
    """Put the weights into the pack's file, whose other settings stay."""
    head = re.split(r"^\[weights\]\n", path.read_text("utf-8"), flags=re.MULTILINE)[0]
    lines = (f'"{reason}" = {weight}\n' for reason, weight in sorted(weights.items()))
    path.write_text(f"{head}[weights]\n{''.join(lines)}", encoding="utf-8")


if __name__ == "__main__":
    main()
