from __future__ import annotations

import pytest

from tests.reading import annotate

ARTICLE = """以改革促发展 打造营商高地

王小明 李建国

近日,海东市召开推进会。会上,市发改委介绍了情况!大家说:“很好。”随后散会

推动改革走深走实

图为会议现场。张三丰 摄
"""


def test_lines_play_their_parts() -> None:
    ann = annotate(ARTICLE)
    kinds = {ann.clean.text[line.start : line.end]: line.kind for line in ann.lines}
    assert kinds["以改革促发展 打造营商高地"] == "title"
    assert kinds["王小明 李建国"] == "byline"
    assert kinds["推动改革走深走实"] == "heading"
    assert kinds["图为会议现场。张三丰 摄"] == "caption"


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("今天开会。明天休息。", ["今天开会。", "明天休息。"]),
        ("他说:“好。”她走了。", ["他说:“好。”", "她走了。"]),
        ("推进甲项目;实施乙行动。", ["推进甲项目;", "实施乙行动。"]),
        ("没有句号的一行", ["没有句号的一行"]),
        ("第一段。\n第二段。", ["第一段。", "第二段。"]),
    ],
)
def test_sentences_end_behind_their_marks_and_quotes(text: str, sentences: list[str]) -> None:
    ann = annotate(text)
    assert [ann.clean.text[s.start : s.end] for s in ann.sentences] == sentences


def test_every_sentence_lies_in_its_line() -> None:
    ann = annotate(ARTICLE)
    for sentence in ann.sentences:
        line = ann.lines[sentence.line]
        assert line.start <= sentence.start < sentence.end <= line.end


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("首席记者 赵小山", "byline"),
        ("■文/刘大龙", "byline"),
        ("记者 欧阳小明 通讯员", "heading"),
        ("强基固本 深化改革", "heading"),
        ("体制机制", "heading"),
    ],
)
def test_a_byline_is_made_of_family_names(line: str, kind: str) -> None:
    ann = annotate(f"一个题目\n{line}\n今天开会。")
    assert ann.lines[1].kind == kind
