"""From the facts of many documents to one knowledge graph, and from the graph to every format."""

from __future__ import annotations

from graph.build import build_graph
from graph.export import write_exports
from graph.formats import FORMATS, Format
from graph.ids import DEFAULT_BASE
from graph.judgements import Judgement, StaleJudgement, read_judgements
from graph.knowledge import KnowledgeGraph

__all__ = [
    "DEFAULT_BASE",
    "FORMATS",
    "Format",
    "Judgement",
    "KnowledgeGraph",
    "StaleJudgement",
    "build_graph",
    "read_judgements",
    "write_exports",
]
