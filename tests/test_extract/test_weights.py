from __future__ import annotations

from pathlib import Path

import pytest

from extract.errors import PackError
from extract.pack import load_pack
from extract.steps.names.arbiter import WEIGHTS as NAMES
from extract.steps.relations.judge import WEIGHTS as RELATIONS
from extract.weights import ALL, Weights, read_weights

PACK = load_pack()
WEIGHTS = Weights([("partOf", "always", 0.0), (ALL, "rule object", 1000.0), ("partOf", "never", -1000.0)])


def test_probability_is_logistic_and_stays_inside_its_bounds() -> None:
    assert WEIGHTS.probability("partOf", ["always"]) == pytest.approx(0.5)
    assert 0.99 < WEIGHTS.probability("held", ["rule object"]) < 1
    assert 0 < WEIGHTS.probability("partOf", ["never"]) < 0.01


def test_what_is_said_of_all_adds_to_what_is_said_of_one() -> None:
    weights = Weights([("held", "near", 0.5), (ALL, "near", 0.25), (ALL, "far", -1.0)])
    assert weights.total("held", ["near", "far", "unknown"]) == pytest.approx(-0.25)
    assert weights.total("issued", ["near"]) == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("name", "kind", "known"),
    [(RELATIONS, "relation", PACK.ontology.relations), (NAMES, "type", PACK.ontology.types)],
)
def test_the_weights_of_the_pack_name_what_it_knows(name: str, kind: str, known: dict[str, object]) -> None:
    rows = [line.split("\t") for line in (PACK.folder / name).read_text("utf-8").splitlines()]
    assert rows[0] == [kind, "reason", "weight"]
    assert {row[0] for row in rows[1:]} <= {ALL, *known}
    assert rows[1:] == sorted(rows[1:], key=lambda row: row[:2])


@pytest.mark.parametrize("line", ["partOf\talways\tmuch", "partOf\talways", "partOf always 0.5", ""])
def test_a_broken_line_of_weights_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "relations.tsv"
    path.write_text(f"relation\treason\tweight\n{line}\n", encoding="utf-8")
    with pytest.raises(PackError, match="line 2 is not kind, reason and weight"):
        read_weights(path)


def test_a_pack_without_its_weights_is_told(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="cannot be read"):
        read_weights(tmp_path / "names.tsv")
