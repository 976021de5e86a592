"""From sources to documents, one after another."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

from extract.cleaning.script import traditional_share
from extract.errors import DocumentError
from extract.facts import Document
from extract.pack import Pack, load_pack
from extract.reading.content import Content
from extract.reading.encoding import decode
from extract.reading.metadata import iso_date, read_metadata
from extract.reading.pdf import read_pdf
from extract.reading.sources import STDIN, Source, find_sources
from extract.reading.tables import Columns, read_csv, read_jsonl
from extract.reading.web import read_html
from extract.reading.word import read_docx

_TRADITIONAL = 0.05  # share of Han characters only in traditional script that makes a text traditional; usual: 0.3
LONGEST = 2_000_000
"""Characters of the longest document: several thick books. More is a dump of documents, or no document."""
_JUDGED = 100_000  # characters of a text that show its script


def read_documents(
    sources: Sequence[Source | str],
    *,
    on_error: Callable[[DocumentError], None] | None = None,
    columns: Columns | None = None,
    pack: Pack | None = None,
) -> Iterator[Document]:
    """The documents of the sources in their order; a path stands for what `find_sources` finds there.

    What cannot be read goes to `on_error`, and the others go on; without it, the DocumentError is raised.
    `columns` names the columns of tables, `pack` knows bylines and datelines (default: government).
    """
    known, report = pack or load_pack(), on_error or _raise
    paths = [source for source in sources if isinstance(source, str)]
    found = [source for source in sources if isinstance(source, Source)]
    for source in [*find_sources(paths, on_error=report), *found]:
        try:
            for content in _contents(source, columns or Columns(), report, known):
                if len(content.text) > LONGEST:
                    report(DocumentError(_id(source, content), _too_long(content.text)))
                else:
                    yield _document(source, content, known)
        except DocumentError as error:
            report(error)


def _id(source: Source, content: Content) -> str:
    return f"{source.id}#{content.row}" if content.row else source.id


def _too_long(text: str) -> str:
    return f"is too long: {len(text):,} characters, at most {LONGEST:,} are read as one document; split it"


def _raise(error: DocumentError) -> None:
    raise error


def _contents(
    source: Source, columns: Columns, on_error: Callable[[DocumentError], None], pack: Pack
) -> Iterator[Content]:
    data = _bytes(source)
    if not data:
        raise DocumentError(source.id, "is empty")
    match source.suffix:
        case ".pdf":
            yield read_pdf(data, source.id)
        case ".docx":
            yield read_docx(data, source.id)
        case ".html" | ".htm":
            yield read_html(data, source.id, pack=pack)
        case ".csv" | ".jsonl":
            read = read_csv if source.suffix == ".csv" else read_jsonl
            yield from read(*decode(data, source.id, pack=pack), source.id, columns=columns, on_error=on_error)
        case _:
            yield Content(*decode(data, source.id, pack=pack))


def _bytes(source: Source) -> bytes:
    try:
        return sys.stdin.buffer.read() if source.id == STDIN else source.path.read_bytes()
    except OSError as error:
        raise DocumentError(source.id, f"cannot be read: {error.strerror}") from error


def _document(source: Source, content: Content, pack: Pack) -> Document:
    """The document; what its format does not say about it is looked for in its text."""
    stated = read_metadata(content.text, pack=pack)
    return Document(
        id=_id(source, content),
        text=content.text,
        title=content.title.strip() or stated.title,
        date=iso_date(content.date, pack=pack) or stated.date,
        place=stated.place,
        outlet=content.outlet.strip() or stated.outlet,
        authors=content.authors or stated.authors,
        script="zh-hant" if traditional_share(content.text[:_JUDGED]) >= _TRADITIONAL else "zh-hans",
        encoding=content.encoding,
        sha256=sha256(content.text.encode("utf-8")).hexdigest(),
    )
