"""The map in a real browser, opened from its file."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from graph.formats.html_map import write_map
from graph.knowledge import KnowledgeGraph
from graph.map import prose
from tests.browser import Opened, browser, opened
from tests.drawings import district, drawing, evidence, hostile

pytestmark = pytest.mark.slow

OPEN_ALL = """for (const each of document.querySelectorAll("#panel details")) each.open = true;
for (const button of document.querySelectorAll("#panel tbody button")) button.click();"""
SIZES = {"desk": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}


@pytest.fixture(scope="module")
def started() -> Iterator[Browser]:
    with browser() as chromium:
        yield chromium


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("map") / "map.html"
    write_map(district(), path)
    return path


@pytest.fixture
def shown(started: Browser, page_file: Path) -> Iterator[Opened]:
    with opened(started, page_file) as page:
        yield page
        assert page.broken() == []


def number(page: Opened, name: str) -> int:
    found: list[int] = page.ask("(name) => govgraph.find(name)", name)
    return found[0]


def edge_number(page: Opened, source: str, relation: str, target: str) -> int:
    ends = number(page, source), relation, number(page, target)
    found: int | None = page.ask("([source, relation, target]) => govgraph.edge(source, relation, target)", ends)
    assert found is not None
    return found


def test_it_opens_with_everything_shown(shown: Opened) -> None:
    assert shown.ask("govgraph.counts()") == {"nodes": 7, "edges": 6, "shownNodes": 7, "shownEdges": 6}
    assert shown.text("#counts") == "7 个实体 · 6 条关系 · 1 篇文档"
    assert "甲区的数字化" in shown.text("#panel")


@pytest.mark.parametrize(
    ("typed", "name"),
    [("大脑", "产业大脑"), ("平安", "一码通"), ("cydn", "产业大脑"), ("chanye", "产业大脑"), ("330199", "甲区")],
)
def test_search_finds_and_focuses(shown: Opened, typed: str, name: str) -> None:
    shown.page.keyboard.press("/")
    shown.page.keyboard.type(typed)
    assert shown.text("#found li .name").startswith(name)
    shown.page.keyboard.press("Enter")
    assert shown.text("#panel h2 bdi") == name
    assert shown.ask("govgraph.selected()") == {"node": number(shown, name)}


def test_a_search_without_result_says_so(shown: Opened) -> None:
    shown.page.fill("#search", "无此名称")
    assert shown.text("#found") == "没有找到"


def test_a_type_in_the_legend_hides_and_shows(shown: Opened) -> None:
    shown.page.click(".chip:has-text('平台与应用')")
    assert shown.ask("govgraph.counts()") == {"nodes": 7, "edges": 6, "shownNodes": 5, "shownEdges": 3}
    assert shown.text("#counts") == "显示 5 个实体、3 条关系"
    shown.page.click(".chip.all")
    assert shown.ask("govgraph.counts().shownNodes") == 7


def test_a_relation_hides_and_shows(shown: Opened) -> None:
    shown.page.click("#legend .menu summary")
    shown.page.click("#legend .menu label:has-text('建设运行')")
    assert shown.ask("govgraph.counts()")["shownEdges"] == 3
    assert shown.ask("govgraph.counts()")["shownNodes"] == 7
    shown.page.click("#legend .menu button:has-text('全部隐藏')")
    assert shown.ask("govgraph.counts()")["shownEdges"] == 0


def test_a_click_on_a_node_opens_its_card(shown: Opened) -> None:
    shown.click_at({"node": number(shown, "甲区")})
    card = shown.text("#panel")
    for part in (
        "甲区",
        "行政区划\u00a0· 区划代码 330199",
        "丙市甲区",
        "产业投资",
        "65亿元",
        "同比增长25%",
        "建设运行",
        "受其管辖",
        "推断",
    ):
        assert part in card
    assert shown.page.locator("#panel .quotation").count() == 5
    shown.page.keyboard.press("Escape")
    assert shown.ask("govgraph.selected()") is None


def test_a_click_on_an_observation_shows_its_sentence(shown: Opened) -> None:
    shown.ask("(node) => govgraph.select({ node })", number(shown, "甲区"))
    shown.page.click("#panel td button:has-text('产业投资')")
    assert "产业投资65亿元。" in shown.text("#panel tr.source")


@pytest.mark.parametrize(
    ("target", "relation", "sentence", "marks"),
    [
        ("一码通", "operates", "丙市甲区上线“平安码”。", ["丙市甲区", "平安码"]),
        ("产业大脑", "participatesIn", "甲用上了产业大脑。", ["甲", "产业大脑"]),
        ("产业大脑", "operates", "甲区推出产业大脑。", ["甲区", "产业大脑"]),
    ],
)
def test_a_click_on_an_edge_shows_its_sentence(
    shown: Opened, target: str, relation: str, sentence: str, marks: list[str]
) -> None:
    edge = edge_number(shown, "甲区", relation, target)
    shown.click_at({"edge": edge}, 0.45)
    assert shown.ask("govgraph.selected()") == {"edge": edge}
    assert shown.text("#panel blockquote") == sentence
    assert shown.page.locator("#panel mark").all_inner_texts() == marks
    source = shown.text("#panel figcaption")
    for part in ("甲区的数字化", "2022-07-12", "丙报", "seeds/a.txt", f"第 10–{10 + len(sentence)} 字", "operates.cue"):
        assert part in source


def test_planned_and_inferred_edges_say_so(shown: Opened) -> None:
    shown.ask("(edge) => govgraph.select({ edge })", edge_number(shown, "甲区", "operates", "赛马机制"))
    assert "语气 计划" in shown.text("#panel .facts")
    shown.ask("(edge) => govgraph.select({ edge })", edge_number(shown, "甲区", "partOf", "丙省"))
    assert "推断" in shown.text("#panel .facts")
    assert "没有原文" in shown.text("#panel")


def test_the_pointer_shows_a_tooltip(shown: Opened) -> None:
    where = shown.ask("(node) => govgraph.screen({ node })", number(shown, "张三"))
    shown.page.mouse.move(where["x"], where["y"])
    assert shown.text("#tooltip").split("\n") == ["张三", "人物 · 0 条关系"]


def test_the_address_opens_and_keeps_a_node(started: Browser, page_file: Path) -> None:
    with opened(started, page_file, fragment="#一码通") as page:
        assert page.text("#panel h2 bdi") == "一码通"
        page.ask("(node) => govgraph.select({ node })", number(page, "张三"))
        page.page.reload()
        assert page.text("#panel h2 bdi") == "张三"
        page.page.go_back()
        page.page.wait_for_function("document.querySelector('#panel h2 bdi')?.textContent === '一码通'")
        assert page.broken() == []


def test_english_for_other_readers_and_a_switch(started: Browser, page_file: Path) -> None:
    with opened(started, page_file, locale="en-US") as page:
        assert page.text("#counts") == "7 entities · 6 relations · 1 document"
        page.page.click("#language")
        assert page.text("#counts") == "7 个实体 · 6 条关系 · 1 篇文档"


def test_keys_move_and_zoom_the_map(shown: Opened) -> None:
    shown.page.focus("#network")
    spot = "(node) => govgraph.screen({ node })"
    before = shown.ask(spot, 0)
    shown.page.keyboard.press("ArrowRight")
    shown.page.wait_for_function("(x) => govgraph.screen({ node: 0 }).x < x - 50", arg=before["x"])
    shown.page.keyboard.press("0")
    shown.page.wait_for_function("(x) => Math.abs(govgraph.screen({ node: 0 }).x - x) < 2", arg=before["x"])


def many() -> KnowledgeGraph:
    """80 districts with four things each: more names than there is room for."""
    nodes = [{"name": f"{i}号城区", "type": "District"} for i in range(80)]
    nodes += [
        {"name": f"{i}号应用平台{k}", "type": kind}
        for i in range(80)
        for k, kind in enumerate(("Platform", "Program", "Award", "Agency"))
    ]
    edges = [
        {"source": nodes[i]["name"], "target": nodes[80 + 4 * i + k]["name"], "relation": "operates"}
        for i in range(80)
        for k in range(4)
    ]
    edges += [{"source": nodes[i]["name"], "target": nodes[i // 3]["name"], "relation": "partOf"} for i in range(1, 80)]
    return drawing(nodes, edges)


@pytest.mark.parametrize("size", SIZES)
def test_names_never_overlap_and_are_many(started: Browser, tmp_path: Path, size: str) -> None:
    write_map(many(), tmp_path / "map.html")
    with opened(started, tmp_path / "map.html", viewport=SIZES[size]) as page:
        page.page.wait_for_function("govgraph.labels().length > 0")
        labels = page.ask("govgraph.labels()")
        assert len(labels) >= (40 if size == "desk" else 12)
        assert overlapping(labels) == []
        page.ask("govgraph.view('focus', 0)")
        page.page.wait_for_timeout(600)
        labels = page.ask("govgraph.labels()")
        assert any(label["node"] is None for label in labels)  # the name of a relation
        assert sum(label["node"] is not None for label in labels) >= (8 if size == "desk" else 4)
        assert overlapping(labels) == []
        assert page.broken() == []


def overlapping(boxes: list[dict[str, float]]) -> list[tuple[dict[str, float], dict[str, float]]]:
    """The pairs of boxes of which one lies over the other."""
    return [
        (a, b)
        for a, b in itertools.combinations(boxes, 2)
        if a["left"] < b["right"] and b["left"] < a["right"] and a["top"] < b["bottom"] and b["top"] < a["bottom"]
    ]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_sticks_out_of_the_window(started: Browser, page_file: Path, size: str, scheme: str) -> None:
    with opened(started, page_file, viewport=SIZES[size], color_scheme=scheme, fragment="#甲区") as page:
        width, height = SIZES[size]["width"], SIZES[size]["height"]
        assert page.ask("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == [
            width,
            height,
        ]
        for selector in ("#search", "#language", "#zoom", "#lines", "#panel", "#network", "#legend .menu", "#views"):
            box = page.page.locator(selector).bounding_box()
            assert box is not None
            assert box["x"] >= 0 and box["x"] + box["width"] <= width, selector  # noqa: PT018
            assert box["y"] >= 0 and box["y"] + box["height"] <= height, selector  # noqa: PT018
        assert page.broken() == []


def test_hostile_texts_run_nothing_anywhere(started: Browser, tmp_path: Path) -> None:
    write_map(hostile(), tmp_path / "map.html", title="</title><script>alert(9)</script>")
    with opened(started, tmp_path / "map.html") as page:
        counts = page.ask("govgraph.counts()")
        assert (counts["nodes"], counts["edges"]) == (8, 8)
        for which in [*({"node": i} for i in range(8)), *({"edge": i} for i in range(8))]:
            where = page.ask("(which) => govgraph.screen(which)", which)
            page.page.mouse.move(where["x"], where["y"])
            page.ask("(which) => govgraph.select(which)", which)
            page.ask(OPEN_ALL)
        page.page.fill("#search", "alert")
        page.page.click("#language")
        page.page.click("#legend .menu summary")
        assert page.ask("document.querySelectorAll('img, iframe, object, a').length") == 0
        assert page.ask("document.scripts.length") == 6
        assert page.broken() == []


WORDS = [
    "数字化",
    "改革",
    "产业大脑",
    "，",
    "滨江区",
    "2023年",
    "3.5%",
    "A-Z",
    "\U00020000",
    "\u0301",
    "é",
    "\\",
    "'",
    "&lt;",
]


@pytest.mark.parametrize("learned", [0, 3000, 400_000])
def test_every_sentence_comes_back_as_it_was(
    started: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, learned: int
) -> None:
    monkeypatch.setattr(prose, "LEARNED", learned)
    chance = random.Random(learned)
    texts = ["".join(chance.choices(WORDS, range(len(WORDS), 0, -1), k=chance.randrange(1, 30))) for _ in range(400)]
    nodes = [{"name": f"点{i}", "type": "Program"} for i in range(401)]
    edges = [
        {"source": "点0", "target": f"点{i + 1}", "relation": "operates", "evidence": evidence(text, f"文{i % 7}")}
        for i, text in enumerate(texts)
    ]
    write_map(drawing(nodes, edges), tmp_path / "map.html")
    with opened(started, tmp_path / "map.html") as page:
        found = page.ask(
            "(count) => Array.from({ length: count }, (_, edge) => govgraph.quotes(count - 1 - edge)[0])", 400
        )
        wanted = [[f"文{i % 7}", 10, 10 + len(text), text, "operates.cue"] for i, text in enumerate(texts)]
        assert sorted(found) == sorted(wanted)
        assert page.broken() == []


def test_the_browser_would_report_what_must_not_happen(started: Browser, page_file: Path) -> None:
    with opened(started, page_file) as page:
        page.ask("document.body.append(Object.assign(new Image(), { src: 'https://example.org/x.png' }))")
        page.ask("document.body.append(Object.assign(document.createElement('script'), { textContent: 'alert(1)' }))")
        page.page.wait_for_timeout(200)
        assert any("img-src" in problem for problem in page.broken())
        assert any("script-src" in problem for problem in page.broken())
