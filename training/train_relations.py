"""Fit the weights by which relations are judged and write the pack's `relations.tsv`.

    python training/train_relations.py CORPUS_DIR --taggers FOLD0.npz FOLD1.npz FOLD2.npz [--check]

A logistic regression on the reasons of `extract.steps.relations.reasons`, one model a relation; what the rules say has
weights of its own that all relations share. Each labelled passage is read in its document, and names are found with
the tagger that was trained without it (`passages.fold_of`), so that names are as uncertain as in unseen text. A pair is
right when a label joins the two entities that its names match; a label that several sentences could show counts for the
likeliest alone (as in multi-instance learning: Riedel et al. 2010, "Modeling relations and their mentions without
labeled text"). `--check` prints how well probabilities are calibrated on passages left out instead.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from labels_file import Labelled, read_corpus
from logistic import Key, as_lines, minimum, rounded, tabulate
from passages import FOLDS, extractor_with, fold_of, in_context, training_passages

from extract.annotations import Annotations, annotations_of
from extract.pipeline import Extractor
from extract.steps.relations.force import Force
from extract.steps.relations.judge import WEIGHTS, Case, Judge
from extract.steps.relations.mood import Mood
from extract.steps.relations.reasons import ALWAYS
from extract.steps.relations.step import RelationReader
from extract.tagger import Tagger
from extract.weights import ALL, Weights
from graph.evaluation.gold import name_keys

RAREST = 10
"""How often a reason has to be seen to get a weight."""
PENALTY, RULE_PENALTY, ALWAYS_PENALTY = 6.0, 0.6, 0.06
"""On the square of a weight: chosen by cross-validation over documents; rules are trusted more than words."""
GOLD = 20.0
"""What a pair of a gold file counts for: gold files name every relation, passages were labelled more sparingly."""
ROUNDS = 3
SMALLEST = 0.02
"""Weights nearer to nothing are left out."""


class Example(NamedTuple):
    """A possible relation with its reasons; `label` is the gold relation that it shows, None where it shows none.

    `open` marks labels that count neither way; `counts` is the example's weight.
    """

    passage: int
    fold: int
    relation: str
    reasons: tuple[str, ...]
    label: tuple[int, str, int] | None
    open: bool
    counts: float = 1.0


def main() -> None:
    """Fit and write the weights, or print their calibration."""
    parser = argparse.ArgumentParser(description="Fit the weights of relations.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--taggers", type=Path, nargs=FOLDS, required=True, metavar="TAGGER", help="by fold")
    parser.add_argument("--labels", type=Path, default=Path("training/labels.jsonl"))
    parser.add_argument("--gold", type=Path, default=Path("tests/gold/seeds"))
    parser.add_argument("--texts", type=Path, default=Path("seeds"))
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    passages = training_passages(options.labels, options.corpus, options.gold, options.texts)
    documents = read_corpus(options.corpus, {passage.document for passage in passages})
    examples = list(_examples(passages, documents, [Tagger.load(path) for path in options.taggers]))
    if options.check:
        check(examples)
        return
    weights = fit(examples)
    path = Extractor().pack.folder / WEIGHTS
    path.write_text(as_lines("relation", weights), encoding="utf-8")
    print(f"{len(examples)} pairs, {sum(e.label is not None for e in examples)} right, {len(weights)} weights")


def _examples(
    passages: Sequence[Labelled], documents: dict[str, dict[str, str]], taggers: Sequence[Tagger]
) -> Iterator[Example]:
    extractors = [_extractor(tagger) for tagger in taggers]
    pack = extractors[0].pack
    reader, structure = RelationReader(pack), pack.patterns("relations/structure")
    judge = Judge(pack, Mood(structure), weights=Weights(()))
    symmetric = frozenset(name for name, relation in pack.ontology.relations.items() if relation.symmetric)
    for place, passage in enumerate(passages):
        fold = fold_of(passage)
        document, span = in_context(passage, documents.get(passage.document))
        ann = annotations_of(extractors[fold].read(document))
        scene = reader.scene(ann)
        force = Force(scene)
        counts = 1.0 if "number" in passage.labels else GOLD
        truth = _Truth(ann, passage, span, symmetric)
        for case in judge.cases(scene, force, reader.candidates(scene, force)):
            if truth.covers(case):
                label = truth.label(case)
                is_open = label is not None and truth.relations[label]
                yield Example(place, fold, case.relation, case.reasons, label, is_open, counts)


def _extractor(tagger: Tagger) -> Extractor:
    """A pipeline with this tagger, up to the linking step."""
    extractor = extractor_with(tagger)
    for step in ("relations", "observations"):
        extractor.nlp.remove_pipe(f"govgraph_{step}")
    return extractor


class _Truth:
    """The labels of a passage in terms of the entities that were found in it."""

    def __init__(self, ann: Annotations, passage: Labelled, span: tuple[int, int], symmetric: frozenset[str]) -> None:
        self._ann, (self._start, self._end) = ann, span
        self._symmetric = symmetric
        self.relations = {(s, r, o): bool(is_open) for s, r, o, is_open in passage.labels["relations"]}
        self._labelled: dict[str, int] = {}
        keys = [name_keys("", passage.names(entity)) for entity in passage.labels["entities"]]
        within = {m.entity for m in ann.mentions if self._is_within(m.start)}
        for entity in ann.entities.values():
            names = name_keys(entity.name, entity.names)
            shared = [(len(names & key), -place) for place, key in enumerate(keys) if names & key]
            if shared and entity.id in within:
                self._labelled[entity.id] = -max(shared)[1]
        self._within = within

    def _is_within(self, position: int) -> bool:
        return self._start <= self._ann.clean.locate(position, position + 1)[0] < self._end

    def covers(self, case: Case) -> bool:
        """Whether the passage's labels would tell of it."""
        sentence = self._ann.sentences[case.sentence]
        return {case.source, case.target} <= self._within and self._is_within(sentence.end - 1)

    def label(self, case: Case) -> tuple[int, str, int] | None:
        """The label that the case shows, either way for one that has no direction."""
        source, target = self._labelled.get(case.source), self._labelled.get(case.target)
        if source is None or target is None:
            return None
        found = [(source, case.relation, target)]
        if case.relation in self._symmetric:
            found.append((target, case.relation, source))
        return next((label for label in found if label in self.relations), None)


