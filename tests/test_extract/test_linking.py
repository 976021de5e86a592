from __future__ import annotations

import pytest

from tests.reading import aliases, annotate, facts_of


@pytest.mark.parametrize(
    ("text", "name", "alias"),
    [
        ("杭州市钱塘区发布规划。钱塘加快发展。", "钱塘区", "钱塘"),
        ("海宁市委宣传部说。市委宣传部又说。", "海宁市委宣传部", "市委宣传部"),
        ("县里推出“安心码”应用。“安心码”很受欢迎。", "安心码", "“安心码”应用"),
        ("县里推出“平安工地一码通”。“工地一码通”好用。", "平安工地一码通", "工地一码通"),
        ("浙江海昶生物医药技术有限公司投产。海昶生物说。", "浙江海昶生物医药技术有限公司", "海昶生物"),
    ],
)
def test_names_of_one_thing(text: str, name: str, alias: str) -> None:
    assert alias in aliases(text, name)


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("杭州市钱塘区推进改革。我区上线应用。", "我区", "钱塘区"),
        ("宁波市北仑区发布名单。全市推广。", "全市", "宁波市"),
        ("浙江省出台办法。全省推行。", "全省", "浙江省"),
        ("县里建成矿山安全监测预警平台。该平台运行良好。", "该平台", "矿山安全监测预警平台"),
        ("浙江大学梁明轩博士说。梁博士又说。", "梁博士", "梁明轩"),
        ("杭州市钱塘区推进改革。区里上线应用。", "区里", "钱塘区"),
        ("楚雄彝族自治州推进改革。我州上线应用。", "我州", "楚雄彝族自治州"),
        ("柳州市工人医院与广西科技大学签约。该院去年收治病人3万人次。", "该院", "柳州市工人医院"),
        ("中国农业银行发放贷款。该行不良率为1.2%。", "该行", "中国农业银行"),
    ],
)
def test_references(text: str, word: str, name: str) -> None:
    entity = next(e for e in facts_of(text).entities if e.name == name)
    assert word in {*entity.aliases, *entity.generic}
    assert word in entity.generic


def test_a_reference_is_no_part_of_a_longer_word() -> None:
    entity = next(e for e in facts_of("中国农业银行发放贷款。该行业不良率为1.2%。").entities if "银行" in e.name)
    assert entity.generic == ()


def test_an_area_that_is_only_meant_is_marked_inferred() -> None:
    entities = {e.name: e for e in facts_of("钱塘区推出“先锋码”。该应用已全省推广。").entities}
    assert entities["浙江省"].inferred
    assert entities["浙江省"].code == "33"
    assert not entities["钱塘区"].inferred


def test_every_mention_belongs_to_an_entity() -> None:
    ann = annotate("杭州市钱塘区推进改革。我区上线“先锋码”应用,获浙江省改革创新金奖。")
    assert ann.mentions
    assert all(mention.entity in ann.entities for mention in ann.mentions)


def test_same_names_under_different_parents_stay_two() -> None:
    entities = facts_of("杭州市西湖区发言。南昌市西湖区发言。").entities
    assert len([e for e in entities if "西湖区" in {e.name, *e.aliases}]) == 2


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("大理洱海保护投资有限公司中标。洱海保护很重要。", "洱海保护"),
        ("2025年集团公司盈利。2025年很好。", "2025"),
    ],
)
def test_what_is_no_short_name_of_a_company(text: str, word: str) -> None:
    found = annotate(text)
    assert word not in {found.clean.text[m.start : m.end] for m in found.mentions if m.type == "Company"}
