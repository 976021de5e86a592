"""The layout step: which part each line plays, and where sentences begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extract.annotations import Line, LineKind, Sentence, annotations_of
from extract.pack import Pack, load_pack

_FINAL = re.compile(r"[。!?;…][”’)\]》]*\s*$")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}(?:·[\u4e00-\u9fff]{1,5})?")
# a sentence ends after its mark and the quotes or brackets that close with it
_SENTENCE_END = re.compile(r"(?:[。!?;]|……)+[”’)》]*")


class Layout:
    """Fills `lines` and `sentences` of a document from its clean text."""

    def __init__(self, pack: Pack) -> None:
        patterns = pack.patterns("layout")
        self._title_length: int = patterns["title"]["max_length"]
        self._heading_length: int = patterns["heading"]["max_length"]
        self._roles = re.compile(patterns["byline"]["roles"])
        self._families = frozenset(pack.words("family_names"))
        self._byline_length: int = patterns["byline"]["max_length"]
        self._caption = re.compile("|".join(patterns["caption"]["patterns"]))

    def __call__(self, doc: Doc) -> Doc:
        """Fill `lines` and `sentences`."""
        ann = annotations_of(doc)
        titled = False
        for start, end in _line_spans(ann.clean.text):
            kind = self._kind(ann.clean.text[start:end], titled=titled)
            titled = titled or kind == "title"
            ann.lines.append(Line(start, end, kind))
        for index, line in enumerate(ann.lines):
            spans = _sentence_spans(ann.clean.text, line.start, line.end)
            ann.sentences.extend(Sentence(start, end, index) for start, end in spans)
        return doc

    def _kind(self, line: str, *, titled: bool) -> LineKind:
        if self._caption.search(line):
            return "caption"
        if self._is_byline(line):
            return "byline"
        if _FINAL.search(line):
            return "body"
        if not titled:
            return "title" if len(line) <= self._title_length else "body"
        return "heading" if len(line) <= self._heading_length else "body"

    def _is_byline(self, line: str) -> bool:
        role = self._roles.match(line)
        names = line[role.end() if role else 0 :].split()
        return len(line) <= self._byline_length and bool(names) and all(map(self._is_name, names))

    def _is_name(self, text: str) -> bool:
        whole = _NAME.fullmatch(text)
        return bool(whole) and (text[0] in self._families or text[:2] in self._families)


def _line_spans(text: str) -> Iterator[tuple[int, int]]:
    """The non-empty lines of a text without the white space around them."""
    for match in re.finditer(r"[^\n]+", text):
        stripped = match.group().strip()
        if stripped:
            start = match.start() + match.group().index(stripped)
            yield start, start + len(stripped)


def _sentence_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for match in _SENTENCE_END.finditer(text, start, end):
        yield begin, match.end()
        begin = match.end()
        while begin < end and text[begin].isspace():
            begin += 1
    if begin < end:
        yield begin, end


@Language.factory("govgraph_layout", assigns=["doc._.lines", "doc._.sentences"], default_config={"pack": "government"})
def make_layout(nlp: Language, name: str, pack: str) -> Layout:  # noqa: ARG001 - spaCy's signature
    """The layout step of a pack."""
    return Layout(load_pack(pack))
