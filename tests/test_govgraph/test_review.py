"""`govgraph review` and `build --judgements`: from a build to verdicts to the next build."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from govgraph import cli

TEXT = "钱塘区发展和改革局推出“智慧粮仓”应用。今年1至5月，钱塘区产业投资达65亿元，同比增长25%。\n"
BUILD = ["build", "一.txt", "-o", "out", "--format", "json"]
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("一.txt").write_text(TEXT, "utf-8")
    assert cli.main([*BUILD, "--quiet"]) == 0


def names() -> set[str]:
    return {node["name"] for node in json.loads(Path("out/graph.json").read_text("utf-8"))["nodes"]}


def fill_in(source: str, target: str, **verdicts: str) -> None:
    """Writes the reviewed rows of the named entities, with their verdicts, as judgements."""
    with Path(source).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if not row["relation"]:
            row["verdict"], _, row["value"] = verdicts.get(row["name"], "").partition(" ")
    with Path(target).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def test_the_loop(capsys: Capture) -> None:
    assert cli.main(["review", "out"]) == 0
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith("govgraph: ")
    assert " rows in out/review.csv, the least certain first" in err
    fill_in("out/review.csv", "out/judgements.csv", 智慧粮仓="rename 智慧粮仓应用")
    for _ in range(2):  # survives a rebuild
        assert cli.main(BUILD) == 0
        out, err = capsys.readouterr()
        assert "智慧粮仓应用" in names()
        assert "no longer applies" not in err
        assert [line.split() for line in out.splitlines() if "judgements" in line] == [["judgements", "1"]]
    assert cli.main(["review", "out", "-o", "next.csv"]) == 0
    with Path("next.csv").open(encoding="utf-8-sig", newline="") as file:
        left = [row["name"] for row in csv.DictReader(file) if not row["relation"]]
    assert "钱塘区" in left
    assert "智慧粮仓应用" not in left


def test_a_retyped_entity_is_not_asked_about_again() -> None:
    cli.main(["review", "out"])
    fill_in("out/review.csv", "out/judgements.csv", 智慧粮仓="retype Program")
    assert cli.main([*BUILD, "--quiet"]) == 0
    cli.main(["review", "out", "-o", "next.csv"])
    with Path("next.csv").open(encoding="utf-8-sig", newline="") as file:
        assert "智慧粮仓" not in [row["name"] for row in csv.DictReader(file) if not row["relation"]]


def test_a_row_that_no_longer_applies_is_told(capsys: Capture) -> None:
    cli.main(["review", "out", "-o", "r.csv"])
    fill_in("r.csv", "j.csv", 智慧粮仓="reject")
    Path("一.txt").write_text(TEXT.replace("智慧粮仓", "浙里办"), "utf-8")
    capsys.readouterr()
    assert cli.main([*BUILD, "--judgements", "j.csv"]) == 0
    out, err = capsys.readouterr()
    told = [line for line in err.splitlines() if "no longer applies" in line]
    assert len(told) == 1
    assert told[0].startswith("govgraph: j.csv:")
    assert "no longer applies: reject Platform 智慧粮仓: no such entity" in told[0]
    assert ["no", "longer", "apply", "1"] in [line.split() for line in out.splitlines()]


@pytest.mark.parametrize("content", [None, "verdict,id\n"])
def test_bad_judgements_stop_the_build_before_it_reads(content: str | None, capsys: Capture) -> None:
    if content is not None:
        Path("j.csv").write_text(content, "utf-8")
    before = Path("out/graph.json").stat().st_mtime_ns
    assert cli.main([*BUILD, "--judgements", "j.csv"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert err.startswith("govgraph: j.csv:")
    assert Path("out/graph.json").stat().st_mtime_ns == before


def test_judgements_and_reviews_are_no_documents() -> None:
    cli.main(["review", "out"])
    fill_in("out/review.csv", "out/judgements.csv")
    fill_in("out/review.csv", "mine.csv")
    arguments = ["build", ".", "-o", "out", "--format", "json", "--quiet"]
    assert cli.main([*arguments, "--judgements", "mine.csv"]) == 0


def test_a_review_is_not_written_over(capsys: Capture) -> None:
    Path("r.csv").write_text("work", "utf-8")
    assert cli.main(["review", "out", "-o", "r.csv"]) == 2
    assert "r.csv: is there already and may hold verdicts" in capsys.readouterr().err
    assert Path("r.csv").read_text("utf-8") == "work"


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["没有"], "没有/graph.json: cannot be read"),
        (["out", "-o", "一.txt/r.csv"], "一.txt: is no folder"),
        (["out", "--judgements", "没有.csv"], "没有.csv: cannot be read"),
    ],
)
def test_mistakes(arguments: list[str], problem: str, capsys: Capture) -> None:
    assert cli.main(["review", *arguments]) == 2
    err = capsys.readouterr().err
    assert err.startswith(f"govgraph: {problem}")
    assert "unexpected" not in err
