"""Documents of Hong Kong, Macau and Taiwan: whole short texts in traditional script, read from names to values."""

from __future__ import annotations

from functools import lru_cache

import pytest

from extract.annotations import Annotations, annotations_of
from extract.divisions import Divisions
from extract.facts import Document
from extract.numbers import find_numbers, number_grammar
from extract.pack import load_pack
from extract.periods import period_reader
from extract.pipeline import Extractor

PACK = load_pack("government")
DIVISIONS = Divisions.load(PACK)


@lru_cache(maxsize=1)
def extractor() -> Extractor:
    return Extractor()


@lru_cache(maxsize=64)
def read(text: str) -> Annotations:
    return annotations_of(extractor().read(Document("test", text)))


def names(text: str) -> set[tuple[str, str]]:
    ann = read(text)
    return {(e.type, name) for e in ann.entities.values() for name in e.names}


def relations(text: str) -> set[tuple[str, str, str]]:
    ann = read(text)
    every = {i: e.names or {e.name: False} for i, e in ann.entities.items()}
    return {(s, r.relation, t) for r in ann.relations for s in every[r.source] for t in every[r.target]}


@pytest.mark.parametrize(
    ("name", "code", "parent"),
    [
        ("台中市", "7104", "71"),
        ("信义区", "710107", "7101"),
        ("板桥区", "710201", "7102"),
        ("秀林乡", "711807", "7118"),
        ("阿里山乡", "711517", "7115"),
        ("油尖旺区", "810005", "81"),
        ("离岛区", "810018", "81"),
        ("旺角", "810005001", "810005"),
        ("嘉模堂区", "820006", "82"),
        ("氹仔", "820006001", "820006"),
        ("乌坵乡", "712106", "7121"),
    ],
)
def test_units_have_codes_and_parents(name: str, code: str, parent: str) -> None:
    found = {d.code: d.parent_code for d in DIVISIONS.find(name)}
    assert found.get(code) == parent


@pytest.mark.parametrize(
    ("digits", "prefix", "count"), [(4, "71", 22), (6, "8100", 18), (6, "8200", 8), (6, "7106", 38)]
)
def test_the_lists_are_whole(digits: int, prefix: str, count: int) -> None:
    codes = {d.code for n in DIVISIONS._codes for d in DIVISIONS.find(n) if d.code.startswith(prefix)}
    assert sum(len(code) == digits for code in codes) == count


def test_short_names_drop_the_classes_of_townships_too() -> None:
    assert "711807" in {d.code for d in DIVISIONS.by_short("秀林")}


@pytest.mark.parametrize(
    ("text", "traditional", "home"),
    [
        ("臺中市政府今日公布。".replace("臺", "台"), True, "71"),
        ("本港各区", True, "81"),
        ("澳门行政公职局", True, "82"),
        ("深圳市南山区与香港合作", False, ""),
        ("台湾同胞参访福建省厦门市", False, ""),
        ("台湾行政院通过预算，全台县府以新台币发放", False, "71"),
        ("浙江省杭州市", True, ""),
    ],
)
def test_where_a_text_is_at_home(text: str, traditional: bool, home: str) -> None:  # noqa: FBT001
    assert DIVISIONS.home_of(text, traditional=traditional) == home


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("臺北市中山區公所今日公布措施。", "中山区", "710106"),
        ("大連市中山區公布措施，臺北市觀摩。", "中山区", "210202"),
        ("大连市中山区公布措施。", "中山区", "210202"),
        ("香港北區及大埔區今日啟用。", "北区", "810013"),
        ("臺南市東區新增本土病例。", "东区", "710503"),
        ("澳門氹仔今日啟用。", "氹仔", "820006001"),
    ],
)
def test_namesakes_are_told_apart_by_where_the_text_is_at_home(text: str, name: str, code: str) -> None:
    (entity,) = [e for e in read(text).entities.values() if name in e.names]
    assert entity.code == code


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("臺南市中西區法華里今日試辦。", "District", "法华里"),
        ("桃園市龜山區大崗里里長劉世榮說明。", "District", "大岗里"),
        ("高雄市政府將與菲律賓宿霧市合作。", "District", "宿雾市"),
        ("香港運輸署表示，本港車輛增加。", "District", "本港"),
        ("臺南市政府衛生局今日公布。", "Agency", "台南市政府"),
        ("臺南市政府衛生局今日公布。", "Agency", "卫生局"),
        ("臺中市今日公布，數位治理局局長林谷隆坦言。", "Agency", "数位治理局"),
        ("苗栗縣政府交通工務處表示。", "Agency", "交通工务处"),
        ("香港北區民政事務處今日公布。", "Agency", "香港北区民政事务处"),
        ("臺灣內政部戶政司今日說明。", "Agency", "内政部户政司"),
        ("臺灣今日公布，國立成功大學與臺南市合作。", "Institution", "国立成功大学"),
        ("數字政策辦公室（數字辦）今日宣布，數字辦將於香港推出服務。", "Agency", "数字办"),
        ("香港發展局表示，局方會跟進。", "Agency", "局方"),
        ("臺南市南區區公所區長林坤定補充。", "Person", "林坤定"),
        ("高雄市長陳其邁致詞。", "Person", "陈其迈"),
        ("香港初創「翼程動力」取得牌照。", "Company", "翼程动力"),
        ("香港市民可使用「泊車易」流動應用程式。", "Platform", "泊车易"),
        ("臺北市推出「安居先導計劃」。", "Program", "安居先导计划"),
        ("臺南市環保局頒給「防蚊模範里」獎牌。", "Award", "防蚊模范里"),
        ("香港運輸署公布《開放數據（泊車）條款》。", "Policy", "开放数据(泊车)条款"),
        ("臺中市政府今日召開第12次治水會報。", "Event", "第12次治水会报"),
        ("新北市政府工務局舉辦的淡江大橋通車典禮吸引民眾。", "Event", "淡江大桥通车典礼"),
    ],
)
def test_names(text: str, kind: str, name: str) -> None:
    assert (kind, name) in names(text)


