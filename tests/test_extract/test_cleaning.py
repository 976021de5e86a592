"""Cleaning as a whole: what the clean text is, and that every character knows its source."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.cleaning import CleanText, clean_text
from tests.strategies import any_text, document_text, plain_document


def source_of(source: str, part: str) -> str:
    """The source characters that stand behind a part of the clean text."""
    clean = clean_text(source)
    at = clean.text.index(part)
    start, end = clean.locate(at, at + len(part))
    return source[start:end]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("钱塘区推出平台。", "钱塘区推出平台。"),
        ("", ""),
        ("钱塘区（筹）：６５亿元，增长２５％；好！好？", "钱塘区(筹):65亿元,增长25%;好!好?"),
        ("保留。、“引”《书》…—·", "保留。、“引”《书》…—·"),
        ("ＡＩ＋政务", "AI+政务"),
        ("「一盤棋」統籌", "“一盘棋”统筹"),
        ("「讀『數字』報」", "“读‘数字’报”"),
        ("『數字』", "“数字”"),
        ("〝浙里办〞", "“浙里办”"),
        ('推出"浙里办"和"浙政钉"平台', "推出“浙里办”和“浙政钉”平台"),
        ('屏幕5"宽', '屏幕5"宽'),
        ('5"宽\n"浙里办"上线', '5"宽\n“浙里办”上线'),
        ("托玛・崔昂福", "托玛·崔昂福"),
        ("钱塘\u200b区\ufeff的\u00ad平\u202e台", "钱塘区的平台"),
        ("杭州\u3000钱塘\u00a0区\t平台", "杭州 钱塘 区 平台"),
        ("一。\r\n二。\r三。\x0c四。", "一。\n二。\n三。\n四。"),
        ("数字⽅案", "数字方案"),
        ("數字化改革與產業發展", "数字化改革与产业发展"),
        ("乾县於潜镇", "乾县於潜镇"),
        ("乾淨的風氣與於潛鎮", "干净的风气与於潜镇"),
        ("㎡①…", "㎡①…"),
    ],
)
def test_text(source: str, text: str) -> None:
    assert clean_text(source).text == text


def test_surface_keeps_the_script_of_the_document() -> None:
    clean = clean_text("「數(shù)字」政府（濱江）")
    assert clean.text == "“数字”政府(滨江)"
    assert clean.surface == "「數字」政府（濱江）"


def test_each_character_knows_its_place() -> None:
    source = "\ufeff高新區(qū)的\u200b平台"
    assert source_of(source, "高新区") == "高新區(qū)"
    assert source_of(source, "的平台") == "的\u200b平台"
    assert source_of(source, "台") == "台"


@pytest.mark.parametrize(("start", "end"), [(0, 0), (-1, 1), (2, 1), (0, 4), (3, 4)])
def test_locate_refuses_what_is_no_span(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=f"no such span: {start}:{end} of 3 characters"):
        clean_text("钱塘区").locate(start, end)


def check_map(source: str, clean: CleanText) -> None:
    assert len(clean.text) == len(clean.surface) == len(clean.starts) == len(clean.ends)
    assert list(clean.starts) == sorted(clean.starts)
    assert list(clean.ends) == sorted(clean.ends)
    assert all(start < end for start, end in zip(clean.starts, clean.ends, strict=True))
    assert not clean.text or clean.ends[-1] <= len(source)


@given(st.one_of(any_text, document_text))
def test_map_is_whole_and_monotone_for_any_text(source: str) -> None:
    check_map(source, clean_text(source))


@given(document_text)
def test_spans_of_single_characters_do_not_overlap(source: str) -> None:
    clean = clean_text(source)
    assert all(end <= start for end, start in zip(clean.ends, clean.starts[1:], strict=False))


@given(plain_document)
def test_plain_text_stays_as_it_is(source: str) -> None:
    clean = clean_text(source)
    assert clean.text == clean.surface == source
    assert list(clean.starts) == list(range(len(source)))


@given(any_text)
def test_surface_character_stands_in_its_own_source_span(source: str) -> None:
    clean = clean_text(source)
    for character, start, end in zip(clean.surface, clean.starts, clean.ends, strict=True):
        assert character in source[start:end] or (character == " " and "\n" in source[start:end])


@given(any_text)
def test_nothing_visible_is_lost(source: str) -> None:
    clean = clean_text(source)
    covered = {place for start, end in zip(clean.starts, clean.ends, strict=True) for place in range(start, end)}
    for place in set(range(len(source))) - covered:
        assert (
            source[place].isspace()
            or not source[place].isprintable()
            or unicodedata.category(source[place]) in ("Lo", "Mn")
        )


@given(st.one_of(any_text, document_text))
def test_clean_text_is_clean(source: str) -> None:
    once = clean_text(source).text
    assert clean_text(once).text == once


@pytest.mark.parametrize(
    ("unit", "times"),
    [
        ("钱", 400_000),
        ("數", 100_000),
        ("钱塘区的“数字”平台,上线", 30_000),
        ("a?", 200_000),
        ("?！", 100_000),
        ('"', 200_000),
        ("「", 200_000),
        ("(", 200_000),
        (" ", 300_000),
        ("共\n", 100_000),
        ("钱塘区,数字\n", 40_000),
        ("\u200b钱", 100_000),
        ("區(qū)", 20_000),
        ("高新區?！备咝聟^", 20_000),
    ],
)
def test_time_is_linear(unit: str, times: int) -> None:
    clean_text(unit)
    begin = time.process_time()
    clean_text(unit * times)
    assert time.process_time() - begin < 3
