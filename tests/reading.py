"""Reading of short texts in tests: the working state after the pipeline, and what it names."""

from __future__ import annotations

from functools import lru_cache

from extract.annotations import Annotations, annotations_of
from extract.facts import Document, DocumentFacts
from extract.pipeline import Extractor


@lru_cache(maxsize=1)
def extractor() -> Extractor:
    """One pipeline for all tests: building it takes longer than reading a sentence."""
    return Extractor()


def annotate(text: str) -> Annotations:
    """The working state of a document with that text."""
    return annotations_of(extractor().read(Document(id="文.txt", text=text)))


def facts_of(text: str) -> DocumentFacts:
    """The facts of a document with that text."""
    return extractor().extract(Document(id="文.txt", text=text))


def named(text: str) -> set[tuple[str, str]]:
    """The (type, name) pairs of the entities that the text names."""
    return {(entity.type, entity.name) for entity in facts_of(text).entities if not entity.inferred}


def aliases(text: str, name: str) -> set[str]:
    """All names of the entity with that name."""
    entity = next(entity for entity in facts_of(text).entities if entity.name == name)
    return {entity.name, *entity.aliases}
