"""The score gate: what has been reached on the gold files is not lost again. Floors only rise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from govgraph.score import TOTALS, score_folder
from tests.conftest import ROOT

GOLD = ROOT / "tests" / "gold"
FLOORS = json.loads((GOLD / "floors.json").read_text("utf-8"))
SHARED = ROOT.parent / "shared"
FOLDERS = {
    "seeds": (GOLD / "seeds", ROOT / "seeds"),
    "news": (SHARED / "gold" / "news", SHARED / "news"),  # others' texts, so they are not in this repository
}


@pytest.mark.parametrize("name", FOLDERS)
def test_scores_keep_their_floors(name: str) -> None:
    gold, texts = FOLDERS[name]
    if not gold.is_dir():
        pytest.skip(f"the gold files of {name} are not beside this repository")
    score = score_folder(gold, texts)
    reached = {kind: round(score.total(kind).f1, 3) for kind in TOTALS}
    assert {kind: f1 for kind, f1 in reached.items() if f1 < FLOORS[name][kind]} == {}
    assert score.ungrounded == 0
    assert score.grounded > 0


def test_every_floor_has_its_gold() -> None:
    assert set(FLOORS) == set(FOLDERS)
    assert all(set(floors) == set(TOTALS) for floors in FLOORS.values())


def test_every_gold_file_of_the_seeds_has_its_document() -> None:
    documents = {json.loads(path.read_text("utf-8"))["doc"] for path in (GOLD / "seeds").glob("*.json")}
    assert documents == {path.name for path in Path(ROOT / "seeds").glob("*.txt")}
