"""Labelled passages as training examples for the name tagger."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import numpy as np
from labels_file import Labelled, read_labels, read_written, spans_of
from spacy.language import Language

from extract.annotations import annotations_of
from extract.cleaning import CleanText
from extract.facts import Document
from extract.pack import Pack
from extract.pipeline import Extractor
from extract.steps.names import Names
from extract.tagger import Tagger, features

FOLDS = 3
LONGEST = 160
"""Characters of a training example, where sentences allow it."""
HELD_OUT = 10
"""One passage of so many is never trained on nor looked at: it tells how unseen text fares."""

HEAD, BEFORE = 400, 900
"""Characters of a document's beginning, and of what stands before a passage, that are read with it."""
AFTER = ("names", "linking", "relations", "observations")
"""Steps whose results training does not see."""


class Example(NamedTuple):
    """One passage: the analyser's states, the feature columns, and which labels each character may have."""

    states: np.ndarray
    columns: np.ndarray
    allowed: np.ndarray


def is_held_out(passage: Labelled) -> bool:
    """Whether the passage belongs to the tenth that is kept for the final test."""
    return int(passage.labels["number"]) % HELD_OUT == 7


def training_passages(labels: Path, corpus: Path, gold: Path, texts: Path) -> list[Labelled]:
    """All that may be trained on: labelled passages and written documents but the held-out tenth, and a gold folder's.

    The written documents are those of `written.jsonl` beside the labels file.
    """
    labelled = [*read_labels(labels, corpus), *read_written(labels.with_name("written.jsonl"))]
    return [*(passage for passage in labelled if not is_held_out(passage)), *gold_passages(gold, texts)]


def fold_of(passage: Labelled) -> int:
    """The fold of a training passage; labels that are added later do not move it.

    What the tagger says of text that it was trained on is surer than what it says of new text, so names and relations
    are judged by weights that are fitted on what taggers say of the fold that they were trained without.
    """
    return int(passage.labels.get("number", crc32(passage.document.encode()))) % FOLDS


def in_context(passage: Labelled, found: dict[str, str] | None) -> tuple[Document, tuple[int, int]]:
    """What is read of the passage's document, and where in it the passage stands."""
    if found is None:
        return Document(id=passage.document, text=passage.text), (0, len(passage.text))
    start, end = passage.labels["start"], passage.labels["end"]
    begin = max(0, start - BEFORE)
    line = found["text"].find("\n", begin, start)
    begin = 0 if begin <= HEAD else line + 1 if line >= 0 else begin
    head = "".join(f"{part}\n" for part in (found.get("title", ""), found["text"][: min(HEAD, begin)]) if part)
    text = head + found["text"][begin:end]
    document = Document(id=passage.document, text=text, date=found.get("date", ""))
    return document, (len(text) - (end - start), len(text))


def extractor_before_names() -> Extractor:
    """A pipeline that ends before names are found."""
    extractor = Extractor()
    for step in AFTER:
        extractor.nlp.remove_pipe(f"govgraph_{step}")
    return extractor


def extractor_with(tagger: Tagger) -> Extractor:
    """A pipeline that finds names with this tagger."""
    extractor = Extractor()
    component = f"names_with_{id(tagger)}"
    Language.component(component, func=Names(extractor.pack, tagger=tagger))
    extractor.nlp.add_pipe(component, before="govgraph_names")
    extractor.nlp.remove_pipe("govgraph_names")
    return extractor


def examples(passages: Iterable[Labelled]) -> tuple[list[Example], list[str]]:
    """The training examples and the label names, `O` first."""
    extractor = extractor_before_names()
    names = Names(extractor.pack)
    labels = ["O", *(f"{place}-{type_id}" for type_id in extractor.pack.ontology.types for place in "BI")]
    generic = generic_words(extractor.pack)
    found = (_examples(extractor, names, passage, labels, generic) for passage in passages)
    return [example for group in found for example in group], labels


def generic_words(pack: Pack) -> frozenset[str]:
    """Words that refer to an area without naming it (我区): the linking step's business, not the tagger's."""
    return frozenset(word for words in pack.patterns("linking")["references"]["area"].values() for word in words)


def _examples(
    extractor: Extractor, names: Names, passage: Labelled, labels: list[str], generic: frozenset[str]
) -> Iterator[Example]:
    """The passage cut into runs of sentences: short ones make training quick."""
    ann = annotations_of(extractor.read(Document(id=passage.document, text=passage.text)))
    text = ann.clean.text
    allowed = np.zeros((len(text), len(labels)), dtype=bool)
    allowed[:, 0] = True
    taken: set[int] = set()
    for start, end, type_id, open_ in label_spans(passage, ann.clean, generic):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            if open_:
                allowed[start:end] = True
            else:
                allowed[start:end] = False
                allowed[start, labels.index(f"B-{type_id}")] = True
                allowed[start + 1 : end, labels.index(f"I-{type_id}")] = True
    columns = features(text, ann.words, ann.areas, names.rules(ann))
    for start, end in _runs([(sentence.start, sentence.end) for sentence in ann.sentences]):
        yield Example(ann.states[start:end], columns[start:end], allowed[start:end])


def _runs(sentences: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    begin = 0
    for place, (_, end) in enumerate(sentences):
        last = place + 1 == len(sentences)
        if last or sentences[place + 1][1] - sentences[begin][0] > LONGEST:
            yield sentences[begin][0], end
            begin = place + 1


def label_spans(
    passage: Labelled, clean: CleanText, generic: frozenset[str], *, begin: int = 0
) -> Iterator[tuple[int, int, str, bool]]:
    """All occurrences of all names, the longest first: spans of the clean text, type and whether they are left open.

    Names are looked for in the passage as it was labelled, in its own script and widths; the passage begins at
    `begin` of the source. Those of optional names and references are left open.
    """
    found = []
    for entity in passage.labels["entities"]:
        forms = passage.names(entity)
        for name in forms:
            if entity["type"] == "Person" and any(form in name and form != name for form in forms):
                continue  # 梁明轩博士 is 梁明轩 with a title
            open_ = bool(entity["optional"]) or name in generic
            for match in re.finditer(re.escape(name), passage.text):
                start, end = (bisect_left(clean.starts, begin + place) for place in match.span())
                if start < end:
                    found.append((start, end, entity["type"], open_))
    yield from sorted(found, key=lambda s: (s[0] - s[1], s[0], s[3]))


def gold_passages(gold: Path, texts: Path) -> Iterator[Labelled]:
    """The documents of a folder of gold files as passages; an entity that may have other types is left open."""
    for path in sorted(gold.glob("*.json")):
        raw = json.loads(path.read_text("utf-8"))
        text = (texts / raw["doc"]).read_text("utf-8")
        entities = [
            {
                "type": entity["type"],
                "optional": bool(entity.get("optional")) or bool(entity.get("also")),
                "names": spans_of(text, [entity["name"], *entity.get("aliases", [])]),
            }
            for entity in raw["entities"]
        ]
        places = {entity["id"]: place for place, entity in enumerate(raw["entities"])}
        relations = [
            [places[each["s"]], each["p"], places[each["o"]], bool(each.get("optional"))] for each in raw["relations"]
        ]
        yield Labelled(raw["doc"], text, {"entities": entities, "relations": relations})
