"""Clean text with its map to the source."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

from extract.cleaning.characters import curly_quotes, invisible, one_form
from extract.cleaning.glosses import glosses
from extract.cleaning.lines import line_joins
from extract.cleaning.mojibake import repairs
from extract.cleaning.offsets import as_array, replaced, tracked
from extract.cleaning.script import simplified
from extract.cleaning.spaces import figure_spaces
from extract.pack import Pack, load_pack


@dataclass(frozen=True, slots=True)
class CleanText:
    """Text that rules can read, character by character tied to its source.

    `text` is simplified, half-width and without line breaks inside sentences (a line break ends a
    paragraph). `surface` has the same length and gives each character in the document's own script.
    Character i stands at `starts[i]:ends[i]` of the source.
    """

    text: str
    surface: str
    starts: array[int]
    ends: array[int]

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """The source span of the clean span [start, end); raises ValueError where that is empty."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no such span: {start}:{end} of {len(self.text)} characters")
        return self.starts[start], self.ends[end - 1]


def clean_text(source: str, *, pack: Pack | None = None) -> CleanText:
    """The clean form of a source text, whatever it holds; `pack` knows headings and captions (default: government)."""
    surface = tracked(source)
    for find in (invisible, repairs, glosses, figure_spaces):
        surface = surface.edited(find(surface.text))
    text = simplified(one_form(surface.text))
    joins = line_joins(text, surface.text, pack=pack or load_pack())
    surface = surface.edited(joins)
    text = curly_quotes(replaced(text, joins))
    return CleanText(text, surface.text, as_array(surface.starts), as_array(surface.ends))
