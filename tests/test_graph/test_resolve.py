"""Resolution: what is one across documents and what is not, by every rule and guard."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.facts import DocumentFacts
from graph import build_graph
from tests.builders import documents_by_name, facts, link, thing

QT = thing("District", "钱塘区", code="330114")
BJ = thing("District", "滨江区", code="330108")
HZ = thing("District", "杭州市", code="3301")


def area_of(name: str, area: str) -> str:
    return f"{name} jurisdiction {area}"


THINGS = {
    "spellings of one name are one": (
        "Platform",
        [facts("a", thing("Platform", "“先锋小哥”")), facts("b", thing("Platform", "「先鋒小哥」"), script="zh-hant")],
        {"“先锋小哥”": ["a", "b"]},
    ),
    "types do not mix": (
        "Platform",
        [facts("a", thing("Platform", "平安厨房")), facts("b", thing("Program", "平安厨房"))],
        {"平安厨房": ["a"]},
    ),
    "local names of two areas are two": (
        "Agency",
        [
            facts("a", QT, thing("Agency", "区委宣传部"), link(area_of("区委宣传部", "钱塘区"))),
            facts("b", BJ, thing("Agency", "区委宣传部"), link(area_of("区委宣传部", "滨江区"))),
        ],
        {"区委宣传部": ["a"], "区委宣传部'": ["b"]},
    ),
    "local names of one area are one": (
        "Agency",
        [
            facts("a", QT, thing("Agency", "区委宣传部"), link(area_of("区委宣传部", "钱塘区"))),
            facts("b", QT, thing("Agency", "區委宣傳部"), link(area_of("區委宣傳部", "钱塘区"))),
        ],
        {"区委宣传部": ["a", "b"]},
    ),
    "local names without an area stay in their documents": (
        "Agency",
        [facts("a", thing("Agency", "数据资源管理局")), facts("b", thing("Agency", "数据资源管理局"))],
        {"数据资源管理局": ["a"], "数据资源管理局'": ["b"]},
    ),
    "local names of policies and events too": (
        "Policy",
        [facts("a", thing("Policy", "政府工作报告")), facts("b", thing("Policy", "政府工作报告"))],
        {"政府工作报告": ["a"], "政府工作报告'": ["b"]},
    ),
    "a hospital that every area has is one only with its area": (
        "Institution",
        [facts("a", thing("Institution", "区人民医院")), facts("b", thing("Institution", "区人民医院"))],
        {"区人民医院": ["a"], "区人民医院'": ["b"]},
    ),
    "full names are one without an area": (
        "Agency",
        [facts("a", thing("Agency", "钱塘区委宣传部")), facts("b", thing("Agency", "钱塘区委宣传部"))],
        {"钱塘区委宣传部": ["a", "b"]},
    ),
    "a full alias joins local names": (
        "Agency",
        [facts(str(i), thing("Agency", "企业综合服务中心", aliases=("钱塘区企业综合服务中心",))) for i in range(3)],
        {"企业综合服务中心": ["0", "1", "2"]},
    ),
    "platforms of two counties are two, of neither a third": (
        "Platform",
        [
            facts("a", QT, thing("Platform", "平安厨房"), link("钱塘区 operates 平安厨房")),
            facts("b", BJ, thing("Platform", "平安厨房"), link("滨江区 operates 平安厨房")),
            facts("c", thing("Platform", "平安厨房")),
            facts("d", thing("Platform", "平安厨房")),
        ],
        {"平安厨房": ["a"], "平安厨房'": ["b"], "平安厨房''": ["c", "d"]},
    ),
    "a platform of a city and of its county is one": (
        "Platform",
        [
            facts("a", QT, thing("Platform", "平安厨房"), link("钱塘区 operates 平安厨房")),
            facts("b", HZ, thing("Platform", "平安厨房"), link("杭州市 operates 平安厨房")),
            facts("c", thing("Platform", "平安厨房")),
        ],
        {"平安厨房": ["a", "b", "c"]},
    ),
    "a nationwide name is one whoever runs it": (
        "Platform",
        [
            facts("a", QT, thing("Platform", "浙里办"), link("钱塘区 operates 浙里办")),
            facts("b", BJ, thing("Platform", "浙里办"), link("滨江区 operates 浙里办")),
        ],
        {"浙里办": ["a", "b"]},
    ),
    "a registered name is one wherever it works": (
        "Company",
        [
            facts("a", QT, thing("Company", "华为"), link("华为 locatedIn 钱塘区")),
            facts("b", BJ, thing("Company", "華為"), link("華為 locatedIn 滨江区")),
        ],
        {"华为": ["a", "b"]},
    ),
    "an abbreviation joins its only full name": (
        "Company",
        [
            facts("a", thing("Company", "浙江海昶生物医药技术有限公司", aliases=("海昶生物",))),
            facts("b", thing("Company", "海昶生物")),
        ],
        {"浙江海昶生物医药技术有限公司": ["a", "b"]},
    ),
    "what one document tells apart an alias does not join": (
        "Company",
        [
            facts("a", thing("Company", "华为技术有限公司", aliases=("华为",)), thing("Company", "华为云")),
            facts("b", thing("Company", "华为云", aliases=("华为",))),
        ],
        {"华为云": ["a", "b"], "华为技术有限公司": ["a"]},
    ),
    "a shared abbreviation of unlike names joins nothing": (
        "Institution",
        [
            facts("a", thing("Institution", "浙江工商大学", aliases=("商大",))),
            facts("b", thing("Institution", "郑州商业大学", aliases=("商大",))),
        ],
        {"浙江工商大学": ["a"], "郑州商业大学": ["b"]},
    ),
}

PERSONS = {
    "one person where nothing says otherwise": (
        [facts("a", thing("Person", "刘健")), facts("b", thing("Person", "劉健"), script="zh-hant")],
        {"刘健": ["a", "b"]},
    ),
    "one employer, one person": (
        [
            facts("a", thing("Person", "刘健"), thing("Institution", "浙一"), link("刘健 worksFor 浙一")),
            facts("b", thing("Person", "刘健"), thing("Institution", "浙一"), link("刘健 worksFor 浙一")),
        ],
        {"刘健": ["a", "b"]},
    ),
    "two employers, two persons, and who is neither stays alone": (
        [
            facts("a", thing("Person", "刘健"), thing("Institution", "浙一"), link("刘健 worksFor 浙一")),
            facts("b", thing("Person", "刘健"), thing("Institution", "浙二"), link("刘健 worksFor 浙二")),
            facts("c", thing("Person", "刘健")),
            facts("d", thing("Person", "刘健")),
        ],
        {"刘健": ["a"], "刘健'": ["b"], "刘健''": ["c"], "刘健'''": ["d"]},
    ),
    "a district and a body of it are no contradiction": (
        [
            facts("a", QT, thing("Person", "刘健"), link("刘健 worksFor 钱塘区")),
            facts(
                "b",
                QT,
                thing("Agency", "钱塘区委改革专班"),
                thing("Person", "刘健"),
                link("钱塘区委改革专班 jurisdiction 钱塘区"),
                link("刘健 worksFor 钱塘区委改革专班"),
            ),
        ],
        {"刘健": ["a", "b"]},
    ),
    "titles do not join": (
        [
            facts("a", thing("Person", "梁明轩", aliases=("梁博士",))),
            facts("b", thing("Person", "梁启明", aliases=("梁博士",))),
        ],
        {"梁明轩": ["a"], "梁启明": ["b"]},
    ),
}


@pytest.mark.parametrize("case", THINGS)
def test_things(case: str) -> None:
    kind, documents, wanted = THINGS[case]
    assert documents_by_name(build_graph(documents), kind) == wanted


@pytest.mark.parametrize("case", PERSONS)
def test_persons(case: str) -> None:
    documents, wanted = PERSONS[case]
    assert documents_by_name(build_graph(documents), "Person") == wanted


@pytest.mark.parametrize(
    ("documents", "wanted"),
    [
        ([facts("a", QT), facts("b", QT)], ["code: 钱塘区"]),
        ([facts("a", thing("Platform", "“大脑”")), facts("b", thing("Platform", "大脑"))], ["name: “大脑” = 大脑"]),
        (
            [facts("a", thing("Company", "华为技术", aliases=("华为",))), facts("b", thing("Company", "华为"))],
            ["alias: 华为 = 华为技术"],
        ),
        ([facts("a", QT)], []),
    ],
)
def test_every_join_says_why(documents: list[DocumentFacts], wanted: list[str]) -> None:
    assert [data["merged_by"] for _, data in build_graph(documents).graph.nodes(data=True)] == [wanted]


@pytest.mark.parametrize("case", [*THINGS, *PERSONS])
def test_the_order_of_documents_does_not_matter(case: str) -> None:
    documents = THINGS[case][1] if case in THINGS else PERSONS[case][0]
    first, *others = [build_graph(order) for order in permutations(documents)]
    assert all(other == first for other in others)


KINDS = st.sampled_from(["Platform", "Agency", "Person", "Program"])
WORDS = st.sampled_from(["区委宣传部", "平安厨房", "“平安厨房”", "刘健", "厨房", "钱塘区平安厨房"])
THING = st.builds(lambda kind, name, alias: thing(kind, name, aliases=(alias,)), KINDS, WORDS, WORDS)
DOCUMENTS = st.lists(
    st.tuples(st.lists(THING, max_size=4, unique_by=lambda each: each.name), st.booleans()), max_size=5
)


@given(DOCUMENTS, st.randoms(use_true_random=False))
def test_any_documents_in_any_order_make_one_graph(parts: list[tuple[list[object], bool]], random: object) -> None:
    documents = [facts(str(i), QT if first else BJ, *things) for i, (things, first) in enumerate(parts)]  # type: ignore[arg-type]
    shuffled = list(documents)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    graph = build_graph(documents)
    assert build_graph(shuffled) == graph
    named = [entity for each in documents for entity in each.entities]
    assert sum(data["mentions"] for _, data in graph.graph.nodes(data=True)) == len(named)


@given(DOCUMENTS)
def test_unrelated_documents_change_no_id(parts: list[tuple[list[object], bool]]) -> None:
    documents = [facts(str(i), QT if first else BJ, *things) for i, (things, first) in enumerate(parts)]  # type: ignore[arg-type]
    new = facts("z", thing("Company", "华为"), thing("District", "深圳市", code="4403"), link("华为 locatedIn 深圳市"))
    assert set(build_graph(documents).graph) <= set(build_graph([*documents, new]).graph)


def test_namesakes_have_unlike_ids_that_do_not_hang_on_each_other() -> None:
    one = facts("a", QT, thing("Agency", "区委宣传部"), link("区委宣传部 jurisdiction 钱塘区"))
    two = facts("b", BJ, thing("Agency", "区委宣传部"), link("区委宣传部 jurisdiction 滨江区"))
    alone, both = build_graph([one]).graph, build_graph([one, two]).graph
    assert len(both) == 4
    assert set(alone) < set(both)
