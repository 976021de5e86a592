"""Spaces that typesetters put between characters and figures (已有 108 個機關): they part nothing, and go."""

from __future__ import annotations

import re

from extract.cleaning.characters import SPACES
from extract.cleaning.offsets import Edit

_HAN = "\u3400-\u9fff"
_SPACES = f" {SPACES}"
_ANY = re.compile(f"[{_SPACES}]")
_BEFORE_UNIT = re.compile(rf"(?<=[0-9%])[{_SPACES}](?=[{_HAN}])")
# only where a unit follows the figure: names keep theirs (系統 3.0)
_BEFORE_FIGURE = re.compile(rf"(?<=[{_HAN}])[{_SPACES}](?=[0-9][0-9,.]*(?:%|[{_SPACES}]?[{_HAN}]))")


def figure_spaces(text: str) -> list[Edit]:
    """The removals of single spaces between a Chinese character and the figure that counts or measures with it."""
    if not _ANY.search(text):
        return []
    return sorted(Edit(*found.span(), "") for find in (_BEFORE_UNIT, _BEFORE_FIGURE) for found in find.finditer(text))
