"""The words step: the base analyser's words and tags, mended by the pack's dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from extract.annotations import Word, annotations_of
from extract.lac import Lac
from extract.pack import Pack, load_pack


class Words:
    """Fills `words` and `states` of a document, sentence by sentence.

    The dictionary (`lexicons/dictionary.txt`: a word and its tag a line) wins over the analyser, except inside
    names; an organisation's name that the analyser runs on beyond the legal form (有限公司) is cut there.
    """

    def __init__(self, pack: Pack) -> None:
        self._analyser = Lac.load()
        self._tags = dict(entry.split() for entry in pack.words("dictionary"))
        self._terms = re.compile("|".join(sorted(self._tags, key=lambda term: (-len(term), term))))
        self._legal = re.compile(pack.patterns("phrases")["legal_form"])
        self._kept = frozenset(pack.patterns("phrases")["kept_tags"])

    def __call__(self, doc: Doc) -> Doc:
        """Fill `words` and `states`."""
        ann = annotations_of(doc)
        texts = [ann.clean.text[sentence.start : sentence.end] for sentence in ann.sentences]
        ann.states = np.zeros((len(ann.clean.text), 256), dtype=np.float32)
        for sentence, text, reading in zip(ann.sentences, texts, self._analyser.read_batch(texts), strict=True):
            ann.states[sentence.start : sentence.end] = reading.states
            mended = self._mend(text, list(self._cut(text, reading.words)))
            ann.words.extend(Word(sentence.start + w.start, sentence.start + w.end, w.tag) for w in mended)
        return doc

    def _cut(self, text: str, words: list[Word]) -> Iterator[Word]:
        """The words, organisations that run on behind their legal form in two."""
        for word in words:
            match = self._legal.search(text, word.start, word.end) if word.tag == "ORG" else None
            if match and match.end() < word.end:
                yield Word(word.start, match.end(), "ORG")
                yield Word(match.end(), word.end, "n")
            else:
                yield word

    def _mend(self, text: str, words: list[Word]) -> list[Word]:
        """The words with the dictionary's terms put in; what a term cuts off keeps its word's tag."""
        for match in self._terms.finditer(text):
            start, end = match.span()
            touched = [w for w in words if w.start < end and start < w.end]
            if any(w.tag in self._kept for w in touched) or (
                len(touched) == 1 and touched[0].end - touched[0].start > end - start
            ):
                continue
            first, last = touched[0], touched[-1]
            parts = [
                Word(first.start, start, first.tag),
                Word(start, end, self._tags[match.group()]),
                Word(end, last.end, last.tag),
            ]
            place = words.index(first)
            words[place : place + len(touched)] = [part for part in parts if part.start < part.end]
        return words


@Language.factory(
    "govgraph_words",
    requires=["doc._.sentences"],
    assigns=["doc._.words"],
    default_config={"pack": "government"},
)
def make_words(nlp: Language, name: str, pack: str) -> Words:  # noqa: ARG001 - spaCy's signature
    """The words step of a pack."""
    return Words(load_pack(pack))
