"""The text of a PDF file, page by page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extract.errors import DocumentError
from extract.reading.content import Content

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_BREAK = re.compile(r"\r\n?|[\ufffe\x02]\n?")  # the last two are PDFium's signs for a hyphen at a line's end
_PAGE_NUMBER = re.compile(r"[-—－–\s·]*\d{1,4}[-—－–\s·]*")
_DIGITS = re.compile(r"\d+")
_FURNITURE = 3  # pages that must share a first or last line, and half of all pages, for it to be no text


def read_pdf(data: bytes, name: str) -> Content:
    """The text of all pages, without page numbers and the head and foot lines that the pages share.

    Raises DocumentError where the file is damaged or locked, or has no text (scanned pages).
    """
    import pypdfium2  # noqa: PLC0415 - loads a 7 MB library

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        problem = "is locked by a password" if locked else f"cannot be read as PDF: {error}"
        raise DocumentError(name, problem) from error
    try:
        pages = [_lines(document, index, name) for index in range(len(document))]
    finally:
        document.close()
    text = "\n".join("\n".join(lines) for lines in _without_furniture(pages))
    if not text.strip():
        raise DocumentError(name, "holds no text; if its pages are scans, they must be recognised (OCR) first")
    return Content(text=text)


def _lines(document: PdfDocument, index: int, name: str) -> list[str]:
    """The lines of a page, from its first that is not empty to its last."""
    from pypdfium2 import PdfiumError  # noqa: PLC0415 - as above

    try:
        text: str = document[index].get_textpage().get_text_bounded()
    except PdfiumError as error:
        raise DocumentError(name, f"page {index + 1} cannot be read: {error}") from error
    lines = (line.rstrip() for line in _BREAK.sub("\n", text).strip("\r\n").split("\n"))
    return [line for line in lines if not _PAGE_NUMBER.fullmatch(line)]


def _without_furniture(pages: Sequence[list[str]]) -> list[list[str]]:
    """The pages without the first and last lines that most of them share, whatever numbers stand there."""
    for edge in (0, -1):
        shared = Counter(_DIGITS.sub("0", page[edge]) for page in pages if page)
        furniture = {line for line, count in shared.items() if count >= max(_FURNITURE, len(pages) / 2)}
        for page in pages:
            if page and _DIGITS.sub("0", page[edge]) in furniture:
                del page[edge]
    return list(pages)
