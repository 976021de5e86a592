"""Text on its way to a terminal: names and texts of documents may hold anything, so all of it is escaped."""

from __future__ import annotations

import sys
import unicodedata


def escape(text: str) -> str:
    r"""The text with every character that could act on a terminal written as an escape (`\\x1b`, `\\u202e`).

    That is all of Unicode's "other" category (controls, bidirectional overrides, lone surrogates of undecodable
    file names) and the line and paragraph separators; Chinese text and its wide space stay as they are.
    """
    return "".join(char if char.isprintable() or unicodedata.category(char) == "Zs" else _code(char) for char in text)


def _code(char: str) -> str:
    return char.encode("unicode_escape", "surrogatepass").decode("ascii")


def print_line(message: str) -> None:
    """Prints one escaped line on stderr, after the program's name."""
    print(f"govgraph: {escape(message)}", file=sys.stderr, flush=True)
