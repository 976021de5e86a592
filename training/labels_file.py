"""Labels as they are kept: offsets into a passage of a corpus document, never the passage's text.

One JSON object a line: `document`, `start`, `end` (offsets in the document's text), `sha256` of the passage,
`entities` (type, optional, mentions as offset pairs in the passage, the longest form first), `relations` and
`observations` as lists; texts in an observation are offset pairs where the passage holds them.
"""

from __future__ import annotations

import hashlib
import json
import lzma
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple


class Labelled(NamedTuple):
    """A passage with its labels, texts put back in."""

    document: str
    text: str
    labels: dict[str, Any]

    def names(self, entity: dict[str, Any]) -> list[str]:
        """The surface forms of an entity, the fullest first."""
        return [self.text[start:end] for start, end in entity["names"]]


def read_labels(path: Path, corpus: Path) -> Iterator[Labelled]:
    """The labelled passages of a file. Raises ValueError where the corpus holds another text than was labelled."""
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    documents = read_corpus(corpus, {record["document"] for record in records})
    for record in records:
        passage = documents[record["document"]]["text"][record["start"] : record["end"]]
        if _hash(passage) != record["sha256"]:
            raise ValueError(f"{path}: {record['document']} {record['start']} is not the text that was labelled")
        yield Labelled(record["document"], passage, record)


def read_written(path: Path) -> Iterator[Labelled]:
    """The documents of a file of texts written for training, which hold their own `text`."""
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        yield Labelled(record["document"], record["text"], record)


def write_labels(path: Path, records: Iterable[dict[str, Any]]) -> None:
    """Write records (with `text`, which is replaced by its hash) to a labels file, in order of place."""
    lines = []
    for record in sorted(records, key=lambda r: (r["document"], r["start"])):
        kept = {key: value for key, value in record.items() if key != "text"}
        kept["sha256"] = _hash(record["text"])
        lines.append(json.dumps(kept, ensure_ascii=False, separators=(",", ":")))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def spans_of(text: str, names: Iterable[str]) -> list[tuple[int, int]]:
    """Where the names occur first, in their order; those that the text lacks left out."""
    places = ((text.find(name), len(name)) for name in names if name)
    return [(start, start + length) for start, length in places if start >= 0]


def read_corpus(corpus: Path, wanted: set[str]) -> dict[str, dict[str, str]]:
    """The documents of the corpus with these ids: `id`, `date`, `title`, `text`."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(corpus.glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                document = json.loads(line)
                if document["id"] in wanted:
                    found[document["id"]] = document
    return found


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]
