"""What the edges of a proposed name lose, and what equal names in one document share."""

from __future__ import annotations

import pytest

from extract.annotations import Annotations, Mention, Word
from extract.cleaning import clean_text
from extract.facts import Document
from extract.pack import load_pack
from extract.steps.linking.occurrences import repeated, with_one_type
from extract.steps.names.edges import Edges


def annotated(words: str, tags: str) -> Annotations:
    """Annotations of words divided by spaces, with a tag each."""
    text, spans = words.replace(" ", ""), []
    place = 0
    for word, tag in zip(words.split(), tags.split(), strict=True):
        spans.append(Word(place, place + len(word), tag))
        place += len(word)
    ann = Annotations(Document("test", text), clean_text(text))
    ann.words = spans
    return ann


@pytest.mark.parametrize(
    ("words", "tags", "names"),
    [
        ("办好 江东 论坛", "v LOC n", ["江东论坛"]),
        ("市应急局 会同 市公安局", "ORG v ORG", ["市应急局", "市公安局"]),
        ("对标 江东 新区", "v LOC n", ["江东新区"]),
        ("联合 创新 中心", "v vn n", ["联合创新中心"]),  # no name follows the verb
        ("江东 大学", "LOC n", ["江东大学"]),
        ("江东区委政法委会同区公安局", "ORG", ["江东区委政法委", "区公安局"]),  # one word for the base analyser
        ("江东市人民政府 与 新星 集团", "ORG c nz n", ["江东市人民政府", "新星集团"]),
        ("江东区发展和改革局", "ORG", ["江东区发展和改革局"]),
        ("区妇女联合会", "ORG", ["区妇女联合会"]),
        ("经市人民政府", "ORG", ["市人民政府"]),
        ("报市委改革委第八次会议", "ORG", ["市委改革委第八次会议"]),
        ("经市场监管局", "ORG", ["市场监管局"]),
    ],
)
def test_leading_and_joining_verbs_are_cut(words: str, tags: str, names: list[str]) -> None:
    ann = annotated(words, tags)
    text = ann.clean.text
    spans = Edges(load_pack("government")).cut(ann, 0, len(text))
    assert [text[start:end] for start, end in spans] == names


def test_equal_names_take_the_type_of_the_surer_mentions() -> None:
    text = "信用江东,信用江东,信用江东"
    mentions = [
        Mention(0, 4, "Place", "a", score=0.6),
        Mention(5, 9, "Platform", "b", score=0.9),
        Mention(10, 14, "Person", "c", score=0.9),
    ]
    assert [m.type for m in with_one_type(text, mentions, fixed={"Person"}, suffix=4)] == [
        "Platform",
        "Platform",
        "Person",
    ]


def test_a_sure_name_counts_wherever_it_is_written() -> None:
    ann = annotated("安居码 上线 , 用 安居码 办事 。", "nz v w v nz v w")
    ann.mentions = [Mention(0, 3, "Platform", "a", score=0.9)]
    assert [(m.start, m.end, m.type) for m in repeated(ann, least=0.7, shortest=3, stem=4, stem_types=())] == [
        (7, 10, "Platform")
    ]
    assert not list(repeated(ann, least=0.95, shortest=3, stem=4, stem_types=()))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“江城:过去与未来”国际论坛", "“江城:过去与未来”国际论坛"),
        ("说过”国际论坛", "国际论坛"),
        ("“甲”与“乙”与未来”国际论坛", "国际论坛"),
        ("“江城”论坛", "“江城”论坛"),
    ],
)
def test_a_name_has_a_quotation_whole_or_not_at_all(text: str, name: str) -> None:
    start = text.index("与未来" if "与未来" in text else "过" if "过" in text else "“")
    ((begin, end),) = Edges(load_pack("government")).cut(annotated(text, "n"), start, len(text))
    assert text[begin:end] == name
