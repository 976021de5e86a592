"""What the documentation shows is run: Python examples, govgraph commands, make targets, scripts and links."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

DOCS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("training/*.md")])
FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(language: str) -> Iterator[tuple[str, str]]:
    for path in DOCS:
        for number, match in enumerate(FENCE.finditer(path.read_text("utf-8"))):
            if match[1] == language:
                yield f"{path.relative_to(ROOT)}#{number}", match[2]


def commands() -> list[tuple[str, str]]:
    """Every line of the shell examples without its comment."""
    lines = ((name, re.split(r"\s#\s", line)[0].strip()) for name, text in blocks("sh") for line in text.splitlines())
    return [(name, line) for name, line in lines if line]


@pytest.mark.parametrize(("name", "code"), [pytest.param(*b, id=b[0]) for b in blocks("python")])
def test_python_examples_run(name: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    with chdir(tmp_path):
        exec(compile(code, name, "exec"), {"__name__": name})


def govgraph_lines() -> list[tuple[str, list[str]]]:
    split = [(name, shlex.split(line)) for name, line in commands()]
    return [(name, words[1:]) for name, words in split if words[0].endswith("govgraph")]


@pytest.mark.parametrize(
    ("name", "arguments"), [pytest.param(*c, id=f"{c[0]} {' '.join(c[1])}") for c in govgraph_lines()]
)
def test_govgraph_commands_run(name: str, arguments: list[str], run: Run, tmp_path: Path) -> None:
    for wanted in ("seeds", "exports", "shared"):
        if (ROOT / wanted).exists():
            (tmp_path / wanted).symlink_to(ROOT / wanted)
    if "-o" in arguments:  # never into the committed exports
        arguments = [*arguments[: arguments.index("-o") + 1], "out"]
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 0, done.stderr


def test_make_targets_and_scripts_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for name, line in commands():
        words = shlex.split(line)
        if words[0] == "make" and len(words) > 1:
            assert re.search(rf"^{words[1]}:", makefile, re.MULTILINE), f"{name}: {line}"
        if words[0].startswith("scripts/"):
            assert (ROOT / words[0]).is_file(), f"{name}: {line}"


@pytest.mark.parametrize("path", DOCS, ids=str)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text("utf-8")):
        if not re.match(r"[a-z]+:", target):
            assert (path.parent / target).exists(), f"{path.name}: {target}"
