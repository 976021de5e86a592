"""Count which words stand near which in the corpus and write the vocabulary with the vectors that the tagger sees.

    python training/word_vectors.py CORPUS_DIR [--without FOLDER] [-o extract/models/vocabulary.npz]

Words are those of the base analyser. A document that holds a passage of the held-out tenth, or a line of a text in the
`--without` folder (texts kept for evaluation), is not read. The result depends on the corpus alone.
"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import svds

sys.path.insert(0, str(Path(__file__).parent))
from labels_file import read_labels
from passages import is_held_out
from weights_file import write_weights

from extract.cleaning import clean_text
from extract.lac import Lac
from extract.vocabulary import MODEL, plain

WIDTH = 48
RAREST, RAREST_CHARACTER = 5, 100
NEAR = 4
"""Words that stand further apart than this do not count as company; those within count for one by their distance."""
SMOOTHING = 0.75
"""On how often a neighbour is met, so that rare ones do not count for too much (Levy, Goldberg and Dagan 2015)."""
LARGEST = 4.0
A_LINE = 20
"""Characters from which a line is taken to stand in one document only."""

Sentences = list[list[str]]


def main() -> None:
    """Read the corpus and write the vocabulary."""
    parser = argparse.ArgumentParser(description="Make the tagger's vocabulary.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--labels", type=Path, default=Path("training/labels.jsonl"))
    parser.add_argument("--without", type=Path, help="a folder of texts that are kept for evaluation")
    parser.add_argument("-o", "--output", type=Path, default=MODEL)
    options = parser.parse_args()
    kept_out = {p.document for p in read_labels(options.labels, options.corpus) if is_held_out(p)}
    texts = list(_texts(options.corpus, kept_out, _lines(options.without)))
    sentences = _segmented(texts)
    counts = Counter(chain.from_iterable(sentences))
    words = [word for word, count in _by_count(counts) if count >= RAREST]
    characters = [c for c, count in _by_count(Counter(chain.from_iterable(texts))) if count >= RAREST_CHARACTER]
    vectors = vectors_of(sentences, words)
    write_weights(
        options.output,
        {
            "words": np.array("\n".join(words)),
            "characters": np.array("".join(c for c in characters if not c.isspace())),
            "vectors": vectors.astype(np.float16),
        },
    )
    print(f"{len(texts)} documents, {counts.total()} words, {len(words)} of them with vectors")


def _by_count(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _lines(folder: Path | None) -> frozenset[str]:
    paths = sorted(folder.glob("*.txt")) if folder else []
    lines = chain.from_iterable(path.read_text("utf-8").splitlines() for path in paths)
    return frozenset(line.strip() for line in lines if len(line.strip()) >= A_LINE)


def _texts(corpus: Path, kept_out: set[str], lines: frozenset[str]) -> Iterator[str]:
    for path in sorted(corpus.glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as file:
            for document in map(json.loads, file):
                own = {line.strip() for line in document["text"].splitlines()}
                if document["id"] not in kept_out and lines.isdisjoint(own):
                    yield clean_text(document["text"]).text


def _segmented(texts: Iterable[str]) -> Sentences:
    """The words of every line, marks and white space included."""
    analyser = Lac.load()
    found = []
    for text in texts:
        lines = [line for line in text.split("\n") if line.strip()]
        for line, words in zip(lines, analyser.tag_batch(lines), strict=True):
            found.append([plain(line[word.start : word.end].strip()) for word in words])
    return found


def vectors_of(sentences: Sentences, words: Sequence[str]) -> npt.NDArray[np.float32]:
    """A vector for each word, behind one of zeros, of spread 1 over all."""
    rows = {word: row for row, word in enumerate(words, 1)}
    gap = [-1] * NEAR
    places = np.array(list(chain.from_iterable([*(rows.get(w, 0) for w in s), *gap] for s in sentences)))
    table = _information(_together(places, len(words) + 1))
    left, weights, _ = svds(table, k=WIDTH, v0=np.ones(table.shape[0]))
    found = left * np.sqrt(weights)
    found *= np.sign(found.sum(axis=0))  # a singular vector has no direction of its own
    found = np.clip(found / found.std(), -LARGEST, LARGEST)
    found[0] = 0
    return found.astype(np.float32)


def _together(places: npt.NDArray[np.int64], size: int) -> csr_matrix:
    """How often two words stand near each other, by their rows."""
    table = csr_matrix((size, size))
    for distance in range(1, NEAR + 1):
        one, other = places[:-distance], places[distance:]
        known = (one > 0) & (other > 0)
        found = csr_matrix((np.full(known.sum(), 1 / distance), (one[known], other[known])), shape=(size, size))
        table = table + found + found.T
    return table


def _information(together: csr_matrix) -> csr_matrix:
    """The positive pointwise mutual information of the pairs."""
    pairs = together.tocoo()
    often = np.asarray(together.sum(axis=1)).ravel()
    company = often**SMOOTHING / (often**SMOOTHING).sum()
    value = np.log(pairs.data / (often[pairs.row] * company[pairs.col]))
    more = value > 0
    return csr_matrix((value[more], (pairs.row[more], pairs.col[more])), shape=together.shape)


if __name__ == "__main__":
    main()
