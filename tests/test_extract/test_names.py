from __future__ import annotations

from itertools import pairwise

import pytest

from extract.pack import load_pack
from extract.steps.names.heads import STRENGTHS
from tests.reading import annotate, named


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("海宁市推出“潮乡办事通”。", ("Platform", "潮乡办事通")),
        ("“企业码”“税务通”等应用场景上线。", ("Platform", "企业码")),
        ("“企业码”“税务通”等应用场景上线。", ("Platform", "税务通")),
        ("嘉善县建立“周调度+月通报”机制。", ("Program", "“周调度+月通报”机制")),
        ("县里重点建设“学有所教、病有所医、老有所养”三大场景。", ("Platform", "病有所医")),
        ("社区治理的“枫桥模式”得到推广。", ("Program", "枫桥模式")),
        ("基层治理数字化平台“乡兴村治”上线。", ("Platform", "乡兴村治")),
        ("全县推行产业链“链长制”。", ("Program", "产业链“链长制”")),
        ("县里推出“椒风智控”反诈模型。", ("Platform", "椒风智控")),
    ],
)
def test_quoted_names(text: str, expected: tuple[str, str]) -> None:
    assert expected in named(text)


@pytest.mark.parametrize("text", ["本公司由该公司授权。", "本办法由该局解释。", "平台由公司运营。"])
def test_words_for_what_is_spoken_of_are_no_names(text: str) -> None:
    assert not named(text)


@pytest.mark.parametrize("text", ["改革按下“快进键”。", "以数字化跑出“加速度”。", "坚持全县“一盘棋”。"])
def test_figures_of_speech_are_no_names(text: str) -> None:
    assert not {name for kind, name in named(text) if kind in ("Platform", "Program", "Award")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("省政府印发《浙江省公共数据条例》。", ("Policy", "浙江省公共数据条例")),
        ("“十四五”规划纲要提出目标。", ("Policy", "“十四五”规划纲要")),
        ("党的二十大报告指出方向。", ("Policy", "党的二十大报告")),
        ("会议听取了政府工作报告。", ("Policy", "政府工作报告")),
    ],
)
def test_documents(text: str, expected: tuple[str, str]) -> None:
    assert expected in named(text)


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("海宁市公共数据管理暂行办法", {"海宁市公共数据管理暂行办法"}),
        ("海宁市公共数据管理办法(试行)", {"海宁市公共数据管理办法(试行)"}),
        ("海宁市公共数据管理办法(节选)", {"海宁市公共数据管理办法"}),
        ("浙江省人民政府关于同意设立海宁高新区的批复", {"浙江省人民政府关于同意设立海宁高新区的批复"}),
        ("海宁市人民政府关于印发海宁市数字政府建设方案的通知", {"海宁市数字政府建设方案"}),
        ("海宁市出台公共数据管理办法", {"公共数据管理办法"}),
        ("海宁市数据局关于召开座谈会的通知", set()),
        ("让数据多跑路的办法", set()),
    ],
)
def test_headlines_that_are_titles(headline: str, expected: set[str]) -> None:
    found = named(f"{headline}\n第一条 为了规范管理,制定规则。")
    assert {name for kind, name in found if kind == "Policy"} == expected


def test_a_title_hides_no_names() -> None:
    found = named("海宁市人民政府关于同意设立科创园的批复\n你镇请示收悉。")
    assert {("District", "海宁市"), ("Agency", "海宁市人民政府")} <= found


@pytest.mark.parametrize(
    ("text", "expected", "barred"),
    [
        ("由丝路云谷(甘肃)科技有限公司承建。", "丝路云谷(甘肃)科技有限公司", "甘肃)科技有限公司"),
        (
            "市人民政府授权河套数字产业发展有限责任公司运营。",
            "河套数字产业发展有限责任公司",
            "市人民政府授权河套数字产业发展有限责任公司",
        ),
        (
            "其子公司合肥辰星图远信息技术有限公司中标。",
            "合肥辰星图远信息技术有限公司",
            "子公司合肥辰星图远信息技术有限公司",
        ),
        ("2025年云冈集团营收一亿元。", "云冈集团", "2025年云冈集团"),
    ],
)
def test_where_companies_begin_and_end(text: str, expected: str, barred: str) -> None:
    companies = {name for kind, name in named(text) if kind == "Company"}
    assert expected in companies
    assert barred not in companies


@pytest.mark.parametrize("text", ["新疆阿勒泰地区推出应用。", "泉州晋江推出应用。", "张掖市祁丰藏族乡推出应用。"])
def test_a_path_of_areas_is_no_place(text: str) -> None:
    assert {kind for kind, _ in named(text)} == {"District"}


