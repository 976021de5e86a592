from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.annotations import Word
from extract.district_mentions import DivisionMention, mentions_of_districts
from extract.divisions import Division, Divisions, resolve
from extract.lac import Lac
from extract.pack import load_pack

PACK = load_pack("government")
DIVISIONS = Divisions.load(PACK)


def mentions(text: str, words: list[Word] | None = None) -> list[DivisionMention]:
    return mentions_of_districts(
        text,
        DIVISIONS,
        rules=PACK.patterns("divisions"),
        ambiguous=frozenset(PACK.words("ambiguous_short_names")),
        words=Lac.load().tag(text) if words is None else words,
    )


def codes(text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.division.code if m.division else "?") for m in mentions(text)]


def only(name: str) -> Division:
    (found,) = DIVISIONS.find(name)
    return found


@pytest.mark.parametrize(
    ("name", "code", "level", "parent", "short"),
    [
        ("浙江省", "33", "province", "", "浙江"),
        ("新疆维吾尔自治区", "65", "province", "", "新疆"),
        ("内蒙古自治区", "15", "province", "", "内蒙古"),
        ("香港特别行政区", "81", "province", "", "香港"),
        ("杭州市", "3301", "prefecture", "33", "杭州"),
        ("恩施土家族苗族自治州", "4228", "prefecture", "42", "恩施"),
        ("喀什地区", "6531", "prefecture", "65", "喀什"),
        ("锡林郭勒盟", "1525", "prefecture", "15", "锡林郭勒"),
        ("钱塘区", "330114", "county", "3301", "钱塘"),
        ("义乌市", "330782", "county", "3307", "义乌"),
        ("乐东黎族自治县", "469027", "county", "46", "乐东"),
        ("东乡族自治县", "622926", "county", "6229", "东乡"),
        ("积石山保安族东乡族撒拉族自治县", "622927", "county", "6229", "积石山"),
        ("浦东新区", "310115", "county", "31", "浦东"),
        ("神农架林区", "429021", "county", "42", "神农架"),
        ("道县", "431124", "county", "4311", ""),
        ("义蓬街道", "330114004", "township", "330114", "义蓬"),
        ("苏州工业园区", "320576", "zone", "3205", ""),
        ("法国", "", "country", "", "法国"),
    ],
)
def test_find(name: str, code: str, level: str, parent: str, short: str) -> None:
    found = only(name)
    assert (found.code, found.level, found.parent_code, found.short_name) == (code, level, parent, short)


@pytest.mark.parametrize(
    ("name", "official"),
    [
        ("钱塘新区", "钱塘区"),
        ("高新区(滨江)", "滨江区"),
        ("乌镇", "乌镇镇"),
        ("无锡高新区", "新吴区"),
        ("楚雄州", "楚雄彝族自治州"),
        ("南涧县", "南涧彝族自治县"),
    ],
)
def test_another_name_finds_the_unit_of_today(name: str, official: str) -> None:
    assert official in {d.name for d in DIVISIONS.find(name)}


@pytest.mark.parametrize(
    ("short", "names"),
    [
        ("浙江", ["浙江省"]),
        ("喀什", ["喀什地区", "喀什市", "喀什镇"]),
        ("吉林", ["吉林省", "吉林市", "吉林街道"]),
        ("钱塘", ["钱塘区", "钱塘镇"]),
        ("道", []),
        ("没有这个", []),
    ],
)
def test_by_short(short: str, names: list[str]) -> None:
    assert [d.name for d in DIVISIONS.by_short(short)] == names


def test_same_names_are_all_found_by_code() -> None:
    found = DIVISIONS.find("鼓楼区")
    assert len(found) > 3
    assert [d.code for d in found] == sorted(d.code for d in found)


def test_ancestors_skip_levels_that_no_unit_fills() -> None:
    assert [d.name for d in DIVISIONS.ancestors(only("义蓬街道"))] == ["钱塘区", "杭州市", "浙江省"]
    assert [d.name for d in DIVISIONS.ancestors(only("城口县"))] == ["重庆市"]
    assert DIVISIONS.parent(only("法国")) is None


@settings(deadline=None)  # the first call reads files
@given(st.sampled_from(sorted(DIVISIONS._names)))
def test_every_division_lies_in_its_ancestors(code: str) -> None:
    division = DIVISIONS.get(code)
    assert division is not None
    for outer in DIVISIONS.ancestors(division):
        assert DIVISIONS.contains(outer, division)
        assert not DIVISIONS.contains(division, outer)
    assert not DIVISIONS.contains(division, division)


def test_villages_bear_the_names_that_people_write() -> None:
    names = {d.name: d for d in DIVISIONS.villages_of("330114003")}
    assert {"同一村", "建设村"} <= names.keys()
    assert not [name for name in names if name.endswith(("委会", "委员会"))]
    assert DIVISIONS.get(names["同一村"].code) == names["同一村"]
    assert next(d.name for d in DIVISIONS.ancestors(names["同一村"])) == "河庄街道"


@pytest.mark.parametrize(
    ("within", "count"), [(["330114"], 1), (["330114", "3301"], 1), (["3302"], 0), ([], 0), ([""], 0)]
)
def test_villages_named(within: list[str], count: int) -> None:
    assert len(DIVISIONS.villages_named("同一村", within)) == count


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [("杭州市钱塘区", 0, 3), ("杭州市钱塘区", 3, 6), ("钱塘(新)区里", 0, 6), ("高新区(滨江)的", 0, 7)],
)
def test_longest_at(text: str, start: int, end: int) -> None:
    found = DIVISIONS.longest_at(text, start)
    assert found is not None
    assert found[0] == end


