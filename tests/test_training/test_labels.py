"""The labels that training learns from stand where the text says them, whatever its script and widths."""

from __future__ import annotations

import pytest
from labels_file import Labelled, spans_of
from passages import fold_of, is_held_out, label_spans

from extract.cleaning import clean_text


def labelled(text: str, *entities: tuple[str, bool, list[str]]) -> Labelled:
    raw = [{"type": kind, "optional": optional, "names": spans_of(text, names)} for kind, optional, names in entities]
    return Labelled("文.txt", text, {"number": 12, "entities": raw})


def spans(passage: Labelled, *, before: str = "") -> list[tuple[str, str, bool]]:
    clean = clean_text(before + passage.text)
    found = label_spans(passage, clean, frozenset({"我区"}), begin=len(before))
    return [(clean.text[start:end], kind, is_open) for start, end, kind, is_open in found]


@pytest.mark.parametrize(
    ("text", "entity", "expected"),
    [
        ("高雄市政府數位發展局推出服務。", ("Agency", False, ["高雄市政府數位發展局"]), "高雄市政府数位发展局"),
        ("区发展和改革局（筹）牵头。", ("Agency", False, ["区发展和改革局（筹）"]), "区发展和改革局(筹)"),
        ("推动《规划（2023—2025年）》落地。", ("Policy", False, ["规划（2023—2025年）"]), "规划(2023—2025年)"),
        ("推出“平安码”。", ("Platform", False, ["平安码"]), "平安码"),
    ],
)
def test_a_label_is_found_in_the_cleaned_text(text: str, entity: tuple[str, bool, list[str]], expected: str) -> None:
    assert [(name, is_open) for name, _, is_open in spans(labelled(text, entity))] == [(expected, False)]


def test_a_passage_is_found_behind_what_is_read_before_it() -> None:
    passage = labelled("臺北市推出平安碼。", ("District", False, ["臺北市"]), ("Platform", True, ["平安碼"]))
    assert spans(passage, before="新聞稿\n臺北市，（2026年）。\n") == [
        ("台北市", "District", False),
        ("平安码", "Platform", True),
    ]


def test_all_occurrences_of_all_names_are_labels_and_references_are_left_open() -> None:
    passage = labelled("东湖区推进改革，我区、东湖都好，东湖区先行。", ("District", False, ["东湖区", "东湖", "我区"]))
    found = spans(passage)
    assert found.count(("东湖区", "District", False)) == 2
    assert found.count(("我区", "District", True)) == 1


def test_a_title_is_no_part_of_a_person() -> None:
    passage = labelled("梁明轩博士到会。", ("Person", False, ["梁明轩", "梁明轩博士"]))
    assert spans(passage) == [("梁明轩", "Person", False)]


def test_folds_and_the_held_out_tenth_are_fixed_by_a_passages_number() -> None:
    passages = [Labelled("文", "", {"number": number}) for number in range(30)]
    assert [fold_of(each) for each in passages[:4]] == [0, 1, 2, 0]
    assert [each.labels["number"] for each in passages if is_held_out(each)] == [7, 17, 27]
    assert fold_of(Labelled("甲.txt", "", {})) == fold_of(Labelled("甲.txt", "别的", {}))
