"""Where a text names villages and communities: inside the divisions that it names, or as places no list holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from extract.division_hits import Grid, Hit
from extract.divisions import Divisions


def village_hits(
    text: str, hits: Sequence[Hit], grid: Grid, divisions: Divisions, rules: dict[str, Any]
) -> Iterator[Hit]:
    """The names of villages between the hits (which are in text order).

    They are those listed for what the hits name, and unlisted ones that the base analyser takes for places.
    `rules` are the pack's patterns `divisions.village`.
    """
    named = {hit.division.code for hit in hits if hit.division is not None and len(hit.division.code) >= 4}
    outers = {hit.end: hit for hit in hits}
    for free, end in _gaps(text, hits, tuple(rules["endings"])):
        if text.startswith(tuple(rules["not_before"]), end):
            continue
        for start in range(max(free, end - rules["longest"]), end - 1):
            outer = outers.get(start)
            fits = grid.allows_village(start, end, chained=outer is not None)
            if not fits or _is_word(text[start:end], rules["words"]):
                continue
            within = named | ({outer.division.code} if outer is not None and outer.division is not None else set())
            found = divisions.villages_named(text[start:end], within)
            if found or _is_place(grid, start, end, chained=outer is not None):
                yield Hit(start, end, found, short=False)
                break


def unlisted_hits(text: str, hits: Sequence[Hit], grid: Grid, home: str, rules: dict[str, Any]) -> Iterator[Hit]:
    """Units that no list holds in a text at home in a province apart: 中西区|法华里, 菲律宾|宿雾市.

    They stand directly behind a name among the hits, or are what the base analyser takes for a place that ends so.
    `rules` are the pack's patterns `divisions.apart`.
    """
    starts = {hit.start for hit in hits}
    taken = {place for hit in hits for place in range(hit.start, hit.end)}
    villages = tuple(rules["villages"].get(home, ()))
    for hit in hits:
        foreign = bool(hit.candidates) and hit.candidates[0].level == "country"
        endings = tuple(rules["foreign"]["endings"]) if foreign else villages
        last = min(hit.end + rules["foreign"]["longest"], len(text))
        ends = (end for end in range(hit.end + 2, last + 1) if text.endswith(endings, hit.end, end))
        ends = (end for end in ends if not text.startswith(tuple(rules["not_before"]), end))
        end = next((end for end in ends if grid.at(end - 1).end == end and hit.end not in starts), 0) if endings else 0
        if end and taken.isdisjoint(range(hit.end, end)) and grid.at(hit.end).tag in ("LOC", "ORG", "n", "nz", "nw"):
            taken.update(range(hit.end, end))
            yield Hit(hit.end, end, (), short=False)
    places = (
        [(w.start, w.end) for w in grid.words("LOC") if text.endswith(villages, w.start, w.end)] if villages else []
    )
    abroad = rules["foreign"]["cities"]
    places += [(w.start, w.end) for w in grid.words("LOC") if text[w.start : w.end] in abroad]
    signs = rules["village_signs"].get(home)
    places += [match.span() for match in re.finditer(signs, text)] if signs else []
    for start, end in sorted(places):
        if (end - start > 2 or text[start:end] in abroad) and taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            yield Hit(start, end, (), short=False)


def _gaps(text: str, hits: Sequence[Hit], endings: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where an ending of a village's name ends between two hits, and from where its name may begin."""
    borders = [*(hit.start for hit in hits), len(text)]
    for free, border in zip([0, *(hit.end for hit in hits)], borders, strict=True):
        last = free
        for end in range(free + 2, border + 1):
            if text.endswith(endings, last, end):
                yield last, end
                last = end


def _is_word(name: str, words: Sequence[str]) -> bool:
    return name in words or name.endswith(tuple(word for word in words if len(word) > 2))


def _is_place(grid: Grid, start: int, end: int, *, chained: bool) -> bool:
    """Whether the base analyser takes it for a place, alone or at the end of a chain."""
    word = grid.at(start)
    return word.tag == "LOC" and word.end == end and end - start > 2 and (chained or word.start == start)
