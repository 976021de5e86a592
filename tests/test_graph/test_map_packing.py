"""Columns and packed texts: everything comes back as it was."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.map import texts as packing
from graph.map.columns import Columns, encode
from graph.map.texts import add_texts
from tests.map_data import Columns as Reader

WHOLE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


def packed(texts: list[str]) -> Reader:
    columns = Columns()
    add_texts(columns, "text", texts)
    return Reader(columns.directory, columns.text())


@pytest.mark.parametrize("steps", [False, True])
@given(numbers=st.lists(st.integers(-(2**20), 2**30)))
def test_columns_come_back(numbers: list[int], steps: bool) -> None:  # noqa: FBT001
    columns = Columns()
    columns.add("a", [1, 1])
    columns.add("b", numbers, steps=steps)
    assert Reader(columns.directory, columns.text()).numbers("b") == numbers


def test_columns_take_the_bytes_they_need() -> None:
    columns = Columns()
    for name, numbers in {"none": [7, 7, 7], "one": [0, 255], "two": [-1, 255], "three": [0, 70000]}.items():
        columns.add(name, numbers)
    assert [row[3] for row in columns.directory] == [0, 1, 2, 3]
    with pytest.raises(ValueError, match="column wide: spreads over"):
        columns.add("wide", [0, 2**33])


@given(st.binary())
def test_encoded_bytes_mean_nothing_in_html(data: bytes) -> None:
    assert not re.search("[<>&]", encode(data))


@given(st.lists(WHOLE, max_size=80))
def test_texts_come_back(texts: list[str]) -> None:
    assert packed(texts).texts("text") == texts


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param([], id="none"),
        pytest.param([""], id="empty"),
        pytest.param(["甲" * 400, "甲乙" * 300, "甲甲乙" * 200], id="runs"),
        pytest.param(["数字化改革推动产业大脑建设"] * 40 + ["\U00020000\u3400"], id="phrases"),
        pytest.param([chr(0x4E00 + i) * (2 ** min(i, 16)) for i in range(26)], id="very uneven"),
    ],
)
def test_texts_of_all_kinds_come_back(texts: list[str]) -> None:
    assert packed(texts).texts("text") == texts


def test_every_text_can_be_reached_from_a_kept_place() -> None:
    texts = [f"第{i}句" for i in range(100)]
    reader = packed(texts)
    reader.texts("text")
    assert reader.numbers("text.starts") == reader.starts[: len(texts) : packing.STRIDE]


def test_codes_never_grow_longer_than_a_reader_can_take() -> None:
    counts = np.array([2**i for i in range(40)], dtype=np.int64)
    lengths = packing._code_lengths(counts)
    assert 0 < lengths.min() <= lengths.max() <= 24
    assert sum(2.0 ** -int(length) for length in lengths) == 1.0


def test_repeated_phrases_cost_little() -> None:
    sentence = "滨江区依托产业大脑推进数字化改革，企业办事时间缩短三分之一。"
    assert len(packed([sentence] * 1000)._bytes) < 6000
