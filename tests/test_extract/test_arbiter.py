from __future__ import annotations

import pytest

from extract.annotations import Annotations, Mention, annotations_of
from extract.cleaning import clean_text
from extract.facts import Document
from extract.steps.names.arbiter import Arbiter
from extract.steps.names.span_reasons import SpanReasons
from extract.tagger import TaggedSpan
from extract.weights import ALL, Weights
from tests.reading import extractor

TEXT = "县里推出“安心码”应用,建成智慧气象服务平台。"


def annotations() -> Annotations:
    return Annotations(Document(id="文.txt", text=TEXT), clean_text(TEXT))


def arbiter() -> Arbiter:
    return Arbiter(extractor().pack)


def test_a_proposal_carries_its_reasons() -> None:
    (mention,) = arbiter().score(annotations(), [Mention(4, 11, "Platform", "quoted head:应用", core=(5, 8))], [])
    assert {"rule: quoted head", "rule: quoted head, Platform", "tagger: silent"} <= set(mention.reasons)
    assert 0 < mention.score < 1


def reasons(text: str, name: str, rule: str) -> set[str]:
    doc = extractor().read(Document(id="文.txt", text=text))
    start = text.index(name)
    return set(SpanReasons(annotations_of(doc)).of(Mention(start, start + len(name), "Platform", rule)))


def test_a_span_is_described_by_its_words_and_those_around_it() -> None:
    found = reasons("全县推出智慧气象服务平台。", "智慧气象服务平台", "headed:平台")
    assert {"found: headed:平台", "rule: headed", "first: 智慧", "last: 平台", "before: 推出", "behind: 。"} <= found
    assert {"last tag: n", "before tag: v", "behind tag: w", "length: long"} <= found
    assert "repeated" not in found


def test_what_begins_the_text_or_a_line_has_no_word_before_it() -> None:
    assert not any(reason.startswith("before") for reason in reasons("平安码上线。", "平安码", "tagger"))
    assert not any(reason.startswith("before") for reason in reasons("本报讯。\n平安码上线。", "平安码", "tagger"))


def test_what_labels_teach_adds_to_what_is_set_by_hand() -> None:
    proposal = Mention(14, 22, "Platform", "headed:平台", reasons=("head plain", "introduced"))

    def score(*rows: tuple[str, str, float]) -> float:
        (found,) = Arbiter(extractor().pack, learned=Weights(rows)).score(annotations(), [proposal], [])
        return found.score

    assert score((ALL, "found: headed:平台", -1.0)) < score() < score(("Platform", "found: headed:平台", 1.0))
    assert score(("Program", "found: headed:平台", 1.0)) == score()


def test_agreement_of_rule_and_tagger_makes_surer() -> None:
    def score(tagged: list[TaggedSpan]) -> float:
        proposal = Mention(4, 11, "Platform", "quoted head:应用", core=(5, 8))
        found = arbiter().score(annotations(), [proposal], tagged)
        return max(m.score for m in found if m.rule != "tagger")

    agreeing = score([TaggedSpan(4, 11, "Platform", 0.95)])
    assert agreeing > score([]) > 0
    assert agreeing > score([TaggedSpan(6, 13, "Place", 0.95)])


def test_what_collides_is_chosen_once() -> None:
    proposals = [
        Mention(4, 11, "Platform", "quoted head:应用", core=(5, 8)),
        Mention(5, 8, "Program", "quoted introduced"),
        Mention(14, 22, "Platform", "headed:平台", reasons=("head plain", "introduced", "modifiers 4")),
    ]
    chosen = arbiter().choose(annotations(), proposals, [TaggedSpan(4, 11, "Platform", 0.97)])
    taken = [position for mention in chosen for position in range(mention.start, mention.end)]
    assert len(taken) == len(set(taken))
    assert ("Platform", 4) in {(mention.type, mention.start) for mention in chosen}


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_proposals_does_not_matter(order: int) -> None:
    proposals = [
        Mention(4, 11, "Platform", "quoted head:应用"),
        Mention(4, 11, "Platform", "headed:应用", reasons=("head weak",)),
        Mention(14, 22, "Platform", "headed:平台", reasons=("head plain", "introduced")),
    ]
    chosen = arbiter().choose(annotations(), proposals[::order], [])
    assert sorted((m.start, m.end, m.score) for m in chosen) == sorted(
        (m.start, m.end, m.score) for m in arbiter().choose(annotations(), proposals, [])
    )


def test_a_mention_says_who_found_it() -> None:
    proposals = [Mention(4, 11, "Platform", "quoted head:应用")]
    found = arbiter().score(annotations(), proposals, [TaggedSpan(14, 22, "Platform", 0.9)])
    assert {mention.rule for mention in found} == {"quoted head:应用", "tagger"}
