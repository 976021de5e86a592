"""Judgements at work: they change which joined things there are, what these are called, and what links them.

The order of the rows does not count, but where two contradict each other the later one holds. Splits come first,
then new types, rejections and merges, new names, relations. IRIs stay as they were read, but for what is split off
and what has a new type (an IRI shows the type); a row may give the IRI of before or after.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from extract.facts import DocumentFacts, Evidence
from extract.ontology import Ontology
from graph.drafts import Draft, Lookup
from graph.edges import Triple, evidence_list
from graph.formats.text import holdable
from graph.ids import entity_id
from graph.items import Item
from graph.judgements import Judgement, Reference, StaleJudgement, check_terms

RULE = "judgement"
"""The rule of evidence that a person gave, and of joins that a person made."""

_UNKNOWN = "no such entity is read any more, or more than one"

Edge = tuple[Triple, dict[str, Any]]
Key = TypeVar("Key", bound=Hashable)


class Curation:
    """The judgements on one graph; `drafts`, by IRI, are changed in place when it is made.

    `name_of` gives the name of a thing by its items. What does not apply goes to `on_stale`. Raises GraphError
    where a row names a type or relation that the ontology has not.
    """

    def __init__(
        self,
        judgements: Sequence[Judgement],
        drafts: dict[str, Draft],
        ontology: Ontology,
        *,
        name_of: Callable[[list[Item]], str],
        on_stale: Callable[[StaleJudgement], None],
    ) -> None:
        self._drafts = drafts
        self._ontology = ontology
        self._on_stale = on_stale
        self._moved: dict[str, str] = {}
        self._rejected: set[str] = set()
        self._rejected_items: set[tuple[str, str]] = set()
        self._relations: list[tuple[Judgement, Triple]] = []
        if not judgements:
            return
        check_terms(judgements, ontology)
        self._lookup = Lookup(drafts)
        for each in judgements:
            if each.verdict == "split":
                self._split(each, name_of)
        for each in judgements:
            if each.verdict == "retype":
                self._retype(each)
        self._judge_entities([each for each in judgements if not each.relation])
        self._relations = self._last((each for each in judgements if each.relation), self._find_relation)

    def kept(self, facts: Iterable[DocumentFacts]) -> list[DocumentFacts]:
        """The facts without the relations and values of rejected entities."""
        return [self._without_rejected(each) for each in facts] if self._rejected_items else list(facts)

    def edges(self, merged: Iterable[Edge], facts: Iterable[DocumentFacts]) -> list[Edge]:
        """The edges that the ontology allows, after the judgements on them; sorted as they came.

        An accepted one that is not read is there all the same if its sentence stands in its document.
        """
        found = {triple: attributes for triple, attributes in merged if self._allows(triple)}
        texts = {each.document.id: each.document.text for each in facts} if self._relations else {}
        for judgement, triple in self._relations:
            if judgement.verdict == "reject":
                if found.pop(triple, None) is None and not self._rejected.intersection(triple):
                    self._stale(judgement, "it is not read any more")
            elif problem := self._problem(triple):
                self._stale(judgement, problem)
            elif triple in found:
                found[triple] = {**found[triple], "confidence": 1.0}
            elif evidence := _evidence(judgement, texts):
                found[triple] = _accepted(triple[1], evidence)
            else:
                self._stale(judgement, "it is not read any more, and its sentence is not at its place in the document")
        return sorted(found.items(), key=lambda edge: (edge[0][0], edge[0][2], edge[0][1]))

    # -- what a row is about

    def _find_relation(self, judgement: Judgement) -> Triple | None:
        source, target = (self._now(self._lookup.find(each)) for each in (judgement.thing, judgement.target))
        if not source or not target:
            return None
        if self._ontology.relations[judgement.relation].symmetric and target < source:
            source, target = target, source
        return source, judgement.relation, target

    def _now(self, iri: str) -> str:
        while iri in self._moved:
            iri = self._moved[iri]
        return iri

    def _last(
        self, judgements: Iterable[Judgement], find: Callable[[Judgement], Key | None]
    ) -> list[tuple[Judgement, Key]]:
        """The judgements with what each is about; of several about one thing, the last."""
        last: dict[Key, Judgement] = {}
        for each in judgements:
            key = find(each)
            if not key:
                self._stale(each, _UNKNOWN)
                continue
            earlier = last.pop(key, each)
            if (earlier.verdict, earlier.value) != (each.verdict, each.value):
                self._stale(earlier, f"{each.place} says {each.verdict} {each.value}".rstrip() + ", and is later")
            last[key] = each
        return [(judgement, key) for key, judgement in last.items()]

    def _stale(self, judgement: Judgement, problem: str) -> None:
        self._on_stale(StaleJudgement(judgement, problem))

    # -- entities

    def _split(self, judgement: Judgement, name_of: Callable[[list[Item]], str]) -> None:
        iri, document = self._lookup.find(judgement.thing), judgement.sentence.document
        if not iri:
            return self._stale(judgement, _UNKNOWN)
        draft = self._drafts[iri]
        off = [item for item in draft.members if item.document.id == document]
        rest = [item for item in draft.members if item.document.id != document]
        if not off or not rest:
            return self._stale(judgement, f"{document} does not name it" if rest else f"only {document} names it")
        own = _derived_iri(iri, draft.type, draft.name, f"|{document}")
        self._drafts[own] = Draft(off, draft.type, judgement.value or name_of(off), "", [])
        self._drafts[iri] = replace(draft, members=rest, name=name_of(rest))
        self._lookup.add(own, self._drafts[own])
        return None

    def _retype(self, judgement: Judgement) -> None:
        """Gives a thing its new type, and the IRI that goes with it; what is no District has no division code."""
        iri, kind = self._lookup.find(judgement.thing), judgement.value
        if not iri:
            return self._stale(judgement, _UNKNOWN)
        if self._drafts[iri].type == kind:
            return self._stale(judgement, f"it is {kind} already")
        draft = replace(self._drafts.pop(iri), type=kind, code="")
        own = _derived_iri(iri, kind, draft.name, "")
        self._drafts[own] = draft
        self._lookup.add(own, draft, instead=iri)
        return None

    def _judge_entities(self, judgements: list[Judgement]) -> None:
        def find(judgement: Judgement) -> str:
            return self._lookup.find(judgement.thing)

        fates = self._last((each for each in judgements if each.verdict in ("accept", "reject", "merge")), find)
        for judgement, iri in fates:
            if judgement.verdict == "reject":
                self._rejected.add(iri)
                members = self._drafts.pop(iri).members
                self._rejected_items.update((item.document.id, item.entity.id) for item in members)
        for judgement, iri in fates:
            if judgement.verdict == "merge":
                self._merge(judgement, iri)
        for judgement, iri in self._last((each for each in judgements if each.verdict == "rename"), find):
            self._rename(judgement, iri)

    def _merge(self, judgement: Judgement, iri: str) -> None:
        value, kind = judgement.value, self._drafts[iri].type
        meant = Reference(value) if "://" in value else Reference("", kind, value)
        other = self._now(self._lookup.find(meant))
        if other not in self._drafts:
            rejected = other in self._rejected
            return self._stale(judgement, f"{value} is " + ("rejected" if rejected else "not read any more"))
        if other == iri:
            return self._stale(judgement, "they are one already")
        part, whole = self._drafts.pop(iri), self._drafts[other]
        self._moved[iri] = other
        members = sorted([*whole.members, *part.members], key=lambda item: item.index)
        reason = f"{RULE}: {' = '.join(sorted({part.name, whole.name}))}"
        reasons = sorted({*whole.reasons, *part.reasons, reason})
        self._drafts[other] = replace(whole, members=members, reasons=reasons, code=whole.code or part.code)
        return None

    def _rename(self, judgement: Judgement, iri: str) -> None:
        if iri not in self._drafts:
            return self._stale(judgement, "it is rejected" if iri in self._rejected else "it is merged into another")
        if self._drafts[iri].name == judgement.value:
            return self._stale(judgement, f"it is {judgement.value} already")
        self._drafts[iri] = replace(self._drafts[iri], name=judgement.value)
        return None

    # -- relations

    def _without_rejected(self, facts: DocumentFacts) -> DocumentFacts:
        def is_kept(*entities: str) -> bool:
            return not any((facts.document.id, entity) in self._rejected_items for entity in entities)

        return replace(
            facts,
            relations=tuple(each for each in facts.relations if is_kept(each.source, each.target)),
            observations=tuple(each for each in facts.observations if is_kept(each.subject)),
        )

    def _allows(self, triple: Triple) -> bool:
        source, relation, target = triple
        return source != target and self._ontology.allows(
            self._drafts[source].type, relation, self._drafts[target].type
        )

    def _problem(self, triple: Triple) -> str:
        """Why the relation cannot be, whoever accepts it; empty where it can."""
        source, relation, target = triple
        if self._rejected.intersection(triple):
            return "one of its ends is rejected"
        if self._allows(triple):
            return ""
        types = self._drafts[source].type, self._drafts[target].type
        return f"the ontology has no {relation} from {types[0]} to {types[1]}, or of a thing to itself"


def _derived_iri(iri: str, kind: str, name: str, more: str) -> str:
    """The IRI of what a judgement makes of the thing with this IRI."""
    start, _, local = iri.rpartition("/")
    return f"{start}/{entity_id(kind, name, scope=f'{local}{more}')}"


def _evidence(judgement: Judgement, texts: dict[str, str]) -> Evidence | None:
    """The row's sentence as its document has it; None where it is not there."""
    given = judgement.sentence
    text = texts.get(given.document, "")[given.start : given.end]
    if not text or _plain(text) != _plain(given.text):
        return None
    return Evidence(given.document, given.start, given.end, text, RULE)


def _plain(text: str) -> str:
    """The text as a spreadsheet gives it back: line ends and unholdable characters do not count."""
    return holdable(text).replace("\r\n", "\n").replace("\r", "\n").strip()


def _accepted(relation: str, evidence: Evidence) -> dict[str, Any]:
    shown = evidence_list([evidence])
    return {"relation": relation, "confidence": 1.0, "modality": "stated", "evidence": shown, "inferred": False}
