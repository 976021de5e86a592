"""The source files that a user's paths, folders and globs name."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path

from extract.errors import DocumentError

STDIN = "-"
Report = Callable[[DocumentError], None]
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


def find_sources(sources: Sequence[str], *, on_error: Callable[[DocumentError], None] | None = None) -> list[Source]:
    """The files that the sources name, each once, in the order of the sources.

    A source is a file, a folder (with all below it, sorted; hidden files and other kinds of files are
    left out), a glob, or `-` for the standard input.
    A path that does not exist, is of no known kind or cannot be listed, and a folder or a glob that holds no
    document is a DocumentError: handed to `on_error`, the others going on, or raised where there is none.
    """
    report = on_error or _raise
    found: dict[str, Source] = {}
    for source in sources:
        try:
            paths = _paths(source, report)
        except DocumentError as error:
            report(error)
            continue
        for path in paths:
            found.setdefault(path if path == STDIN else os.path.realpath(path), Source(_id(path), Path(path)))
    return list(found.values())


def _raise(error: DocumentError) -> None:
    raise error


def _paths(source: str, report: Report) -> list[str]:
    """The files of one source, sorted."""
    if source == STDIN:
        return [STDIN]
    path = Path(source)
    if source and path.is_dir():
        return _some(source, _below(path, report))
    if path.is_file():
        if path.suffix.lower() not in SUFFIXES:
            raise DocumentError(source, f"is of no known kind; it should end in one of {' '.join(SUFFIXES)}")
        return [str(path)]
    if has_magic(source):
        matches = sorted(glob(source, recursive=True))  # noqa: PTH207 - the root is part of the pattern
        return _some(source, (file for match in matches for file in _documents(Path(match), report)))
    problem = "is no file" if os.path.lexists(source) else "does not exist"
    raise DocumentError(source or "''", problem)


def _some(source: str, paths: Iterator[str]) -> list[str]:
    files = list(paths)
    if not files:
        raise DocumentError(source, f"holds no document: no file that ends in one of {' '.join(SUFFIXES)}")
    return files


def _documents(path: Path, report: Report) -> Iterator[str]:
    """The documents at a path: itself, or those below a folder."""
    if path.is_dir():
        yield from _below(path, report)
    elif path.is_file() and path.suffix.lower() in SUFFIXES:
        yield str(path)


def _below(folder: Path, report: Report) -> Iterator[str]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        report(DocumentError(_id(str(folder)), f"cannot be listed: {error.strerror}"))
        return
    for entry in entries:
        if entry.name.startswith(".") or (entry.is_symlink() and entry.is_dir()):
            continue
        yield from _documents(entry, report)


def _id(path: str) -> str:
    """The path with `/` between its parts; bytes of a name that are not UTF-8 are written in hexadecimal."""
    return Path(path).as_posix().encode("utf-8", "backslashreplace").decode("utf-8")
