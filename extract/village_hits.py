"""Where a text names villages and communities: inside the divisions that it names, or as places no list holds."""

from __future__ import annotations

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
