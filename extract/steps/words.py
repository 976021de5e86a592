"""The words step: the base analyser's words and tags, mended by the pack's dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from extract.annotations import Word, annotations_of
from extract.lac import STATES, Lac
from extract.pack import Pack, load_pack


class Words:
    """Fills `words` and `states` of a document, sentence by sentence.

    The dictionary (`lexicons/dictionary.txt`: a word and its tag a line) wins over the analyser, except inside
    names. Of an organisation's name that the analyser runs on too far, what follows its legal form (有限公司) is
    cut off, as is a verb that joins two names (甲授权乙公司). A bracket of which a word holds one half only is a word.
    """

    def __init__(self, pack: Pack) -> None:
        self._analyser = Lac.load()
        self._tags = dict(entry.split() for entry in pack.words("dictionary"))
        self._terms = re.compile("|".join(sorted(self._tags, key=lambda term: (-len(term), term))))
        settings = pack.patterns("phrases")
        self._legal = re.compile(settings["legal_form"])
        self._joining = re.compile(settings["joining"])
        self._kept = frozenset(settings["kept_tags"])

    def __call__(self, doc: Doc) -> Doc:
        """Fill `words` and `states`."""
        ann = annotations_of(doc)
        texts = [ann.clean.text[sentence.start : sentence.end] for sentence in ann.sentences]
        ann.states = np.zeros((len(ann.clean.text), STATES), dtype=np.float32)
        for sentence, text, reading in zip(ann.sentences, texts, self._analyser.read_batch(texts), strict=True):
            ann.states[sentence.start : sentence.end] = reading.states
            mended = self._mend(text, list(self._cut(text, reading.words)))
            ann.words.extend(Word(sentence.start + w.start, sentence.start + w.end, w.tag) for w in mended)
        return doc

    def _cut(self, text: str, words: list[Word]) -> Iterator[Word]:
        """The words, those that run over the end of a name in parts."""
        for whole in words:
            for word in _at_brackets(text, whole):
                match = self._legal.search(text, word.start, word.end)
                if match is None:
                    yield word
                    continue
                tag = word.tag if word.tag in self._kept else "ORG"
                yield from self._joined(text, Word(word.start, match.end(), tag))
                if match.end() < word.end:
                    yield Word(match.end(), word.end, "n")

    def _joined(self, text: str, word: Word) -> Iterator[Word]:
        """A company's name, in parts where a verb joins it to another name."""
        match = self._joining.search(text, word.start, word.end)
        if match is None:
            yield word
            return
        if word.start < match.start():
            yield Word(word.start, match.start(), word.tag)
        yield Word(*match.span(), "v")
        yield Word(match.end(), word.end, word.tag)

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


def _at_brackets(text: str, word: Word) -> Iterator[Word]:
    """A word, in parts around a bracket of which it holds one half only."""
    inside = text[word.start : word.end]
    if inside.count("(") == inside.count(")") or len(inside) == 1:
        yield word
        return
    for match in re.finditer(r"[()]|[^()]+", inside):
        start, end = word.start + match.start(), word.start + match.end()
        yield Word(start, end, "w" if match.group() in "()" else "n" if word.tag == "w" else word.tag)


@Language.factory(
    "govgraph_words",
    requires=["doc._.sentences"],
    assigns=["doc._.words"],
    default_config={"pack": "government"},
)
def make_words(nlp: Language, name: str, pack: str) -> Words:  # noqa: ARG001 - spaCy's signature
    """The words step of a pack."""
    return Words(load_pack(pack))
