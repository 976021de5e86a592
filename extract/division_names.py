"""Names of divisions and the codes that bear them; units of Hong Kong, Macau and Taiwan stand apart.

Their names are often those of mainland units too (中山区, 东区), so they count only in a text that is at home there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any


class NameTable:
    """Which codes bear a name, in the order in which they were added."""

    def __init__(self, apart: Iterable[str]) -> None:
        """A table without names; `apart` are the codes of the provinces apart."""
        self._common: dict[str, str] = {}  # codes joined by spaces: most names have one
        self._apart: dict[str, dict[str, str]] = {province: {} for province in apart}

    def __iter__(self) -> Iterator[str]:
        for names in (self._common, *self._apart.values()):
            yield from names

    def add(self, name: str, code: str, *, only_new: bool = False) -> None:
        """Add a code to those that bear the name; `only_new` leaves a name alone that a unit bears already."""
        names = self._apart.get(code[:2], self._common) if len(code) > 2 else self._common
        if name not in names:
            names[name] = code
        elif not only_new:
            names[name] += f" {code}"

    def all(self, name: str) -> list[str]:
        """All codes that bear the name, those of the provinces apart last."""
        return [code for names in (self._common, *self._apart.values()) for code in names.get(name, "").split()]

    def at_home(self, name: str, home: str) -> list[str]:
        """The codes that the name means in a text at home in a province apart; elsewhere (empty) theirs do not count.

        A unit of that province comes before its namesakes, one of another province apart after them.
        """
        others = (names for province, names in self._apart.items() if province != home)
        tables = (self._apart[home], self._common, *others) if home else (self._common,)
        return next((names[name].split() for names in tables if name in names), [])

    def own_province(self, name: str) -> str:
        """The province apart of which alone a unit bears the name; empty for any other name."""
        found = [province for province, names in self._apart.items() if name in names]
        return found[0] if len(found) == 1 and name not in self._common else ""


def home_of(text: str, names: NameTable, rules: Mapping[str, Any], *, traditional: bool) -> str:
    """The code of the province apart that a text is at home in, empty for a text of the mainland.

    It has the most cues (words for one's own area, names of its units); how many are enough depends on the script.
    """
    found: Counter[str] = Counter()
    for province, cues in rules["cues"].items():
        found[province] += sum(text.count(cue) if traditional else cue in text for cue in cues)
        if traditional:
            found[province] += sum(map(text.count, rules["cues_traditional"][province]))
    if not traditional and not found.total():
        return ""
    lengths = range(rules["shortest"], rules["longest"] + 1)
    forms = [text[start : start + length] for length in lengths for start in range(len(text) - length + 1)]
    for form in forms if traditional else sorted(set(forms)):
        found[names.own_province(form)] += 1
    del found[""]
    best = max(sorted(found), key=lambda province: found[province], default="")
    return best if best and found[best] >= rules["least" if traditional else "simplified"] else ""


def short_name(name: str, rules: dict[str, list[str]], kind: str) -> str:
    """The name without its class and the peoples before that; empty where fewer than two characters remain."""
    for ending in rules[kind]:
        if not name.endswith(ending) or len(name) < len(ending) + 2:
            continue
        stem, last = name.removesuffix(ending), ""
        while people := next((p for p in rules["peoples"] if stem.endswith(p)), ""):
            stem, last = stem.removesuffix(people), people
            if len(stem) < 2:
                return (stem + last).removesuffix(rules["people_ending"][0])
        return stem
    return ""
