"""Line breaks inside sentences, as page layouts leave them: where they stand, so that they can go."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extract.cleaning.offsets import Edit
from extract.pack import Pack

# A break after a line that does not end like a sentence, with the spaces around it.
_BREAK = re.compile(r"[^\s。!?…:;][^\S\n]*+\n\s*+(?=\S)")
_SENTENCE_MARK = re.compile("[。;!?]")
_PROSE_MARK = re.compile("[,。;]")
_NO_BEGINNING = frozenset(",、。;!?)”’》】")
_HALF_ENDS = frozenset("”’)》】」")
_FULL_END = re.compile("[。!?…:;][”’)》】」]*$")
_QUOTE = re.compile("[“”]")
_FAR = 2000  # characters of a paragraph's end that are looked at, so that time stays linear


@dataclass(frozen=True, slots=True)
class _Rules:
    """The pack's `[joins]` of `patterns/cleaning.toml`."""

    block_start: re.Pattern[str]
    block_end: re.Pattern[str]
    heading: re.Pattern[str]
    min_prose: int
    min_tail: int
    wrap_columns: tuple[int, int]
    wrap_lines: int


@dataclass(frozen=True, slots=True)
class _Seam:
    """A line break in question: the paragraph before it, its last line, and the line after.

    `is_first`: the line is the document's first. `is_apart`: empty lines lie between. `is_indented`: the line
    after is. `is_full`: the line is as wide as those of a text wrapped at a fixed width.
    """

    paragraph: str
    line: str
    after: str
    is_first: bool
    is_apart: bool
    is_indented: bool
    is_full: bool


def line_joins(text: str, surface: str, *, pack: Pack) -> list[Edit]:
    """The edits that join the lines of one sentence; between two Latin words the break becomes a space.

    `surface` is the same text before its characters were brought to one form: it shows how wide lines are.
    """
    if "\n" not in text:
        return []
    rules = _rules(pack)
    full = _full_width(surface, rules)
    first = len(text) - len(text.lstrip())
    edits: list[Edit] = []
    begin = 0
    for match in _BREAK.finditer(text):
        start, end = match.start() + 1, match.end()
        line_start = max(text.rfind("\n", 0, start) + 1, start - _FAR)
        if not (edits and edits[-1].end >= line_start):
            begin = line_start
        is_full = full > 0 and _columns(surface[line_start:start]) >= full
        seam = _seam(text, (begin, line_start, start, end), is_first=line_start <= first, is_full=is_full)
        if _is_one_sentence(seam, rules):
            latin = _is_latin(text[start - 1]) and _is_latin(text[end])
            edits.append(Edit(start, end, " " if latin else ""))
    return edits


def _seam(text: str, places: tuple[int, int, int, int], *, is_first: bool, is_full: bool) -> _Seam:
    """The seam at the places where its paragraph, its line and its break begin and the break ends."""
    begin, line_start, start, end = places
    return _Seam(
        paragraph=text[max(begin, start - _FAR) : start].lstrip(),
        line=text[line_start:start].lstrip(),
        after=_line_at(text, end),
        is_first=is_first,
        is_apart=text.count("\n", start, end) > 1,
        is_indented=end - text.rfind("\n", 0, end) > 2,
        is_full=is_full,
    )


def _is_one_sentence(seam: _Seam, rules: _Rules) -> bool:
    if rules.block_start.search(seam.line) or rules.block_end.search(seam.line) or _FULL_END.search(seam.line):
        return False
    if seam.after[0] in _NO_BEGINNING:
        return True
    if seam.is_indented or rules.block_start.search(seam.after) or rules.block_end.search(seam.after):
        return False
    if seam.is_full:
        return True
    return seam.line[-1] not in _HALF_ENDS and _quotes_agree(seam.paragraph, seam.after) and _is_cut_prose(seam, rules)


def _is_cut_prose(seam: _Seam, rules: _Rules) -> bool:
    """Whether both sides look like running text, which no full stop ends before the break."""
    if not _PROSE_MARK.search(seam.after) or (seam.is_apart and len(seam.after) < rules.min_tail):
        return False
    if seam.line[-1] in ",、":
        return True
    if seam.is_first:
        return False
    has_comma = "," in seam.paragraph and len(seam.paragraph) >= rules.min_prose
    return bool(_SENTENCE_MARK.search(seam.paragraph)) or (has_comma and not rules.heading.search(seam.paragraph))


def _quotes_agree(before: str, after: str) -> bool:
    """Whether a quotation open before the break is closed after it, and none is closed that was not open."""
    depth = 0
    for quote in _QUOTE.findall(after):
        depth += 1 if quote == "“" else -1
        if depth < 0:
            break
    return (before.rfind("“") > before.rfind("”")) == (depth < 0)


def _full_width(surface: str, rules: _Rules) -> int:
    """The columns from which a line counts as full in text wrapped at a fixed width; 0 where it is not wrapped."""
    lines = [line for line in map(str.strip, surface.split("\n")) if line]
    widths = sorted(map(_columns, lines))
    width = widths[len(widths) * 19 // 20] if widths else 0
    narrowest, widest = rules.wrap_columns
    if not narrowest <= width <= widest:
        return 0
    least = width - 8
    full = [line for line in lines if _columns(line) >= least]
    unfinished = sum(_FULL_END.search(line) is None for line in full)
    prose = sum(re.search("[,，。;；、]", line) is not None for line in full)
    is_wrapped = unfinished >= max(rules.wrap_lines, len(full) // 2, len(lines) // 4) and prose * 5 >= len(full) * 2
    return least if is_wrapped else 0


def _columns(line: str) -> int:
    """The width of a line on a page, where a Chinese character takes two columns."""
    return 2 * len(line) - len(line.encode("ascii", "ignore"))


def _line_at(text: str, start: int) -> str:
    end = text.find("\n", start, start + _FAR)
    return text[start : end if end >= 0 else start + _FAR].rstrip()


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


@lru_cache(maxsize=8)
def _rules(pack: Pack) -> _Rules:
    """The rules of the pack; raises PackError where a pattern or number of them is missing or wrong."""
    joins = pack.patterns("cleaning")["joins"]
    narrowest, widest = joins["wrap_columns"]
    return _Rules(
        block_start=re.compile("|".join(joins["block_start"])),
        block_end=re.compile("|".join(joins["block_end"])),
        heading=re.compile("|".join(joins["heading"])),
        min_prose=joins["min_prose"],
        min_tail=joins["min_tail"],
        wrap_columns=(narrowest, widest),
        wrap_lines=joins["wrap_lines"],
    )
