"""The domain pack: the folder of data that makes a reader of one kind of documents out of this program.

A pack holds `pack.toml` (name, version, the pipeline's steps in order), `ontology/` (see
`extract.ontology`), `lexicons/*.txt` (one entry a line, `#` starts a comment) and `patterns/*.toml` (cues,
word classes and thresholds of one step). Only this module reads it; nothing changes it after loading.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from extract.errors import PackError
from extract.ontology import Ontology, read_ontology, read_toml

PACKS = Path(__file__).parent / "packs"


class Pack:
    """One domain pack, its files read when first asked for and kept.

    `source` is the name of a shipped pack (`government`) or the path of a pack's folder.
    """

    def __init__(self, source: str) -> None:
        shipped = PACKS / source
        self.folder = shipped if shipped.is_dir() else Path(source)
        self.source = source
        self._words: dict[str, tuple[str, ...]] = {}
        self._patterns: dict[str, dict[str, Any]] = {}
        if not (self.folder / "pack.toml").is_file():
            names = ", ".join(sorted(p.name for p in PACKS.iterdir() if p.is_dir()))
            raise PackError(self.folder, f"is no domain pack (it has no pack.toml); shipped packs: {names}")

    @cached_property
    def settings(self) -> dict[str, Any]:
        """The content of `pack.toml`."""
        return read_toml(self.folder / "pack.toml")

    @cached_property
    def ontology(self) -> Ontology:
        """The types and relations of the pack."""
        return read_ontology(self.folder / "ontology")

    def words(self, name: str) -> tuple[str, ...]:
        """The entries of `lexicons/NAME.txt` in file order. Raises PackError where it is missing or says one twice."""
        if name not in self._words:
            self._words[name] = _read_words(self.folder / "lexicons" / f"{name}.txt")
        return self._words[name]

    def patterns(self, name: str) -> dict[str, Any]:
        """The content of `patterns/NAME.toml`. Raises PackError where it is missing or malformed."""
        if name not in self._patterns:
            self._patterns[name] = read_toml(self.folder / "patterns" / f"{name}.toml")
        return self._patterns[name]


def _read_words(path: Path) -> tuple[str, ...]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(path, f"cannot be read as UTF-8 text: {error}") from error
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        entry = line.split("#", 1)[0].strip()
        if not entry:
            continue
        if entry in seen:
            raise PackError(path, f"line {number} says {entry} again, which is on line {seen[entry]}")
        seen[entry] = number
    return tuple(seen)


@lru_cache(maxsize=8)
def load_pack(source: str = "government") -> Pack:
    """The pack of that name or folder; the same object for the same source, since a pack never changes."""
    return Pack(source)
