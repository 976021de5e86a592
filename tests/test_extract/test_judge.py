"""The judge of relations: which pairs it looks at, why it decides as it does, and its file of weights."""

from __future__ import annotations

import pytest

from extract.annotations import annotations_of
from extract.steps.relations import RelationReader
from extract.steps.relations.force import Force
from extract.steps.relations.judge import Case, Judge
from extract.steps.relations.mood import Mood
from extract.steps.relations.reasons import ALWAYS
from extract.weights import ALL, Weights
from tests.marked import PACK, annotate

MOOD = Mood(PACK.patterns("relations/structure"))


def judged(marked: str, *rows: tuple[str, str, float]) -> set[tuple[str, str, str, float, str]]:
    """(source, relation, target, confidence, modality) of what is read where little speaks for anything but these."""
    doc = RelationReader(PACK, judge=Judge(PACK, MOOD, weights=Weights([(ALL, ALWAYS, -2.0), *rows])))(annotate(marked))
    ann = annotations_of(doc)
    names = {entity.id: entity.name for entity in ann.entities.values()}
    return {(names[r.source], r.relation, names[r.target], r.confidence, r.modality) for r in ann.relations}


def cases(marked: str) -> list[tuple[str, str, str, Case]]:
    ann = annotations_of(annotate(marked))
    reader = RelationReader(PACK)
    scene = reader.scene(ann)
    force = Force(scene)
    names = {entity.id: entity.name for entity in ann.entities.values()}
    found = Judge(PACK, MOOD, weights=Weights(())).cases(scene, force, reader.candidates(scene, force))
    return [(names[case.source], case.relation, names[case.target], case) for case in found]


def reasons(marked: str, source: str, relation: str, target: str) -> set[str]:
    (case,) = [case for s, r, t, case in cases(marked) if (s, r, t) == (source, relation, target)]
    return set(case.reasons)


def test_what_a_rule_reads_is_dropped_where_much_speaks_against_it() -> None:
    text = "[东湖区:District]推出[平安码:Platform]。"
    assert judged(text, (ALL, "rule object", -1.0)) == set()
    assert judged(text, ("operates", "rule object", -1.0)) == set()
    assert judged(text, (ALL, "rule object", 3.0)) == {("东湖区", "operates", "平安码", 0.73, "stated")}
    assert judged(text, (ALL, "rule object", 1.0)) == {("东湖区", "operates", "平安码", 0.27, "stated")}
    assert judged(text) == set()


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("[张三丰:Person]走访[江城大学:Institution]。", "stated"),
        ("[张三丰:Person]将走访[江城大学:Institution]。", "planned"),
        ("到年底前,[张三丰:Person]力争走访[江城大学:Institution]。", "target"),
    ],
)
def test_a_pair_without_a_rule_is_added_where_much_speaks_for_it(text: str, modality: str) -> None:
    assert judged(text, ("worksFor", "between, source first: 走访", 3.0)) == {
        ("张三丰", "worksFor", "江城大学", 0.73, modality)
    }
    assert judged(text) == set()


def test_what_a_clause_denies_is_not_added() -> None:
    often = ("worksFor", ALWAYS, 4.0)
    assert judged("[张三丰:Person]走访[江城大学:Institution]。", often)
    assert not judged("[张三丰:Person]从未走访[江城大学:Institution]。", often)


def test_a_symmetric_relation_is_looked_at_once() -> None:
    found = [(s, t) for s, r, t, _ in cases("[东湖区:District]与[西江区:District]签约。") if r == "cooperatesWith"]
    assert len(found) == 1


@pytest.mark.parametrize(
    ("text", "ends", "expected"),
    [
        (
            "[张三丰:Person]任[江城大学:Institution]校长。",
            ("张三丰", "worksFor", "江城大学"),
            {"types Person>Institution", "source first", "between, source first: 任", "target ends 大学", "0 clauses"},
        ),
        (
            "[江城大学:Institution]校长[张三丰:Person]到场。",
            ("张三丰", "worksFor", "江城大学"),
            {"target first", "target first, gap 校长", "rule post"},
        ),
        (
            "[东湖区:District]聚焦民生。推出[平安码:Platform]。",
            ("东湖区", "operates", "平安码"),
            {"absent, target given", "absent, target given, subject of the paragraph", "before, target given: 推出"},
        ),
        (
            "[东湖区:District]推出[平安码:Platform]、[安居码:Platform]。",
            ("平安码", "partOf", "安居码"),
            {"one list", "source first, gap 、"},
        ),
        (
            "[东湖区:District]推出[平安码:Platform],[西江区:District]学习[平安码:Platform]。",
            ("西江区", "operates", "平安码"),
            {"rule with another source"},
        ),
    ],
)
def test_reasons_say_what_the_sentence_shows(text: str, ends: tuple[str, str, str], expected: set[str]) -> None:
    assert expected <= reasons(text, *ends)
