"""Measured values: what is measured, whom it is about, how it changed or ranks."""

from __future__ import annotations

import re
from array import array

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from extract.annotations import (
    KEY,
    Annotations,
    DraftEntity,
    DraftObservation,
    Line,
    LineKind,
    Mention,
    Sentence,
)
from extract.cleaning import CleanText
from extract.facts import Document
from extract.lac import Lac
from extract.pack import load_pack
from extract.steps.observations import Observations

STEP = Observations(load_pack())
NLP = spacy.blank("zh")
NAMES = {
    "甲区": "District",
    "乙市": "District",
    "丙街道": "District",
    "发改局": "Agency",
    "甲云平台": "Platform",
    "一码通": "Platform",
    "智慧能源项目": "Program",
    "积分制改革": "Program",
    "提升行动方案": "Policy",
    "丁科技公司": "Company",
}


def observe(
    text: str, *, words: bool = True, date: str = "", kinds: tuple[LineKind, ...] = ()
) -> list[DraftObservation]:
    """The observations of a text in which every name of NAMES is a mention of its own entity."""
    offsets = range(len(text) + 1)
    clean = CleanText(text, text, array("I", offsets[:-1]), array("I", offsets[1:]))
    ann = Annotations(Document("d", text, date=date), clean)
    for match in re.finditer(r"[^\n]+", text):
        index = len(ann.lines)
        ann.lines.append(Line(match.start(), match.end(), kinds[index] if kinds else "body"))
        for part in re.finditer(r"[^。;!?]+[。;!?]?”?", match.group()):
            ann.sentences.append(Sentence(match.start() + part.start(), match.start() + part.end(), index))
    for name, kind in NAMES.items():
        for match in re.finditer(name, text):
            ann.mentions.append(Mention(match.start(), match.end(), kind, "test", entity=name))
            ann.entities[name] = DraftEntity(name, kind, name)
    ann.words = Lac.load().tag(text) if words else []
    doc = Doc(NLP.vocab, words=list(text), spaces=[False] * len(text))
    doc.user_data[KEY] = ann
    STEP(doc)
    return ann.observations


def rows(text: str, *, words: bool = True) -> list[tuple[str, str, float | None, str]]:
    return [(found.subject, found.metric, found.value, found.unit) for found in observe(text, words=words)]


@pytest.mark.parametrize("words", [True, False])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "甲区集聚产业工人30万名,其中技术工人9.3万名。",
            [("甲区", "产业工人", 300000, "名"), ("甲区", "技术工人", 93000, "名")],
        ),
        ("甲区拥有59个行政村、4.3万间闲置农房。", [("甲区", "行政村", 59, "个"), ("甲区", "闲置农房", 43000, "间")]),
        ("甲区今年谋划储备新型材料、清洁能源等重点工业项目810个。", [("甲区", "重点工业项目", 810, "个")]),
        ("甲区10亿元以上项目34个。", [("甲区", "10亿元以上项目", 34, "个")]),
        ("甲区清洁能源占比达到30.5%。", [("甲区", "清洁能源占比", 30.5, "%")]),
    ],
)
def test_the_noun_beside_a_number_is_what_it_measures(
    text: str,
    expected: list[tuple[str, str, float, str]],
    *,
    words: bool,
) -> None:
    assert rows(text, words=words) == expected


def test_a_counted_noun_may_have_a_relative_clause() -> None:
    [found] = observe("甲区遴选了91家有技术优势、服务能力强的服务商。")
    assert (found.metric, found.value) == ("有技术优势、服务能力强的服务商", 91)


def test_respective_values_go_to_their_things() -> None:
    found = observe("今年1至5月,甲区产业投资和制造业投资分别达65亿元、54.1亿元,同比增长25%、61.6%。")
    assert [(o.metric, o.value_text, o.change, o.period) for o in found] == [
        ("产业投资", "65亿元", "同比增长25%", "今年1至5月"),
        ("制造业投资", "54.1亿元", "同比增长61.6%", "今年1至5月"),
    ]


def test_a_value_for_each_thing_of_a_list() -> None:
    found = rows("甲区网上申请率、网上办事率、材料电子化率三个百分百。")
    assert found == [("甲区", metric, 100, "%") for metric in ("网上申请率", "网上办事率", "材料电子化率")]


