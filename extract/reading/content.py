"""What a reader gets out of a file: the text, and the metadata that the format itself holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Content:
    """The text of one document in a file; metadata that the format does not state is empty.

    `row` names the document inside its file, where the file holds several.
    """

    text: str
    encoding: str = "utf-8"
    title: str = ""
    date: str = ""
    outlet: str = ""
    authors: tuple[str, ...] = ()
    row: str = ""
