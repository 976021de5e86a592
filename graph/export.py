"""Files from a graph: every format at once, each file whole or not there at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Self

from extract.errors import GraphError
from graph.formats import FORMATS, chosen
from graph.view import GraphView


def write_exports(kg: GraphView, folder: Path | str, *, formats: Iterable[str] | None = None) -> list[Path]:
    """Writes the graph to the folder, made if need be, in these formats (names of FORMATS or GROUPS; all by default).

    Returns the files in the order of FORMATS. All are written beside the folder first and moved in when all
    are complete. Raises GraphError where a format is unknown or the folder cannot be written to.
    """
    names = set(chosen(formats))
    wanted = [each for name, each in FORMATS.items() if name in names]
    target = Path(folder)
    with _Staging(target) as staging:
        for each in wanted:
            each.write(kg, staging.folder / each.file_name)
        return [staging.publish(each.file_name) for each in wanted]


def write_whole(kg: GraphView, path: Path, write: Callable[[GraphView, Path], None]) -> None:
    """Writes one file, under its own name only when it is complete. Raises GraphError where that is impossible."""
    with _Staging(path.parent) as staging:
        write(kg, staging.folder / path.name)
        staging.publish(path.name)


class _Staging:
    """A temporary folder on the target's file system, gone at the end; OSErrors on the way become GraphErrors."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self.folder = target

    def __enter__(self) -> Self:
        try:
            self._target.mkdir(parents=True, exist_ok=True)
            self.folder = Path(tempfile.mkdtemp(prefix=".govgraph-", dir=self._target))
        except OSError as error:
            raise self._cannot(error) from error
        return self

    def publish(self, name: str) -> Path:
        """Moves a finished file to its place and returns that."""
        return (self.folder / name).replace(self._target / name)

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        if isinstance(error, OSError):
            raise self._cannot(error) from error

    def _cannot(self, error: OSError) -> GraphError:
        return GraphError(f"{self._target}: cannot be written to: {error.strerror or error}")
