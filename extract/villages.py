"""Villages and communities by township and by name, read from one file a province when first asked for."""

from __future__ import annotations

import lzma
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from extract.errors import PackError


@dataclass(slots=True)
class _Province:
    names: dict[str, str] = field(default_factory=dict)  # name by code
    codes: dict[str, str] = field(default_factory=dict)  # codes by name, joined by spaces
    townships: dict[str, list[str]] = field(default_factory=dict)


class Villages:
    """The lists of villages in a folder (`PP.txt.xz`, PP a province's code); a missing file is an empty province."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._provinces: dict[str, _Province] = {}

    def name(self, code: str) -> str:
        """The name of the village with this code of twelve digits; empty where there is none."""
        return self._province(code).names.get(code, "")

    def of(self, township: str) -> list[str]:
        """The codes of the villages in a township (nine digits)."""
        return self._province(township).townships.get(township, [])

    def named(self, name: str, within: Iterable[str]) -> list[str]:
        """The codes of the villages with that name whose codes start with one of `within`, sorted."""
        found: set[str] = set()
        for outer in within:
            codes = self._province(outer).codes.get(name, "").split() if outer else []
            found.update(code for code in codes if code.startswith(outer))
        return sorted(found)

    def _province(self, code: str) -> _Province:
        key = code[:2]
        if key not in self._provinces:
            self._provinces[key] = _read(self._folder / f"{key}.txt.xz")
        return self._provinces[key]


def _read(path: Path) -> _Province:
    """A province from lines that are a township's nine digits or a village's three digits and its name."""
    found = _Province()
    if not path.is_file():
        return found
    try:
        lines = lzma.decompress(path.read_bytes()).decode().splitlines()
    except (OSError, lzma.LZMAError, UnicodeDecodeError) as error:
        raise PackError(path, f"cannot be read as xz-compressed UTF-8 text: {error}") from error
    township = ""
    for line in lines:
        if line.isdecimal() and len(line) == 9:
            township = line
            found.townships[township] = []
            continue
        code, name = township + line[:3], line[3:]
        found.names[code] = name
        found.codes[name] = f"{found.codes[name]} {code}" if name in found.codes else code
        found.townships[township].append(code)
    return found
