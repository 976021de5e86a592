"""From a document's source text to clean text in which every character knows where it stood in the source."""

from __future__ import annotations

from extract.cleaning.text import CleanText, clean_text

__all__ = ["CleanText", "clean_text"]
