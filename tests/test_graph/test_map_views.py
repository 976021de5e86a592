"""The map's views in a real browser: focus, paths, profile, comparison, table, time, what is taken along."""

from __future__ import annotations

import csv
import itertools
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Browser

from graph.formats.html_map import write_map
from tests.browser import Opened, browser, opened
from tests.drawings import drawing, hostile, two_districts

pytestmark = pytest.mark.slow

VIEWS = ("atlas", "focus", "profile", "compare", "table")


@pytest.fixture(scope="module")
def started() -> Iterator[Browser]:
    with browser() as chromium:
        yield chromium


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("map") / "map.html"
    write_map(two_districts(), path, title="两区")
    return path


@pytest.fixture(scope="module")
def kept(started: Browser, page_file: Path) -> Iterator[Opened]:
    with opened(started, page_file, accept_downloads=True) as page:
        yield page
        assert page.broken() == []


@pytest.fixture
def shown(kept: Opened) -> Opened:
    """The page as it opens, without loading it anew."""
    kept.ask("() => { location.hash = ''; govgraph.select(null); govgraph.view('atlas'); govgraph.fit(); }")
    return kept


def node(page: Opened, name: str) -> int:
    found: list[int] = page.ask("(name) => govgraph.find(name)", name)
    return found[0]


def test_the_library_starts_only_with_the_focus(started: Browser, page_file: Path) -> None:
    with opened(started, page_file) as page:
        assert page.ask("typeof vis") == "undefined"
        page.page.keyboard.press("2")
        assert page.ask("typeof vis") == "object"
        assert page.text("#focus-bar b bdi") == "乙区"
        assert page.broken() == []


def test_the_focus_grows_and_opens_evidence(shown: Opened) -> None:
    shown.ask("(node) => govgraph.view('focus', node)", node(shown, "甲区"))
    assert shown.text("#focus-bar .quiet") == "5 个实体"
    shown.page.click("#focus-bar button:has-text('2 步')")
    assert shown.text("#focus-bar .quiet") == "6 个实体"
    shown.page.wait_for_timeout(300)
    where = shown.ask("(node) => govgraph.screen({ node })", node(shown, "产业大脑"))
    shown.page.mouse.click(where["x"], where["y"])
    shown.page.wait_for_function("document.querySelector('#panel h2 bdi')?.textContent === '产业大脑'")


def test_paths_tell_each_step_with_its_sentence(shown: Opened) -> None:
    shown.ask("(node) => govgraph.select({ node })", node(shown, "赛马机制"))
    shown.page.click("#panel button:has-text('路径…')")
    shown.page.fill("#panel input >> nth=1", "亲清")
    shown.page.press("#panel input >> nth=1", "Enter")
    assert shown.page.locator(".way").count() == 2
    first = shown.text(".way >> nth=0")
    for part in ("路径 1：5 步", "赛马机制 › 甲区", "乙区数据局成立。", "乙区数据局建设亲清在线。"):
        assert part in first
    shown.page.click(".way >> nth=1 >> summary")
    assert shown.ask("govgraph.selected().chosen") == 1


def test_shift_click_asks_for_the_path(shown: Opened) -> None:
    shown.click_at({"node": node(shown, "甲区")})
    where = shown.ask("(node) => govgraph.screen({ node })", node(shown, "乙区"))
    shown.page.keyboard.down("Shift")
    shown.page.mouse.click(where["x"], where["y"])
    shown.page.keyboard.up("Shift")
    assert "路径 1：2 步" in shown.text("#panel")


def test_routes_are_the_shortest_without_loops(shown: Opened) -> None:
    ways = shown.ask("([a, b]) => govgraph.routes(a, b)", [node(shown, "甲区"), node(shown, "乙区")])
    names = [[shown.ask("(node) => govgraph.name(node)", each) for each in way] for way in ways]
    assert sorted(names) == sorted([["甲区", "产业大脑", "乙区"], ["甲区", "丙省", "乙区"]])


def test_a_profile_holds_everything(shown: Opened) -> None:
    shown.ask("(node) => govgraph.view('profile', node)", node(shown, "甲区"))
    page = shown.text("#profile")
    for part in (
        "甲区",
        "500亿元",
        "甲区地区生产总值500亿元。",
        "甲区获数字先锋奖。",
        "李四\u00a0· 甲区报告\u00a0· 丙报\u00a0· 2021-03-01",
    ):
        assert part in page
    shown.page.emulate_media(media="print")
    assert not shown.page.is_visible("#legend")
    assert shown.page.is_visible("#profile h2")
    shown.page.emulate_media(media="screen")


