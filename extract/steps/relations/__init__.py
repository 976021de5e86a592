"""The relations step: typed links between the entities of a document, each read from a sentence."""

from __future__ import annotations

from extract.steps.relations.step import RelationReader

__all__ = ["RelationReader"]
