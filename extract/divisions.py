"""The administrative divisions of China with their official codes: looked up by full name, short name and code.

The data are those of `divisions/` in the pack (see its README). A code holds those of all units above it as
prefixes (33 浙江省, 3301 杭州市, 330114 钱塘区, 330114003 河庄街道, 330114003201 同一村).
"""

from __future__ import annotations

import csv
import lzma
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from extract.division_names import NameTable, home_of, short_name
from extract.errors import PackError
from extract.pack import Pack
from extract.villages import Villages

Level = Literal["country", "province", "prefecture", "county", "township", "village", "zone"]
_LEVELS: dict[int, Level] = {0: "country", 2: "province", 4: "prefecture", 6: "county", 9: "township", 12: "village"}
_LENGTHS = (2, 4, 6, 9, 12)


@dataclass(frozen=True, slots=True)
class Division:
    """One unit. Countries have no code. `zone` is a development zone, farm or the like that statistics list as a unit.

    `short_name` is the name without its class (杭州, 乐东), empty where none is in use.
    """

    code: str
    name: str
    level: Level
    parent_code: str = ""
    short_name: str = ""


class Divisions:
    """All divisions from country to township, those of villages read province by province when asked for."""

    def __init__(self, pack: Pack) -> None:
        folder = pack.folder / "divisions"
        rules = pack.patterns("divisions")
        self._rules = rules
        self._names = _read_names(folder / "divisions.tsv.xz")
        self._names.update((code, name) for code, name, _ in _read_csv(folder / "additions.csv"))
        self._codes = NameTable(rules["apart"]["provinces"])
        twice = rules["short"]["twice"]
        for code, name in self._names.items():
            self._codes.add(name, code)
            if name.endswith(twice):  # 乌镇镇 is written 乌镇
                self._codes.add(name[:-1], code)
        for code, name, _ in _read_csv(folder / "equivalents.csv"):
            if code not in self._names:
                raise PackError(folder / "equivalents.csv", f"{code} ({name}) is the code of no division")
            self._codes.add(name, code, only_new=True)
        self._shorts = NameTable(rules["apart"]["provinces"])
        for code, name in self._names.items():
            if len(code) <= 6 and _level(code) != "zone" and (short := self._short_name(code, name)):
                self._shorts.add(short, code)
                for ending, spoken in rules["short"]["spoken"].items():
                    if name.endswith(ending) and len(short) >= rules["short"]["spoken_from"]:
                        self._codes.add(f"{short.removesuffix(spoken)}{spoken}", code, only_new=True)
        self._countries = {name: Division("", name, "country", short_name=name) for name in pack.words("countries")}
        self._villages = Villages(folder / "villages")
        self._heads = {name[:2] for name in self._codes}
        self._longest = max(map(len, self._codes))
        self._longest_short = max(map(len, (*self._shorts, *self._countries)))
        self._short_heads = {name[:2] for name in (*self._shorts, *self._countries)}
        self._optional: tuple[str, ...] = tuple(rules["full"]["optional"])

    @staticmethod
    def load(pack: Pack) -> Divisions:
        """The divisions of the pack; the same object for the same pack, since nothing changes it."""
        return _load(pack)

    def get(self, code: str) -> Division | None:
        """The division that bears the code, of any level down to the village."""
        if len(code) == 12:
            name = self._villages.name(code)
            return Division(code, name, "village", code[:9]) if name else None
        if code not in self._names:
            return None
        name, level = self._names[code], _level(code)
        if level == "township":
            short = short_name(name, self._rules["short"], "township_endings")
        else:
            short = "" if level == "zone" else self._short_name(code, name)
        return Division(code, name, level, self._parent_code(code), short)

    def find(self, name: str) -> tuple[Division, ...]:
        """All divisions with that full name (or a name known to be equivalent), by code; countries too."""
        if name in self._countries:
            return (self._countries[name],)
        return self._all(self._codes.all(name))

    def by_short(self, short: str) -> tuple[Division, ...]:
        """All divisions that this name without its class may mean, by code; townships come last."""
        codes = self._shorts.all(short)
        for ending in self._rules["short"]["township_endings"]:
            codes += [c for c in self._codes.all(short + ending) if _level(c) == "township"]
        return self._all(codes) if len(short) > 1 else ()

    def parent(self, division: Division) -> Division | None:
        """The unit directly above; None above provinces."""
        return self.get(division.parent_code)

    def ancestors(self, division: Division) -> tuple[Division, ...]:
        """The units above, the nearest first."""
        found = []
        above = self.parent(division)
        while above is not None:
            found.append(above)
            above = self.parent(above)
        return tuple(found)

    @staticmethod
    def contains(outer: Division, inner: Division) -> bool:
        """Whether the first division holds the second (and is not the same)."""
        return outer.code not in ("", inner.code) and inner.code.startswith(outer.code)

    def villages_of(self, township_code: str) -> tuple[Division, ...]:
        """The villages and communities of a township, by code."""
        return self._all(self._villages.of(township_code))

    def villages_named(self, name: str, within_codes: Iterable[str]) -> tuple[Division, ...]:
        """The villages with that name inside any of the given divisions, by code."""
        return self._all(self._villages.named(name, within_codes))

    def home_of(self, text: str, *, traditional: bool) -> str:
        """The code of the province apart (Hong Kong, Macau, Taiwan) that a text is at home in; empty for others."""
        return home_of(text, self._codes, self._rules["apart"], traditional=traditional)

    def longest_at(self, text: str, start: int, home: str = "") -> tuple[int, tuple[Division, ...]] | None:
        """The end of the longest full name that starts there, province to township, and what bears it.

        `home` is what `home_of` says of the text.
        """
        if text[start : start + 2] not in self._heads:
            return None
        for end in range(min(start + self._longest, len(text)), start + 1, -1):
            name = self._without_optional(text[start:end])
            divisions = [d for d in self._all(self._codes.at_home(name, home)) if d.level != "zone"]
            if divisions:
                return end, tuple(divisions)
        return None

    def short_at(self, text: str, start: int, home: str = "") -> tuple[int, tuple[Division, ...]] | None:
        """The end of the longest short name of a county or a unit above, or of a country, and what it may mean."""
        if text[start : start + 2] not in self._short_heads:
            return None
        for end in range(min(start + self._longest_short, len(text)), start + 1, -1):
            name = text[start:end]
            if name in self._countries:
                return end, (self._countries[name],)
            if codes := self._shorts.at_home(name, home):
                return end, self._all(codes)
        return None

    def find_all(self, text: str) -> list[tuple[int, int, tuple[Division, ...]]]:
        """At every place the longest full name that starts there; names that overlap are all given."""
        found = ((start, self.longest_at(text, start)) for start in range(len(text)))
        return [(start, hit[0], hit[1]) for start, hit in found if hit]

    def _short_name(self, code: str, name: str) -> str:
        """The name without its class; townships apart (卓兰镇) have six digits and their own classes."""
        short = short_name(name, self._rules["short"], "endings")
        if short or len(code) != 6 or not code.startswith(tuple(self._rules["apart"]["provinces"])):
            return short
        return short_name(name, self._rules["short"], "township_endings")

    def _without_optional(self, name: str) -> str:
        for part in self._optional:
            if part in name:
                name = name.replace(part, "", 1)
        return name

    def _parent_code(self, code: str) -> str:
        """The longest code above that a unit bears; none stands between 重庆市 (50) and 城口县 (500229)."""
        above = (code[:length] for length in reversed(_LENGTHS) if length < len(code))
        return next((prefix for prefix in above if prefix in self._names), "")

    def _all(self, codes: Iterable[str]) -> tuple[Division, ...]:
        return tuple(division for code in codes if (division := self.get(code)))


