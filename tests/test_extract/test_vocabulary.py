"""The rows and vectors of words: what is known, what is not, and which words stand in like company."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.annotations import Word
from extract.vocabulary import MODEL, Vocabulary, plain


def vector(word: str) -> np.ndarray:
    vocabulary = Vocabulary.load()
    (row,) = set(vocabulary.rows(word, [Word(0, len(word), "n")])[:, 0].tolist())
    assert row
    return vocabulary.vectors[row]


def likeness(one: str, other: str) -> float:
    first, second = vector(one), vector(other)
    return float(first @ second / np.linalg.norm(first) / np.linalg.norm(second))


@pytest.mark.parametrize(
    ("word", "like", "unlike"), [("智慧", "数字化", "小麦"), ("杭州", "成都", "改革"), ("冠军", "金牌", "公路")]
)
def test_words_in_like_company_have_like_vectors(word: str, like: str, unlike: str) -> None:
    assert likeness(word, like) > likeness(word, unlike) + 0.2


def test_every_character_has_the_row_of_its_word_and_its_own() -> None:
    rows = Vocabulary.load().rows("杭州龘", [Word(0, 2, "LOC"), Word(2, 3, "n")])
    assert rows[0, 0] == rows[1, 0] > 0
    assert rows[0, 1] != rows[1, 1]
    assert rows[2].tolist() == [0, 0]
    assert not Vocabulary.load().vectors[0].any()


@pytest.mark.parametrize(("word", "expected"), [("12.5%", "0%"), ("第3届", "第0届"), ("平台", "平台")])
def test_numbers_are_looked_up_alike(word: str, expected: str) -> None:
    assert plain(word) == expected


@given(st.text(max_size=20))
def test_rows_are_rows_of_the_tables(text: str) -> None:
    vocabulary = Vocabulary.load()
    rows = vocabulary.rows(text, [Word(0, len(text), "n")] if text else [])
    assert rows.shape == (len(text), 2)
    assert (rows[:, 0] < len(vocabulary.vectors)).all()
    assert (rows[:, 1] < vocabulary.characters).all()


def test_the_file_is_small() -> None:
    assert MODEL.stat().st_size < 3_000_000
