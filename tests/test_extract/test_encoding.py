"""The encoding of bytes: found where it is plain, refused where it is not."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import DocumentError
from extract.pack import load_pack
from extract.reading.encoding import decode

SIMPLIFIED = "钱塘区委召开全体会议，提出以数字化改革推动高质量发展，要求各部门加快建设一体化平台。"
TRADITIONAL = "錢塘區委召開全體會議，提出以數字化改革推動高質量發展，要求各部門加快建設一體化平臺。"


@pytest.mark.parametrize("times", [1, 20])
@pytest.mark.parametrize(
    ("text", "codec", "found"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8"),
        (SIMPLIFIED, "utf-16", "utf-16-le"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", "utf-16-be"),
        (SIMPLIFIED, "utf-32", "utf-32-le"),
        (SIMPLIFIED, "gbk", "gb18030"),
        (SIMPLIFIED + "𠮷㐀", "gb18030", "gb18030"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (TRADITIONAL, "big5", "big5"),
        (TRADITIONAL + "喺嘅", "big5hkscs", "big5hkscs"),
        (TRADITIONAL, "utf-8", "utf-8"),
        (TRADITIONAL, "utf-16-be", "utf-16-be"),
        ("联通", "gbk", "gb18030"),
        ("plain ASCII\r\n", "ascii", "utf-8"),
        ("plain ASCII", "utf-16-le", "utf-16-le"),
        ("Привет", "utf-8", "utf-8"),
        ("𠮷野", "utf-8", "utf-8"),
    ],
)
def test_found(text: str, codec: str, found: str, times: int) -> None:
    assert decode((text * times).encode(codec), "a.txt", pack=load_pack()) == (text * times, found)


def test_mark_of_another_order() -> None:
    data = codecs.BOM_UTF16_BE + SIMPLIFIED.encode("utf-16-be")
    assert decode(data, "a.txt", pack=load_pack()) == (SIMPLIFIED, "utf-16-be")


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "a.txt: is empty"),
        (b" \r\n\t", "a.txt: is empty"),
        (codecs.BOM_UTF8, "a.txt: is empty"),
        ("\u3000\n".encode(), "a.txt: is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.txt: is not text: byte 0 at 8, and it does not read as UTF-16"),
        ("钱塘区\0".encode(), "a.txt: is not text: byte 0 at 9, and it does not read as UTF-16"),
        (b"\x01\x02\x03\x04\x05", "a.txt: is not text: it is full of control characters"),
        (SIMPLIFIED.encode()[:-1], "a.txt: is not text in UTF-8 .byte 0xe3 at 123 is wrong there., and no other"),
        ("Café déjà vu à Paris".encode("latin-1"), "a.txt: is not text in UTF-8 .byte 0xe9 at 3"),
        ("政府は改革を進める。これは平台です".encode("shift_jis"), "a.txt: is not text in UTF-8"),
        ("浙".encode("gbk"), "a.txt: is not text in UTF-8"),
        (codecs.BOM_UTF8 + b"\xff\xff", "a.txt: is not text: it is marked as utf-8, but byte 0xff at 0"),
        (codecs.BOM_UTF16_LE + b"a", "a.txt: is not text: it is marked as utf-16-le, but"),
    ],
)
def test_refused(data: bytes, problem: str) -> None:
    with pytest.raises(DocumentError, match=f"^{problem}") as caught:
        decode(data, "a.txt", pack=load_pack())
    assert "\n" not in str(caught.value)


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_document_error(data: bytes) -> None:
    try:
        text, encoding = decode(data, "a.txt", pack=load_pack())
    except DocumentError:
        return
    assert text.strip()
    assert data.decode(encoding, "ignore").endswith(text)


@given(
    st.sampled_from([SIMPLIFIED, TRADITIONAL]),
    st.integers(0, 36),
    st.integers(4, 40),
    st.sampled_from(["gbk", "utf-8", "utf-16-le", "utf-16-be", "big5"]),
)
def test_a_guess_is_never_wrong(sentence: str, start: int, size: int, codec: str) -> None:
    data = sentence[start : start + size].encode(codec, "ignore")
    try:
        found, _ = decode(data, "a.txt", pack=load_pack())
    except DocumentError:
        return
    assert found == data.decode(codec)
