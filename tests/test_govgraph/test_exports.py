"""The same documents give the same bytes, and `exports/` holds what the program makes of `seeds/` today."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

EXPORTS = Path(__file__).parents[2] / "exports"


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def differing(one: Path, other: Path) -> list[str]:
    left, right = contents(one), contents(other)
    return sorted(name for name in left.keys() | right.keys() if left.get(name) != right.get(name))


@pytest.mark.parametrize("workers", ["1", "2"])
def test_hash_seed_and_workers_change_no_byte(
    workers: str, built_seeds: Path, run: Callable[..., object], tmp_path: Path
) -> None:
    run("build", "seeds", "-o", tmp_path / "out", "--quiet", "--workers", workers, PYTHONHASHSEED="4711")
    assert len(contents(built_seeds)) >= 4
    assert differing(built_seeds, tmp_path / "out") == []


def test_committed_exports_are_up_to_date(built_seeds: Path) -> None:
    assert differing(built_seeds, EXPORTS) == [], "run `make` and commit exports/"
