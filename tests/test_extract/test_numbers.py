"""Numbers with units: values, units and what is no number."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.numbers import find_numbers, number_grammar, parse_numeral
from extract.pack import load_pack

GRAMMAR = number_grammar(load_pack())


@pytest.mark.parametrize(
    ("text", "written", "value", "unit"),
    [
        ("投资达65亿元,", "65亿元", 6_500_000_000, "元"),
        ("达54.1亿元", "54.1亿元", 5_410_000_000, "元"),
        ("外资12.3亿美元", "12.3亿美元", 1_230_000_000, "美元"),
        ("总值8.31万亿元", "8.31万亿元", 8_310_000_000_000, "元"),
        ("工人30万名", "30万名", 300_000, "名"),
        ("1200余家企业", "1200余家", 1200, "家"),
        ("覆盖近1000家企业", "近1000家", 1000, "家"),
        ("近千家", "近千家", 1000, "家"),
        ("上千家", "上千家", 1000, "家"),
        ("百余项业务", "百余项", 100, "项"),
        ("3万多人", "3万多人", 30_000, "人"),
        ("30多万处", "30多万处", 300_000, "处"),
        ("超7万间", "超7万间", 70_000, "间"),
        ("1.3万余台(套)设备", "1.3万余台(套)", 13_000, "台"),
        ("1,200家", "1,200家", 1200, "家"),
        ("约12 200个", "约12 200个", 12_200, "个"),
        ("2024 100家", "100家", 100, "家"),
        ("94.6万头(只、匹)", "94.6万头(只、匹)", 946_000, "头"),
        ("4.6万幅", "4.6万幅", 46_000, "幅"),
        ("上万台套", "上万台套", 10_000, "台套"),
        ("八大行动", "八大", 8, ""),
        ("二十三个", "二十三个", 23, "个"),
        ("一万二千三百人", "一万二千三百人", 12_300, "人"),
        ("超700亿千瓦时", "超700亿千瓦时", 70_000_000_000, "千瓦时"),
        ("10万千瓦及以上项目", "10万千瓦及以上", 100_000, "千瓦"),
        ("30.5%", "30.5%", 30.5, "%"),
        ("超六成", "超六成", 60, "%"),
        ("超过一半的城市", "超过一半", 50, "%"),
        ("百分之九十五", "百分之九十五", 95, "%"),
        ("三分之一", "三分之一", 33.33, "%"),
        ("高出3.5个百分点", "3.5个百分点", 3.5, "个百分点"),
        ("5个工作日内", "5个工作日内", 5, "个工作日"),
        ("涨薪5%至10%", "5%至10%", None, "%"),
        ("需要8~12年", "8~12年", None, "年"),
        ("材料数十份", "数十份", None, "份"),
        ("人口2000万的城市", "2000万", 20_000_000, ""),
    ],
)
def test_a_number_has_its_value_and_unit(text: str, written: str, value: float | None, unit: str) -> None:
    [found] = find_numbers(text, GRAMMAR)
    assert (found.text, found.value, found.unit) == (written, value, unit)
    assert text[found.start : found.end] == written


@pytest.mark.parametrize(
    "text",
    [
        "“十四五”规划",
        "12345热线",
        "5G网络",
        "第七批案例",
        "第十五个规划",
        "二十大报告",
        "千家万户",
        "成百上千",
        "百亿级产业",
        "2024年",
        "全国统一大市场",
        "256排CT",
        "703020+X",
    ],
)
def test_ordinals_years_names_and_idioms_are_no_numbers(text: str) -> None:
    assert find_numbers(text, GRAMMAR) == []


@pytest.mark.parametrize("text", ["12项目", "五部门", "一成立", "两名单"])
def test_a_unit_that_is_part_of_a_word_is_no_unit(text: str) -> None:
    assert find_numbers(text, GRAMMAR) == []


@given(st.decimals(min_value=0, max_value=9999, places=3), st.sampled_from([("万", 10**4), ("亿", 10**8), ("", 1)]))
def test_a_formatted_number_reads_back_equal(number: Decimal, scale: tuple[str, int]) -> None:
    [found] = find_numbers(f"共{number}{scale[0]}元。", GRAMMAR)
    assert found.value is not None
    assert Decimal(str(found.value)) == (number * scale[1]).normalize() or found.value == float(number * scale[1])


def _han(number: int) -> str:
    """The number below 10,000 in Chinese numerals."""
    digits, places = "零一二三四五六七八九", ["千", "百", "十", ""]
    text = "".join(digits[int(d)] + (p if d != "0" else "") for d, p in zip(f"{number:04}", places, strict=True))
    while "零零" in text:
        text = text.replace("零零", "零")
    return text.strip("零")


@given(st.integers(min_value=1, max_value=9999), st.integers(min_value=0, max_value=9999))
def test_chinese_numerals_read_back_equal(high: int, low: int) -> None:
    text = f"{_han(high)}万{_han(low)}"
    assert parse_numeral(text, GRAMMAR) == high * 10_000 + low


@given(st.text(alphabet="一二三十百千万亿0123456789.,%个家元多余近超至~第年成半大的是", max_size=40))
def test_numbers_are_in_order_and_never_overlap(text: str) -> None:
    found = find_numbers(text, GRAMMAR)
    assert all(text[q.start : q.end] == q.text for q in found)
    assert all(first.end <= second.start for first, second in pairwise(found))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("浓度分别是27、47和18微克/立方米", [(27, "微克/立方米"), (47, "微克/立方米"), (18, "微克/立方米")]),
        ("分别达1409万、1305万人次", [(14_090_000, "人次"), (13_050_000, "人次")]),
        ("收入比降至2.2。", [(2.2, "")]),
        ("收入比为2.21∶1,", [(2.21, "")]),
        ("版本3.0发布", []),
        ("2019、2020年", []),
    ],
)
def test_numbers_that_share_or_lack_a_unit(text: str, values: list[tuple[float, str]]) -> None:
    assert [(found.value, found.unit) for found in find_numbers(text, GRAMMAR)] == values