@pytest.mark.parametrize("text", ["香港運輸署表示，數字漂亮，「但不能鬆懈」。", "臺北市長指出，「一對一陪跑」不可少。"])
def test_sayings_in_quotation_marks_are_no_names(text: str) -> None:
    assert {kind for kind, _ in names(text)} <= {"District", "Agency", "Person"}


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("臺灣內政部戶政司今日說明。", ("内政部户政司", "partOf", "内政部")),
        ("臺中市政府今日公布。臺中市地政局局長吳立森說明。", ("台中市地政局", "partOf", "台中市政府")),
        ("香港運輸署今日公布。運輸署說明，全港受惠。", ("运输署", "jurisdiction", "香港")),
        ("臺南市衛生局公布資料。局長李翠鳳指出。", ("李翠凤", "worksFor", "台南市卫生局")),
        ("高雄市今日公布，市長陳其邁致詞。", ("陈其迈", "worksFor", "高雄市")),
        ("臺北市社會局局長、資訊局局長趙式隆表示，補助將增加。", ("赵式隆", "worksFor", "台北市社会局")),
        ("桃園市推動「智慧里安居計畫」，率先在龜山區、中壢區試辦。", ("龟山区", "participatesIn", "智慧里安居计划")),
        ("香港屯門醫院的「肺炎篩查系統」（商業方案銀獎）得獎。", ("肺炎筛查系统", "received", "商业方案银奖")),
        ("香港「出行易」應用程式已擴展至旺角。", ("出行易", "adoptedIn", "旺角")),
        ("桃園市社會局與長庚大學合作。", ("桃园市社会局", "cooperatesWith", "长庚大学")),
        ("香港運輸署把「易泊位」系統併入「出行易」系統。", ("香港运输署", "operates", "易泊位")),
        ("臺東馬偕紀念醫院位於臺東。", ("台东马偕纪念医院", "locatedIn", "台东")),
        ("臺中市政府今日召開第12次治水會報，市長盧秀燕主持。", ("卢秀燕", "participatesIn", "第12次治水会报")),
    ],
)
def test_relations(text: str, relation: tuple[str, str, str]) -> None:
    assert relation in relations(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("臺南市「捕蚊」計畫共清除 6,300 餘個容器。", ("容器", 6300, "个")),
        ("臺北市「安居」計畫經費達新台幣2億元。", ("经费", 200000000, "元")),
        ("香港「出行易」系統去年共接獲三千二百宗投訴。", ("投诉", 3200, "宗")),
        ("香港「數碼同行」計劃開辦班組，首八個月共有三千一百多人次參加。", ("参加", 3100, "人次")),
        ("臺南市今年新增本土病例7例，分布於中西區法華里3例。", ("新增本土病例", 3, "例")),
    ],
)
def test_values(text: str, found: tuple[str, float, str]) -> None:
    assert found in {(o.metric, o.value, o.unit) for o in read(text).observations}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("约十六亿四千万元", 1640000000),
        ("1万5,000元", 15000),
        ("1万2千人", 12000),
        ("五成四", 54),
        ("逾1兆元", 1000000000000),
        ("一万亿元", 1000000000000),
        ("逾二千三百家园区企业", 2300),
        ("1.2万亿元", 1200000000000),
    ],
)
def test_numbers(text: str, value: float) -> None:
    (number,) = find_numbers(text, number_grammar(PACK))
    assert number.value == value


def test_a_scale_of_other_meaning_is_no_number() -> None:
    assert find_numbers("500兆宽带", number_grammar(PACK)) == []


@pytest.mark.parametrize(
    ("period", "months"),
    [("民国113年", ("2024-01", "2024-12")), ("114年11月底", ("2025-11", "2025-11"))],
)
def test_years_of_the_republic(period: str, months: tuple[str, str]) -> None:
    (found,) = period_reader(PACK).find(period)
    assert (found.text, period_reader(PACK).resolve(period, "2026-01-01")) == (period, months)


@pytest.mark.parametrize(
    ("source", "clean"),
    [
        ("已有 108 個機關", "已有108个机关"),
        ("截至 114 年 11 月底", "截至114年11月底"),
        ("下降 12.7%，", "下降12.7%,"),
        ("「查詢系統 3.0」", "“查询系统 3.0”"),
        ("1999 APP", "1999 APP"),
    ],
)
def test_spaces_around_figures_go(source: str, clean: str) -> None:
    assert read("臺灣" + source).clean.text == "台湾" + clean


def test_evidence_stands_in_the_source_as_written() -> None:
    text = "截至 114 年 11 月底，臺南市「捕蚊」計畫共清除 6,300 餘個容器。"
    facts = extractor().extract(Document("test", text))
    evidence = [e for entity in facts.entities for e in entity.mentions]
    assert evidence
    assert all(text[e.start : e.end] == e.text for e in evidence)