def fit(examples: Sequence[Example]) -> dict[Key, float]:
    """The weights of the reasons that are seen often enough, by relation (`ALL`: shared) and reason."""
    used = [example for example in examples if not example.open]
    keys, table = tabulate([tuple(_keys(example)) for example in used], rarest=RAREST)
    sign = np.array([1.0 if example.label is not None else -1.0 for example in used])
    penalty = np.array([_penalty(reason) for _, reason in keys])
    shown: dict[tuple[int, tuple[int, str, int]], list[int]] = defaultdict(list)
    for row, example in enumerate(used):
        if example.label is not None:
            shown[example.passage, example.label].append(row)
    weights, counted = np.zeros(len(keys)), np.array([example.counts for example in used])
    for _ in range(ROUNDS):
        weights = minimum(table, sign, penalty=penalty, counted=counted, start=weights)
        scores = table @ weights
        for group in shown.values():
            best = max(group, key=lambda row: scores[row])
            counted[group] = 0.0
            counted[best] = used[best].counts
    return rounded(keys, weights, smallest=SMALLEST)


def _keys(example: Example) -> Iterator[Key]:
    for reason in dict.fromkeys(example.reasons):
        yield example.relation, reason
        if reason.startswith("rule"):
            yield ALL, reason


def _penalty(reason: str) -> float:
    return ALWAYS_PENALTY if reason == ALWAYS else RULE_PENALTY if reason.startswith("rule") else PENALTY


def check(examples: Sequence[Example]) -> None:
    """Print, for passages left out, how often relations of each probability are right."""
    right: dict[int, list[float]] = defaultdict(list)
    for fold in range(FOLDS):
        learned = fit([example for example in examples if example.fold != fold])
        weights = Weights((relation, reason, weight) for (relation, reason), weight in learned.items())
        for example in examples:
            if example.fold == fold and not example.open:
                sure = weights.probability(example.relation, example.reasons)
                right[int(sure * 10)].append(float(example.label is not None))
    for tenth, found in sorted(right.items()):
        print(f"{tenth / 10:.1f} to {(tenth + 1) / 10:.1f}: {len(found):6d} relations, {np.mean(found):.2f} right")


if __name__ == "__main__":
    main()
