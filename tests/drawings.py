"""Small graphs for tests of pictures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import networkx as nx

from graph.knowledge import KnowledgeGraph

HOSTILE = (
    "</script><img src=x onerror=alert(1)>",
    "<!--<script>alert(2)</script>",
    "\u2028\u2029alert(3)//",
    "\"'`${alert(4)}",
    "\u202e反\u2066转\u200b",
    "javascript:alert(5) href=x",
    "{{data}}{{policy}}",
    "\x00\x07\ud800半",
)
"""Names that would run, break out, turn the text around or break the file if they were not only text."""
BASE = "https://example.org/id/"


def drawing(nodes: Iterable[dict[str, Any]], edges: Iterable[dict[str, Any]], **attributes: object) -> KnowledgeGraph:
    """A graph of nodes (`name`, `type`, …; the id comes from the name) and edges (`source` and `target` by name)."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph(base_iri=BASE, pack="government", documents=[], observations=[])
    network.graph.update(attributes)
    for node in nodes:
        network.add_node(BASE + node["name"], **{"aliases": [], "inferred": False, "code": "", **node})
    for edge in edges:
        facts = {"confidence": 0.9, "modality": "stated", "inferred": False, "evidence": [], **edge}
        source, target = facts.pop("source"), facts.pop("target")
        network.add_edge(BASE + source, BASE + target, key=facts["relation"], **facts)
    return KnowledgeGraph(network)


def evidence(text: str, document: str = "seeds/a.txt") -> list[dict[str, Any]]:
    return [{"document": document, "start": 10, "end": 10 + len(text), "text": text, "rule": "operates.cue"}]


def district() -> KnowledgeGraph:
    """甲区 with two platforms, an agency, a program that is only planned, an inferred province and a single person."""
    nodes = [
        {"name": "甲区", "type": "District", "aliases": ["甲", "丙市甲区"], "code": "330199"},
        {"name": "产业大脑", "type": "Platform"},
        {"name": "一码通", "type": "Platform", "aliases": ["平安码"]},
        {"name": "甲区数据局", "type": "Agency"},
        {"name": "赛马机制", "type": "Program"},
        {"name": "丙省", "type": "District", "inferred": True},
        {"name": "张三", "type": "Person"},
    ]
    edges = [
        {"source": "甲区", "relation": "operates", "target": "产业大脑", "evidence": evidence("甲区推出产业大脑。")},
        {
            "source": "甲区",
            "relation": "participatesIn",
            "target": "产业大脑",
            "evidence": evidence("甲用上了产业大脑。"),
        },
        {"source": "甲区", "relation": "operates", "target": "一码通", "evidence": evidence("丙市甲区上线“平安码”。")},
        {
            "source": "甲区数据局",
            "relation": "jurisdiction",
            "target": "甲区",
            "evidence": evidence("甲区数据局成立。"),
        },
        {
            "source": "甲区",
            "relation": "operates",
            "target": "赛马机制",
            "modality": "planned",
            "evidence": evidence("甲区将探索赛马机制。"),
        },
        {"source": "甲区", "relation": "partOf", "target": "丙省", "inferred": True},
    ]
    observation = {
        "id": "o1",
        "subject": BASE + "甲区",
        "metric": "产业投资",
        "value": 6.5e9,
        "unit": "元",
        "value_text": "65亿元",
    }
    details = {"period": "今年1至5月", "change": "同比增长25%", "rank": "", "evidence": evidence("产业投资65亿元。")}
    paper = {"id": "seeds/a.txt", "title": "甲区的数字化", "date": "2022-07-12", "outlet": "丙报", "authors": ["李四"]}
    return drawing(nodes, edges, documents=[paper], observations=[{**observation, **details}])


def hostile() -> KnowledgeGraph:
    """A graph in which every text is one that a page must not take for anything but text."""
    nodes = [
        {"name": text, "type": kind, "aliases": [text, text + "2"], "code": text}
        for text, kind in zip(
            HOSTILE,
            ("District", "Platform", HOSTILE[0], "Agency", HOSTILE[0], *["Person"] * 3),
            strict=True,
        )
    ]
    sentences = "".join(HOSTILE)
    pairs = zip(HOSTILE, (*HOSTILE[1:], HOSTILE[0]), strict=True)
    edges = [
        {
            "source": a,
            "target": b,
            "relation": "operates" if i % 2 else a,
            "modality": a,
            "evidence": [{"document": a, "start": 0, "end": 9, "text": f"{a}{sentences}{b}", "rule": a}],
        }
        for i, (a, b) in enumerate(pairs)
    ]
    papers = [{"id": a, **dict.fromkeys(("title", "date", "outlet", "place"), a), "authors": [a]} for a in HOSTILE]
    seen = [
        {
            "id": a,
            "subject": BASE + a,
            "value": None,
            **dict.fromkeys(("metric", "unit", "value_text", "period", "change", "rank"), a),
            "evidence": evidence(a, a),
        }
        for a in HOSTILE
    ]
    return drawing(nodes, edges, documents=papers, observations=seen)


def two_districts() -> KnowledgeGraph:
    """甲区 and 乙区 in 丙省, with things of their own, one shared platform, a common measure, and dated documents."""
    nodes = [{"name": name, "type": "District", "documents": ["a.txt"]} for name in ("甲区", "乙区", "丙省")]
    nodes += [
        {"name": name, "type": kind, "documents": [paper]}
        for name, kind, paper in (
            ("产业大脑", "Platform", "a.txt"),
            ("一码通", "Platform", "b.txt"),
            ("亲清在线", "Platform", "b.txt"),
            ("赛马机制", "Program", "a.txt"),
            ("数字先锋奖", "Award", "c.txt"),
            ("乙区数据局", "Agency", "b.txt"),
        )
    ]
    facts = [
        ("甲区", "operates", "产业大脑", "甲区推出产业大脑。", "a.txt"),
        ("乙区", "operates", "产业大脑", "乙区也用产业大脑。", "b.txt"),
        ("乙区", "operates", "一码通", "乙区上线一码通。", "b.txt"),
        ("乙区数据局", "jurisdiction", "乙区", "乙区数据局成立。", "b.txt"),
        ("乙区数据局", "operates", "亲清在线", "乙区数据局建设亲清在线。", "b.txt"),
        ("甲区", "operates", "赛马机制", "甲区探索赛马机制。", "a.txt"),
        ("甲区", "received", "数字先锋奖", "甲区获数字先锋奖。", "c.txt"),
        ("甲区", "partOf", "丙省", "丙省甲区。", "a.txt"),
        ("乙区", "partOf", "丙省", "丙省乙区。", "b.txt"),
    ]
    edges = [
        {"source": a, "relation": relation, "target": b, "evidence": evidence(text, paper)}
        for a, relation, b, text, paper in facts
    ]
    papers = [
        {"id": "a.txt", "title": "甲区报告", "date": "2021-03-01", "outlet": "丙报", "authors": ["李四"]},
        {"id": "b.txt", "title": "乙区报告", "date": "2022-07-12", "outlet": "", "authors": []},
        {"id": "c.txt", "title": "", "date": "", "outlet": "", "authors": []},
    ]
    blank = {"value": None, "period": "", "change": "", "rank": ""}
    seen = [
        {**blank, "id": f"o{i}", "subject": BASE + name, "metric": "地区生产总值", "unit": "元", "value_text": text}
        | {"evidence": evidence(f"{name}地区生产总值{text}。", f"{'ab'[i]}.txt")}
        for i, (name, text) in enumerate((("甲区", "500亿元"), ("乙区", "700亿元")))
    ]
    return drawing(nodes, edges, documents=papers, observations=seen)
