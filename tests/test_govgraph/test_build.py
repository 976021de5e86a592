"""The whole way from files to exports, with what users do wrong on it."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from govgraph import cli
from govgraph.build import BuildOptions, build
from graph import KnowledgeGraph, export
from graph.formats import Format

TEXT = "钱塘区发展和改革局推出“智慧粮仓”应用。今年1至5月，钱塘区产业投资达65亿元，同比增长25%。\n"
Capture = pytest.CaptureFixture[str]
Prepare = Callable[[Path], object]


@pytest.fixture(autouse=True)
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(name: str, content: str | bytes = TEXT) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def documents(out: str = "out") -> list[str]:
    return [document["id"] for document in json.loads(Path(out, "graph.json").read_text("utf-8"))["graph"]["documents"]]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("一.txt", TEXT),
        ("有 空格 的/文 件 名.txt", TEXT),
        ("国标.txt", TEXT.encode("gb18030")),
        ("带签名.txt", b"\xef\xbb\xbf" + TEXT.encode("utf-8")),
        ("双字节.txt", TEXT.encode("utf-16")),
        ("繁體.txt", "錢塘區發展和改革局推出「智慧糧倉」應用。\n".encode("big5")),
        ("页.html", f"<html><body><article><h1>题</h1><p>{TEXT * 3}</p></article></body></html>"),
    ],
)
def test_good_files(name: str, content: str | bytes, capsys: Capture) -> None:
    write(name, content)
    assert cli.main(["build", name, "-o", "输 出", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")
    assert documents("输 出") == [name]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("空.txt", b""),
        ("空白.txt", " \n　\n".encode()),
        ("二进制.txt", bytes(range(256)) * 40),
        ("图.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(500)),
        ("乱码.txt", b"\xff\xfe\xfd\x81\x00\xd8" * 50),
        ("坏.pdf", b"%PDF-1.7\nnothing"),
        ("坏.docx", b"PK\x03\x04nothing"),
        ("红\x1b[31m.txt", b""),
    ],
)
def test_a_bad_file_is_named_and_the_others_are_read(name: str, content: bytes, capsys: Capture) -> None:
    write("docs/好.txt")
    write(f"docs/{name}", content)
    assert cli.main(["build", "docs", "-o", "out"]) == 1
    out, err = capsys.readouterr()
    shown = f"docs/{name}".replace("\x1b", r"\x1b")
    problems = [line for line in err.splitlines() if line.startswith(f"govgraph: {shown}: ")]
    assert len(problems) == 1
    assert "\x1b" not in out + err
    assert "Traceback" not in err
    assert "skipped: 1" in out
    assert documents() == ["docs/好.txt"]


@pytest.mark.parametrize(
    ("prepare", "arguments", "problem"),
    [
        pytest.param(lambda _: write("空.txt", b""), ["空.txt", "-o", "out"], "空.txt: ", id="empty file alone"),
        pytest.param(lambda at: (at / "夹").mkdir(), ["夹", "-o", "out"], "夹: ", id="empty folder"),
        pytest.param(lambda _: None, ["没有.txt", "-o", "out"], "没有.txt: ", id="missing file"),
        pytest.param(lambda _: None, ["*.md", "-o", "out"], "*.md: ", id="glob that finds nothing"),
        pytest.param(
            lambda _: write("out/file"), ["一.txt", "-o", "out/file"], "out/file: is no folder", id="out is a file"
        ),
        pytest.param(
            lambda _: write("file"), ["一.txt", "-o", "file/out"], "file: is no folder", id="out is in a file"
        ),
        pytest.param(lambda _: None, ["一.txt", "-o", "/proc/out"], "/proc/out: ", id="out cannot be written"),
        pytest.param(lambda _: None, ["一.txt", "-o", "out", "--format", "xls"], "xls", id="unknown format"),
        pytest.param(lambda _: None, ["一.txt", "-o", "out", "--pack", "没有"], "没有: is no domain pack", id="pack"),
        pytest.param(lambda _: None, ["一.txt", "-o", "out", "--base-iri", "a b"], "'a b'", id="base IRI with a blank"),
        pytest.param(lambda _: None, ["一.txt", "-o", "out", "--base-iri", "例"], "'例'", id="base IRI without scheme"),
    ],
)
def test_mistakes_that_stop_the_build(
    in_folder: Path, prepare: Prepare, arguments: list[str], problem: str, capsys: Capture
) -> None:
    write("一.txt")
    prepare(in_folder)
    before = sorted(in_folder.rglob("*"))
    assert cli.main(["build", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert problem in err
    assert all(line.startswith("govgraph: ") for line in err.splitlines())
    assert "unexpected" not in err
    assert sorted(in_folder.rglob("*")) == before


def test_an_unreadable_folder_is_named(capsys: Capture) -> None:
    write("docs/一.txt")
    Path("docs/环").symlink_to("环")  # unreadable for root too
    Path("环").symlink_to("环")
    assert cli.main(["build", "环", "-o", "out"]) == 2
    assert "govgraph: 环: " in capsys.readouterr().err
    assert cli.main(["build", "docs", "环", "-o", "out"]) == 1
    assert documents() == ["docs/一.txt"]


def test_only_the_formats_asked_for(capsys: Capture) -> None:
    write("一.txt")
    assert cli.main(["build", "一.txt", "-o", "out", "--format", "ttl", "--format", "json"]) == 0
    assert sorted(path.suffix for path in Path("out").iterdir()) == [".json", ".ttl"]
    assert "out/graph.json" in capsys.readouterr().out


def test_standard_input(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode("gb18030"))))
    assert cli.main(["build", "-", "-o", "out", "--quiet"]) == 0
    assert len(documents()) == 1


def test_columns_of_a_table() -> None:
    write("表.csv", f'编号,正文\n甲,"{TEXT.strip()}"\n乙,"{TEXT.strip()}"\n')
    assert cli.main(["build", "表.csv", "-o", "out", "--quiet", "--id-column", "编号", "--text-column", "正文"]) == 0
    assert len(documents()) == 2


def test_base_iri_and_title_reach_the_exports() -> None:
    write("一.txt")
    options = ["--base-iri", "https://data.example/kg/", "--title", "我的<图>"]
    assert cli.main(["build", "一.txt", "-o", "out", "--quiet", *options]) == 0
    graph = json.loads(Path("out/graph.json").read_text("utf-8"))
    assert graph["nodes"]
    assert all(node["id"].startswith("https://data.example/kg/") for node in graph["nodes"])
    assert any("我的" in path.read_text("utf-8") for path in Path("out").glob("*.html"))


def test_the_output_folder_is_not_read_again() -> None:
    write("一.txt")
    for _ in range(2):
        assert cli.main(["build", ".", "-o", "out", "--quiet"]) == 0
        assert documents() == ["一.txt"]


@pytest.mark.parametrize(("stop", "status"), [(KeyboardInterrupt(), 130), (OSError(28, "full"), 2), (ValueError(), 2)])
def test_what_stops_half_way_leaves_the_old_files(
    stop: BaseException, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("一.txt")
    assert cli.main(["build", "一.txt", "-o", "out", "--quiet"]) == 0
    before = {path: path.read_bytes() for path in Path("out").rglob("*")}

    def fail(kg: KnowledgeGraph, path: Path) -> None:
        path.write_text("half", "utf-8")
        raise stop

    monkeypatch.setattr(export, "FORMATS", {"json": export.FORMATS["json"], "ttl": Format("graph.ttl", fail)})
    write("一.txt", TEXT + "浙江省发改委印发《浙江省数字经济条例》。\n")
    assert cli.main(["build", "一.txt", "-o", "out", "--quiet"]) == status
    assert {path: path.read_bytes() for path in Path("out").rglob("*")} == before


def test_from_python() -> None:
    write("一.txt")
    write("二.txt", b"")
    result = build(BuildOptions(sources=("一.txt", "二.txt"), out=Path("out"), verbosity="quiet"))
    assert [error.document for error in result.skipped] == ["二.txt"]
    assert all(path.is_file() and path.parent == Path("out") for path in result.files)
    assert result.graph.to_networkx().number_of_nodes() > 0


def test_a_licence_is_stated_where_one_is_given(capsys: Capture) -> None:
    write("一.txt")
    licence = "https://creativecommons.org/licenses/by/4.0/"
    build_command = ["build", "一.txt", "-o", "out", "--quiet", "--format", "json", "--format", "dataset"]
    assert cli.main(build_command) == 0
    assert "dct:license" not in Path("out", "dataset.ttl").read_text("utf-8")
    assert cli.main([*build_command, "--licence", licence]) == 0
    assert f"dct:license <{licence}>" in Path("out", "dataset.ttl").read_text("utf-8")
    assert KnowledgeGraph.load("out/graph.json").graph.graph["licence"] == licence
    assert cli.main([*build_command, "--licence", "CC BY"]) == 2
    assert "licence 'CC BY': is no IRI" in capsys.readouterr().err


def test_parquet_without_pyarrow_is_told_before_a_document_is_read(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr("graph.formats.parquet.find_spec", lambda _name: None)
    assert cli.main(["build", "none.txt", "-o", "out", "--format", "parquet"]) == 2
    assert capsys.readouterr().err.startswith("govgraph: format parquet: needs pyarrow")
    assert not Path("out").exists()
