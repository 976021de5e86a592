"""Names: when two spellings are one name, and which names say nothing without their area."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

from extract.errors import PackError
from extract.pack import Pack

_MARKS = re.compile("[\\s\"'`“”‘’《》〈〉「」『』【】〔〕\\[\\]()（）·•‧・]+")


@lru_cache(maxsize=1)
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC  # noqa: PLC0415 - loads its dictionaries, 0.2 s

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


@lru_cache(maxsize=1 << 17)
def simplified(text: str) -> str:
    """The text in simplified characters."""
    return text if text.isascii() else _converter()(text)


def folded(text: str) -> str:
    """The text in simplified, half-width, lower-case characters, its punctuation kept."""
    return simplified(unicodedata.normalize("NFKC", text)).lower()


@lru_cache(maxsize=1 << 17)
def name_key(name: str) -> str:
    """What all spellings of one name share: script, width, case, spaces, quotes and brackets do not count."""
    return _MARKS.sub("", folded(name)) or folded(name)


class NameRules:
    """What the pack knows about names (`patterns/resolve.toml`)."""

    def __init__(self, pack: Pack) -> None:
        raw = pack.patterns("resolve")
        try:
            self._levels = _suffixes(raw["levels"])
            self._endings = frozenset(ending for ending, _ in self._levels)
            self._national = tuple(map(name_key, raw["join"]["national"]))
            self._unique = frozenset(map(name_key, raw["join"]["unique"]))
            self._level_types = frozenset(raw["local"]["types"])
            self._openers = tuple(raw["local"]["openers"])
            self._exceptions = tuple(raw["local"]["exceptions"])
            self._names = {kind: frozenset(map(name_key, names)) for kind, names in raw["local"]["names"].items()}
            self._topics = frozenset(raw["local"]["topics"])
            self._bodies = tuple(raw["local"]["bodies"])
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            path = pack.folder / "patterns" / "resolve.toml"
            raise PackError(path, f"[local], [levels] or [join] is incomplete: {error!r}") from error

    def level(self, name: str) -> int:
        """The administrative level that the name's ending shows: 1 province to 5 village, 0 unknown."""
        key = name_key(name)
        if key in self._endings:
            return 0
        return next((level for ending, level in self._levels if key.endswith(ending)), 0)

    def is_unique(self, name: str) -> bool:
        """Whether the name means one thing throughout the country, whoever else is said to run it: 国务院, 浙里办."""
        return name_key(name) in self._unique

    def is_national(self, name: str) -> bool:
        """Whether the name is that of a body of the whole country."""
        key = name_key(name)
        return key in self._unique or key.startswith(self._national)

    def is_local(self, type_id: str, name: str) -> bool:
        """Whether the name means one thing only within an area: 区委宣传部, 发展和改革局, 政府工作报告."""
        key = name_key(name)
        if key in self._unique:
            return False
        bare = self._without_opener(key)
        if bare in self._names.get(type_id, frozenset()) or key in self._endings:
            return True
        return type_id in self._level_types and (bare != key or self._is_plain_body(key))

    def _without_opener(self, key: str) -> str:
        if key.startswith(self._exceptions):
            return key
        return next((key[len(o) :] for o in self._openers if key.startswith(o) and len(key) > len(o)), key)

    def _is_plain_body(self, key: str) -> bool:
        """Whether nothing but topics of administration stands before the kind of body."""
        stems = (key[: -len(body)] for body in self._bodies if key.endswith(body))
        return any(stem and _splits(stem, self._topics) for stem in stems)


def _suffixes(levels: dict[str, list[str]]) -> tuple[tuple[str, int], ...]:
    """(ending, level), the longest ending first."""
    pairs = [(ending, int(level)) for level, endings in levels.items() for ending in endings]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))


def _splits(text: str, words: Iterable[str]) -> bool:
    """Whether the text is nothing but the words, one after the other."""
    reached = {0}
    for start in range(len(text)):
        if start in reached:
            reached.update(start + len(word) for word in words if text.startswith(word, start))
    return len(text) in reached
