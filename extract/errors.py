"""The errors that govgraph raises on purpose: each names the thing, the place and what would be right.

GovGraphError
├── PackError        a file of the domain pack is wrong
├── DocumentError    a source document cannot be read
└── GraphError       a graph file, or a graph's content, is wrong

The command line prints their one-line message without a traceback; anything else is a bug.
"""

from __future__ import annotations

from pathlib import Path


class GovGraphError(Exception):
    """Base of every error that a user's input can cause."""


class PackError(GovGraphError):
    """A file of the domain pack is missing, malformed or contradicts another."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path = path
        self.problem = problem


class DocumentError(GovGraphError):
    """A source document cannot be read; the others go on.

    Attributes: `document` is the document's name as the user gave it, `problem` the reason alone.
    """

    def __init__(self, document: str, problem: str) -> None:
        super().__init__(f"{document}: {problem}")
        self.document = document
        self.problem = problem

    def __reduce__(self) -> tuple[type[DocumentError], tuple[str, str]]:
        return type(self), (self.document, self.problem)  # so that worker processes can hand it back


class GraphError(GovGraphError):
    """A graph file cannot be read back, or its content breaks the rules of the exchange format."""
