"""Where a text names administrative divisions, and which one each name means there.

Full names (钱塘区) are looked up as they stand; short names (钱塘, 浙江) have to start a word of the base analyser and
to be at home in the document; villages are looked up inside the divisions that the document names. Names that
follow each other without a gap form a chain (杭州市钱塘区河庄街道同一村: four mentions), each inside the one before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from extract.annotations import Word
from extract.division_hits import NAMES, Grid, Hit
from extract.divisions import Division, Divisions, resolve
from extract.village_hits import unlisted_hits, village_hits

_BRACKET = re.compile(r"[(（]")


@dataclass(frozen=True, slots=True)
class DivisionMention:
    """A name of a division at [start, end).

    `candidates` are the divisions that it can mean here, `division` the one that it does mean (None where the
    document leaves it open, and for a village that no list holds, which has no candidates). `short` marks names
    without their class. The chain that it closes begins at `chain`: `text[chain:end]` is 杭州市钱塘区 for 钱塘区.
    `inside` marks a part of a longer name that is not a chain of divisions (浙江 in 浙江大学).
    """

    start: int
    end: int
    candidates: tuple[Division, ...]
    short: bool
    chain: int
    inside: bool
    division: Division | None


@dataclass(frozen=True, slots=True)
class _Finder:
    """Looks names up in one text; `home` is the province apart that it is at home in."""

    text: str
    divisions: Divisions
    grid: Grid
    rules: dict[str, Any]
    home: str


def mentions_of_districts(  # noqa: PLR0913 - what the text is, and the pack's rules for it
    text: str,
    divisions: Divisions,
    *,
    rules: dict[str, Any],
    ambiguous: frozenset[str],
    words: Sequence[Word] | None,
    home: str = "",
) -> list[DivisionMention]:
    """All mentions of divisions, in text order, none overlapping another.

    `rules` are the pack's patterns `divisions`, `ambiguous` its lexicon `ambiguous_short_names`; `words` cover the
    text (None: no word boundaries are known, and only full names are found). `home` is what `Divisions.home_of` says
    of the text.
    """
    grid = Grid(words, len(text))
    finder = _Finder(text, divisions, grid, rules["full"], home)
    hits = _scan(finder, {})
    if local := _local_names(hits, text):
        hits = _scan(finder, local)
    _link(hits, divisions)
    anchors = _anchors(hits, text, ambiguous) | ({home} - {""})
    context = _resolve_all(hits, anchors)
    hits = [
        hit
        for hit in hits
        if _is_home(hit, text, home, ambiguous, context) or _stands(hit, text, ambiguous, anchors, context)
    ]
    context |= {hit.division.code for hit in hits if hit.division is not None} - {""}
    villages = village_hits(text, hits, grid, divisions, rules["village"])
    hits = sorted([*hits, *villages], key=lambda hit: hit.start)
    if home:
        hits = sorted([*hits, *unlisted_hits(text, hits, grid, home, rules["apart"])], key=lambda hit: hit.start)
    _link(hits, divisions)
    return [_mention(hit, hits, grid, context) for hit in hits]


def _scan(finder: _Finder, local: dict[str, Division]) -> list[Hit]:
    """The hits from left to right: at each place the full name, or else the short or `local` one."""
    hits: list[Hit] = []
    place = 0
    while place < len(finder.text) - 1:
        before = hits[-1] if hits and hits[-1].end == place else None
        hit = _full_at(finder, place, before) or _short_at(finder, place, before)
        hit = hit or _local_at(finder.text, place, local, finder.grid)
        if hit is None:
            place += 1
            continue
        hits.append(hit)
        place = hit.end
    return hits


def _home(finder: _Finder, before: Hit | None) -> str:
    """The home of the text, unless a unit of another province stands directly before (大连市中山区)."""
    elsewhere = before and all(d.code and d.code[:2] != finder.home for d in before.candidates)
    return "" if elsewhere else finder.home


def _full_at(finder: _Finder, start: int, before: Hit | None) -> Hit | None:
    text, grid, rules = finder.text, finder.grid, finder.rules
    found = finder.divisions.longest_at(text, start, _home(finder, before))
    if found is None or text.startswith(tuple(rules["not_before"].get(text[found[0] - 1], ())), found[0]):
        return None
    end, candidates = found
    shared = text.startswith(tuple(rules["shared_before"]), end)
    word = grid.at(start)
    whole = bool(finder.home) and (word.start, word.end) == (start, end) and candidates[0].code.startswith(finder.home)
    if not whole and not grid.allows_full(start, end, candidates[0].level, shared=shared):
        return None
    sure = candidates[0].level != "township" or word.tag in NAMES
    return Hit(start, end, candidates, short=False, sure=sure)


def _short_at(finder: _Finder, start: int, before: Hit | None) -> Hit | None:
    found = finder.divisions.short_at(finder.text, start, _home(finder, before))
    if found is None:
        return None
    fit = finder.grid.short_fit(start, found[0], chained=before is not None)
    word = finder.grid.at(start)
    if not fit and finder.home and (word.start, word.end) == (start, found[0]):
        fit = "weak"  # 卓兰, taken for a person
    return Hit(start, found[0], found[1], short=True, sure=fit == "sure") if fit else None


def _local_names(hits: list[Hit], text: str) -> dict[str, Division]:
    """Names that this document uses alone after a name with a bracket: 高新区 after 高新区(滨江)."""
    names = ((_BRACKET.split(text[hit.start : hit.end])[0], hit) for hit in hits if len(hit.candidates) == 1)
    return {name: hit.candidates[0] for name, hit in names if name != text[hit.start : hit.end] and len(name) > 1}


def _local_at(text: str, start: int, local: dict[str, Division], grid: Grid) -> Hit | None:
    for name in sorted(local, key=len, reverse=True):
        end = start + len(name)
        if text.startswith(name, start) and grid.allows_full(start, end, local[name].level, shared=False):
            return Hit(start, end, (local[name],), short=True)
    return None


def _link(hits: list[Hit], divisions: Divisions) -> None:
    """Joins neighbours of which one can hold the other, and keeps only the candidates for which that is so."""
    for hit in hits:
        hit.chain = hit.start
    for outer, inner in pairwise(hits):
        if outer.end != inner.start:
            continue
        pairs = [(o, i) for o in outer.candidates for i in inner.candidates if divisions.contains(o, i)]
        if pairs:
            outer.candidates = tuple(o for o in outer.candidates if any(o == pair[0] for pair in pairs))
            inner.candidates = tuple(i for i in inner.candidates if any(i == pair[1] for pair in pairs))
        if pairs or not inner.candidates:
            inner.chain = outer.chain


def _anchors(hits: list[Hit], text: str, ambiguous: frozenset[str]) -> set[str]:
    """The codes of the divisions that the document names in full, or short behind their parent."""
    return {
        hit.candidates[0].code
        for hit in hits
        if len(hit.candidates) == 1
        and hit.sure
        and (hit.chain < hit.start or (not hit.short and text[hit.start : hit.end] not in ambiguous))
    } - {""}


def _resolve_all(hits: list[Hit], anchors: set[str]) -> set[str]:
    """Decides every hit, from the anchors and the higher units that stand short; gives the codes it went by."""
    context = set(anchors)
    for hit in hits:
        high = [d for d in hit.candidates if len(d.code) in (2, 4)]
        if hit.sure and hit.short and (len(hit.candidates) == 1 or (high and high[0].level == "province")):
            context.update(d.code for d in high[:1])
    for hit in hits:
        hit.division = resolve(hit.candidates, context)
    return context


def _is_home(hit: Hit, text: str, home: str, ambiguous: frozenset[str], context: set[str]) -> bool:
    """Whether a hit is the name of a unit of the province apart that the text is at home in."""
    if not home:
        return False
    if hit.short or not hit.sure:
        only = len(hit.candidates) == 1 and hit.candidates[0].code.startswith(home)
        return only and text[hit.start : hit.end] not in ambiguous
    return any(d.parent_code in context and d.code.startswith(home) for d in hit.candidates)


def _stands(hit: Hit, text: str, ambiguous: frozenset[str], anchors: set[str], context: set[str]) -> bool:
    """Whether a hit names a division indeed: short names of counties, and townships, need a reason."""
    name = text[hit.start : hit.end]
    anchored = hit.chain < hit.start or any(d.code in anchors for d in hit.candidates)
    if name in ambiguous:
        return anchored and (hit.sure or not hit.short)
    if not hit.sure:
        near = {code for code in context if len(code) >= 4}
        return anchored or (not hit.short and any(d.code.startswith(tuple(near)) for d in hit.candidates))
    if any(len(d.code) <= 4 for d in hit.candidates) or (not hit.short and hit.candidates[0].level != "township"):
        return True
    at_home = any(d.code[:2] in {code[:2] for code in context} for d in hit.candidates)
    return anchored or at_home or (not context and len(hit.candidates) == 1)


def _mention(hit: Hit, hits: list[Hit], grid: Grid, context: set[str]) -> DivisionMention:
    division = hit.division or resolve(hit.candidates, context)
    return DivisionMention(hit.start, hit.end, hit.candidates, hit.short, hit.chain, _inside(hit, hits, grid), division)


def _inside(hit: Hit, hits: list[Hit], grid: Grid) -> bool:
    """Whether its word (or words) go on beyond the hits that follow each other without a gap around it."""
    start, end = hit.chain, hit.end
    for other in hits:
        if other.start == end:
            end = other.end
    return grid.at(start).start < start or grid.at(end - 1).end > end
