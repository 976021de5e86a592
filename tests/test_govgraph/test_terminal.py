"""What comes from documents cannot act on a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govgraph.terminal import escape, print_line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("钱塘区 2024年第1期.txt", "钱塘区 2024年第1期.txt"),
        ("“浙里办”　全角", "“浙里办”　全角"),  # the wide space is Chinese typography
        ("\x1b[31m红\x1b[0m", r"\x1b[31m红\x1b[0m"),
        ("一\r\n二\t三", r"一\r\n二\t三"),
        ("\x9b2J", r"\x9b2J"),  # the one-byte form of ESC [
        ("txt\u202egnp", r"txt\u202egnp"),  # shown reversed otherwise
        ("零\u200b宽\ufeff", r"零\u200b宽\ufeff"),
        ("a\u2028b", r"a\u2028b"),
        ("\udcff.txt", r"\udcff.txt"),  # a file name that is not UTF-8
        ("\U000e0001", r"\U000e0001"),
    ],
)
def test_escape(text: str, shown: str) -> None:
    assert escape(text) == shown


@given(st.text(st.characters()))
def test_escaped_text_is_one_harmless_line(text: str) -> None:
    shown = escape(text)
    assert all(char.isprintable() or char.isspace() for char in shown)
    assert len(shown.splitlines()) <= 1
    assert escape(shown) == shown
    shown.encode("utf-8")


def test_print_line_writes_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    print_line("坏\n文件: 空")
    assert capsys.readouterr() == ("", "govgraph: 坏\\n文件: 空\n")
