"""Ids: fixed for all time, readable, ASCII, and unlike for unlike names."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import GraphError
from graph.ids import (
    DEFAULT_BASE,
    check_base,
    document_id,
    entity_id,
    instances,
    metric_id,
    observation_id,
    sentence_id,
    slug,
    statement_id,
    terms,
)
from graph.names import folded

LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
NAMES = st.text(min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("kind", "name", "scope", "code", "wanted"),
    [
        ("District", "钱塘区", "", "330114", "District-qian-tang-qu-330114"),
        ("District", "浙江省", "", "33", "District-zhe-jiang-sheng-33"),
        ("District", "同一村", "河庄街道", "", "District-tong-yi-cun-55a28ef949"),
        ("Agency", "区委宣传部", "330114", "", "Agency-qu-wei-xuan-chuan-bu-e81568992b"),
        ("Agency", "区委宣传部", "330108", "", "Agency-qu-wei-xuan-chuan-bu-0b91110511"),
        ("Agency", "钱塘区委改革(数改)专班", "", "", "Agency-qian-tang-qu-wei-gai-ge-shu-gai-zhuan-db23542e95"),
        ("Agency", "區委宣傳部", "330114", "", "Agency-qu-wei-xuan-chuan-bu-e81568992b"),
        ("Company", "浙江华海生物科技有限公司", "", "", "Company-zhe-jiang-hua-hai-sheng-wu-ke-ji-you-adeff9ad7b"),
        ("Company", "华为", "", "", "Company-hua-wei-de439c8900"),
        ("Company", "華為", "", "", "Company-hua-wei-de439c8900"),
        ("Institution", "中国计量大学", "", "", "Institution-zhong-guo-ji-liang-da-xue-edcc240234"),
        (
            "Institution",
            "“青年与城市发展”大数据研究院",
            "",
            "",
            "Institution-qing-nian-yu-cheng-shi-fa-zhan-da-shu-ju-41c2106e2b",
        ),
        ("Platform", "“先锋小哥”", "", "", "Platform-xian-feng-xiao-ge-ea2da7b44e"),
        ("Platform", "先锋小哥", "", "", "Platform-xian-feng-xiao-ge-4c43cfae32"),
        ("Platform", "钱塘巢·共富农房租", "", "", "Platform-qian-tang-chao-gong-fu-nong-fang-zu-46b2cecef9"),
        ("Platform", "12345热线", "", "", "Platform-12345-re-xian-cb5f9f2d62"),
        ("Platform", "社区e通", "", "", "Platform-she-qu-e-tong-8d949db3f2"),
        ("Platform", "ＡＰＰ", "", "", "Platform-app-21f319eac7"),
        (
            "Program",
            "“703020+X”产业项目推进流程再造",
            "",
            "",
            "Program-703020-x-chan-ye-xiang-mu-tui-jin-liu-90837eba3b",
        ),
        ("Program", "最多跑一次改革", "", "", "Program-zui-duo-pao-yi-ci-gai-ge-1cee8c91e9"),
        ("Policy", "《杭州钱塘新区条例》", "", "", "Policy-hang-zhou-qian-tang-xin-qu-tiao-li-3ee53337e5"),
        ("Policy", "关于打造“青年北仑”的意见", "", "", "Policy-guan-yu-da-zao-qing-nian-bei-lun-de-yi-233b136598"),
        (
            "Award",
            "地铁场所、商场场所、公园场所、主要道路5G网络质量卓越城市",
            "",
            "",
            "Award-di-tie-chang-suo-shang-chang-chang-suo-fa85799929",
        ),
        ("Person", "丁晓波", "", "", "Person-ding-xiao-bo-b63580349b"),
        ("Person", "买买提·艾山", "", "", "Person-mai-mai-ti-ai-shan-981eb59d00"),
        (
            "Event",
            "区委一届六次全体(扩大)会议",
            "330114",
            "",
            "Event-qu-wei-yi-jie-liu-ci-quan-ti-kuo-da-hui-0912076504",
        ),
        ("Place", "长三角", "", "", "Place-zhang-san-jiao-d59b96197d"),
        ("Place", "绿谷·杭州", "", "", "Place-lv-gu-hang-zhou-268a9236a3"),
        ("Place", "★", "", "", "Place-x-e5cb9ee676"),
        ("Place", "𠮷祥里", "", "", "Place-xiang-li-8df093f100"),
    ],
)
def test_golden_ids(kind: str, name: str, scope: str, code: str, wanted: str) -> None:
    assert entity_id(kind, name, scope=scope, code=code) == wanted


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        (document_id("seeds/000_1a68.txt"), "doc-000-1a68-txt-e8f9c6790d47f4f2"),
        (sentence_id("a.txt", 3, 14), "sen-18b7cb099a9ea3f5-3-14"),
        (statement_id("a", "operates", "b"), "st-680b2034c099e866"),
        (observation_id("a", "产业投资", "65"), "obs-0539004ac1e53470"),
        (metric_id("產業投資"), metric_id("产业投资")),
    ],
)
def test_golden_ids_of_the_rest(made: str, wanted: str) -> None:
    assert made == wanted


@given(NAMES, NAMES)
def test_unlike_names_have_unlike_ids(left: str, right: str) -> None:
    same = folded(left) == folded(right)
    assert (entity_id("Platform", left) == entity_id("Platform", right)) is same


@given(NAMES, st.text(max_size=20))
def test_every_id_fits_every_consumer(name: str, scope: str) -> None:
    for local in (entity_id("Institution", name, scope=scope), document_id(name), metric_id(name)):
        assert LOCAL.fullmatch(local)
        assert len(instances(DEFAULT_BASE) + local) <= 200


@given(NAMES)
def test_a_slug_is_whole_syllables(name: str) -> None:
    whole = slug(name, limit=10_000)
    assert f"{whole}-".startswith(f"{slug(name)}-")


@pytest.mark.parametrize("base", ["https://w3id.org/govgraph/", "http://localhost:8080/", "https://a-b.cn/kg/v1.0/"])
def test_good_bases(base: str) -> None:
    assert check_base(base) == base
    assert terms(base) == f"{base}ns#"


@pytest.mark.parametrize(
    "base",
    [
        "",
        "w3id.org/x/",
        "https://a.cn",
        "https://a.cn/#",
        "https://例.cn/",
        "https://a.cn/a b/",
        'https://a.cn/">',
        "https://a.cn/" + "x" * 99 + "/",
    ],
)
def test_bad_bases(base: str) -> None:
    with pytest.raises(GraphError, match=r"base IRI .*: is not an ASCII http"):
        check_base(base)
