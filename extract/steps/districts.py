"""The districts step: which administrative divisions the document names, and where."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from extract.annotations import Mention, annotations_of
from extract.cleaning.script import traditional_share
from extract.district_mentions import DivisionMention, mentions_of_districts
from extract.divisions import Divisions
from extract.pack import Pack, load_pack

FULL, SHORT = "division:full", "division:short"
"""The rules of a mention by an area's full name (杭州市) and by its short one (杭州)."""


class Districts:
    """Fills `home` and `areas`; what a mention means is its code, or its name where no list has it."""

    def __init__(self, pack: Pack) -> None:
        self._divisions = Divisions.load(pack)
        self._rules = pack.patterns("divisions")
        self._not_areas = re.compile(self._rules["not_areas"])
        self._ambiguous = frozenset(pack.words("ambiguous_short_names"))
        self._ambiguous_apart = self._ambiguous | frozenset(pack.words("ambiguous_apart"))

    def __call__(self, doc: Doc) -> Doc:
        """Fill `home` and `areas`."""
        ann = annotations_of(doc)
        text = ann.clean.text
        traditional = traditional_share(ann.clean.surface) >= self._rules["apart"]["traditional"]
        ann.home = self._divisions.home_of(text, traditional=traditional)
        ambiguous = self._ambiguous_apart if ann.home else self._ambiguous
        found = mentions_of_districts(
            text, self._divisions, rules=self._rules, ambiguous=ambiguous, words=ann.words, home=ann.home
        )
        ann.areas.extend(_mention(text, m) for m in found if not self._not_areas.match(text, m.start))
        return doc


def _mention(text: str, found: DivisionMention) -> Mention:
    division = found.division
    rule = SHORT if found.short else FULL
    entity = division.code if division and division.code else f"={text[found.start : found.end]}"
    return Mention(found.start, found.end, "District", rule, entity, score=0.9)


@Language.factory(
    "govgraph_districts", requires=["doc._.words"], assigns=["doc._.areas"], default_config={"pack": "government"}
)
def make_districts(nlp: Language, name: str, pack: str) -> Districts:  # noqa: ARG001 - spaCy's signature
    """The districts step of a pack."""
    return Districts(load_pack(pack))
