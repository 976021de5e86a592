"""The work of `govgraph review`: a built folder's least certain facts as a table that a person fills in."""

from __future__ import annotations

import os
from pathlib import Path

from extract.errors import GovGraphError
from govgraph.output import check_folder

JUDGEMENTS = "judgements.csv"
"""The file that `build` and `review` look for in the output folder."""
REVIEW = "review.csv"


def judgements_file(out: Path, given: Path | None) -> Path | None:
    """The judgements to read: those given, else `judgements.csv` in the output folder, if it is there."""
    if given is not None:
        return given
    return out / JUDGEMENTS if os.path.lexists(out / JUDGEMENTS) else None


def review(out: Path, target: Path | None = None, *, judgements: Path | None = None) -> tuple[Path, int]:
    """Writes the review of the graph in `out` (default: `review.csv` there); the file, and how many rows it has.

    What is judged already is left out. Raises GovGraphError where there is no graph, or the file exists: it may
    hold verdicts.
    """
    from graph import KnowledgeGraph
    from graph.judgements import read_judgements
    from graph.review import review_rows, write_review

    path = target or out / REVIEW
    if os.path.lexists(path):
        raise GovGraphError(f"{path}: is there already and may hold verdicts; another name (-o) is expected")
    check_folder(path.parent)
    kg = KnowledgeGraph.load(out / "graph.json")
    judged = judgements_file(out, judgements)
    rows = review_rows(kg, judged=read_judgements(judged) if judged else ())
    path.parent.mkdir(parents=True, exist_ok=True)
    write_review(rows, path)
    return path, len(rows)
