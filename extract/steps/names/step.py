"""The naming step: every rule proposes spans, and of spans that collide the surest and longest stay."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Protocol

from spacy.language import Language
from spacy.tokens import Doc

from extract.annotations import Annotations, Mention, annotations_of
from extract.pack import Pack, load_pack
from extract.steps.districts import FULL
from extract.steps.names.arbiter import Arbiter
from extract.steps.names.base import BaseNames
from extract.steps.names.edges import Edges
from extract.steps.names.framed import Awards, Events
from extract.steps.names.headed import HeadedNames
from extract.steps.names.known import KnownNames, NamesApart
from extract.steps.names.listed import ListedNames
from extract.steps.names.offices import Offices
from extract.steps.names.offices_apart import OfficesApart
from extract.steps.names.people import People
from extract.steps.names.people_apart import PeopleApart
from extract.steps.names.quoted import QuotedNames
from extract.steps.names.quoted_apart import QuotedApart
from extract.steps.names.tagged import NameTagger
from extract.steps.names.titled import Headlines, TitledDocuments
from extract.tagger import TaggedSpan, Tagger


class Finder(Protocol):
    """Something that proposes mentions by the rules of a pack."""

    def __init__(self, pack: Pack) -> None: ...

    def find(self, ann: Annotations) -> Iterable[Mention]:
        """Candidate mentions with their scores; they may overlap each other."""


FINDERS: dict[str, type[Finder]] = {
    "known": KnownNames,
    "apart": NamesApart,
    "titled": TitledDocuments,
    "quoted": QuotedNames,
    "quoted_apart": QuotedApart,
    "offices": Offices,
    "offices_apart": OfficesApart,
    "people": People,
    "people_apart": PeopleApart,
    "awards": Awards,
    "events": Events,
    "listed": ListedNames,
    "headed": HeadedNames,
    "base": BaseNames,
}


class Names:
    """Adds mentions of all types but District, which the divisions step has already found."""

    def __init__(self, pack: Pack, *, tagger: Tagger | None = None) -> None:
        settings = pack.patterns("names")
        self._finders: list[Finder] = [FINDERS[name](pack) for name in settings["finders"]]
        self._arbiter = Arbiter(pack)
        self._people = People(pack)
        self._tagger = NameTagger(tagger or Tagger.load())
        self._edges = Edges(pack)
        self._headlines = Headlines(pack)
        self._hosts = frozenset(settings["nested_hosts"])
        self._full_hosts, self._path_hosts = frozenset(settings["full_hosts"]), frozenset(settings["path_hosts"])
        self._after_kind: str = settings["after_kind"]
        self._nameless = re.compile(settings["nameless"])
        self._owned = frozenset(settings["owned_away"])
        references = pack.patterns("linking")["references"]
        areas = [word for words in references["area"].values() for word in words]
        self._bare, self._bare_apart = (frozenset([*areas, *references[kind]["bare"]]) for kind in ("thing", "apart"))
        self._wholes = frozenset(settings["whole_rules"])

    def __call__(self, doc: Doc) -> Doc:
        """Propose, choose, and keep the districts that stand on their own or in the name of a body they own."""
        ann = annotations_of(doc)
        chosen = self._arbiter.choose(ann, *self.propose(ann))
        districts = list(self._free_districts(ann, chosen))
        known = {(mention.start, mention.end) for mention in chosen}
        titles = (m for m in self._headlines.find(ann) if (m.start, m.end) not in known)
        ann.mentions = sorted([*chosen, *districts, *titles], key=lambda m: (m.start, -m.end, m.type, m.rule))
        return doc

    def propose(self, ann: Annotations) -> tuple[list[Mention], list[TaggedSpan]]:
        """What the rules propose and what the tagger sees, without spans that an administrative area contradicts."""
        proposed = self.rules(ann)
        seen = (self._cut(ann, span) for span in self._tagger.spans(ann, proposed))
        usable = [span for spans in seen for span in spans if self._is_usable(ann, span)]
        wholes = {(m.start, m.end) for m in proposed if m.rule in self._wholes}
        people = [(m.start, m.end) for m in proposed if m.rule == "person apart"]
        proposed = [m for m in proposed if m.type == "Person" or m.core or not _holds(m, people)]
        usable = [span for span in usable if span.type == "Person" or not _holds(span, people)]
        kinds = {m.end: m for m in proposed if m.rule == self._after_kind}  # 数字化平台|“乡兴村治”
        usable = [s._replace(start=max(s.start, kinds[s.end].start)) if s.end in kinds else s for s in usable]
        areas = {area.start: area.end for area in ann.areas} if ann.home else {}
        parted = [part for span in usable for part in _parted(span, areas, wholes)]
        return [m for m in proposed if m.rule in self._wholes or not _is_chain(m, wholes)], parted

    def _cut(self, ann: Annotations, span: TaggedSpan) -> list[TaggedSpan]:
        return [span._replace(start=start, end=end) for start, end in self._edges.cut(ann, span.start, span.end)]

    def _is_usable(self, ann: Annotations, span: TaggedSpan) -> bool:
        """Whether a tagged span may be a name: districts have a list, and people a family name and no title."""
        if span.type == "District" or _cuts_area(span, ann.areas):
            return False
        if self._nameless.fullmatch(ann.clean.text, span.start, span.end):
            return False
        if ann.clean.text.find("”“", span.start, span.end) >= 0:
            return False  # two quotations
        if ann.clean.text[span.start : span.end] in (self._bare_apart if ann.home else self._bare):
            return False
        if span.type == "Place" and any(span.start < area.start and area.end == span.end for area in ann.areas):
            return False  # 江北中心城区|江东区
        return span.type != "Person" or self._people.is_name(ann.clean.text[span.start : span.end])

    def rules(self, ann: Annotations) -> list[Mention]:
        """What the rules propose, without spans that an administrative area contradicts."""
        found = (self._shorter(ann, mention) for finder in self._finders for mention in finder.find(ann))
        named = (m for group in found for m in group if not self._nameless.fullmatch(ann.clean.text, m.start, m.end))
        return [mention for mention in named if not _cuts_area(mention, ann.areas)]

    def _shorter(self, ann: Annotations, mention: Mention) -> list[Mention]:
        """The mention within its edges; of two names joined by a verb only the second keeps the head word."""
        if mention.core is not None or mention.rule.startswith("known"):
            return [mention]
        spans = self._edges.cut(ann, mention.start, mention.end)
        return [replace(mention, start=spans[-1].start, end=spans[-1].end)] if spans else []

    def _free_districts(self, ann: Annotations, chosen: list[Mention]) -> Iterator[Mention]:
        districts = ann.areas
        hosts = {position: mention for mention in chosen for position in range(mention.start, mention.end)}
        host_of = {id(d): hosts.get(d.start) or hosts.get(d.end - 1) for d in districts}
        named = Counter(d.entity for d in districts if host_of[id(d)] is None)
        starts = {d.start for d in districts}
        for district in districts:
            host = host_of[id(district)]
            away = bool(ann.home) and host is not None and not district.entity.startswith(ann.home)
            owner = away and host is not None and host.type in self._owned and district.start == host.start
            hosted = host is not None and self._hosted(district, host, starts)
            if host is None or hosted or owner or named[district.entity]:
                yield district

    def _hosted(self, district: Mention, host: Mention, starts: set[int]) -> bool:
        """Whether the area inside a name is spoken of too; `starts` are the places where areas begin."""
        if not (host.start <= district.start and district.end <= host.end):
            return False
        if host.type in self._full_hosts and district.rule == FULL:
            return True
        path = host.type in self._path_hosts and district.end in starts and district.end < host.end
        quoted = host.core is not None and host.core[0] <= district.start and district.end <= host.core[1]
        return (host.type in self._hosts or path) and not quoted


def _cuts_area(mention: Mention | TaggedSpan, areas: list[Mention]) -> bool:
    """Whether the span is an area's, a part of one, a path of several, or overlaps one that it does not hold."""
    touching = [area for area in areas if area.start < mention.end and mention.start < area.end]
    inside = {(area.start, area.end) for area in touching if mention.start <= area.start and area.end <= mention.end}
    return len(inside) < len(touching) or (mention.start, mention.end) in inside or _is_chain(mention, inside)


