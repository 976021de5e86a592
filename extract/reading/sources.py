"""The source files that a user's paths, folders and globs name."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path

from extract.errors import DocumentError

STDIN = "-"
SUFFIXES = (".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".jsonl", ".csv")


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """One file to read. `id` is its path as given, with `/` between its parts; `-` is the standard input."""

    id: str
    path: Path

    @property
    def suffix(self) -> str:
        """The file's extension in lower case; that of plain text for the standard input."""
        return ".txt" if self.id == STDIN else self.path.suffix.lower()


def find_sources(sources: Sequence[str]) -> list[Source]:
    """The files that the sources name, each once, in the order of the sources.

    A source is a file, a folder (with all below it, sorted; hidden files and other kinds of files are
    left out), a glob, or `-` for the standard input.
    Raises DocumentError where a path does not exist, is of no known kind or cannot be listed, and where
    a folder or a glob holds no document.
    """
    found: dict[str, Source] = {}
    for source in sources:
        for path in _paths(source):
            found.setdefault(path if path == STDIN else os.path.realpath(path), Source(_id(path), Path(path)))
    return list(found.values())


def _paths(source: str) -> list[str]:
    """The files of one source, sorted."""
    if source == STDIN:
        return [STDIN]
    path = Path(source)
    if source and path.is_dir():
        return _some(source, _below(path))
    if path.is_file():
        if path.suffix.lower() not in SUFFIXES:
            raise DocumentError(source, f"is of no known kind; it should end in one of {' '.join(SUFFIXES)}")
        return [str(path)]
    if has_magic(source):
        matches = sorted(glob(source, recursive=True))  # noqa: PTH207 - the root is part of the pattern
        return _some(source, (file for match in matches for file in _documents(Path(match))))
    problem = "is no file" if os.path.lexists(source) else "does not exist"
    raise DocumentError(source or "''", problem)


def _some(source: str, paths: Iterator[str]) -> list[str]:
    files = list(paths)
    if not files:
        raise DocumentError(source, f"holds no document: no file that ends in one of {' '.join(SUFFIXES)}")
    return files


def _documents(path: Path) -> Iterator[str]:
    """The documents at a path: itself, or those below a folder."""
    if path.is_dir():
        yield from _below(path)
    elif path.is_file() and path.suffix.lower() in SUFFIXES:
        yield str(path)


def _below(folder: Path) -> Iterator[str]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        raise DocumentError(_id(str(folder)), f"cannot be listed: {error.strerror}") from error
    for entry in entries:
        if entry.name.startswith(".") or (entry.is_symlink() and entry.is_dir()):
            continue
        yield from _documents(entry)


def _id(path: str) -> str:
    """The path with `/` between its parts; bytes of a name that are not UTF-8 are written in hexadecimal."""
    return Path(path).as_posix().encode("utf-8", "backslashreplace").decode("utf-8")
