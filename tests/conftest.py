"""Fixtures that several test folders share: the seeds, read and joined once a test process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # most tests need no pipeline and must not wait for it
    from extract.facts import DocumentFacts
    from graph import KnowledgeGraph

ROOT = Path(__file__).parent.parent
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def run() -> Run:
    """Runs `govgraph ARGUMENTS…` in a process of its own, by default in the repository's root."""

    def start(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "govgraph", *map(str, arguments)]
        known = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
        return subprocess.run(
            command, cwd=cwd, env=known, capture_output=True, encoding="utf-8", check=False, timeout=300
        )

    return start


@pytest.fixture(scope="session")
def seeds_facts() -> list[DocumentFacts]:
    """What each document of `seeds/` states, in the order of their names."""
    from extract.pipeline import extract_all
    from extract.reading import read_documents

    with chdir(ROOT):  # a document's id is its path as given
        return list(extract_all(read_documents(["seeds"])))


@pytest.fixture(scope="session")
def seeds_graph(seeds_facts: list[DocumentFacts]) -> KnowledgeGraph:
    """The graph of `seeds/`."""
    from graph import build_graph

    return build_graph(seeds_facts)


@pytest.fixture(scope="session")
def built_seeds(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the exports of `seeds/`, built as `make` builds them."""
    out = tmp_path_factory.mktemp("exports")
    done = run("build", "seeds", "-o", out, "--quiet", PYTHONHASHSEED="0")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return out
