"""`govgraph query`: every query of the cookbook finds what it should, in every output, and errors are one line."""

from __future__ import annotations

import csv
import io
import json
import resource
from pathlib import Path

import pytest

from extract.errors import GovGraphError
from govgraph import cli
from govgraph.query import answer
from govgraph.store import asks_elsewhere
from graph import write_exports
from tests.conftest import Run
from tests.consumers import rows_of
from tests.cookbook import PREFIXES, QUERIES, cookbook_graph

NS = "https://w3id.org/govgraph/ns#"
OPERATES = f"{NS}operates"
WANTED = {
    "What is in the graph": {("administrative division", "4"), ("program", "1"), ("award", "1"), ("person", "1")},
    "Which districts run what": {("钱塘区", "智慧粮仓")},
    "What the bodies of a district run": {("钱塘区", "智慧粮仓"), ("钱塘法院", "一件事改革")},
    "What spread from a district to a unit above it": {("智慧粮仓", "钱塘区", "浙江省")},
    "Everything inside a province": {
        ("浙江省", "330000"),
        ("杭州市", "330100"),
        ("钱塘区", "330114"),
        ("北仑区", "330206"),
    },
    "Indicators side by side": {("产业投资", "北仑区", "1.25亿元", "钱塘区", "65亿元")},
    "The largest amounts of money": {
        ("钱塘区", "产业投资", "6500000000", "65亿元"),
        ("北仑区", "产业投资", "125000000", "1.25亿元"),
    },
    "What grew, by how much and when": {("北仑区", "产业投资", "25.5", "%", "2024-01", "2024-05")},
    "Who is among the first": {("北仑区", "产业投资", "2", "全省")},
    "Who cooperates with whom": {("甲公司", "计量大学"), ("计量大学", "甲公司")},
    "The sentences behind a relation": {
        ("钱塘法院", "一件事改革", "钱塘法院operates一件事改革", "一.txt", "82", "99"),
        ("钱塘区", "智慧粮仓", "钱塘区operates智慧粮仓", "一.txt", "46", "61"),
        ("钱塘区", "智慧粮仓", "錢塘區operates智慧粮仓", "二.txt", "9", "24"),
    },
    "What several documents say": {("钱塘区", OPERATES, "智慧粮仓", "2")},
    "What is planned, not done": {("钱塘法院", OPERATES, "一件事改革", "planned")},
    "What won an award, and who runs it": {("智慧粮仓", "最佳应用", "钱塘区")},
    "Who works where": {("丁晓波", "钱塘法院")},
    "Names in either script, found by a part": {
        ("https://w3id.org/govgraph/id/District-qian-tang-qu-330114", "錢塘區"),
    },
    "Names by their sound": {("钱塘区", "qián táng qū"), ("钱塘法院", "qián táng fǎ yuàn")},
    "What one document says": {("二.txt", "钱塘区", OPERATES, "智慧粮仓")},
    "Which rules read what, and how sure they are": {("test.rule", "7")},
    "What no document says": {("杭州市", f"{NS}District")},
}
"""Rows that the answer has to have among others, cut to the columns that are compared."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    write_exports(cookbook_graph(), out, formats=["rdf"])
    return out


def test_the_cookbook_is_covered() -> None:
    assert len(QUERIES) >= 12
    assert set(QUERIES) == set(WANTED)


@pytest.mark.parametrize("name", QUERIES)
def test_the_cookbook_finds_what_it_should(name: str, folder: Path) -> None:
    found = rows_of(answer(folder, QUERIES[name], output="json"))
    wanted = WANTED[name]
    width = len(next(iter(wanted)))
    assert wanted <= {row[:width] for row in found}
    assert rows_of(answer(folder, PREFIXES + QUERIES[name], output="json")) == found


@pytest.mark.parametrize("name", QUERIES)
def test_the_cookbook_runs_on_the_seeds(name: str, built_seeds: Path) -> None:
    assert answer(built_seeds, QUERIES[name]).endswith("rows)\n")


def test_a_table_is_aligned_by_what_is_seen(folder: Path) -> None:
    text = answer(folder, "SELECT ?name ?e WHERE { ?e a gov:District ; rdfs:label ?name } ORDER BY ?e LIMIT 2")
    assert text == (
        "name    e\n"
        "------  -------------------------------\n"
        "北仑区  id:District-bei-lun-qu-330206\n"
        "杭州市  id:District-hang-zhou-shi-3301\n"
        "(2 rows)\n"
    ).replace("-" * 31 + "\n", "-" * 30 + "\n")


def test_csv_and_json_are_read_back(folder: Path) -> None:
    query = "SELECT ?name WHERE { ?e a gov:Person ; rdfs:label ?name }"
    assert list(csv.reader(io.StringIO(answer(folder, query, output="csv")))) == [["name"], ["丁晓波"]]
    data = json.loads(answer(folder, query, output="json"))
    assert data["results"]["bindings"] == [{"name": {"type": "literal", "value": "丁晓波", "xml:lang": "zh"}}]


@pytest.mark.parametrize(
    ("query", "output", "wanted"),
    [
        ("ASK { ?e a gov:Person }", "table", "yes\n"),
        ("ASK { ?e a gov:Nothing }", "csv", "false\n"),
        (
            "CONSTRUCT { ?e a gov:Person } WHERE { ?e a gov:Person }",
            "table",
            "id:Person-ding-xiao-bo-b63580349b a gov:Person",
        ),
        ("SELECT ?x WHERE { ?x a gov:Nothing }", "table", "x\n-\n(0 rows)\n"),
    ],
)
def test_other_forms(folder: Path, query: str, output: str, wanted: str) -> None:
    assert wanted in answer(folder, query, output=output)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://a/> { ?s ?p ?o } }",
        "SELECT * { service SILENT <http://a/> { ?s ?p ?o } }",
        "SELECT * { SERVICE # x\n ?where { ?s ?p ?o } }",
        "PREFIX a: <http://a/> SELECT * { ?s ?p a:x\\#y SERVICE a:b{ ?s ?p ?o } }",
        "SELECT * { FILTER(?a<'>') SERVICE <http://a/> { ?s ?p '}' } }",
        "SELECT * { \\u0053ERVICE <http://a/> { ?s ?p ?o } }",
    ],
)
def test_no_query_leaves_the_machine(folder: Path, query: str) -> None:
    with pytest.raises(GovGraphError, match="SERVICE asks another machine"):
        answer(folder, query)


@pytest.mark.parametrize(
    "query", ["SELECT ?service { ?service ?p 'service' }", "SELECT * { ?s <http://x/service> ?o }"]
)
def test_what_only_looks_like_a_service(query: str) -> None:
    assert not asks_elsewhere(query)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["{}", "SELECT"], "query: "),
        (["{}", "INSERT DATA { <a:a> <a:b> 1 }"], "query: "),
        (["{}"], "query: give one, as an argument or with -f FILE"),
        (["{}", "ASK {}", "-f", "x"], "query: give one"),
        (["{}", "-f", "{}/none.rq"], "cannot be read"),
        (["{}/none", "ASK {}"], "cannot be read"),
        (["/", "ASK {}"], "has no graph.ttl"),
    ],
)
def test_errors_are_one_line(
    folder: Path, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        cli.main(["query", *(each.replace("{}", str(folder)) if len(each) < 15 else each for each in arguments)]) == 2
    )
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert message in err


def test_broken_turtle_is_told(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("<a> <b> ", "utf-8")
    with pytest.raises(GovGraphError, match=r"graph.ttl: is not Turtle: "):
        answer(tmp_path, "ASK {}")


def test_a_query_on_the_seeds_takes_little_time(run: Run, built_seeds: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = run("query", built_seeds, QUERIES["The sentences behind a relation"])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime <= 0.6
