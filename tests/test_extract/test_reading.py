"""Reading: sources found, each format read, and every failure one line that names its document."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from extract.errors import DocumentError
from extract.facts import Document
from extract.reading import Columns, Source, find_sources, read_documents
from tests.pdf import minimal_pdf

TEXT = "钱塘区推出数字化改革平台，服务企业和群众。"
PAGE = """<!DOCTYPE html><html lang="zh"><head><meta charset="{charset}"><title>钱塘区推出新场景_某网</title>
<meta name="author" content="丁晓波;刘健"><meta property="article:published_time" content="2024-08-15T10:00:00+08:00">
<meta property="og:site_name" content="浙江在线"></head><body><nav><a href="/">首页</a></nav><article>
<h1>钱塘区推出新场景</h1><p>近日，钱塘区推出“浙里办”新场景，由区发改局牵头建设，已在全区推广应用，服务企业和群众。</p>
<p>区委改革专班负责人说，下一步将推动更多场景上线，实现数据互联互通、业务高效协同，为企业提供精准的服务。</p>
<p>目前，全区已有十二个项目列为省级试点，相关改革成果在省级刊物上的刊发量位居全市前列，经验正在复制。</p>
</article><footer>版权所有</footer></body></html>"""


def read(*sources: str | Path, columns: Columns | None = None) -> tuple[list[Document], list[str]]:
    errors: list[str] = []
    found = find_sources([str(source) for source in sources])
    documents = read_documents(found, columns=columns, on_error=lambda error: errors.append(str(error)))
    return list(documents), errors


def read_one(path: Path) -> Document:
    documents, errors = read(path)
    assert errors == []
    (document,) = documents
    return document


def test_plain_text_is_left_untouched(tmp_path: Path) -> None:
    source = tmp_path / "改革 文件.txt"
    text = "标题行\r\n\r\n" + TEXT + "\r\n"
    source.write_bytes(text.encode("gbk"))
    document = read_one(source)
    assert document.text == text
    assert (document.id, document.encoding, document.script) == (source.as_posix(), "gb18030", "zh-hans")
    assert document.sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_script_of_traditional_text(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 錢塘區數字化改革\n\n錢塘區推出平臺。", "utf-8")
    document = read_one(tmp_path / "a.md")
    assert (document.script, document.title) == ("zh-hant", "錢塘區數字化改革")


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_web_page(tmp_path: Path, charset: str) -> None:
    (tmp_path / "网页.HTM").write_bytes(PAGE.format(charset=charset).encode(charset))
    document = read_one(tmp_path / "网页.HTM")
    assert "由区发改局牵头建设" in document.text
    assert "版权所有" not in document.text
    assert (document.title, document.date, document.outlet) == ("钱塘区推出新场景", "2024-08-15", "浙江在线")
    assert document.authors == ("丁晓波", "刘健")


def test_web_page_in_the_encoding_that_it_states(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(
        "<html><head><meta charset=shift_jis></head><body><p>東京都のデータを使う。</p></body></html>".encode(
            "shift_jis"
        )
    )
    document = read_one(tmp_path / "a.html")
    assert document.encoding == "shift_jis"
    assert "東京都のデータ" in document.text


def test_word(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("钱塘区改革方案")
    word.add_paragraph(TEXT)
    table = word.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "平台", "单位"
    table.cell(1, 0).merge(table.cell(1, 1)).text = "合并"
    word.add_paragraph("完。")
    word.save(str(tmp_path / "方案.docx"))
    document = read_one(tmp_path / "方案.docx")
    assert document.text == f"钱塘区改革方案\n{TEXT}\n平台\t单位\n合并\n完。"
    assert document.title == "钱塘区改革方案"


def test_pdf_pages_without_their_numbers(tmp_path: Path) -> None:
    (tmp_path / "报告.pdf").write_bytes(minimal_pdf(["钱塘区改革方案\n推出数字化平台，\n- 1 -", "服务企业。\n—2—"]))
    document = read_one(tmp_path / "报告.pdf")
    assert document.text.split() == ["钱塘区改革方案", "推出数字化平台，", "服务企业。"]


def test_pdf_pages_without_what_they_share(tmp_path: Path) -> None:
    pages = [f"政府公报2024年\n第{part}部分推进改革。\n第{number}页/共3页" for number, part in enumerate("甲乙丙", 1)]
    (tmp_path / "a.pdf").write_bytes(minimal_pdf(pages))
    assert read_one(tmp_path / "a.pdf").text.split() == [
        "第甲部分推进改革。",
        "第乙部分推进改革。",
        "第丙部分推进改革。",
    ]


@pytest.mark.parametrize("name", ["表 格.jsonl", "表 格.csv"])
def test_rows_are_documents(tmp_path: Path, name: str) -> None:
    rows = [
        {"编号": "x1", "题": "标题", "日": "2024年8月15日", "文": TEXT},
        {"编号": "x2", "题": "", "日": "", "文": "第二\n行。"},
    ]
    path = tmp_path / name
    if name.endswith("jsonl"):
        path.write_text("\n\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    else:
        lines = [list(rows[0]), *(list(row.values()) for row in rows)]
        path.write_text("\n".join(",".join(f'"{cell}"' for cell in line) for line in lines), "utf-8-sig")
    documents, errors = read(path, columns=Columns(id="编号", title="题", date="日", text="文"))
    assert errors == []
    assert [document.id for document in documents] == [f"{path.as_posix()}#x1", f"{path.as_posix()}#x2"]
    assert (documents[0].title, documents[0].date, documents[0].text) == ("标题", "2024-08-15", TEXT)
    assert documents[1].text == "第二\n行。"


def test_bad_lines_of_jsonl_do_not_stop_the_good_ones(tmp_path: Path) -> None:
    lines = ['{"text": "一。"}', "{", "[1]", '{"id": 1, "text": "重。"}', '{"text": 5.5}', '{"id": "", "text": " "}',
             '{"body": "x"}', '{"text": "\\ud800"}', '{"id": 7, "text": "七。"}', "[" * 100_000]  # fmt: skip
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    documents, errors = read(path)
    assert [(document.id, document.text) for document in documents] == [
        (f"{path}#1", "一。"), (f"{path}#5", "5.5"), (f"{path}#7", "七。")]  # fmt: skip
    problems = [
        "line 2: is not JSON",
        "line 3: is no JSON object",
        "line 4: the id 1 stands on line 1 already",
        "line 6: its column text is empty",
        "line 7: has no text in its column text",
        "line 8: holds half of a surrogate pair",
        "line 10: is not JSON",
    ]
    assert len(errors) == len(problems)
    assert all(error.startswith(f"{path}: {problem}") for error, problem in zip(errors, problems, strict=True))
    assert not any("\n" in error for error in errors)


def test_bad_rows_of_csv_do_not_stop_the_good_ones(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('id,text\n1,一。\n2,二。,多\n3\n\n"4"x,四。\n5,"五\n。"\n6,"', "utf-8")
    documents, errors = read(path)
    assert [document.text for document in documents] == ["一。", "五\n。"]
    assert errors == [
        f"{path}: line 3: has 3 cells where the header has 2",
        f"{path}: line 4: has 1 cells where the header has 2",
        f"{path}: line 6: is not CSV: ',' expected after '\"'",
        f"{path}: line 9: is not CSV: unexpected end of data",
    ]


def test_long_cell_of_csv(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text\n" + "钱" * 200_000, "utf-8")
    assert len(read_one(tmp_path / "a.csv").text) == 200_000


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b"\n \n", "is empty"),
        ("a.txt", b"\x00\x01\x02", "is not text: byte 0 at 0"),
        ("a.md", b"\xff\xfe\xfd", "is not text"),
        ("a.html", b"<html><body></body></html>", "holds no main text"),
        ("a.html", b"<meta charset=utf-8>\xff\xff", "is not text in utf-8, the encoding that it states"),
        ("a.html", b"<meta charset=none-such>\xff\xff", "is not text in none-such"),
        ("a.pdf", b"%PDF-1.4 rubbish", "cannot be read as PDF"),
        ("a.pdf", minimal_pdf(["-1-"]), "holds no text; if its pages are scans"),
        ("a.pdf", minimal_pdf(["钱"], lock=True), "is locked by a password"),
        ("a.docx", b"PK\x03\x04rubbish", "cannot be read as a Word document"),
        ("a.csv", b"id,body\n1,x\n", "has no column text; its columns are id, body"),
        ("a.csv", b'"a"b,text\n', "line 1: is not CSV"),
    ],
)
def test_failure_is_one_line_that_names_the_document(tmp_path: Path, name: str, data: bytes, problem: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    good = tmp_path / "好.txt"
    good.write_text(TEXT, "utf-8")
    documents, errors = read(path, good)
    assert [document.id for document in documents] == [str(good)]
    assert len(errors) == 1
    assert errors[0].startswith(f"{path}: {problem}")
    assert "\n" not in errors[0]


def test_word_without_text(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "a.docx"))
    assert read(tmp_path / "a.docx") == ([], [f"{tmp_path}/a.docx: holds no text"])


def test_file_that_goes_away(tmp_path: Path) -> None:
    errors: list[DocumentError] = []
    gone = Source("gone.txt", tmp_path / "gone.txt")
    assert list(read_documents([gone], on_error=errors.append)) == []
    assert [str(error) for error in errors] == ["gone.txt: cannot be read: No such file or directory"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode("gbk"))))
    documents, errors = read("-", "-")
    assert errors == []
    assert [(document.id, document.text) for document in documents] == [("-", TEXT)]


def test_plain_text_needs_no_heavy_library(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    program = (
        "import sys\nfrom extract.reading import find_sources, read_documents\n"
        f"list(read_documents(find_sources([{str(tmp_path)!r}]), on_error=print))\n"
        "print(sorted({'trafilatura', 'pypdfium2', 'docx', 'pypinyin', 'lxml'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_dump_is_no_document(tmp_path: Path) -> None:
    (tmp_path / "大.txt").write_text("钱塘区推出应用" * 300_000, encoding="utf-8")
    (tmp_path / "小.txt").write_text("钱塘区推出应用。", encoding="utf-8")
    errors: list[DocumentError] = []
    documents = list(read_documents([str(tmp_path)], on_error=errors.append))
    assert [document.text for document in documents] == ["钱塘区推出应用。"]
    (error,) = errors
    assert error.document.endswith("大.txt")
    assert error.problem == "is too long: 2,100,000 characters, at most 2,000,000 are read as one document; split it"