@pytest.mark.parametrize(
    ("text", "metric", "value", "change"),
    [
        ("甲区解决率从53%提升到了97.0%。", "解决率", 97, "从53%提升到了97.0%"),
        ("甲区平均办理时间压缩至5个工作日内。", "平均办理时间", 5, "压缩至5个工作日内"),
        ("近三年,甲区产业投资年均增长50%。", "产业投资", None, "年均增长50%"),
        ("甲区入驻企业数量比刚成立时翻了一番。", "入驻企业数量", None, "比刚成立时翻了一番"),
        ("甲区常住人口占比较乙市平均水平高出近3个百分点。", "常住人口占比", None, "较乙市平均水平高出近3个百分点"),
    ],
)
def test_a_change_is_an_observation(text: str, metric: str, value: float | None, change: str) -> None:
    [found] = observe(text)
    assert (found.metric, found.value, found.change) == (metric, value, change)


@pytest.mark.parametrize(
    ("text", "metrics", "rank"),
    [
        ("甲区落地项目总投资全市第一。", ["落地项目总投资"], "全市第一"),
        ("甲区刊发量位居全市前列。", ["刊发量"], "位居全市前列"),
        ("甲区项目入选数、项目储备数均居全市第一。", ["项目入选数", "项目储备数"], "居全市第一"),
        ("作为承接试点事项最多的区,甲区聚焦企业关切。", ["承接试点事项"], "承接试点事项最多的区"),
    ],
)
def test_a_rank_without_a_value_is_an_observation(text: str, metrics: list[str], rank: str) -> None:
    found = observe(text)
    assert [(o.subject, o.metric, o.value) for o in found] == [("甲区", metric, None) for metric in metrics]
    assert {o.rank for o in found} == {rank}


def test_a_rank_joins_the_value_it_is_about() -> None:
    [found] = observe("甲区制造业利用外资6.8亿美元,制造业利用外资位居全市第一。")
    assert (found.value, found.unit, found.rank) == (680_000_000, "美元", "位居全市第一")


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("乙市甲区拥有59个行政村。", "甲区"),
        ("甲区持续发力,新增企业305家。", "甲区"),
        ("甲区出台提升行动方案,推出16条举措。", "提升行动方案"),
        ("甲区出台提升行动方案,新引进31个项目。", "甲区"),
        ("甲区探索积分制改革,创设15个特色指标。", "积分制改革"),
        ("借助该机制,总投资1.75亿元的智慧能源项目开工。", "智慧能源项目"),
        ("甲云平台上线不到一年,已入驻1432家企业。", "甲云平台"),
        ("走进丙街道,自助机囊括100多项高频需求。", "丙街道"),
        ("作为人口2000万的城市,近年来,乙市加快转型。", "乙市"),
        ("“我们还开设50余门培训课程。”丙街道负责人说。", "丙街道"),
        ("甲区的做法来自乙市,已有12个项目列入试点。", "甲区"),
    ],
)
def test_the_subject_is_whom_the_clause_is_about(text: str, subject: str) -> None:
    [found] = observe(text)
    assert found.subject == subject


@pytest.mark.parametrize(
    "text",
    [
        "甲区重点建设“成长、关怀”三大场景。",
        "甲区落实八项规定精神。",
        "甲区建设“15分钟生活圈”。",
        "甲区的一家企业正在扩建。",
        "甲区入选第七批案例。",
        "甲区没有走在前列。",
        "甲区开通12345热线。",
        "甲区60岁以上老人可以预约。",
    ],
)
def test_what_counts_nothing_is_left_out(text: str) -> None:
    assert observe(text) == []


def test_nothing_is_said_about_a_thing_without_a_name() -> None:
    assert observe("乙市加快转型。\n这家企业的生产线减少到4人,产能提高了近50%。") == []


def test_a_fact_said_twice_is_one_observation() -> None:
    assert len(observe("甲区新增企业305家。\n甲区新增企业305家,同比增长13%。")) == 1