def _holds(span: Mention | TaggedSpan, inner: list[tuple[int, int]]) -> bool:
    """Whether one of the stretches lies in the span."""
    return any(span.start <= start and end <= span.end for start, end in inner)


def _parted(span: TaggedSpan, areas: dict[int, int], wholes: set[tuple[int, int]]) -> list[TaggedSpan]:
    """The names that the span consists of behind an area: of 台湾|内政部|户政司 the two bodies; else the span."""
    begins = {span.start, areas.get(span.start, span.start)}
    before = {begin: begin for begin in begins}
    for start, end in sorted(wholes):
        if start in before and end <= span.end and (start, end) != (span.start, span.end):
            before.setdefault(end, start)
    parts: list[TaggedSpan] = []
    place = span.end
    while place in before and place not in begins:
        parts.insert(0, span._replace(start=before[place], end=place))
        place = before[place]
    return parts if len(parts) > 1 and place in begins else [span]


def _is_chain(span: Mention | TaggedSpan, wholes: set[tuple[int, int]]) -> bool:
    """Whether a span consists of names that are wholes by themselves (内政部|户政司)."""
    reached = {span.start}
    for start, end in sorted(wholes):
        if start in reached and end <= span.end and (start, end) != (span.start, span.end):
            reached.add(end)
    return span.end in reached


@Language.factory(
    "govgraph_names", requires=["doc._.words"], assigns=["doc._.mentions"], default_config={"pack": "government"}
)
def make_names(nlp: Language, name: str, pack: str) -> Names:  # noqa: ARG001 - spaCy's signature
    """The naming step of a pack."""
    return Names(load_pack(pack))
