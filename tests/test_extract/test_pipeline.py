from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.errors import DocumentError, PackError
from extract.facts import Document
from extract.pack import Pack
from extract.pipeline import STEPS, build_pipeline, extract_all
from tests.reading import extractor, facts_of

SENTENCES = [
    "杭州市钱塘区推出“先锋码”应用。",
    "我区产业投资达65亿元,同比增长25%。",
    "浙江省发改委印发《浙江省公共数据条例》。",
    "该应用入选全省最佳案例名单。",
    "高新區(qū)(濱江)推出“平安工地一碼通”。",
    "村民张水林说,很方便。",
]


@given(st.lists(st.sampled_from(SENTENCES), max_size=5), st.sampled_from(["", "\n", "\n\n"]))
@settings(max_examples=25, deadline=None)
def test_all_evidence_points_into_the_source(sentences: list[str], joint: str) -> None:
    text = joint.join(sentences)
    facts = facts_of(text)
    spans = [e for entity in facts.entities for e in entity.mentions]
    spans += [e for fact in (*facts.relations, *facts.observations) for e in fact.evidence]
    for evidence in spans:
        assert text[evidence.start : evidence.end] == evidence.text
        assert evidence.text
        assert evidence.rule


@given(st.text(max_size=80))
@settings(max_examples=60, deadline=None)
def test_no_text_breaks_the_pipeline(text: str) -> None:
    facts_of(text)


def test_ends_of_relations_fit_the_ontology() -> None:
    facts = facts_of("".join(SENTENCES))
    types = {entity.id: entity.type for entity in facts.entities}
    ontology = extractor().pack.ontology
    assert facts.relations
    assert all(ontology.allows(types[r.source], r.relation, types[r.target]) for r in facts.relations)


def test_order_and_number_of_workers_do_not_matter() -> None:
    documents = [Document(id=f"{i}.txt", text=text) for i, text in enumerate(SENTENCES)]
    alone = list(extract_all(documents))
    assert alone == list(extract_all(documents, workers=2))
    assert alone[::-1] == list(extract_all(documents[::-1]))


def test_steps_say_what_they_need(caplog: pytest.LogCaptureFixture) -> None:
    nlp = build_pipeline(extractor().pack)
    assert nlp.pipe_names == [f"govgraph_{step}" for step in STEPS]
    problems = nlp.analyze_pipes()["problems"]
    assert not [found for found in problems.values() if found], json.dumps(problems)


def test_an_unknown_step_is_named(tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_text('language = "zh"\nsteps = ["layout", "magic"]\n', encoding="utf-8")
    with pytest.raises(PackError, match="names the step 'magic'; known: layout"):
        build_pipeline(Pack(str(tmp_path)))


def test_state_is_readable_on_the_doc() -> None:
    doc = extractor().read(Document(id="a.txt", text=SENTENCES[0]))
    assert doc.text == SENTENCES[0]
    assert {mention.type for mention in doc._.mentions} >= {"District", "Platform"}


@pytest.mark.parametrize("workers", [1, 2])
def test_a_document_that_fails_costs_no_other_its_facts(workers: int) -> None:

    good = Document(id="好.txt", text=SENTENCES[0])
    bad = Document(id="坏.txt", text=None)  # type: ignore[arg-type]
    failed: list[DocumentError] = []
    facts = list(extract_all([bad, good], workers=workers, on_error=failed.append))
    assert [fact.document.id for fact in facts] == ["好.txt"]
    assert [error.document for error in failed] == ["坏.txt"]
    assert "cannot be read by the pipeline" in str(failed[0])
