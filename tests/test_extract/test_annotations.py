from __future__ import annotations

import pytest

from extract.annotations import Word, within

WORDS = [Word(0, 2, "n"), Word(2, 3, "v"), Word(5, 8, "ORG"), Word(8, 9, "w")]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 9, WORDS),
        (2, 8, WORDS[1:3]),
        (1, 7, WORDS[1:2]),  # words that cross an edge do not lie within
        (3, 5, []),
        (9, 20, []),
    ],
)
def test_words_within_a_span(start: int, end: int, expected: list[Word]) -> None:
    assert within(WORDS, start, end) == expected
