"""Texts and passages that many facts share, each kept once and referred to by number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from graph.map.columns import Columns


class Texts:
    """All texts of a page: those given first keep their order (and may repeat), others are kept once."""

    def __init__(self, first: Sequence[str], clean: Callable[[object], str]) -> None:
        self._all = [*first, ""]
        self._clean = clean
        self._numbers = {"": len(first)}

    def number(self, text: object) -> int:
        """The number of the cleaned text."""
        cleaned = self._clean(text)
        if cleaned not in self._numbers:
            self._numbers[cleaned] = len(self._all)
            self._all.append(cleaned)
        return self._numbers[cleaned]

    def all(self) -> list[str]:
        """The texts by number."""
        return self._all


class Evidence:
    """Pieces of evidence: which passage shows a fact, and by which rule; a document not listed is added."""

    def __init__(self, documents: Iterable[str], texts: Texts, sentences: Texts) -> None:
        self.documents = {document: i for i, document in enumerate(documents)}
        self._texts, self._sentences = texts, sentences
        self._passages: dict[tuple[int, int, int, int], int] = {}
        self._pieces: list[tuple[int, int]] = []

    def document(self, name: object) -> int:
        """The number of a document."""
        return self.documents.setdefault(str(name), len(self.documents))

    def add(self, evidence: Iterable[Mapping[str, Any]]) -> int:
        """Adds the pieces behind the next fact; what comes back is how many there are."""
        before = len(self._pieces)
        for piece in evidence:
            place = (self.document(piece["document"]), int(piece["start"]), int(piece["end"]))
            passage = (*place, self._sentences.number(piece["text"]))
            rule = self._texts.number(piece.get("rule", ""))
            self._pieces.append((self._passages.setdefault(passage, len(self._passages)), rule))
        return len(self._pieces) - before

    def add_to(self, columns: Columns) -> None:
        """Adds the pieces and the passages to the columns."""
        passages = list(self._passages)
        columns.add("piece.passage", _back([passage for passage, _ in self._pieces], 0))
        columns.add("piece.rule", [rule for _, rule in self._pieces])
        columns.add("passage.document", [document for document, *_ in passages])
        columns.add("passage.start", [start for _, start, _, _ in passages])
        lengths = [len(text) for text in self._sentences.all()]  # the rest is what cleaning took away
        columns.add("passage.rest", [end - start - lengths[text] for _, start, end, text in passages])
        columns.add("passage.text", _back([text for *_, text in passages], 1))  # 0 is the empty one


def _back(numbers: Iterable[int], new: int) -> list[int]:
    """How far each number is below the next one that is new: 0 where it is the new one itself, as most are."""
    found = []
    for number in numbers:
        found.append(new - number)
        new = max(new, number + 1)
    return found
