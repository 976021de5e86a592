"""From a document to the facts that it states, each with the sentence that states it.

`read_documents` reads files, `Extractor.extract` turns one document into its `DocumentFacts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.errors import DocumentError, GovGraphError, GraphError, PackError
from extract.facts import Document, DocumentFacts, Entity, Evidence, Observation, Relation
from extract.pack import Pack, load_pack
from extract.reading import Columns, find_sources, read_documents

if TYPE_CHECKING:
    from extract.pipeline import Extractor, extract_all

__all__ = [
    "Columns",
    "Document",
    "DocumentError",
    "DocumentFacts",
    "Entity",
    "Evidence",
    "Extractor",
    "GovGraphError",
    "GraphError",
    "Observation",
    "Pack",
    "PackError",
    "Relation",
    "extract_all",
    "find_sources",
    "load_pack",
    "read_documents",
]


def __getattr__(name: str) -> object:
    """The pipeline's names, imported when first used: spaCy takes a second to import, which `--help` need not."""
    if name in ("Extractor", "extract_all"):
        from extract import pipeline  # noqa: PLC0415 - see above

        return getattr(pipeline, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