def resolve(candidates: Collection[Division], context: Collection[str]) -> Division | None:
    """The one division meant, given the codes of those that the document names beyond doubt; None where it stays open.

    A province wins over its namesakes unless only they are near. Otherwise wins what the context names itself, or
    else shares the most levels with it, and of equally near ones the highest. A county is near against a city of
    the same name only where the context reaches the unit directly above it.
    """
    cities = any(d.level == "prefecture" for d in candidates)
    near = {d: _nearness(d, context, strict=cities and d.level == "county") for d in candidates}
    most = max(near.values(), default=0)
    province = [d for d in near if d.level in ("country", "province") and (near[d] or not most)]
    best = province or [d for d in near if near[d] == most]
    highest = min((len(d.code) for d in best), default=0)
    top = [d for d in best if len(d.code) == highest]
    return top[0] if len(top) == 1 else None


def _nearness(division: Division, context: Collection[str], *, strict: bool) -> int:
    """How many digits it shares with the context, more than any where that names it; `strict` as in `resolve`."""
    if division.code in context:
        return max(_LENGTHS) + 1
    shared = max((_shared(division.code, code) for code in context), default=0)
    return 0 if strict and shared < len(division.parent_code) else shared


def _shared(one: str, other: str) -> int:
    """The number of leading characters up to the lowest unit that holds or is both."""
    return max((n for n in _LENGTHS if len(one) >= n and one[:n] == other[:n]), default=0)


@lru_cache(maxsize=4)
def _load(pack: Pack) -> Divisions:
    return Divisions(pack)


def _level(code: str) -> Level:
    # The statistical code gives the numbers 71 to 79 (counties; cities have 81 and up) and those from 400 (townships)
    # to zones, farms and the like.
    zone = (len(code) == 6 and code[4] == "7") or (len(code) == 9 and code[6:] >= "400")
    return "zone" if zone else _LEVELS[len(code)]


def _read_names(path: Path) -> dict[str, str]:
    try:
        lines = lzma.decompress(path.read_bytes()).decode().splitlines()
        return dict(line.split("\t") for line in lines)  # every line has one tab
    except (OSError, lzma.LZMAError, UnicodeDecodeError, ValueError) as error:
        raise PackError(path, f"is no xz file of lines CODE<tab>NAME: {error}") from error


def _read_csv(path: Path) -> list[tuple[str, str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return [(row["code"], row["name"], row["note"]) for row in csv.DictReader(file)]
    except (OSError, UnicodeDecodeError, KeyError) as error:
        raise PackError(path, f"is no CSV file with the columns code, name and note: {error}") from error