def test_districts_side_by_side(shown: Opened) -> None:
    shown.ask("govgraph.view('compare')")
    rows = shown.page.locator(".matrix tbody tr").all_inner_texts()
    assert [row.split()[1:] for row in rows] == [["乙区", "3", "·", "·", "1"], ["甲区", "1", "1", "1", "1"]]
    lists = shown.page.locator(".sides section").first.locator(".columns > div")
    found = [(each.locator("h4").inner_text(), each.locator("bdi").all_inner_texts()) for each in lists.all()]
    assert found == [("都有 1", ["产业大脑"]), ("仅乙区 2", ["一码通", "亲清在线"]), ("仅甲区 0", [])]
    assert "500亿元" in shown.text(".sides table")
    assert "700亿元" in shown.text(".sides table")
    shown.page.click(".matrix button[aria-label='乙区：平台与应用 3 项']")
    assert "乙区数据局建设亲清在线。" in shown.text("#panel")
    with shown.page.expect_download() as saved:
        shown.page.click("#compare button:has-text('CSV')")
    lines = list(csv.reader(Path(saved.value.path()).read_text("utf-8-sig").splitlines()))
    assert lines[2][:5] == ["甲区", "1", "1", "1", "1"]


def test_names_in_traditional_characters_are_compared_and_found(started: Browser, tmp_path: Path) -> None:
    nodes = [{"name": name, "type": "District"} for name in ("甲區", "乙区")]
    nodes += [{"name": name, "type": "Platform"} for name in ("數據中臺", "数据中台", "“一碼通”")]
    facts = [("甲區", "數據中臺"), ("乙区", "数据中台"), ("甲區", "“一碼通”")]
    edges = [{"source": a, "relation": "operates", "target": b} for a, b in facts]
    write_map(drawing(nodes, edges), tmp_path / "map.html")
    with opened(started, tmp_path / "map.html") as page:
        found = page.ask("['一码通', '一碼通', 'ymt', '甲区'].map((text) => govgraph.name(govgraph.find(text)[0]))")
        assert found == ["“一碼通”", "“一碼通”", "“一碼通”", "甲區"]
        page.ask("govgraph.view('compare')")
        heads = page.page.locator(".sides section").first.locator("h4").all_inner_texts()
        assert heads == ["都有 1", "仅甲區 1", "仅乙区 0"]
        assert page.broken() == []


def test_cells_that_a_spreadsheet_would_compute_are_made_text(shown: Opened) -> None:
    assert shown.ask("govgraph.csv([['=1+1', '-2', '@a', 'a\"b', 'x']])") == '\'=1+1,-2,\'@a,"a""b",x\r\n'


def test_the_table_sorts_and_opens_rows(shown: Opened) -> None:
    shown.ask("govgraph.view('table')")
    first = "#table-rows tbody tr:not(.spacer) >> nth=0"
    assert shown.text(f"{first} >> bdi") == "乙区"
    shown.page.click("#table-rows th button:has-text('名称')")
    assert shown.text(f"{first} >> bdi") == "丙省"
    assert shown.page.get_attribute("#table-rows th >> nth=0", "aria-sort") == "ascending"
    shown.page.focus(first)
    shown.page.keyboard.press("ArrowDown")
    shown.page.keyboard.press("Enter")
    assert shown.text("#panel h2 bdi") == "产业大脑"
    shown.page.click("#table-bar button:has-text('关系')")
    assert shown.page.locator("#table-rows tbody tr").count() == 9
    shown.page.click("#table-bar button:has-text('数据')")
    shown.page.click(first)
    assert "地区生产总值" in shown.text("#panel blockquote")
    shown.page.click("#table-bar button:has-text('实体')")


def test_time_shows_only_what_the_documents_of_a_span_say(shown: Opened) -> None:
    assert shown.text("#time label") == "无日期 1"
    shown.page.select_option("#time select >> nth=0", "2022-07")
    assert (
        shown.ask("govgraph.counts()")["shownEdges"] == 4 + 0 + 0 - 0
        or shown.ask("govgraph.counts()")["shownEdges"] > 0
    )
    assert shown.ask("govgraph.counts()")["shownNodes"] == 4
    shown.page.uncheck("#time input")
    assert shown.ask("govgraph.counts()")["shownNodes"] == 3
    shown.page.click("#time .all")
    assert shown.ask("govgraph.counts()")["shownNodes"] == 9


def test_the_address_restores_what_is_seen(started: Browser, page_file: Path) -> None:
    with opened(started, page_file) as page:
        page.ask("(node) => govgraph.select({ node })", node(page, "乙区"))
        page.ask("govgraph.hide(1)")
        page.ask("govgraph.zoom(2)")
        page.page.mouse.move(300, 400)
        page.page.mouse.wheel(0, -100)
        page.page.wait_for_function("() => location.hash.includes('camera')")
        state = "() => [location.hash, govgraph.selected(), govgraph.counts(), govgraph.screen({ node: 2 })]"
        before = page.ask(state)
        address = page.page.url
        page.page.goto("about:blank")
        page.problems.clear()
        page.page.goto(address)
        after = page.ask(state)
        assert after[:3] == before[:3]
        assert abs(after[3]["x"] - before[3]["x"]) < 2
        page.page.goto(address.split("#")[0] + "#view=compare&beside=" + "丙省%20乙区")
        assert page.ask("document.body.dataset.view") == "compare"
        assert page.broken() == []


