"""What the texts of observations mean, as typed values: said as it is, read alike by all, and clean OWL 2."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import XSD, URIRef

from graph import KnowledgeGraph, build_graph, write_exports
from graph.rdf.validate import check_graph
from tests import consumers
from tests.builders import facts, observation, thing

MEANT = {
    "approximation": "over",
    "period_start": "2024",
    "period_end": "2024-05",
    "change_amount": -25.5,
    "change_unit": "%",
    "rank_place": 3,
    "rank_scope": "全省",
}


def meaning(**fields: object) -> KnowledgeGraph:
    """A graph with one observation that has these fields besides its texts."""
    kg = build_graph([facts("a", thing("District", "钱塘区"), observation("钱塘区", "产业投资", 1.0, "元"))])
    kg.observations[0].update(fields)
    return kg


def said(kg: KnowledgeGraph) -> set[tuple[str, str]]:
    """What the graph says of its observation, shortened to prefixed names."""
    rdf = kg.to_rdflib()
    node = URIRef(f"{kg.base_iri}id/{kg.observations[0]['id']}")
    pairs = rdf.predicate_objects(node)
    return {(rdf.qname(p), rdf.qname(o) if isinstance(o, URIRef) else o.n3()) for p, o in pairs}


def test_what_the_texts_of_an_observation_mean(tmp_path: Path) -> None:
    kg = meaning(**MEANT)
    check_graph(kg)
    found = {(p, o) for p, o in said(kg) if p.startswith("gov:")}
    assert found - {("gov:metricText", '"产业投资"')} == {
        ("gov:approximation", '"over"'),
        ("gov:periodStart", f'"2024"^^<{XSD.gYear}>'),
        ("gov:periodEnd", f'"2024-05"^^<{XSD.gYearMonth}>'),
        ("gov:changeAmount", f'"-25.5"^^<{XSD.decimal}>'),
        ("gov:changeUnit", '"%"'),
        ("gov:rankPlace", f'"3"^^<{XSD.integer}>'),
        ("gov:rankScope", '"全省"'),
    }
    write_exports(kg, tmp_path, formats=["ttl", "nt", "jsonld"])
    one, two, three = (consumers.by_oxigraph(tmp_path / f"graph.{kind}") for kind in ("ttl", "nt", "jsonld"))
    assert one == two == three


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *[("period_start", value) for value in ("2024-02-30", "今年", "", None, 2024)],
        *[("rank_place", value) for value in (0, -1, True, None, 1.5)],
        *[("change_amount", value) for value in (None, float("inf"), True, "3")],
    ],
)
def test_what_means_nothing_is_kept_but_not_said(field: str, value: object) -> None:
    kg = meaning(**{field: value})
    check_graph(kg)
    said_of_it = {p for p, _ in said(kg) if p.startswith("gov:")}
    assert said_of_it == {"gov:metricText", "gov:record"}


@pytest.mark.slow
def test_every_tool_reads_the_same_and_it_stays_owl_2(tmp_path: Path) -> None:
    days = {"period_start": "2024-01-31", "period_end": "2024"}
    write_exports(meaning(**{**MEANT, **days}), tmp_path, formats=["ttl", "jsonld", "full"])
    wanted = consumers.by_oxigraph(tmp_path / "graph.ttl")
    assert sum(any(f"#{kind}>" in quad for kind in ("gYear", "date")) for quad in wanted) == 2
    for reader in (consumers.by_jena, consumers.by_comunica, consumers.by_rdflib):
        assert reader(tmp_path / "graph.ttl") == reader(tmp_path / "graph.jsonld") == wanted, reader.__name__
    full = consumers.by_oxigraph(tmp_path / "full.ttl")
    assert consumers.either_way(consumers.by_owl_api(tmp_path / "full.ttl")) == consumers.either_way(full)
    (line,) = consumers.owl_api(tmp_path / "full.ttl")
    assert line.endswith(" DL 0 RL 0")
    triples = [quad.triple for quad in ox.parse(path=str(tmp_path / "full.ttl"))]
    assert consumers.hermit_finds_consistent(triples)
