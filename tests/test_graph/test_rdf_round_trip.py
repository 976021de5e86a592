"""graph.json → RDF → graph.json loses nothing, whatever the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.errors import GraphError
from graph import KnowledgeGraph, build_graph, write_exports
from graph.observations import plain_number
from graph.rdf.measures import FIELDS
from tests.builders import HOSTILE, Link, facts, observation, sample, thing
from tests.cookbook import cookbook_graph
from tests.strategies import any_text

FILES = ["ttl", "evidence", "dataset"]
NAMES = any_text.filter(lambda text: bool(text.strip()))
PAIRS = (
    ("District", "operates", "Platform"),
    ("Agency", "issued", "Policy"),
    ("Company", "cooperatesWith", "Institution"),
)
NUMBERS = st.integers(-(10**15), 10**15) | st.floats(-1e15, 1e15).map(plain_number)
DATES = st.from_regex(r"\A[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?\Z") | st.dates().map(str)
MEANT = {
    "period_start": DATES | any_text | st.none(),
    "period_end": DATES | any_text,
    "approximation": st.sampled_from(("about", "over", "under", "almost")) | any_text,
    "change_amount": NUMBERS | st.none(),
    "change_unit": any_text | st.none(),
    "rank_place": st.integers(-2, 1000) | st.booleans() | st.none(),
    "rank_scope": any_text,
}
"""What the texts of an observation may mean, and what nobody should put there."""


def back(kg: KnowledgeGraph, folder: Path) -> KnowledgeGraph:
    write_exports(kg, folder, formats=FILES)
    return KnowledgeGraph.load_rdf(folder)


@st.composite
def graphs(draw: st.DrawFn) -> KnowledgeGraph:
    """A graph of up to three documents in which any text may stand anywhere."""
    documents = []
    for number in range(draw(st.integers(1, 3))):
        parts: list[object] = []
        for source, relation, target in draw(st.lists(st.sampled_from(PAIRS), unique=True)):
            names = draw(st.lists(NAMES, min_size=2, max_size=2, unique=True))
            kinds = zip((source, target), names, strict=True)
            aliases = tuple(draw(st.lists(any_text, max_size=2)))
            parts += [thing(kind, f"{kind}{name}", aliases=aliases) for kind, name in kinds]
            modality = draw(st.sampled_from(("stated", "planned", "target")))
            confidence = draw(st.integers(0, 100)) / 100
            ends = (f"{source}{names[0]}", relation, f"{target}{names[1]}")
            parts.append(Link(*ends, confidence, modality, text=draw(NAMES)))
            texts = {key: draw(any_text) for key in ("value_text", "period", "change", "rank")}
            value = draw(st.none() | st.floats(-1e15, 1e15))
            parts.append(observation(ends[0], draw(NAMES), value, draw(any_text), **texts))
        options = {"date": draw(any_text), "authors": tuple(draw(st.lists(any_text, max_size=3)))}
        script = draw(st.sampled_from(("zh-hans", "zh-hant")))
        documents.append(facts(f"{draw(any_text)}{number}", *parts, script=script, **options))  # type: ignore[arg-type]
    licence = draw(st.sampled_from(("", "https://example.org/licence?a=b#c", "urn:x:y")))
    kg = build_graph(documents, title=draw(any_text), licence=licence)
    for each in kg.observations:
        evidence, meant = each.pop("evidence"), draw(st.fixed_dictionaries({}, optional=MEANT))
        each.update({key: meant[key] for key in FIELDS if key in meant} | {"evidence": evidence})
    kg.graph.graph.update(draw(st.dictionaries(st.sampled_from(("own", "licence")), st.just(""))))
    return kg


@given(graphs())
@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
def test_nothing_is_lost(tmp_path_factory: pytest.TempPathFactory, kg: KnowledgeGraph) -> None:
    folder = tmp_path_factory.mktemp("rdf")
    found = back(kg, folder)
    assert found == kg
    kg.save(folder / "one.json")
    found.save(folder / "two.json")
    assert (folder / "one.json").read_bytes() == (folder / "two.json").read_bytes()


@pytest.mark.parametrize("text", ["智慧粮仓", *HOSTILE])
def test_hostile_text(text: str, tmp_path: Path) -> None:
    assert back(sample(text), tmp_path) == sample(text)


def test_a_graph_with_something_of_everything(tmp_path: Path) -> None:
    assert back(cookbook_graph(), tmp_path) == cookbook_graph()


def test_the_seeds(seeds_graph: KnowledgeGraph, tmp_path: Path) -> None:
    assert back(seeds_graph, tmp_path) == seeds_graph


@pytest.mark.parametrize(
    ("name", "content"), [("evidence.ttl", None), ("graph.ttl", "@prefix x"), ("graph.ttl", "\xff")]
)
def test_a_folder_that_holds_no_graph(tmp_path: Path, name: str, content: str | None) -> None:
    write_exports(sample(), tmp_path, formats=FILES)
    (tmp_path / name).unlink()
    if content is not None:
        (tmp_path / name).write_text(content, "latin-1")
    with pytest.raises(GraphError, match=f"{name}: cannot be read as Turtle"):
        KnowledgeGraph.load_rdf(tmp_path)
