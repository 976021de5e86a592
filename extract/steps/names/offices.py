"""Bodies of party and government by their grammar: area, level, body, tail (钱塘|区|委|改革(数改)专班)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extract.annotations import Annotations, Mention
from extract.pack import Pack

# a level character is one only where no longer word of Chinese runs into it from the left
_HAN = re.compile(r"[\u4e00-\u9fff]")


class Offices:
    """Finds government bodies that follow an area, a level, or nothing (国务院)."""

    def __init__(self, pack: Pack) -> None:
        settings = pack.patterns("offices")
        departments = [f + o for f in settings["fields"] for o in settings["offices"]]
        self._bare_ends: tuple[str, ...] = tuple(settings["bare_offices"])
        self._institutions: tuple[str, ...] = tuple(settings["institutions"])
        self._companies = frozenset(settings["standing_companies"])
        tail = settings["tail"]
        level, body = _either(settings["levels"]), _either([*settings["bodies"], *departments])
        first = {word[0] for word in (*settings["levels"], *settings["bodies"], *departments)}
        starts = f"(?=[{re.escape(''.join(sorted(first)))}])"  # saves trying hundreds of words at every character
        self._body = re.compile(f"{starts}(?P<level>{level})?(?P<body>{body})(?P<tail>{tail})")
        self._departments = frozenset(departments)
        self._standing = re.compile(_either(settings["standing"]))

    def find(self, ann: Annotations) -> Iterator[Mention]:
        """The bodies named in a document whose District mentions are already known."""
        text = ann.clean.text
        areas = {m.end: m.start for m in sorted(ann.areas, key=lambda m: -m.start)}
        for match in self._standing.finditer(text):
            kind = "Company" if match.group() in self._companies else "Agency"
            yield Mention(*match.span(), kind, "office standing")
        boundaries = {word.start for word in ann.words}
        for match in self._body.finditer(text):
            yield from self._read(match, areas, boundaries)

    def _read(self, match: re.Match[str], areas: dict[int, int], boundaries: set[int]) -> Iterator[Mention]:
        kind = "Institution" if match["body"].endswith(self._institutions) else "Agency"
        body_start = match.start("body")
        start = areas.get(body_start, areas.get(match.start()))
        if start is not None:
            rule = "area"
        elif match["level"] and match.start() in boundaries:
            start, rule = match.start(), "level"
        elif self._stands_alone(match) and body_start in boundaries:
            start, rule = body_start, "bare"
        else:
            return
        core = (match.start(), match.end()) if start < match.start() else None
        yield Mention(start, match.end(), kind, f"office {rule}", core=core)

    def _stands_alone(self, match: re.Match[str]) -> bool:
        body = match["body"]
        return bool(match["tail"]) or (body in self._departments and body.endswith(self._bare_ends))


def _either(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w))) + ")"
