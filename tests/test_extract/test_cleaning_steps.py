"""The cleaning steps one by one: readings in brackets, shifted bytes, line breaks, and the map of edits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.cleaning import clean_text
from extract.cleaning.offsets import Edit, tracked
from extract.cleaning.script import traditional_share

CUT = "钱塘区建设生物医药产业大脑。在杭州的医药科技有限公司"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("高新區(qū)(濱江)", "高新区(滨江)"),
        ("數(shù)字化、體系(xì)統(tǒng)", "数字化、体系统"),
        ("高新區（qū）（濱江）", "高新区(滨江)"),
        ("亳(bó)州", "亳州"),
        ("区(qu)委", "区委"),
        ("女(nǚ)性、旅(lv)游", "女性、旅游"),
        ("區(qu\u0304)委", "区委"),
        ("區(QŪ)委", "区委"),
        ("長(zhǎng)(cháng)", "长"),
        ("高精度(CT)设备", "高精度(CT)设备"),
        ("浙里办(app)", "浙里办(app)"),
        ("区(xī)", "区(xī)"),
        ("饿(e)", "饿(e)"),
        ("A(qū)", "A(qū)"),
        ("区(qū", "区(qū"),
    ],
)
def test_readings(source: str, text: str) -> None:
    assert clean_text(source).text == text


@pytest.mark.parametrize(
    ("source", "surface"),
    [
        ("高新區。‘心中有數’?!备咝聟^(qū)(濱江)", "高新區。‘心中有數’。”高新區(濱江)"),
        ("高新區。‘心中有數’?！备咝聟^委", "高新區。‘心中有數’。”高新區委"),
        ("‘心中有數’?！备咝聟^", "‘心中有數’?！备咝聟^"),
        ("高新区有何不同?这个APP怎么用?", "高新区有何不同?这个APP怎么用?"),
        ("什么是数字化改革？看a", "什么是数字化改革？看a"),
    ],
)
def test_shifted_bytes(source: str, surface: str) -> None:
    assert clean_text(source).surface == surface


@pytest.mark.parametrize(
    ("lost", "known"),
    [
        ("。”高新區", "高新區企業增長。"),
        ("：“高新區", "高新區企業增長。"),
        ("“先行發", "先行先試。"),
        ("，創新產", "創新驅動。"),
    ],
)
def test_repairs_what_one_lost_byte_spoils(lost: str, known: str) -> None:
    spoilt = "?" + lost.encode("gbk")[1:].decode("gbk")
    source = f"{known}他說{spoilt}，很好。"
    assert lost not in source
    clean = clean_text(source)
    assert clean.surface == f"{known}他說{lost}，很好。"
    at = clean.surface.index(lost)
    assert source[slice(*clean.locate(at, at + len(lost)))] == spoilt


@pytest.mark.parametrize(
    ("before", "gap", "after"),
    [
        (CUT, "\n\n", ",利用平台的技术培训场景进行营销。"),
        ("生物医药研发周期长、资金投入多等特点,一颗新药从靶点发现至上", "\n\n", "市销售,一般需要8~12年。"),
        ("推进。承担商事主体登记确认制改革、企业住所申报承诺改革等项目,", "\n\n", "瞄准打造一流营商环境。"),
        ("“一是好。高质量编制完成钱", "\n\n\n\n", "塘区“十四五”规划纲要。让规划成为路线图。”他说"),
        ("全年投资832亿元。全年实际利用外资12.3亿美", "\n  \n", "元,其中制造业利用外资6.8亿美元。"),
        ("第一个。推出“先锋小哥", "\n", "”场景,群众参与治理。"),
    ],
)
def test_joins_a_sentence_cut_by_a_break(before: str, gap: str, after: str) -> None:
    source = f"标题一行\n\n{before}{gap}{after}"
    clean = clean_text(source)
    assert before + after in clean.text
    at = clean.text.index(before + after)
    assert source[slice(*clean.locate(at, at + len(before) + len(after)))] == before + gap + after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("区委会议召开。", "会议提出,要加快改革。"),
        ("聚焦制度重塑 助力数字化改革提质增效", "今年是关键之年,也是展示之年。"),
        ("首席记者 赵一霖", "不久前,浙江首个应用在我区上线。"),
        ("改革越来越多。推动青少年肥胖率下降;“案款一件", "在义蓬街道,小哥们定期参与治理。孙金满 摄"),
        ("找准需求。发挥数字化改革推动共同", "题5天答复。"),
        ("钱塘区推出平安厨房。危货运输场景", "坚持钱塘特色 更多场景实现扩容"),
        ("改革做法。一是区委改革专班", "(一)推进改革,落实责任。"),
        ("改革做法。一是区委改革专班", "二、推进改革,落实责任。"),
        ("改革做法。一是区委改革专班", "■文/刘龙龙,写于钱塘。"),
        ("改革做法。一是区委改革专班", "  另起一段,落实责任。"),
        ("具有高新区特色,滨江辨识度的成果", "在过程中,如何打通数据是难点。"),
        ("改革如下:", "推进改革,落实责任。"),
    ],
)
def test_keeps_the_break(before: str, after: str) -> None:
    source = f"标题一行\n\n{before}\n\n{after}"
    assert clean_text(source).text == source


def wrapped(paragraph: str, width: int) -> str:
    return "\n".join(paragraph[at : at + width] for at in range(0, len(paragraph), width))


@pytest.mark.parametrize("width", [22, 30, 40])
@pytest.mark.parametrize("indent", ["", "　　"])
def test_joins_text_wrapped_at_a_fixed_width(width: int, indent: str) -> None:
    paragraph = (
        "浙江省人民政府办公厅印发关于加强数字政府建设的实施意见,要求各市县人民政府结合实际认真贯彻落实" * 5 + "。"
    )
    source = "\n".join([wrapped(indent + paragraph, width)] * 3)
    assert clean_text(source).text.strip().replace("  浙", "浙") == "\n".join([paragraph] * 3)


def test_break_between_latin_words_becomes_a_space() -> None:
    first = "浙江推进数字政府建设,也称为 digital"
    source = "标题一行\n" + "\n".join(["钱塘区推进改革。" + first, "government,并取得成果。"])
    assert "digital government" in clean_text(source).text


def test_headlines_of_one_width_are_no_wrapped_text() -> None:
    source = "\n".join(["钱塘区推进数字化改革取得新的突破进展情况"] * 12)
    assert clean_text(source).text == source


@st.composite
def edited_text(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(st.text("钱塘区平台", min_size=1, max_size=30))
    places = draw(st.lists(st.integers(0, len(text)), max_size=10, unique=True).map(sorted))
    spans = zip(places[::2], places[1::2], strict=False)
    return text, [Edit(start, end, draw(st.text("数字", max_size=4))) for start, end in spans]


@given(edited_text())
def test_edits_keep_the_map_of_what_they_leave(given_: tuple[str, list[Edit]]) -> None:
    text, edits = given_
    result = tracked(text).edited(edits)
    assert len(result.text) == len(result.starts) == len(result.ends)
    assert all(result.starts < result.ends)
    assert list(result.starts) == sorted(result.starts)
    touched = {place for edit in edits for place in range(edit.start, edit.end)}
    for character, start, end in zip(result.text, result.starts, result.ends, strict=True):
        if start not in touched:
            assert (character, end) == (text[start], start + 1)
        else:
            assert any(edit.start <= start < end <= edit.end and character in edit.text for edit in edits)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("钱塘区推进改革", 0.0, 0.0),
        ("數字產業發展", 0.5, 1.0),
        ("乾县于谦", 0.0, 0.0),
        ("ABC 123", 0.0, 0.0),
        ("", 0.0, 0.0),
    ],
)
def test_traditional_share(text: str, low: float, high: float) -> None:
    assert low <= traditional_share(text) <= high
