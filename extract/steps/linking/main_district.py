"""Which administrative area a document is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from extract.annotations import Annotations, Mention


def ranked_districts(ann: Annotations, weights: Mapping[str, int]) -> list[str]:
    """The ids of the document's districts, the one that it is most about first.

    A district counts where it is named on its own or inside another name (钱塘区 in 钱塘区委), but not where it only
    says in what the next one lies (杭州市 in 杭州市钱塘区); `weights` say how much by the part of the layout. Of equals
    the lowest unit, then the first named, leads.
    """
    counts = _counts(ann, weights)
    return sorted(counts, key=lambda i: (-counts[i], -len(ann.entities[i].code), int(i[1:])))


def main_district(ann: Annotations, weights: Mapping[str, int], *, share: float, repeats: int, part: float) -> str:
    """The id of the district that the document is about, empty where none stands out.

    It has the most counts, `repeats` of them at least and `share` of all that is counted of it and of the districts
    beside it; where a district within it has `part` of its counts, that one is meant, and so on downwards.
    """
    counts = _counts(ann, weights)
    ranked = ranked_districts(ann, weights)
    if not ranked:
        return ""
    best = ranked[0]
    part = max(part, 1.0) if ann.home else part  # a city's news names its districts often
    while inner := next((i for i in ranked if _within(ann, i, best) and counts[i] >= part * counts[best]), ""):
        best = inner
    lineage = sum(n for i, n in counts.items() if i == best or _within(ann, i, best) or _within(ann, best, i))
    return best if lineage >= repeats and lineage >= share * counts.total() else ""


def _counts(ann: Annotations, weights: Mapping[str, int]) -> Counter[str]:
    districts = (e for e in ann.entities.values() if e.type == "District" and len(e.code) > 1)
    by_code = {e.code: e.id for e in districts if e.code.startswith(ann.home)}
    kinds = [(line.start, line.end, weights[line.kind]) for line in ann.lines]
    counts: Counter[str] = Counter()
    for start, entity in _named(ann, by_code):
        counts[entity] += next((weight for first, end, weight in kinds if first <= start < end), 1)
    return counts


def _named(ann: Annotations, by_code: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Where a known district is named, and which; outer ones of nested areas are left out."""
    mentions = {m.start: m.entity for m in ann.mentions if m.type == "District" and not m.generic}
    areas = [area for area in _outermost(ann.areas) if not (ann.home and _names_thing(ann, area))]
    found = [(area, mentions.get(area.start) or by_code.get(area.entity, "")) for area in areas]
    for place, (area, entity) in enumerate(found):
        follower = found[place + 1] if place + 1 < len(found) else None
        qualifies = follower is not None and follower[0].start == area.end and _within(ann, follower[1], entity)
        code = ann.entities[entity].code if entity in ann.entities else ""
        if len(code) > 1 and code.startswith(ann.home) and not qualifies:
            yield area.start, entity


def _names_thing(ann: Annotations, area: Mention) -> bool:
    """Whether the area stands in the name of a school, a company or a place: in Taiwan half of them bear one."""
    things = (m for m in ann.mentions if m.type in ("Institution", "Company", "Place"))
    return any(m.start <= area.start and area.end <= m.end for m in things)


def _outermost(areas: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for area in sorted(areas, key=lambda a: (a.start, -a.end)):
        if not kept or area.start >= kept[-1].end:
            kept.append(area)
    return kept


def _within(ann: Annotations, inner: str, outer: str) -> bool:
    """Whether one district lies inside another by its official code."""
    if inner not in ann.entities or outer not in ann.entities:
        return False
    narrow, wide = ann.entities[inner].code, ann.entities[outer].code
    return narrow != wide and bool(wide) and narrow.startswith(wide)
