"""The work of `govgraph score`: every gold document built on its own and counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from extract.errors import GovGraphError

if TYPE_CHECKING:
    from graph.evaluation import Score, Tally

TOTALS = ("entities", "relations", "observations")


def score_folder(gold_folder: Path, text_folder: Path, *, pack: str = "government") -> Score:
    """The score of the documents under `text_folder` that have a gold file (`*.json`) in `gold_folder`.

    Raises GovGraphError where there is no gold file, one is malformed, or its document cannot be read.
    """
    from extract.pipeline import Extractor
    from extract.reading import read_documents
    from graph import build_graph
    from graph.evaluation import Score, read_gold, score_document

    paths = sorted(gold_folder.glob("*.json"))
    if not paths:
        raise GovGraphError(f"{gold_folder}: holds no gold file (*.json)")
    extractor, score = Extractor(pack=pack), Score()
    for path in paths:
        gold = read_gold(path)
        (document,) = read_documents([str(text_folder / gold.document)])
        kg = build_graph([extractor.extract(document)], pack=pack)
        score_document(kg.graph, gold, document.text, score)
    return score


def lines(score: Score, *, by_type: bool, errors: bool) -> Iterator[str]:
    """The score as text: a line a kind of fact, on demand a line a type and every error."""
    if errors:
        yield from score.errors
    for kind in TOTALS:
        yield _line(kind, score.total(kind))
        if by_type and kind != "observations":
            yield from (_line(f"  {label}", tally) for label, tally in score.types(kind).items())
    yield f"{'grounded evidence':<22}{score.grounded} of {score.grounded + score.ungrounded}"


def _line(label: str, tally: Tally) -> str:
    counts = f"right {tally.right}, spurious {tally.spurious}, missed {tally.missed}"
    return f"{label:<22}P {tally.precision:.3f}  R {tally.recall:.3f}  F1 {tally.f1:.3f}  ({counts})"
