"""`govgraph check`: a good folder is good; a broken one is told in plain words, with the document and the sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from govgraph import cli
from govgraph.check import findings
from graph import write_exports
from tests.cookbook import cookbook_graph

Capture = pytest.CaptureFixture[str]
NS = "https://w3id.org/govgraph/ns#"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_exports(cookbook_graph(), tmp_path, formats=["rdf"])
    return tmp_path


def change(name: str, old: str, new: str) -> Callable[[Path], None]:
    """A fault: the first place in the file that holds the text holds another."""

    def fault(folder: Path) -> None:
        text = (folder / name).read_text("utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), "utf-8")

    return fault


def test_a_good_folder(folder: Path, capsys: Capture) -> None:
    assert cli.main(["check", str(folder)]) == 0
    assert capsys.readouterr().out == ""


def test_the_seeds(built_seeds: Path) -> None:
    assert findings(built_seeds) == []


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (change("evidence.ttl", "gov:confidence 0.94", "gov:confidence 1.94"), "confidence from 0 to 1"),
        (change("graph.ttl", "gov:worksFor", "gov:operates"), "the source of operates is not of type"),
        (change("graph.ttl", " ;\n    gov:received ", " ;\n    gov:held "), "the source of held is not of type"),
        (
            change("graph.ttl", "gov:worksFor", "gov:partOf"),
            f"is linked by {NS}partOf without a",
        ),
        (
            change("graph.ttl", "gov:worksFor", "gov:partOf"),
            f"is a statement of {NS}worksFor whose",
        ),
        (change("evidence.ttl", 'nif:anchorOf "', 'nif:anchorOf "又'), "whose wording is not as long as its place"),
        (change("graph.ttl", '"钱塘法院"@zh ', '"钱塘法院"@en '), "has not exactly one label in Chinese"),
    ],
)
def test_a_fault_is_told(folder: Path, fault: Callable[[Path], None], message: str, capsys: Capture) -> None:
    fault(folder)
    assert cli.main(["check", str(folder)]) == 1
    out, err = capsys.readouterr()
    assert message in out
    assert "violations in" in err


def test_the_document_and_the_sentence_are_told(folder: Path) -> None:
    change("evidence.ttl", "gov:confidence 0.94", "gov:confidence 1.94")(folder)
    (found,) = findings(folder)
    assert (found.document, found.sentence) == ("一.txt", "钱塘区operates智慧粮仓")
    assert found.line().endswith("; 一.txt: “钱塘区operates智慧粮仓”")


@pytest.mark.parametrize("name", ["graph.ttl", "evidence.ttl", "ontology.ttl", "shapes.ttl"])
def test_a_missing_file_is_told(folder: Path, name: str, capsys: Capture) -> None:
    (folder / name).unlink()
    assert cli.main(["check", str(folder)]) == 2
    assert f"has no {name}" in capsys.readouterr().err


def test_a_broken_file_is_told(folder: Path, capsys: Capture) -> None:
    (folder / "evidence.ttl").write_text("<a", "utf-8")
    assert cli.main(["check", str(folder)]) == 2
    assert "evidence.ttl: is not Turtle" in capsys.readouterr().err
