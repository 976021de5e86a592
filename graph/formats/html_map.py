"""`map.html`: the graph as a relationship map, one file that opens from a folder, without a network."""

from __future__ import annotations

from pathlib import Path

from graph.map.page import render_page
from graph.map.payload import payload
from graph.view import GraphView

FILE_NAME = "map.html"


def write_map(kg: GraphView, path: Path | str, *, title: str | None = None) -> None:
    """Writes the page to `path` as UTF-8, whole or not at all; the same graph and title give the same bytes.

    Without a title, given here or the graph's own, the page calls itself by what it is, in the reader's language.
    Raises GraphError where the installed pyvis does not carry vis-network.
    """
    target = Path(path)
    page = render_page(payload(kg, title=title))
    partial = target.with_name(f".{target.name}.part")
    partial.write_text(page, "utf-8", newline="\n")
    partial.replace(target)
