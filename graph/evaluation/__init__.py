"""How well a build reads: counted against gold annotation files, by type, with every miss and spurious fact."""

from __future__ import annotations

from graph.evaluation.gold import Gold, read_gold
from graph.evaluation.score import Score, Tally, score_document

__all__ = ["Gold", "Score", "Tally", "read_gold", "score_document"]
