from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.annotations import Mention, Word
from extract.lac import STATES, Lac
from extract.steps.names.tagged import _balanced
from extract.tagger import DILATIONS, LEAST, RULES, TYPES, TaggedSpan, Tagger, features
from tests.reading import extractor

TEXT = "海宁市推出“潮乡办事通”。"


def test_features_say_what_stands_where() -> None:
    words = [Word(0, 3, "LOC"), Word(3, 5, "v")]
    areas = [Mention(0, 3, "District", "division:full", "330481")]
    proposed = [Mention(5, 12, "Platform", "quoted introduced")]
    columns = features(TEXT, words, areas, proposed)
    assert columns.shape == (len(TEXT), 12)
    assert columns[:5, 1].tolist() == [0, 1, 1, 0, 1]
    assert columns[6:11, 2].tolist() == [1] * 5  # inside the quotation marks
    assert columns[:4, 6].tolist() == [1, 2, 2, 0]
    assert columns[5, 7:10].tolist() == [RULES.index("quoted introduced") + 1, TYPES.index("Platform") + 1, 1]
    assert columns[6, 9] == 2


def test_types_are_those_of_the_ontology() -> None:
    assert set(TYPES) == set(extractor().pack.ontology.types)


def test_a_longer_proposal_covers_a_shorter_one() -> None:
    short, long = Mention(0, 3, "Place", "base head:市"), Mention(0, 5, "Program", "headed:行动")
    assert features(TEXT, [], [], [long, short]).tolist() == features(TEXT, [], [], [short, long]).tolist()
    assert features(TEXT, [], [], [short, long])[1, 8] == TYPES.index("Program") + 1


def test_no_text_no_spans() -> None:
    empty = np.zeros((0, STATES), dtype=np.float32)
    assert Tagger.load().spans(empty, features("", [], [], [])) == []


@given(st.text(alphabet="海宁市推出“”《》潮乡办事通。改革平台", min_size=1, max_size=40))
@settings(max_examples=30, deadline=None)
def test_spans_are_in_order_and_inside(text: str) -> None:
    analyser = Lac.load()
    spans = Tagger.load().spans(analyser.states(text), features(text, analyser.tag(text), [], []))
    assert spans == sorted(set(spans), key=lambda span: span[:3])
    assert all(0 <= span.start < span.end <= len(text) and LEAST <= span.score <= 1 for span in spans)
    held = [sum(span.score for span in spans if span.start <= place < span.end) for place in range(len(text))]
    assert all(total < 1.01 for total in held)  # readings of a place exclude each other
    assert {span.type for span in spans} <= set(TYPES)


def test_what_is_far_away_changes_nothing() -> None:
    analyser = Lac.load()
    reach = 2 * sum(DILATIONS) + 2
    near = "县里推出“安心码”应用。"
    long = near + "今天天气很好。" * reach
    alone = features(near, analyser.tag(near), [], [])
    together = features(long, analyser.tag(near), [], [])
    pad = np.zeros((len(long) - len(near), STATES), dtype=np.float32)
    states = analyser.states(near)
    first = next(iter(Tagger.load().spans(states, alone)), None)
    second = next(iter(Tagger.load().spans(np.concatenate([states, pad]), together)), None)
    assert (first and first[:3]) == (second and second[:3])


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("推出“安心码”应用", (2, 6), (2, 7)),
        ("推出“安心码”应用", (3, 7), (2, 7)),
        ("推出“安心码”应用", (3, 6), (3, 6)),
        ("区发改局(筹)说", (0, 6), (0, 7)),
    ],
)
def test_marks_are_completed(text: str, span: tuple[int, int], expected: tuple[int, int]) -> None:
    assert _balanced(text, TaggedSpan(*span, "Platform", 0.9))[:2] == expected
