"""What a plain text says about itself at its head and foot: title, date, place, outlet and authors.

Only what is plainly stated is taken: an empty field is better than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

from extract.cleaning.characters import one_form
from extract.cleaning.glosses import glosses
from extract.cleaning.offsets import replaced
from extract.cleaning.script import simplified
from extract.pack import Pack

_EDGE = 3000  # characters at either end of a text in which it speaks of itself
_HEAD_LINES = 16
_FOOT_LINES = 4
_LINE = 120  # characters of a line at most that says something about the document; a longer one is its text
_SENTENCE = re.compile("[。;]|[,:、]$")
_MARKUP = re.compile(r"^#{1,6}\s+|^\*\*|\*\*$")
_LISTED = re.compile(r"[^\s、,;/|:]+")
_ISO = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?(?:$|T)")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a text says about itself; fields as in `facts.Document`, empty where it does not say."""

    title: str = ""
    date: str = ""
    place: str = ""
    outlet: str = ""
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as written, and the same characters in simplified script and one form of punctuation."""

    written: str
    plain: str


@dataclass(frozen=True, slots=True)
class _Rules:
    """The pack's `patterns/metadata.toml`, compiled."""

    date: re.Pattern[str]
    dated: tuple[re.Pattern[str], ...]
    signed: tuple[re.Pattern[str], ...]
    outlet: tuple[re.Pattern[str], ...]
    place: tuple[re.Pattern[str], ...]
    bylines: tuple[re.Pattern[str], ...]
    roles: re.Pattern[str]
    name: re.Pattern[str]
    not_titles: re.Pattern[str]
    not_outlets: frozenset[str]
    title_length: tuple[int, int]
    digits: dict[int, int]
    ten: str


def read_metadata(text: str, *, pack: Pack) -> Metadata:
    """What the text says about itself."""
    rules = _rules(pack)
    head = list(_lines(text[:_EDGE]))
    opening = head[:_HEAD_LINES]
    foot = [line for line in list(_lines(text[-_EDGE:]))[-_FOOT_LINES:] if line not in opening]
    return Metadata(
        title=_title(opening, rules),
        date=_date(opening, rules.dated, rules) or _date(reversed(foot), rules.signed, rules),
        place=_first(opening, rules.place, "place"),
        outlet=_outlet([*opening, *foot], rules),
        authors=_authors(opening, foot, rules),
    )


def iso_date(written: str, *, pack: Pack) -> str:
    """The date in ISO 8601, as much of it as is written (2024, 2024-08, 2024-08-15); empty where it is no date."""
    rules = _rules(pack)
    plain = one_form(written).strip()
    if _ISO.match(plain):
        plain = plain[:10]
    elif match := rules.date.match(plain):
        return _iso(match, rules)
    year, month, day = (int(part) if part.isdigit() else 0 for part in f"{plain}--".split("-")[:3])
    return _written(year, month, day) if _ISO.match(plain) else ""


def _lines(text: str) -> Iterator[_Line]:
    """The lines that are not empty."""
    for raw in text.split("\n"):
        line = _MARKUP.sub("", raw.strip()).strip()
        written = replaced(line, glosses(line))
        if written:
            yield _Line(written, simplified(one_form(written)))


def _title(opening: list[_Line], rules: _Rules) -> str:
    """The first line that is short and no sentence, unless the text begins before it."""
    shortest, longest = rules.title_length
    for line in opening[:-1]:
        if rules.not_titles.search(line.plain) or len(line.plain) < shortest or _is_byline(line, rules):
            continue
        is_sentence = _SENTENCE.search(line.plain) or len(line.plain) > longest
        return "" if is_sentence or any(rule.search(line.plain) for rule in rules.dated) else line.written
    return ""


def _date(lines: Iterable[_Line], patterns: tuple[re.Pattern[str], ...], rules: _Rules) -> str:
    short = [line for line in lines if len(line.plain) <= _LINE]
    for pattern in patterns:
        for line in short:
            match = pattern.search(line.plain)
            if match and (iso := _iso(match, rules)):
                return iso
    return ""


