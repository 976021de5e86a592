"""Time expressions as written, and the months that they mean."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.pack import load_pack
from extract.periods import period_reader

PERIODS = period_reader(load_pack())
DATE = "2023-06-15"


@pytest.mark.parametrize(
    ("text", "written", "months"),
    [
        ("今年1至5月,甲区投资", "今年1至5月", ("2023-01", "2023-05")),
        ("2021年前三季度,甲市", "2021年前三季度", ("2021-01", "2021-09")),
        ("仅今年一季度", "今年一季度", ("2023-01", "2023-03")),
        ("今年上半年", "今年上半年", ("2023-01", "2023-06")),
        ("去年下半年", "去年下半年", ("2022-07", "2022-12")),
        ("2020年,我区", "2020年", ("2020-01", "2020-12")),
        ("今年前4个月", "今年前4个月", ("2023-01", "2023-04")),
        ("今年以来", "今年以来", ("2023-01", "2023-06")),
        ("去年以来,", "去年以来", ("2022-01", "2023-06")),
        ("近三年,甲区", "近三年", ("2020-06", "2023-06")),
        ("6年来,热线", "6年来", ("2017-06", "2023-06")),
        ("未来三年", "未来三年", ("2023-06", "2026-06")),
        ("到2025年底,完成", "到2025年底", ("2025-12", "2025-12")),
        ("自5月11日试上线来,", "自5月11日试上线来", ("2023-05-11", "2023-06")),
        ("截至11月6日", "截至11月6日", ("2022-11-06", "2022-11-06")),
        ("截至目前,", "截至目前", ("2023-06", "2023-06")),
        ("“十四五”期间,", "“十四五”期间", ("2021-01", "2025-12")),
        ("二〇三五年", "二〇三五年", ("2035-01", "2035-12")),
        ("全年利用外资", "全年", None),
        ("元旦假期,", "元旦假期", None),
        ("连续12个月增速第一", "连续12个月", None),
        ("平台上线不到一年", "上线不到一年", None),
        ("建成后可", "建成后", None),
    ],
)
def test_a_time_is_found_and_resolved(text: str, written: str, months: tuple[str, str] | None) -> None:
    [found] = PERIODS.find(text)
    assert (found.text, PERIODS.resolve(found.text, DATE)) == (written, months)
    assert text[found.start : found.end] == written


def test_only_absolute_times_resolve_without_a_date() -> None:
    assert PERIODS.resolve("2021年前三季度", "") == ("2021-01", "2021-09")
    assert PERIODS.resolve("今年上半年", "") is None
    assert PERIODS.resolve("近三年", "") is None


@pytest.mark.parametrize("text", ["第七批典型案例", "产业投资达65亿元", "15分钟生活圈"])
def test_other_numbers_are_no_times(text: str) -> None:
    assert PERIODS.find(text) == []


@given(st.integers(1990, 2060), st.integers(1, 12), st.integers(1, 12))
def test_a_range_of_months_resolves_to_itself(year: int, first: int, last: int) -> None:
    first, last = min(first, last), max(first, last)
    text = f"{year}年{first}至{last}月"
    assert [found.text for found in PERIODS.find(text)] == [text]
    assert PERIODS.resolve(text, DATE) == (f"{year}-{first:02}", f"{year}-{last:02}")


@given(
    st.text(alphabet="今去明年月日0123456789一二三季度上半前近来底末截至到自以来,“”十四五期间", max_size=30),
    st.sampled_from(["", DATE]),
)
def test_times_never_overlap_and_resolve_in_order(text: str, date: str) -> None:
    found = PERIODS.find(text)
    assert all(first.end <= second.start for first, second in pairwise(found))
    spans = [span for period in found if (span := PERIODS.resolve(period.text, date))]
    assert all(first <= last for first, last in spans)
