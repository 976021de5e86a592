"""From the working state of a document to its facts: offsets and names back in the source."""

from __future__ import annotations

from collections import defaultdict

from extract.annotations import Annotations, DraftEntity, DraftObservation, DraftRelation, Mention
from extract.facts import DocumentFacts, Entity, Evidence, Observation, Relation


def assemble(ann: Annotations) -> DocumentFacts:
    """The facts of a document, in the order of the text."""
    return DocumentFacts(
        document=ann.document,
        entities=_entities(ann),
        relations=_relations(ann),
        observations=_observations(ann),
    )


def _evidence(ann: Annotations, start: int, end: int, rule: str) -> Evidence:
    first, last = ann.clean.locate(start, end)
    return Evidence(ann.document.id, first, last, ann.document.text[first:last], rule)


def _entities(ann: Annotations) -> tuple[Entity, ...]:
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for mention in ann.mentions:
        mentions[mention.entity].append(mention)
    return tuple(_entity(ann, draft, mentions[draft.id]) for draft in ann.entities.values())


def _entity(ann: Annotations, draft: DraftEntity, mentions: list[Mention]) -> Entity:
    written = _written_forms(ann, draft)
    name = written.pop(draft.name, draft.name)
    return Entity(
        id=draft.id,
        type=draft.type,
        name=name,
        aliases=tuple(sorted(set(written.values()) - {name})),
        generic=tuple(sorted({written[n] for n, generic in draft.names.items() if generic and n in written} - {name})),
        code=draft.code,
        parent=draft.parent,
        inferred=draft.inferred,
        mentions=tuple(_evidence(ann, m.start, m.end, m.rule) for m in mentions),
    )


def _written_forms(ann: Annotations, draft: DraftEntity) -> dict[str, str]:
    """Every name of the entity as the document writes it, in its own script, by its clean form."""
    written: dict[str, str] = {}
    for name in [draft.name, *draft.names]:
        found = ann.clean.text.find(name)
        written.setdefault(name, ann.clean.surface[found : found + len(name)] if found >= 0 else name)
    return written


def _relations(ann: Annotations) -> tuple[Relation, ...]:
    grouped: dict[tuple[str, str, str], list[DraftRelation]] = defaultdict(list)
    for draft in ann.relations:
        grouped[draft.source, draft.relation, draft.target].append(draft)
    return tuple(_relation(ann, drafts) for drafts in grouped.values())


def _relation(ann: Annotations, drafts: list[DraftRelation]) -> Relation:
    """One relation with all its evidence; it is stated where any sentence states it, inferred where all infer it."""
    first = drafts[0]
    modalities = {draft.modality for draft in drafts}
    inferred = all(draft.inferred for draft in drafts)
    shown = [draft for draft in drafts if not draft.inferred]
    return Relation(
        source=first.source,
        relation=first.relation,
        target=first.target,
        confidence=max(draft.confidence for draft in drafts),
        evidence=tuple(sorted({_evidence(ann, d.start, d.end, d.rule) for d in shown})),
        modality="stated" if "stated" in modalities else "planned" if "planned" in modalities else "target",
        inferred=inferred,
    )


def _observations(ann: Annotations) -> tuple[Observation, ...]:
    return tuple(_observation(ann, draft) for draft in ann.observations)


def _observation(ann: Annotations, draft: DraftObservation) -> Observation:
    return Observation(
        subject=draft.subject,
        metric=draft.metric,
        value=draft.value,
        unit=draft.unit,
        value_text=draft.value_text,
        period=draft.period,
        change=draft.change,
        rank=draft.rank,
        evidence=(_evidence(ann, draft.start, draft.end, draft.rule),),
        period_start=draft.period_start,
        period_end=draft.period_end,
        approximation=draft.approximation,
        change_amount=draft.change_amount,
        change_unit=draft.change_unit,
        rank_place=draft.rank_place,
        rank_scope=draft.rank_scope,
    )