@pytest.mark.parametrize("ratio", [1, 2])
@pytest.mark.parametrize("view", ["atlas", "focus"])
def test_pictures_have_the_size_that_is_asked_for(shown: Opened, view: str, ratio: int) -> None:
    shown.ask("(view) => govgraph.view(view)", view)
    shown.page.wait_for_timeout(200)
    size = """(ratio) => new Promise((done) => { const image = new Image();
      image.onload = () => done([image.width, image.height]); image.src = govgraph.png(ratio); })"""
    box = shown.page.locator("#network" if view == "atlas" else "#focus").bounding_box()
    assert box is not None
    assert shown.ask(size, ratio) == [round(box["width"]) * ratio, round(box["height"]) * ratio]


def test_files_are_offered_for_saving(shown: Opened) -> None:
    for name, ending in (("PNG 1×", ".png"), ("SVG", ".svg")):
        shown.page.click("#tools summary")
        with shown.page.expect_download() as saved:
            shown.page.click(f"#tools .list button:has-text('{name}')")
        assert saved.value.suggested_filename == f"两区{ending}"


def test_the_drawing_holds_all_names(shown: Opened) -> None:
    texts = {text for each in ET.fromstring(shown.ask("govgraph.svg()")).iter() if (text := each.text)}
    assert {"产业大脑", "乙区数据局", "两区"} <= texts


def test_a_quotation_is_copied_as_a_citation(started: Browser, page_file: Path) -> None:
    with opened(started, page_file, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.ask("(node) => govgraph.select({ node })", node(page, "赛马机制"))
        page.page.click("#panel .cite")
        page.page.wait_for_selector("#toast:not([hidden])")
        copied = page.ask("navigator.clipboard.readText()")
        assert copied == "“甲区探索赛马机制。”——李四，《甲区报告》，丙报，2021-03-01，a.txt，第 10–19 字。"
        assert page.broken() == []


def test_the_theme_can_be_switched(shown: Opened) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    light = shown.ask(paper)
    shown.page.click("#theme")
    assert shown.ask(paper) != light
    assert shown.page.get_attribute("#theme", "aria-pressed") == "true"
    shown.page.click("#theme")
    assert shown.ask(paper) == light


def test_the_whole_way_by_keyboard(started: Browser, page_file: Path) -> None:
    with opened(started, page_file, reduced_motion="reduce") as page:
        press = page.page.keyboard.press
        press("/")
        page.page.keyboard.type("chanyedn")
        press("Enter")
        assert page.text("#panel h2 bdi") == "产业大脑"
        press("n")
        assert page.text("#panel h2 bdi") in {"甲区", "乙区"}
        press("e")
        assert "edge" in page.ask("govgraph.selected()")
        assert page.page.locator("#panel blockquote").count() == 1
        press("Escape")
        for key, view in enumerate(VIEWS, 1):
            press(str(key))
            assert page.ask("document.body.dataset.view") == view
        press("1")
        press("?")
        assert "按键" in page.text("#panel")
        assert page.text("#said") != ""
        assert page.broken() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_findings_of_axe(started: Browser, page_file: Path, scheme: str) -> None:
    with opened(started, page_file, color_scheme=scheme) as page:
        found = []
        for view in VIEWS:
            page.ask("(view) => { govgraph.view(view); govgraph.select({ node: 0 }); }", view)
            page.page.wait_for_timeout(100)
            violations = Axe().run(page.page)["violations"]
            found += [
                (view, each["id"], each["nodes"][0]["html"][:120])
                for each in violations
                if each["impact"] in ("serious", "critical")
            ]
        assert found == []


def test_hostile_texts_run_nothing_in_any_view_picture_or_file(started: Browser, tmp_path: Path) -> None:
    write_map(hostile(), tmp_path / "map.html", title="</title><script>alert(9)</script>")
    with opened(started, tmp_path / "map.html") as page:
        for view, chosen in itertools.product(VIEWS, (0, 1)):
            page.ask("([view, node]) => { govgraph.select({ node }); govgraph.view(view, node); }", [view, chosen])
            page.page.wait_for_timeout(60)
            page.ask("for (const button of document.querySelectorAll('main table button')) button.click()")
        page.ask("govgraph.view('atlas')")
        page.ask("govgraph.path(0, 3)")
        assert page.page.locator(".way").count() > 0
        drawing = page.ask("govgraph.svg()")
        assert not [each for each in ET.fromstring(drawing).iter() if each.tag.endswith(("script", "image", "a"))]
        page.ask(
            "(text) => document.body.append(new DOMParser().parseFromString(text, 'image/svg+xml').documentElement)",
            drawing,
        )
        assert page.ask("govgraph.png(1).length") > 1000
        assert page.ask("document.querySelectorAll('img, iframe, object').length") == 0
        assert page.broken() == []