def _iso(match: re.Match[str], rules: _Rules) -> str:
    return _written(*(_number(match[part] or "", rules) for part in ("year", "month", "day")))


def _written(year: int, month: int, day: int) -> str:
    """The date as ISO 8601 writes it, where 0 stands for what is not known; empty where there is no such date."""
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return ""
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")


def _number(written: str, rules: _Rules) -> int:
    """The number of a year, month or day: in Arabic or Chinese digits, or with a ten (二十一); 0 for none."""
    digits = written.translate(rules.digits)
    tens, ten, ones = digits.partition(rules.ten)
    return int(tens or 1) * 10 + int(ones or 0) if ten else int(digits or 0)


def _first(lines: Iterable[_Line], patterns: tuple[re.Pattern[str], ...], group: str) -> str:
    """The group as written, of the first pattern that a line matches."""
    for line in lines:
        for pattern in patterns:
            match = pattern.search(line.plain)
            if match:
                return line.written[match.start(group) : match.end(group)]
    return ""


def _outlet(lines: list[_Line], rules: _Rules) -> str:
    """The outlet; a label whose value stands on the next line is read with it."""
    pairs = [
        *lines,
        *(_Line(a.written + b.written, a.plain + b.plain) for a, b in pairwise(lines) if a.plain[-1] == ":"),
    ]
    found = (_first([line], rules.outlet, "outlet") for line in pairs)
    return next((outlet for outlet in found if outlet and simplified(outlet) not in rules.not_outlets), "")


def _is_byline(line: _Line, rules: _Rules) -> bool:
    return bool(_bare_names(line, rules)) or any(pattern.search(line.plain) for pattern in rules.bylines)


def _authors(opening: list[_Line], foot: list[_Line], rules: _Rules) -> tuple[str, ...]:
    """The names of the first byline, else of a line near the head that is nothing but two names or more."""
    for line in [*opening, *reversed(foot)]:
        for pattern in rules.bylines:
            match = pattern.search(line.plain[-2 * _LINE :])
            if match and (names := _names(match["names"], line, rules)):
                return names
    for line in opening[1:]:
        if _SENTENCE.search(line.plain):
            break
        if names := _bare_names(line, rules):
            return names
    return ()


def _bare_names(line: _Line, rules: _Rules) -> tuple[str, ...]:
    names = _names(line.plain, line, rules) if " " in line.plain else ()
    return names if len(names) > 1 else ()


def _names(listed: str, line: _Line, rules: _Rules) -> tuple[str, ...]:
    """The names of a list as the line writes them; none where one of them is no name."""
    at = line.plain.rindex(listed)
    names = []
    for match in _LISTED.finditer(rules.roles.sub(lambda role: " " * len(role[0]), listed)):
        if not rules.name.fullmatch(match[0]):
            return ()
        names.append(line.written[at + match.start() : at + match.end()])
    return tuple(dict.fromkeys(names))


@lru_cache(maxsize=8)
def _rules(pack: Pack) -> _Rules:
    patterns = pack.patterns("metadata")
    family = "|".join(map(re.escape, pack.words("family_names")))

    def compiled(key: str) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(pattern.replace("DATE", patterns["date"])) for pattern in patterns[key])

    shortest, longest = patterns["title_length"]
    return _Rules(
        date=re.compile(patterns["date"]),
        dated=compiled("dated"),
        signed=compiled("signed"),
        outlet=compiled("outlet"),
        place=compiled("place"),
        bylines=compiled("bylines"),
        roles=re.compile(patterns["roles"]),
        name=re.compile(patterns["name"].replace("FAMILY", family)),
        not_titles=re.compile("|".join(patterns["not_titles"])),
        not_outlets=frozenset(patterns["not_outlets"]),
        title_length=(shortest, longest),
        digits=str.maketrans(patterns["digits"] + patterns["zeros"], "0123456789" + "0" * len(patterns["zeros"])),
        ten=patterns["ten"],
    )