def test_a_novel_is_no_policy() -> None:
    assert not {kind for kind, _ in named("他爱读《红楼梦》。")} & {"Policy"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("海宁市委宣传部发布消息。", ("Agency", "海宁市委宣传部")),
        ("区发展和改革局(筹)组织调研。", ("Agency", "区发展和改革局(筹)")),
        ("浙江省发改委公布名单。", ("Agency", "浙江省发改委")),
        ("县委数字化改革专班负责人说。", ("Agency", "县委数字化改革专班")),
        ("国务院审议了草案。", ("Agency", "国务院")),
        ("海宁法院公开审理此案。", ("Agency", "海宁法院")),
    ],
)
def test_government_bodies(text: str, expected: tuple[str, str]) -> None:
    assert expected in named(text)


@pytest.mark.parametrize("text", ["设备内部结构复杂。", "形成良好格局。", "高素质干部队伍建设。"])
def test_one_character_makes_no_body(text: str) -> None:
    assert not {name for kind, name in named(text) if kind == "Agency"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县里建成矿山安全监测预警平台。", ("Platform", "矿山安全监测预警平台")),
        ("全市实施老旧小区改造提升行动。", ("Program", "老旧小区改造提升行动")),
        ("浙江大学与企业合作。", ("Institution", "浙江大学")),
        ("杭州海康威视数字技术股份有限公司参展。", ("Company", "杭州海康威视数字技术股份有限公司")),
    ],
)
def test_names_with_a_head_word(text: str, expected: tuple[str, str]) -> None:
    assert expected in named(text)


@pytest.mark.parametrize("text", ["推进12个项目。", "该平台运行良好。", "这些改革成效明显。", "建设一批重大项目。"])
def test_counted_and_pointed_at_kinds_are_no_names(text: str) -> None:
    assert not {name for kind, name in named(text) if kind in ("Platform", "Program")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("该应用获全省数字化改革金奖。", ("Award", "全省数字化改革金奖")),
        ("该县入选全国文明城市提名城市名单。", ("Award", "全国文明城市提名城市名单")),
        ("海宁进入首批“无废城市”之列。", ("Award", "“无废城市”")),
    ],
)
def test_honours(text: str, expected: tuple[str, str]) -> None:
    names = {name for kind, name in named(text) if kind == "Award"}
    assert any(expected[1].strip("“”") in name for name in names)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8月3日,海宁市召开数字经济发展推进会。", ("Event", "数字经济发展推进会")),
        ("党的二十届三中全会提出要求。", ("Event", "党的二十届三中全会")),
        ("市委五届三次全体(扩大)会议召开。", ("Event", "市委五届三次全体(扩大)会议")),
        ("今天,“数字江城:过去与未来”国际论坛在杭州举行。", ("Event", "“数字江城:过去与未来”国际论坛")),
    ],
)
def test_meetings(text: str, expected: tuple[str, str]) -> None:
    assert expected in named(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("村民张小林说,很方便。", ("Person", "张小林")),
        ("市长王建军到会。", ("Person", "王建军")),
        ("英国前首相托尼·布莱尔到访。", ("Person", "托尼·布莱尔")),
        ("旗农牧局副局长图雅说,面积扩大。", ("Person", "图雅")),
        ("常务副主席额尔敦仓出席会议。", ("Person", "额尔敦仓")),
    ],
)
def test_people(text: str, expected: tuple[str, str]) -> None:
    assert expected in named(text)


@pytest.mark.parametrize(
    ("text", "area", "named_too"),
    [
        ("河北沧州黄骅港开航。", "河北", True),  # a smaller area stands behind it
        ("青岛前湾港开航。", "青岛", False),
        ("《海宁市优化营商环境若干规定》施行。", "海宁市", True),  # its full name
        ("浙江大学参与。", "浙江", False),
    ],
)
def test_areas_inside_names(text: str, area: str, named_too: bool) -> None:  # noqa: FBT001
    assert (("District", area) in named(text)) is named_too


def test_no_head_word_stands_twice_for_a_type() -> None:
    for kind, groups in load_pack("government").patterns("heads").items():
        words = [word for strength in STRENGTHS for word in groups.get(strength, ())]
        assert sorted(words) == sorted(set(words)), kind


def test_mentions_do_not_overlap_but_for_areas() -> None:
    ann = annotate("海宁市委宣传部印发《海宁市“十四五”规划》,推出“潮乡办事通”应用,获浙江省改革创新金奖。")
    others = sorted((m.start, m.end) for m in ann.mentions if m.type != "District")
    assert others
    assert all(one[1] <= two[0] for one, two in pairwise(others))


def test_every_mention_names_its_rule() -> None:
    ann = annotate("海宁市推出“潮乡办事通”,浙江大学参与。")
    rules = {mention.rule.split(":")[0] for mention in ann.mentions}
    assert rules >= {"division", "quoted introduced"}
    assert "" not in rules
