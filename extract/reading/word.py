"""The text of a Word file (.docx): paragraphs and tables in their order."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from extract.errors import DocumentError
from extract.reading.content import Content

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import Table, _Cell


def read_docx(data: bytes, name: str) -> Content:
    """A line a paragraph, and a line a table row with tabs between its cells.

    Raises DocumentError where the file is no Word document or has no text.
    """
    import docx  # noqa: PLC0415 - takes a third of a second to import

    try:
        document = docx.Document(BytesIO(data))
    except Exception as error:  # the library lets errors of zip, XML and lookups through
        raise DocumentError(name, f"cannot be read as a Word document (.docx): {_one_line(error)}") from error
    text = "\n".join(_blocks(document))
    if not text.strip():
        raise DocumentError(name, "holds no text")
    return Content(text=text)


def _blocks(container: WordDocument | _Cell) -> Iterator[str]:
    from docx.table import Table  # noqa: PLC0415 - as above

    for block in container.iter_inner_content():
        if isinstance(block, Table):
            yield from _rows(block)
        else:
            yield block.text


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        cells = {id(cell._tc): cell for cell in row.cells}  # noqa: SLF001 - a merged cell is listed once a column
        yield "\t".join(" ".join(_blocks(cell)).strip() for cell in cells.values())


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
