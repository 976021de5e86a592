"""People in documents of Hong Kong, Macau and Taiwan: a name between a post and what its bearer does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extract.annotations import Annotations, Mention
from extract.pack import Pack


class PeopleApart:
    """Finds names by what stands around them, whatever the base analyser makes of their characters."""

    def __init__(self, pack: Pack) -> None:
        settings = pack.patterns("people")["apart"]
        families = _either(pack.words("family_names"))
        posts = _either([*pack.patterns("people")["posts"], *pack.words("relation_title"), *settings["posts"]])
        followed = _either(settings["followed"])
        own = "[\u4e00-\u9fff]"
        self._behind = re.compile(
            rf"{posts}(?:\([^()]{{1,16}}\))?(?P<name>{families}{own}{{1,2}}?)(?={followed}|[,、)/:]|$)"
        )
        self._before = re.compile(
            rf"(?:(?<=[,。、及和与由\n])|^)(?P<name>{families}{own}{{1,2}}?)(?={_either(settings['titles'])})"
        )
        self._not_people = frozenset(pack.words("not_people"))
        self._posts = re.compile(rf"{posts}\Z")
        self._no_ends: tuple[str, ...] = tuple(settings["no_ends"])
        self._longest: int = settings["longest"]

    def find(self, ann: Annotations) -> Iterator[Mention]:
        """The people of a document that is at home there."""
        text = ann.clean.text
        names = {match["name"] for rule in (self._behind, self._before) for match in rule.finditer(text)}
        names = {name for name in names - self._not_people if not name.endswith(self._no_ends)}
        for name in sorted(names) if ann.home else ():
            for found in re.finditer(re.escape(name), text) if len(name) > 2 else ():
                yield Mention(*found.span(), "Person", "person apart")
        for word in ann.words if ann.home else ():
            foreign = word.tag == "PER" and 2 < word.end - word.start <= self._longest
            if foreign and self._posts.search(text, max(0, word.start - self._longest), word.start):
                yield Mention(word.start, word.end, "Person", "person apart")


def _either(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w))) + ")"
