"""What a text says about itself, and what only looks as if it did."""

from __future__ import annotations

import pytest

from extract.pack import load_pack
from extract.reading.metadata import Metadata, iso_date, read_metadata

BODY = "近日，钱塘区推出数字化改革平台，服务企业和群众。"


def metadata(*lines: str) -> Metadata:
    return read_metadata("\n".join(lines), pack=load_pack())


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["", "钱塘区：以数字之力激发动能", "", BODY], "钱塘区：以数字之力激发动能"),
        (["# 钱塘区改革方案", BODY], "钱塘区改革方案"),
        (["「一盤棋」統籌 區發改局", "■文/刘龙龙", BODY], "「一盤棋」統籌 區發改局"),
        (["下载", "打印", "【字号：", "加大", "】", "2026年政府工作报告", BODY], "2026年政府工作报告"),
        (["首席记者 赵一霖", "钱塘区推进数字化改革", BODY], "钱塘区推进数字化改革"),
        (["改革周刊专栏", "钱塘区推进数字化改革", BODY], "钱塘区推进数字化改革"),
        (["来源：浙江日报", "钱塘区推进数字化改革", BODY], "钱塘区推进数字化改革"),
        (["浙政发〔2022〕15号", "关于加强数字政府建设的意见", BODY], "关于加强数字政府建设的意见"),
        (["怎样让改革惠及群众？", BODY], "怎样让改革惠及群众？"),
        ([BODY, "钱塘区推进数字化改革"], ""),
        (["钱塘区推进数字化改革，提出新目标，要求" * 4, BODY], ""),
        (["2024年8月15日", BODY], ""),
        (["钱塘区推进数字化改革"], ""),
        ([""], ""),
    ],
)
def test_title(lines: list[str], title: str) -> None:
    assert metadata(*lines).title == title


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (["标题标题", "发布时间:2024-08-15", BODY], "2024-08-15"),
        (["标题标题", "发布日期：2024年8月5日 10:30 来源：浙江日报", BODY], "2024-08-05"),
        (["标题标题", "2022年6月30日", BODY], "2022-06-30"),
        (["标题标题", "2022-06-30 09:15:00", BODY], "2022-06-30"),
        (["标题标题", "（2023年1月15日市人大通过）", BODY], "2023-01-15"),
        (["标题标题", "——2026年2月3日在省人民代表大会第四次会议上", BODY], "2026-02-03"),
        (["标题标题", "——二〇二六年一月二十七日在省人民代表大会上", BODY], "2026-01-27"),
        (["标题标题", "——2026年2月3日在省人民代表大会上", "时间：2026-02-09", BODY], "2026-02-09"),
        (["标题标题", "2022年6月", BODY], "2022-06"),
        (["标题标题", BODY, "浙江省人民政府", "二〇二二年六月三十日"], "2022-06-30"),
        (["標題標題", "發佈時間：2024年8月15日", BODY], "2024-08-15"),
        (["标题标题", "2022年6月30日，钱塘区召开会议。", BODY], ""),
        (["标题标题", "2022年13月30日", BODY], ""),
        (["标题标题", "2022年2月30日", BODY], ""),
        (["标题标题", BODY], ""),
    ],
)
def test_date(lines: list[str], date: str) -> None:
    assert metadata(*lines).date == date


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        (["标题标题标题", "丁晓波 麻利萍 刘健", BODY], ("丁晓波", "麻利萍", "刘健")),
        (["标题标题标题", "首席记者 赵一霖", BODY], ("赵一霖",)),
        (["标题标题标题", "■文/刘龙龙", BODY], ("刘龙龙",)),
        (["标题标题标题", "记者：王敏、李华 通讯员 欧阳修", BODY], ("王敏", "李华", "欧阳修")),
        ([BODY + "(记者 孟嬌 通訊員 顧杭 肖鱈桐)"], ("孟嬌", "顧杭", "肖鱈桐")),
        ([BODY + "（记者 孟娇）"], ("孟娇",)),
        (["标题标题标题", "作者：托玛·崔昂福", BODY], ("托玛·崔昂福",)),
        (["标题标题标题", "深化改革 强基固本", BODY], ()),
        (["标题标题标题", "王敏", BODY], ()),
        (["标题标题标题", "记者 来到现场采访", BODY], ()),
        (["标题标题标题", BODY, "丁晓波 麻利萍 刘健"], ()),
        (["标题标题标题", "孙金满 摄", BODY], ()),
    ],
)
def test_authors(lines: list[str], authors: tuple[str, ...]) -> None:
    assert metadata(*lines).authors == authors


@pytest.mark.parametrize(
    ("line", "outlet", "place"),
    [
        ("来源：浙江日报", "浙江日报", ""),
        ("2024-08-15 10:00 来源：解放日报 作者：某", "解放日报", ""),
        ("來源：香港《文匯報》", "", ""),
        ("央视网消息（新闻联播）：近日，改革推进。", "央视网", ""),
        ("新华社北京8月15日电 近日，改革推进。", "新华社", "北京"),
        ("本报杭州8月15日讯 近日，改革推进。", "", "杭州"),
        ("来源：本网", "", ""),
        ("刷脸无感通行（来源：深圳发布）", "", ""),
        ("收入来源：工资", "", ""),
    ],
)
def test_outlet_and_place(line: str, outlet: str, place: str) -> None:
    found = metadata("标题标题标题", line, BODY)
    assert (found.outlet, found.place) == (outlet, place)


def test_outlet_on_the_line_after_its_label() -> None:
    assert metadata("标题标题标题", "来源：", "四川日报", BODY).outlet == "四川日报"


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2024", "2024"),
        ("2024-08", "2024-08"),
        ("2024-08-15", "2024-08-15"),
        ("2024-08-15T10:00:00Z", "2024-08-15"),
        ("2024/8/5", "2024-08-05"),
        ("２０２４年８月", "2024-08"),
        ("二〇二四年十二月三十一日", "2024-12-31"),
        ("2024-02-30", ""),
        ("2024-00", ""),
        ("上周", ""),
        ("", ""),
    ],
)
def test_iso_date(written: str, date: str) -> None:
    assert iso_date(written, pack=load_pack()) == date
