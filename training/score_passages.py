"""Score the labelled passages and written documents: those held out, or those trained on by taggers that left them out.

    python training/score_passages.py CORPUS_DIR [--taggers FOLD0.npz FOLD1.npz FOLD2.npz]

A passage is read in its document (title, first lines and what stands before it). Counted, as `govgraph score` counts,
is what the passage itself shows: entities that it names, and relations and observations of these whose sentence ends in
it. With `--taggers`, each trained without one fold, the texts that were trained on are read, each with the tagger that
has not seen it (`passages.fold_of`), which is what to develop with; the held-out ones are for the last look.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from labels_file import Labelled, read_corpus, read_labels, read_written
from passages import FOLDS, extractor_with, fold_of, in_context, is_held_out, training_passages

from extract.facts import DocumentFacts, Entity, Evidence
from extract.pipeline import Extractor
from extract.tagger import Tagger
from govgraph.score import lines
from graph import build_graph
from graph.evaluation import Gold, Score, score_document
from graph.evaluation.gold import GoldEntity, GoldObservation, GoldRelation, name_keys


def main() -> None:
    """Print the score of passages, of written documents, and of each kind."""
    parser = argparse.ArgumentParser(description="Score labelled passages.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--labels", type=Path, default=Path("training/labels.jsonl"))
    parser.add_argument(
        "--taggers", type=Path, nargs=FOLDS, metavar="TAGGER", help="by fold; scores what was trained on"
    )
    parser.add_argument("--gold", type=Path, default=Path("tests/gold/seeds"))
    parser.add_argument("--texts", type=Path, default=Path("seeds"))
    options = parser.parse_args()
    scores: dict[str, Score] = defaultdict(Score)
    extractors: dict[int | None, Extractor] = {}
    passages = list(_passages(options))
    documents = read_corpus(options.corpus, {passage.document for _, passage in passages})
    for fold, passage in passages:
        if fold not in extractors:
            tagger = None if fold is None else Tagger.load(options.taggers[fold])
            extractors[fold] = extractor_with(tagger) if tagger else Extractor()
        document, span = in_context(passage, documents.get(passage.document))
        facts = _within(extractors[fold].extract(document), span)
        source = "written documents" if "text" in passage.labels else "passages"
        for group in (source, f"{source}: {passage.labels['kind']}"):
            score_document(build_graph([facts]).graph, _gold(passage), document.text, scores[group])
    for group, score in sorted(scores.items()):
        print(group, *lines(score, by_type=False, errors=False), sep="\n")


def _passages(options: argparse.Namespace) -> Iterator[tuple[int | None, Labelled]]:
    """The passages to score, each with the fold whose tagger has not seen it (None: the shipped one reads it)."""
    if options.taggers:
        found = training_passages(options.labels, options.corpus, options.gold, options.texts)
        yield from ((fold_of(each), each) for each in found if "number" in each.labels)
        return
    labelled = [*read_labels(options.labels, options.corpus), *read_written(options.labels.with_name("written.jsonl"))]
    yield from ((None, each) for each in labelled if is_held_out(each))


def _within(facts: DocumentFacts, span: tuple[int, int]) -> DocumentFacts:
    """What the passage at the span shows."""
    named = {e.id for e in facts.entities if e.inferred or any(span[0] <= m.start < span[1] for m in e.mentions)}

    def ends_inside(evidence: tuple[Evidence, ...]) -> bool:
        return not evidence or any(span[0] < each.end <= span[1] for each in evidence)

    return replace(
        facts,
        entities=tuple(_with_references(e) for e in facts.entities if e.id in named),
        relations=tuple(r for r in facts.relations if {r.source, r.target} <= named and ends_inside(r.evidence)),
        observations=tuple(o for o in facts.observations if o.subject in named and ends_inside(o.evidence)),
    )


def _with_references(entity: Entity) -> Entity:
    """The entity, known by its references too: a passage may name a thing by these alone (全市)."""
    return replace(entity, aliases=(*entity.aliases, *entity.generic), generic=())


def _gold(passage: Labelled) -> Gold:
    """The labels of a passage as an annotation that can be scored."""
    labels = passage.labels
    return Gold(
        passage.document,
        tuple(_entity(passage, place, entity) for place, entity in enumerate(labels["entities"])),
        tuple(GoldRelation(str(s), relation, str(o), optional) for s, relation, o, optional in labels["relations"]),
        tuple(_observation(passage, raw) for raw in labels["observations"]),
    )


def _entity(passage: Labelled, place: int, raw: dict[str, Any]) -> GoldEntity:
    names = passage.names(raw)
    return GoldEntity(
        str(place), names[0], raw["type"], frozenset((raw["type"],)), name_keys("", names), bool(raw["optional"])
    )


def _observation(passage: Labelled, raw: dict[str, Any]) -> GoldObservation:
    def text(value: str | list[int] | None) -> str:
        return passage.text[slice(*value)] if isinstance(value, list) else value or ""

    found = {each.name: text(raw[each.name]) for each in fields(GoldObservation) if each.type == "str"}
    return GoldObservation(
        **{**found, "subject": str(raw["subject"])}, value=raw["value"], optional=bool(raw["optional"])
    )


if __name__ == "__main__":
    main()
