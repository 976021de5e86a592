"""Paths, folders and globs: the files that they name, in a fixed order, each once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from extract.errors import DocumentError
from extract.reading import find_sources

TEXT = "钱塘区推出平台。"


def tree(folder: Path) -> None:
    for name in ("b/乙 二.txt", "b/.hidden.txt", ".git/c.txt", "a.md", "b/A.JSONL", "b/picture.png", "空/x.doc"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT, "utf-8")


def test_folder_is_searched_in_order(tmp_path: Path) -> None:
    tree(tmp_path)
    ids = [source.id for source in find_sources([f"{tmp_path}/"])]
    assert ids == [f"{tmp_path.as_posix()}/{name}" for name in ("a.md", "b/A.JSONL", "b/乙 二.txt")]


def test_each_file_once_in_the_order_of_the_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree(tmp_path)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "b" / "link.txt").symlink_to(tmp_path / "a.md")
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    ids = [source.id for source in find_sources(["b/*.txt", "**/*.md", "b", "./b/乙 二.txt"])]
    assert ids == ["b/link.txt", "b/乙 二.txt", "b/A.JSONL"]


def test_file_whose_name_looks_like_a_glob(tmp_path: Path) -> None:
    (tmp_path / "[1].txt").write_text(TEXT, "utf-8")
    assert [source.path.name for source in find_sources([f"{tmp_path}/[1].txt"])] == ["[1].txt"]


def test_name_that_is_not_utf8_gives_a_writable_id(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xc4\xe3.txt"
    Path(os.fsdecode(name)).write_text(TEXT, "utf-8")
    (source,) = find_sources([str(tmp_path)])
    assert source.id.endswith("/\\udcc4\\udce3.txt")
    assert source.path.read_text("utf-8") == TEXT


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("没有.txt", "does not exist"),
        ("空", "holds no document"),
        ("*.rtf", "holds no document"),
        ("b/picture.png", "is of no known kind; it should end in one of .txt .md"),
        ("", "does not exist"),
    ],
)
def test_source_that_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, problem: str) -> None:
    tree(tmp_path)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DocumentError, match=f"^{source.replace('*', '.')}.*: {problem}"):
        find_sources([source])


def test_folder_that_cannot_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: Path) -> None:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(DocumentError, match=f"^{tmp_path}: cannot be listed: Permission denied$"):
        find_sources([str(tmp_path)])