def test_evidence_is_the_sentence_and_the_rule_is_named() -> None:
    text = "乙市加快转型。甲区新增企业305家。"
    [found] = observe(text)
    assert text[found.start : found.end] == "甲区新增企业305家。"
    assert found.rule.startswith("observation: ")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *NAMES,
                "达",
                "65亿元",
                "同比增长",
                "25%",
                "、",
                ",",
                "。",
                "的",
                "等",
                "8个",
                "项目",
                "分别",
                "“",
                "”",
                "\n",
                "全市第一",
                "今年",
                "作为",
            ]
        ),
        max_size=25,
    )
)
def test_any_text_gives_values_that_stand_in_it(parts: list[str]) -> None:
    text = "".join(parts) or "。"
    for found in observe(text, words=False):
        assert found.subject in NAMES
        assert found.value_text in text[found.start : found.end]
        assert found.metric


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "甲区警情数、事故数分别下降8.6%和2.7%。",
            [("警情数", None, "分别下降8.6%"), ("事故数", None, "分别下降2.7%")],
        ),
        ("甲区普及率、治理率分别提高到88%、87.5%。", [("普及率", 88, "提高到88%"), ("治理率", 87.5, "提高到87.5%")]),
        ("甲区常住人口由729万人增加到732万人。", [("常住人口", 7_320_000, "由729万人增加到732万人")]),
        ("甲区蕴藏量从3万多吨,增长到11.41万吨。", [("蕴藏量", 114_100, "增长到11.41万吨")]),
        ("甲区城乡居民收入比降至2.2。", [("城乡居民收入比", 2.2, "降至2.2")]),
        ("甲区公办学位增加326万个。", [("公办学位", 3_260_000, "增加326万个")]),
    ],
)
def test_changes_in_lists_and_from_one_value_to_another(
    text: str, expected: list[tuple[str, float | None, str]]
) -> None:
    assert [(o.metric, o.value, o.change) for o in observe(text)] == expected


def test_a_report_is_about_its_own_area() -> None:
    body = "推进智慧能源项目建设,新建学校12所。"
    [found] = observe(f"甲区政府工作报告\n各位代表:\n{body}")
    assert (found.subject, found.value) == ("甲区", 12)


def test_an_agency_that_publishes_figures_is_not_what_they_are_about() -> None:
    [found] = observe("甲区加快转型。发改局发布数据显示,甲区用电量达5亿千瓦时。")
    assert found.subject == "甲区"


def test_a_headline_that_the_text_repeats_is_not_read() -> None:
    text = "标题\n甲区用电量突破5亿千瓦时\n数据显示,甲区用电量突破5.2亿千瓦时。"
    assert [found.value for found in observe(text, kinds=("title", "heading", "body"))] == [520_000_000]


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("甲区产值超过65亿元,同比下降3.5%。", ("over", -3.5, "%", None, "")),
        ("甲区产值约65亿元,位居全市第二。", ("about", None, "", 2, "全市")),
        ("甲区产值近65亿元,位居全省前列。", ("almost", None, "", None, "全省")),
        ("甲区产值近65亿元,走在前列。", ("almost", None, "", None, "")),
        ("甲区产值近65亿元,升至全国第7位。", ("almost", None, "", 7, "全国")),
        ("甲区产值近65亿元,跃居第1位。", ("almost", None, "", 1, "")),
        ("甲区产值近65亿元,跻身全国第一方阵。", ("almost", None, "", None, "全国")),
        ("甲区办理时间压缩至5个工作日内。", ("under", None, "", None, "")),
        ("甲区解决率从53%提升到97%。", ("", 44, "个百分点", None, "")),
        ("甲区企业数量翻了一番。", ("", 100, "%", None, "")),
    ],
)
def test_the_wordings_have_their_meaning(text: str, meaning: tuple[object, ...]) -> None:
    [o] = observe(text)
    assert (o.approximation, o.change_amount, o.change_unit, o.rank_place, o.rank_scope) == meaning


def test_the_period_is_resolved_against_the_date_of_the_document() -> None:
    [found] = observe("今年1至5月,甲区产业投资达65亿元。", date="2023-06-15")
    assert (found.period, found.period_start, found.period_end) == ("今年1至5月", "2023-01", "2023-05")
    [open_end] = observe("今年1至5月,甲区产业投资达65亿元。")
    assert (open_end.period_start, open_end.period_end) == ("", "")
