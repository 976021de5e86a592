"""Which relations a sentence states: what the rules read and what they miss, judged by learned weights.

A logistic regression over readable reasons. What a rule found is dropped only where much speaks against it (`keep`); a
pair that no rule joins is added where much speaks for it (`add`). The confidence of a relation is the probability that
the regression gives it (docs/quality.md shows how well it is calibrated).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from extract.ontology import Ontology
from extract.pack import Pack
from extract.steps.relations.force import Force
from extract.steps.relations.frames import Candidate, load_frames
from extract.steps.relations.mood import Mood
from extract.steps.relations.pairs import Pair, Pairs
from extract.steps.relations.reasons import Reasons, Told, cues_of
from extract.steps.relations.scene import Scene
from extract.weights import Weights, read_weights

WEIGHTS = "relations.tsv"
"""The pack's file of weights: relation (* for all of them), reason and weight, in columns."""


class Case(NamedTuple):
    """A relation that a sentence may state between two entities: why, and the rules' candidates for it.

    `clause` and `position` are where it would be told; `position` is -1 where no two names show it.
    """

    sentence: int
    source: str
    relation: str
    target: str
    reasons: tuple[str, ...]
    found: tuple[Candidate, ...]
    clause: int
    position: int


class Judge:
    """Decides which of the possible relations of a document are read from it."""

    def __init__(self, pack: Pack, mood: Mood, *, weights: Weights | None = None) -> None:
        """`weights` are those of the pack unless given."""
        raw = pack.patterns("relations/structure")["judge"]
        self._keep, self._add = float(raw["keep"]), float(raw["add"])
        self._ontology, self._mood = pack.ontology, mood
        self._pairs, self._cues = Pairs(pack.ontology), cues_of(load_frames(pack))
        self._joins = _joins(pack.ontology)
        self._weights = read_weights(pack.folder / WEIGHTS) if weights is None else weights

    def read(self, scene: Scene, force: Force, candidates: Sequence[Candidate]) -> Iterator[Candidate]:
        """The relations that are read, each with its probability as confidence."""
        for case in self.cases(scene, force, candidates):
            sure = self._weights.probability(case.relation, case.reasons)
            if case.found and sure >= self._keep:
                yield replace(max(case.found, key=lambda candidate: candidate.confidence), confidence=sure)
            elif not case.found and sure >= self._add:
                yield from self._added(scene, case, sure)

    def cases(self, scene: Scene, force: Force, candidates: Sequence[Candidate]) -> Iterator[Case]:
        """Every relation that a sentence may state by the types of what it names, and all that the rules read."""
        by_sentence: dict[int, list[Candidate]] = defaultdict(list)
        for candidate in candidates:
            by_sentence[scene.clauses[candidate.clause].sentence].append(candidate)
        told = {sentence: Told(found) for sentence, found in by_sentence.items()}
        by_case: dict[tuple[int, str, str, str], list[Candidate]] = defaultdict(list)
        for sentence, found in by_sentence.items():
            for candidate in found:
                by_case[sentence, candidate.source, candidate.relation, candidate.target].append(candidate)
        nothing, reasons = Told(()), Reasons(scene, self._cues)
        for pair in self._pairs.read(scene, force):
            common = reasons.of(pair)
            for relation in self._relations(scene, pair):
                key = (pair.sentence, pair.source, relation, pair.target)
                why = (*common, *told.get(pair.sentence, nothing).of(*key[1:]))
                last = max(pair.at, key=lambda spot: spot.mention.start)
                yield Case(*key, why, tuple(by_case.pop(key, ())), last.clause, last.mention.start)
        for key, found in by_case.items():
            why = (*reasons.unpaired(key[1], key[3]), *told[key[0]].of(*key[1:]))
            yield Case(*key, why, tuple(found), found[0].clause, -1)

    def _relations(self, scene: Scene, pair: Pair) -> Iterator[str]:
        """The relations that may join the pair; a symmetric one is read from the lesser id."""
        entities = scene.ann.entities
        for relation in self._joins.get((entities[pair.source].type, entities[pair.target].type), ()):
            if not self._ontology.relations[relation].symmetric or is_ordered(pair.source, pair.target):
                yield relation

    def _added(self, scene: Scene, case: Case, sure: float) -> Iterator[Candidate]:
        """What no rule read, unless the clause denies it."""
        clause = scene.clauses[case.clause]
        if not self._mood.denies_any(scene.text, clause.start, case.position):
            modality = self._mood.modality(scene, clause, case.position)
            rule = f"relation.{case.relation}.weighed"
            yield Candidate(case.source, case.relation, case.target, case.clause, rule, sure, modality)


def is_ordered(source: str, target: str) -> bool:
    """Whether a symmetric relation is written from the first to the second: ids count up."""
    return (len(source), source) <= (len(target), target)


def _joins(ontology: Ontology) -> dict[tuple[str, str], tuple[str, ...]]:
    """For each pair of types, the relations that may go from the first to the second."""
    return {
        (source, target): joined
        for source in ontology.types
        for target in ontology.types
        if (joined := tuple(r for r in ontology.relations if ontology.allows(source, r, target)))
    }