def test_zones_are_no_hits() -> None:
    assert DIVISIONS.longest_at("苏州工业园区", 0) is None


def test_find_all_gives_names_that_overlap() -> None:
    assert [(start, end) for start, end, _ in DIVISIONS.find_all("浙江省杭州市")] == [(0, 3), (3, 6)]


@pytest.mark.parametrize(
    ("candidates", "context", "code"),
    [
        (DIVISIONS.find("鼓楼区"), {"3201"}, "320106"),
        (DIVISIONS.find("鼓楼区"), {"320104"}, "320106"),
        (DIVISIONS.find("鼓楼区"), {"35", "3501"}, "350102"),
        (DIVISIONS.find("鼓楼区"), set(), None),
        (DIVISIONS.find("鼓楼区"), {"33"}, None),
        (DIVISIONS.by_short("吉林"), set(), "22"),
        (DIVISIONS.by_short("喀什"), set(), "6531"),
        (DIVISIONS.by_short("喀什"), {"653101"}, "653101"),
        (DIVISIONS.by_short("西安"), {"23"}, "6101"),
        (DIVISIONS.by_short("西安"), {"2310"}, "231005"),
        (DIVISIONS.by_short("荆州"), {"4210", "421003"}, "4210"),
        (DIVISIONS.by_short("海南"), {"4602"}, "46"),
        (DIVISIONS.by_short("海南"), {"6325"}, "6325"),
        (DIVISIONS.by_short("朝阳"), {"11"}, "110105"),
        (DIVISIONS.by_short("朝阳"), {"21"}, "2113"),
        ((), {"33"}, None),
    ],
)
def test_resolve(candidates: tuple[Division, ...], context: set[str], code: str | None) -> None:
    found = resolve(candidates, context)
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "杭州市钱塘区河庄街道同一村",
            [("杭州市", "3301"), ("钱塘区", "330114"), ("河庄街道", "330114003"), ("同一村", "330114003201")],
        ),
        ("河南郑州召开会议", [("河南", "41"), ("郑州", "4101")]),
        ("杭州钱塘(新)区推出平台", [("杭州", "3301"), ("钱塘(新)区", "330114")]),
        (
            "杭州高新区(滨江)发布，高新区的企业来到滨江。",
            [("杭州", "3301"), ("高新区(滨江)", "330108"), ("高新区", "330108"), ("滨江", "330108")],
        ),
        ("四川苍溪县兴华村种下果树", [("四川", "51"), ("苍溪县", "510824"), ("兴华村", "510824128203")]),
        ("浙江省级试点", [("浙江省", "33")]),
        ("在广州南沙，南沙港", [("广州", "4401"), ("南沙", "440115"), ("南沙", "440115")]),
        ("南京市鼓楼区", [("南京市", "3201"), ("鼓楼区", "320106")]),
        ("在浙江乌镇举行", [("浙江", "33"), ("乌镇", "330483100")]),
        ("他到访法国", [("法国", "")]),
    ],
)
def test_mentions(text: str, expected: list[tuple[str, str]]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "黄河北岸风光好",
        "加强合作，促进和平",
        "建设美丽乡村",
        "农村社区治理",
        "东方红太阳升",
        "增长快于城镇",
        "城市市场主体",
        "孙中山先生",
    ],
)
def test_common_words_are_no_divisions(text: str) -> None:
    assert codes(text) == []


def test_class_that_belongs_to_the_next_word() -> None:
    assert codes("河北区域协调发展") == [("河北", "13")]
    assert codes("浙江乡村振兴") == [("浙江", "33")]


def test_a_short_county_name_needs_a_home() -> None:
    assert codes("记者来到浙江，在义乌采访")[-1] == ("义乌", "330782")
    assert codes("朝阳产业") == []


def test_a_chain_knows_where_it_begins() -> None:
    text = "浙江省杭州市钱塘区"
    assert [text[m.chain : m.end] for m in mentions(text)] == ["浙江省", "浙江省杭州市", text]


@pytest.mark.parametrize(("text", "inside"), [("浙江大学教授", True), ("浙江推出平台", False), ("河南郑州报道", False)])
def test_a_part_of_a_longer_name_is_marked(text: str, inside: bool) -> None:  # noqa: FBT001
    assert {m.inside for m in mentions(text)} == {inside}


def test_an_unlisted_village_in_a_chain_has_no_candidates() -> None:
    text = "四川苍溪县雁陶村"
    words = [Word(0, 2, "LOC"), Word(2, 8, "LOC")]
    last = mentions(text, words)[-1]
    assert (text[last.start : last.end], text[last.chain : last.end]) == ("雁陶村", text)
    assert (last.candidates, last.division) == ((), None)


@settings(deadline=None)  # the first call reads files
@given(st.text(st.sampled_from("浙江省杭州市钱塘区河庄街道同一村吉林海南的在，(新)"), max_size=40))
def test_mentions_are_in_order_and_apart(text: str) -> None:
    found = mentions(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(m.chain <= m.start < m.end for m in found)


def test_lexicon_of_ambiguous_names_names_no_province() -> None:
    assert not [
        word
        for word in PACK.words("ambiguous_short_names")
        for division in DIVISIONS.by_short(word)
        if division.level == "province"
    ]
