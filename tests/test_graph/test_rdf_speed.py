"""The export is fast: never more than twice the time that Oxigraph's own writer takes for the same triples."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["ttl", "nq"])
def test_a_hundred_thousand_triples(suffix: str, tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("rdf_speed", ROOT / "benchmarks" / "rdf_speed.py")
    assert spec is not None
    assert spec.loader is not None
    benchmark = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    ours, theirs = (benchmark.run(f"{way} {suffix}", 100_000, tmp_path) for way in ("writer", "oxigraph"))
    assert ours["statements"] == theirs["statements"] >= 100_000
    assert ours["cpu"] <= 2 * theirs["cpu"]
