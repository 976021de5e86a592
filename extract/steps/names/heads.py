"""Head words of names: which type of thing a name that ends so names, and how sure that is."""

from __future__ import annotations

from typing import NamedTuple

from extract.errors import PackError
from extract.pack import Pack

STRENGTHS = ("strong", "plain", "weak")


class Head(NamedTuple):
    """A head word as found at the end of a name."""

    text: str
    type: str
    strength: str


class HeadTable:
    """The head words of a pack (`patterns/heads.toml`), looked up by the text before an offset."""

    def __init__(self, pack: Pack) -> None:
        self._heads: dict[str, list[Head]] = {}
        known = pack.ontology.types
        for type_id, groups in pack.patterns("heads").items():
            if type_id not in known:
                path = pack.folder / "patterns" / "heads.toml"
                raise PackError(path, f"[{type_id}] is no entity type; known: {', '.join(known)}")
            for strength in STRENGTHS:
                for text in groups.get(strength, ()):
                    self._heads.setdefault(text, []).append(Head(text, type_id, strength))
        self._lengths: dict[str, list[int]] = {}  # by the last character, the longest first
        for text in sorted(self._heads, key=len, reverse=True):
            lengths = self._lengths.setdefault(text[-1], [])
            if len(text) not in lengths:
                lengths.append(len(text))

    @property
    def texts(self) -> tuple[str, ...]:
        """All head words, sorted."""
        return tuple(sorted(self._heads))

    def ending(self, text: str, end: int, start: int = 0) -> list[Head]:
        """The readings of the longest head word that ends at `end` and does not begin before `start`."""
        for length in self._lengths.get(text[end - 1 : end], ()):
            if end - length >= start and (found := self._heads.get(text[end - length : end])):
                return found
        return []
