"""What the trained tagger sees in a document."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from extract.annotations import Annotations
from extract.lac import Lac
from extract.tagger import MODEL, TaggedSpan, Tagger, features


class NameTagger:
    """Runs the tagger sentence by sentence on the base analyser's states."""

    def __init__(self) -> None:
        self._tagger = Tagger.load() if MODEL.exists() else None
        self._analyser = Lac.load()

    def spans(self, ann: Annotations) -> Iterator[TaggedSpan]:
        """The tagged spans of a document, in text order."""
        if self._tagger is None or not ann.sentences:
            return
        text = ann.clean.text
        columns = features(text, ann.words, ann.areas)
        states = np.zeros((len(text), 256), dtype=np.float32)
        for sentence in ann.sentences:
            states[sentence.start : sentence.end] = self._analyser.states(text[sentence.start : sentence.end])
        yield from self._tagger.spans(states, columns)
