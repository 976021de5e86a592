"""Whom a measured value is about where its clause does not begin with the name, and values that go on from others."""

from __future__ import annotations

import pytest

from extract.facts import Document
from extract.pipeline import Extractor
from tests.test_extract.test_observations import observe


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("甲区把12345热线等8个渠道的诉求统一汇入甲云平台。", "甲云平台"),
        ("截至目前,已有8家加工企业入驻甲云平台。", "甲云平台"),
        ("甲区2023年投资2360万元建设甲云平台。", "甲云平台"),
        ("甲区筹措8.26亿元实施智慧能源项目。", "智慧能源项目"),
        ("甲区对反映集中的47个老旧小区开展积分制改革。", "积分制改革"),
        ("甲区印发提升行动方案,单个企业最高补贴20万元。", "提升行动方案"),
        ("甲区印发提升行动方案。产业投资65亿元。", "甲区"),
        ("甲云平台在甲区使用。丁科技公司运维,累计注册用户31.7万人。", "甲云平台"),
        ("甲区推进积分制改革,地区生产总值达300亿元。", "甲区"),
        ("积分制改革实施以来,惠及企业120家。", "积分制改革"),
        ("甲区正在建设甲云平台,目前已归集数据41.8万条。", "甲云平台"),
        ("甲区实施智慧能源项目,计划投资2000万元。", "智慧能源项目"),
        ("甲区推行积分制改革,覆盖66个行政村。", "甲区"),
        ("丁科技公司落户甲区。今年前4个月,公司产值完成3.8亿元。", "丁科技公司"),
        ("丁科技公司落户甲区。这家创办10年的企业,去年营收5亿元。", "丁科技公司"),
        ("丁科技公司落户甲区。丁科技公司开工。丁科技公司投产。\n去年以来,研发投入达3.8亿元。", "丁科技公司"),
        ("丁科技公司落户甲区。丁科技公司开工。丁科技公司投产。\n去年以来,地区生产总值达300亿元。", "甲区"),
    ],
)
def test_the_subject_stands_elsewhere(text: str, subject: str) -> None:
    assert {found.subject for found in observe(text)} >= {subject}
    assert observe(text)[-1].subject == subject


def test_an_official_who_tells_speaks_of_the_own_area() -> None:
    text = "东湖区推广“平安码”。横州市农业农村局局长宁海棠说，鲜花电子交易额达31.7亿元。"
    facts = Extractor().extract(Document(id="a", text=text))
    names = {entity.id: entity.name for entity in facts.entities}
    assert [names[found.subject] for found in facts.observations] == ["横州市"]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("甲区发改局工作情况\n发改局主动作为。\n我局全年受理咨询214件。", "发改局"),
        ("甲区发改局工作情况\n发改局主动作为。\n全年受理咨询214件。我局将继续努力。", "发改局"),
        (
            "甲区发改局工作情况\n甲区甲区甲区。\n发改局负责人说,“我局在今年的第一季度一共受理了群众的各类咨询214件”。",
            "甲区",
        ),
    ],
)
def test_a_body_that_speaks_of_itself_owns_what_has_no_other_subject(text: str, subject: str) -> None:
    assert observe(text)[-1].subject == subject


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲区外贸合同额逆势增长41%,达2.2亿元。", ("外贸合同额", 220_000_000, "逆势增长41%", "")),
        ("甲区零售总额首次超过500亿元,达到501.2亿元。", ("零售总额", 50_120_000_000, "", "")),
        ("甲区经济总量超过600亿元,年均增速5.7%。", ("经济总量", 60_000_000_000, "年均增速5.7%", "")),
        ("甲区工业投资28.6亿元,总量稳居全市首位。", ("工业投资", 2_860_000_000, "", "居全市首位")),
        ("甲区国有企业资产总额五年增长64.1%。", ("国有企业资产总额", None, "增长64.1%", "")),
        ("甲区服务业增加值跨上300亿元台阶。", ("服务业增加值", 30_000_000_000, "", "")),
        ("甲区征集作品1327件,比上届多406件。", ("征集作品", 1327, "比上届多406件", "")),
        ("智慧能源项目计划工期10个月。", ("工期", 10, "", "")),
        ("提升行动方案有效期2年。", ("有效期", 2, "", "")),
        ("甲区惠及企业9865家次。", ("惠及企业", 9865, "", "")),
    ],
)
def test_what_only_takes_up_the_value_before_is_no_value_of_its_own(
    text: str, expected: tuple[str, float | None, str, str]
) -> None:
    [found] = observe(text)
    assert (found.metric, found.value, found.change, found.rank) == expected


def test_an_exact_value_is_not_replaced() -> None:
    values = [found.value for found in observe("甲区新增企业305家,达到1200家。")]
    assert 305 in values


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("截至目前,全国高校教师达到14.5万人。", {"中国"}),
        ("据统计,全国铁路发送旅客13.7亿人次,同比增长22.9%。", {"中国"}),
        ("浙江省高校教师达到14.5万人,居全国第二位。", {"浙江省"}),
    ],
)
def test_the_country_owns_what_is_counted_in_all_of_it(text: str, subjects: set[str]) -> None:
    facts = Extractor().extract(Document(id="d", text=text))
    names = {entity.id: entity.name for entity in facts.entities}
    assert {names[found.subject] for found in facts.observations} == subjects
    assert "全国" not in names.values()
