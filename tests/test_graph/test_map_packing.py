"""Columns and packed texts: everything comes back as it was."""

from __future__ import annotations

import re
from math import exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.map import model, prose
from graph.map import texts as packing
from graph.map.columns import Columns, encode
from graph.map.huffman import code_lengths
from graph.map.prose import add_prose
from graph.map.texts import add_texts
from tests.map_data import Columns as Reader
from tests.map_data import _bytes
from tests.prose_reader import sentences

WHOLE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
PHRASES = st.lists(
    st.sampled_from(["数字化", "改革", "产业大脑", "，", "滨江区", "2023年", "。", "A", "\U00020000"]), max_size=8
)


def packed(texts: list[str]) -> Reader:
    columns = Columns()
    add_texts(columns, "text", texts)
    return Reader(columns.text())


def packed_prose(texts: list[str]) -> Reader:
    columns = Columns()
    add_prose(columns, texts)
    return Reader(columns.text())


@pytest.mark.parametrize("steps", [False, True])
@given(numbers=st.lists(st.integers(-(2**20), 2**30) | st.integers(0, 40)))
def test_columns_come_back(numbers: list[int], steps: bool) -> None:  # noqa: FBT001
    columns = Columns()
    columns.add("a", [1, 1])
    columns.add("b", numbers, steps=steps)
    assert Reader(columns.text()).numbers("b") == numbers


def test_columns_take_the_bits_they_need() -> None:
    columns = Columns()
    columns.add("none", [7] * 1000)
    columns.add("one", [0, 1] * 500)
    columns.add("even", list(range(256)) * 4)
    sizes = [int(row[1]) for row in columns.directory]
    assert sizes[0] == 0
    assert sizes[1] < 150
    assert 1024 <= sizes[2] < 1100
    with pytest.raises(ValueError, match="column wide: spreads over"):
        columns.add("wide", [0, 2**33])


@given(st.binary())
def test_encoded_bytes_come_back_and_mean_nothing_in_html(data: bytes) -> None:
    text = encode(data)
    assert not re.search("[<>&\\s\x00-\x20\x7f-\xbf]", text)
    assert _bytes(text)[: len(data)] == data


@pytest.mark.parametrize("data", [b"", b"\xff" * 100, b"\0" * 100, bytes(range(256)) * 9])
def test_encoded_bytes_take_a_fifth_more(data: bytes) -> None:
    assert len(encode(data).encode()) <= 32 / 27 * len(data) + 6


@given(st.lists(WHOLE, max_size=80))
def test_texts_come_back(texts: list[str]) -> None:
    assert packed(texts).texts("text") == texts


KINDS = [
    pytest.param([], id="none"),
    pytest.param([""], id="empty"),
    pytest.param(["甲" * 400, "甲乙" * 300, "甲甲乙" * 200], id="runs"),
    pytest.param(["数字化改革推动产业大脑建设"] * 40 + ["\U00020000\u3400"], id="phrases"),
    pytest.param([chr(0x4E00 + i) * (2 ** min(i, 13)) for i in range(20)], id="very uneven"),
]


@pytest.mark.parametrize("texts", KINDS)
def test_texts_of_all_kinds_come_back(texts: list[str]) -> None:
    assert packed(texts).texts("text") == texts


@pytest.mark.parametrize("texts", KINDS)
def test_sentences_of_all_kinds_come_back(texts: list[str]) -> None:
    assert sentences(packed_prose(texts)) == texts


@given(st.lists(WHOLE | PHRASES.map("".join), max_size=60), st.sampled_from([0, 20, 400_000]))
def test_sentences_come_back_however_much_is_learned(texts: list[str], learned: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(prose, "LEARNED", learned)
        assert sentences(packed_prose(texts)) == texts


def test_every_text_can_be_reached_from_a_kept_place() -> None:
    texts = [f"第{i}句" for i in range(100)]
    reader = packed(texts)
    reader.texts("text")
    assert reader.numbers("text.starts") == reader.starts[: len(texts) : packing.STRIDE]


def test_codes_never_grow_longer_than_a_reader_can_take() -> None:
    lengths = code_lengths(np.array([2**i for i in range(40)], dtype=np.int64), 24)
    assert 0 < lengths.min() <= lengths.max() <= 24
    assert sum(2.0 ** -int(length) for length in lengths) == 1.0


def test_repeated_phrases_cost_little() -> None:
    sentence = "滨江区依托产业大脑推进数字化改革，企业办事时间缩短三分之一。"
    assert len(packed([sentence] * 1000).raw("text.bits")) < 2000
    assert len(packed_prose([sentence] * 1000).raw("words")) < 2000


def test_chances_round_the_same_way_wherever_a_logarithm_is_taken() -> None:
    stretched = [256 * log((p + 0.5) / (4095.5 - p)) for p in range(model.ONE)]
    squashed = [model.ONE / (1 + exp(-odds / 256)) for odds in range(-2048, 2048)]
    assert min(abs(value % 1 - 0.5) for value in stretched + squashed) > 1e-6
