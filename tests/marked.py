"""Documents annotated by hand from marked text: [surface:Type], or [surface:Type:name]."""

from __future__ import annotations

import re
from functools import lru_cache

import spacy
from spacy.tokens import Doc

from extract.annotations import KEY, Annotations, DraftEntity, Mention, Word
from extract.cleaning import clean_text
from extract.facts import Document
from extract.lac import Lac
from extract.pack import load_pack
from extract.steps.layout import Layout
from extract.steps.relations import RelationReader

PACK = load_pack("government")
MARK = re.compile(r"\[([^:\[\]]+):([A-Za-z]+)(?::([^\]]+))?\]")
CODES = {"江东省": "99", "钱江市": "9901", "东湖区": "990102", "西江区": "990103", "深海市": "8801"}
SCOPES = ("全", "我", "该")


@lru_cache
def tools() -> tuple[RelationReader, Layout, Lac]:
    return RelationReader(PACK), Layout(PACK), Lac.load()


def annotate(marked: str) -> Doc:
    """A Doc annotated by hand from marked text, up to the relation step."""
    spans: list[tuple[int, int, str, str]] = []
    text = ""
    end = 0
    for match in MARK.finditer(marked):
        text += marked[end : match.start()]
        spans.append((len(text), len(text) + len(match[1]), match[2], match[3] or match[1]))
        text += match[1]
        end = match.end()
    text += marked[end:]
    clean = clean_text(text)
    assert clean.text == text, "tests are written in clean text"
    doc = Doc(spacy.blank("zh").vocab, words=list(text), spaces=[False] * len(text))
    ann = Annotations(Document("test", text), clean)
    doc.user_data[KEY] = ann
    for start, stop, kind, name in spans:
        known = next((e for e in ann.entities.values() if e.name == name), None)
        entity = known or DraftEntity(f"e{len(ann.entities) + 1}", kind, name, {name: False}, CODES.get(name, ""))
        ann.entities[entity.id] = entity
        generic = text[start:stop].startswith(SCOPES)
        entity.names.setdefault(text[start:stop], generic)
        ann.mentions.append(Mention(start, stop, kind, "test", entity.id, generic))
    _, layout, lac = tools()
    layout(doc)
    for sentence in ann.sentences:
        words = lac.tag(text[sentence.start : sentence.end])
        ann.words.extend(Word(w.start + sentence.start, w.end + sentence.start, w.tag) for w in words)
    return doc
