"""From files to documents: finding them, their encodings, their formats and what they say about themselves."""

from __future__ import annotations

from extract.reading.documents import read_documents
from extract.reading.sources import Source, find_sources
from extract.reading.tables import Columns

__all__ = ["Columns", "Source", "find_sources", "read_documents"]
