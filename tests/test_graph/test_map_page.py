"""The map's page as text: its data, its policy, its bytes."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import GraphError
from graph.formats.html_map import write_map
from graph.knowledge import KnowledgeGraph
from graph.map import page
from graph.map.payload import clean, payload
from tests.drawings import BASE, HOSTILE, district, drawing, hostile
from tests.map_data import BLOCK, Columns, MapData, map_data

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "graph" / "map" / "assets"
SCRIPTS = re.compile(r"^<script>(.*?)</script>", re.DOTALL | re.MULTILINE)


def written(kg: KnowledgeGraph, folder: Path, **options: str) -> str:
    write_map(kg, folder / "map.html", **options)
    return (folder / "map.html").read_text("utf-8")


def told(kg: KnowledgeGraph, title: str | None = "") -> MapData:
    return MapData(payload(kg, title=title))


def test_the_data_is_the_graph() -> None:
    data = told(district(), "图")
    assert sorted(data.names) == sorted(["甲区", "产业大脑", "一码通", "甲区数据局", "赛马机制", "丙省", "张三"])
    assert ("甲区", "operates", "一码通") in data.triples()
    assert len(data.triples()) == 6
    (paper,) = data.documents
    assert paper == ["seeds/a.txt", "甲区的数字化", "2022-07-12", "丙报", "", ["李四"]]


def test_the_most_connected_node_is_the_first() -> None:
    assert told(district()).names[0] == "甲区"


def test_every_sentence_is_kept_once_and_reached() -> None:
    sentence = {"document": "a", "start": 0, "end": 4, "text": "甲办乙。", "rule": "r"}
    edges = [{"source": a, "target": b, "relation": "operates", "evidence": [sentence]} for a, b in ("甲乙", "乙甲")]
    data = told(drawing([{"name": name, "type": "Program"} for name in "甲乙"], edges))
    assert data.sentences == ["", "甲办乙。"]
    assert data.evidence() == [[("a", 0, 4, "甲办乙。", "r")]] * 2
    assert data.documents == [["a", "", "", "", "", []]]  # known from the evidence alone


def test_types_and_relations_outside_the_ontology_come_last() -> None:
    nodes = [{"name": "甲", "type": "Zebra"}, {"name": "乙", "type": "Event"}]
    data = told(drawing(nodes, [{"source": "甲", "target": "乙", "relation": "eats"}]))
    assert [row[0] for row in data.head["types"]] == ["Event", "Zebra"]
    assert data.head["relations"] == [["eats", "eats", "eats", "", "", False, []]]


def test_pinyin_knows_all_readings_of_the_names_only() -> None:
    readings = told(drawing([{"name": "重庆A", "type": "District"}], [])).head["pinyin"]
    assert {"重", "庆"} == set("".join(readings.values()))
    assert "重" in readings["zhong"]
    assert "重" in readings["chong"]


def test_traditional_characters_have_simplified_ones_to_be_found_by() -> None:
    data = told(drawing([{"name": "高新區(濱江)", "type": "District", "aliases": ["數字區"]}], []))
    assert data.head["simple"] == ("區數濱", "区数滨")
    assert "区" in data.head["pinyin"]["qu"]


def test_what_is_compared_comes_from_the_ontology() -> None:
    data = told(district())
    assert {row[0]: row[-1] for row in data.head["types"] if row[-1]} == {
        "District": "rows",
        "Platform": "columns",
        "Program": "columns",
    }
    assert {row[0]: row[-1] for row in data.head["relations"] if row[-1]} == {
        "jurisdiction": ["Agency"],
        "partOf": ["Place", "Agency", "Company", "Institution"],
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲\n乙", "甲 乙"),
        ("\u202e甲\u2066乙\u200b", "甲 乙"),
        ("\ud800甲", "\ufffd甲"),
        ("\x00\x1b[31m甲", "[31m甲"),
        (" 甲　乙 ", "甲 乙"),
    ],
)
def test_cleaned_text(text: str, expected: str) -> None:
    assert clean(text) == expected


@given(st.text(st.characters()))
def test_cleaned_text_is_clean_and_fits_utf8(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not re.search("[\x00-\x1f\u202a-\u202e\u2066-\u2069\u2028\u2029]", once.encode("utf-8").decode("utf-8"))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_data_cannot_leave_its_block(text: str) -> None:
    block = page._inert({"title": text})
    assert json.loads(block) == {"title": text}
    assert not re.search("[<>&\u2028\u2029]", block)


def test_the_policy_allows_exactly_the_scripts_and_the_style(tmp_path: Path) -> None:
    text = written(district(), tmp_path)
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    blocks = [
        Columns(dict(BLOCK.findall(text))["library"]).texts("text")[0],
        *SCRIPTS.findall(text),
        *re.findall(r"<style>(.*?)</style>", text, re.DOTALL),
    ]
    hashes = [base64.b64encode(hashlib.sha256(block.encode()).digest()).decode() for block in blocks]
    assert len(blocks) == 3
    assert re.findall(r"'sha256-([^']*)'", policy) == hashes
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_texts_stay_in_the_data_block(tmp_path: Path) -> None:
    text = written(hostile(), tmp_path, title=HOSTILE[0])
    shell = text.replace(dict(BLOCK.findall(text))["data"], "")
    assert "<img" not in text
    assert "&lt;/script&gt;&lt;img" in shell  # the title, escaped
    assert set(map_data(text).names) == {clean(name) for name in HOSTILE}


def test_our_scripts_never_read_text_as_code() -> None:
    risky = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|srcdoc|\beval\b|new Function|javascript:|https?://(?!www\.w3\.org/|opensource\.org/)"
    found = {path.name: re.findall(risky, path.read_text("utf-8")) for path in sorted(ASSETS.iterdir())}
    assert found
    assert not any(found.values()), found


def test_modules_import_only_what_comes_before_them() -> None:
    assert {path.stem for path in ASSETS.glob("*.js")} == set(page.MODULES)
    exported = {}
    for name in page.MODULES:
        text = (ASSETS / f"{name}.js").read_text("utf-8")
        for names, source in page._IMPORT.findall(text):
            missing = set(re.findall(r"\w+", names)) - exported.get(source, set())
            assert not missing, f"{name}.js imports {missing} from {source}.js"
        assert len(re.findall("^import ", text, re.MULTILINE)) == len(page._IMPORT.findall(text))
        assert len(re.findall("^export ", text, re.MULTILINE)) == len(page._EXPORT.findall(text))
        exported[name] = {found[1] for found in page._EXPORT.findall(text)}


def test_both_languages_say_the_same_things() -> None:
    keys = [
        re.findall(r'^  "?([\w.]+)"?: ', (ASSETS / f"{name}.js").read_text("utf-8"), re.MULTILINE)
        for name in ("chinese", "english")
    ]
    assert keys[0] == keys[1]
    assert len(keys[0]) == len(set(keys[0])) > 100


def test_every_word_that_is_asked_for_is_there_and_every_other_is_gone() -> None:
    words = set(re.findall(r'^  "?([\w.]+)"?: ', (ASSETS / "english.js").read_text("utf-8"), re.MULTILINE))
    programs = "".join(
        path.read_text("utf-8") for path in sorted(ASSETS.glob("*.js")) if path.stem not in ("english", "chinese")
    )
    assert set(re.findall(r'\bsay\("([\w.]+)"', programs)) <= words
    unused = {
        word
        for word in words
        if f'"{word}"' not in programs and "." not in word and not re.search(rf"\b{word}: \"", programs)
    }
    assert unused == set()


def test_the_page_names_the_library_and_its_license(tmp_path: Path) -> None:
    text = written(district(), tmp_path)
    assert "@version 9.1.2" in text
    assert "MIT" in (ASSETS / "english.js").read_text("utf-8")


def test_a_missing_library_is_one_clear_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page._vis_network.cache_clear()
    monkeypatch.setattr(page, "files", lambda _: [])
    with pytest.raises(GraphError, match=r"vis-network\.min\.js of the package pyvis 0\.3\.2") as caught:
        write_map(district(), tmp_path / "map.html")
    assert "\n" not in str(caught.value)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "kg", [drawing([], []), drawing([{"name": "甲", "type": "District"}], [])], ids=["empty", "single"]
)
def test_small_graphs_have_a_page(kg: KnowledgeGraph, tmp_path: Path) -> None:
    assert len(map_data(written(kg, tmp_path)).names) == len(kg.graph)


def test_a_page_replaces_an_older_one_and_leaves_nothing_else(tmp_path: Path) -> None:
    first = written(district(), tmp_path)
    assert written(district(), tmp_path) == first
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]


REPEAT = """import sys
from tests.drawings import district, hostile
from graph.formats.html_map import write_map
write_map({0}(), sys.argv[1], title=chr(0x56fe))"""


@pytest.mark.parametrize("kg", [district, hostile])
def test_the_same_bytes_under_any_hash_seed_and_locale(kg: Callable[[], KnowledgeGraph], tmp_path: Path) -> None:
    write_map(kg(), tmp_path / "here.html", title="图")
    plain = {"PYTHONHASHSEED": "12345", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-c", REPEAT.format(kg.__name__), str(tmp_path / "there.html")]
    subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, **plain, "PYTHONPATH": str(ROOT)})
    assert (tmp_path / "here.html").read_bytes() == (tmp_path / "there.html").read_bytes()


def test_ids_are_kept_for_links() -> None:
    data = told(district())
    assert sorted(data.ids) == sorted(district().graph)
    assert data.head["base"] == BASE


def test_size_grows_with_the_graph_as_promised(tmp_path: Path) -> None:
    shell = len(written(drawing([], []), tmp_path).encode())
    assert shell <= 400_000
