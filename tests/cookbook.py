"""The queries of docs/sparql.md, by their headings, and a graph made by hand in which each finds something."""

from __future__ import annotations

import re

from graph import KnowledgeGraph, build_graph
from tests.builders import facts, link, observation, thing
from tests.conftest import ROOT

_TEXT = (ROOT / "docs" / "sparql.md").read_text("utf-8")
PREFIXES = "".join(f"{line}\n" for line in _TEXT.splitlines() if line.startswith("PREFIX "))
"""What the documentation puts in front of the queries for other tools."""
QUERIES = dict(re.findall(r"^### ([^\n]*)\n.*?```sparql\n(.*?)```", _TEXT, re.DOTALL | re.MULTILINE))

_MEANT = {
    "period": "今年1至5月",
    "period_start": "2024-01",
    "period_end": "2024-05",
    "approximation": "about",
    "change": "同比增长25.5%",
    "change_amount": 25.5,
    "change_unit": "%",
    "rank": "全省第二",
    "rank_place": 2,
    "rank_scope": "全省",
}
"""The texts of an observation and what they mean."""


def cookbook_graph() -> KnowledgeGraph:
    """Two districts, a province, and something of everything that the cookbook asks for."""
    first = facts(
        "一.txt",
        thing("District", "钱塘区", code="330114"),
        thing("District", "浙江省", code="33"),
        thing("District", "北仑区", code="330206"),
        thing("Agency", "钱塘法院"),
        thing("Platform", "智慧粮仓"),
        thing("Program", "一件事改革"),
        thing("Award", "最佳应用"),
        thing("Person", "丁晓波"),
        thing("Company", "甲公司"),
        thing("Institution", "计量大学"),
        link("钱塘区 operates 智慧粮仓", confidence=0.8),
        link("钱塘法院 jurisdiction 钱塘区"),
        link("钱塘法院 operates 一件事改革", modality="planned", confidence=0.6),
        link("智慧粮仓 adoptedIn 浙江省"),
        link("智慧粮仓 received 最佳应用"),
        link("丁晓波 worksFor 钱塘法院"),
        link("甲公司 cooperatesWith 计量大学"),
        observation("钱塘区", "产业投资", 6.5e9, "元", value_text="65亿元"),
        observation("北仑区", "产业投资", 1.25e8, "元", value_text="1.25亿元", **_MEANT),
        date="2024-08-15",
    )
    second = facts(
        "二.txt",
        thing("District", "錢塘區", code="330114"),
        thing("Platform", "智慧粮仓"),
        thing("District", "杭州市", code="3301", inferred=True),
        link("錢塘區 operates 智慧粮仓", confidence=0.7),
        script="zh-hant",
    )
    return build_graph([first, second])
