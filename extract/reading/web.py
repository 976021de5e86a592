"""The main text of a web page and the metadata that the page states."""

from __future__ import annotations

import re

from extract.errors import DocumentError
from extract.pack import Pack
from extract.reading.content import Content
from extract.reading.encoding import decode

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_-]{2,20})", re.IGNORECASE)
_HEAD = 4096  # bytes in which a page must state its encoding
_SEPARATORS = re.compile(r"[;；,，、\s]+")


def read_html(data: bytes, name: str, *, pack: Pack) -> Content:
    """The page without its menus, adverts and footers. Raises DocumentError where no text remains."""
    import trafilatura  # noqa: PLC0415 - takes a second to import

    page, encoding = _decoded(data, name, pack)
    # The date is only taken where the page's markup states it; the fixed limit keeps the clock out of it.
    dates = {"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d", "max_date": "2100-01-01"}
    found = trafilatura.bare_extraction(
        page, with_metadata=True, include_comments=False, date_extraction_params=dates, deduplicate=False
    )
    fields = found if isinstance(found, dict) or found is None else found.as_dict()
    if not fields or not str(fields.get("text") or "").strip():
        raise DocumentError(name, "holds no main text")
    title, date, outlet, author = (str(fields.get(key) or "") for key in ("title", "date", "sitename", "author"))
    authors = tuple(part for part in _SEPARATORS.split(author) if part)
    return Content(str(fields["text"]), encoding, title, date, outlet, authors)


def _decoded(data: bytes, name: str, pack: Pack) -> tuple[str, str]:
    """The page's markup: detected like any text, and where that fails by the encoding that the page states."""
    try:
        return decode(data, name, pack=pack)
    except DocumentError:
        stated = _CHARSET.search(data[:_HEAD])
        if stated is None:
            raise
        try:
            encoding = stated[1].decode("ascii").lower()
            return data.decode(encoding), encoding
        except (LookupError, UnicodeDecodeError) as error:
            raise DocumentError(name, f"is not text in {encoding}, the encoding that it states: {error}") from error
