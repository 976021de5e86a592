"""A PDF file written by hand, so that tests need no program that writes PDF."""

from __future__ import annotations

import io

_FONT = (
    "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
    " /Supplement 0 >> /FontDescriptor 6 0 R /DW 1000 >>"
)
_DESCRIPTOR = (
    "<< /Type /FontDescriptor /FontName /F /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800"
    " /Descent -200 /CapHeight 700 /StemV 80 >>"
)
_LOCK = f" /Encrypt << /Filter /Standard /V 1 /R 2 /O <{'00' * 32}> /U <{'00' * 32}> /P -4 >> /ID [<00> <00>]"


def minimal_pdf(pages: list[str], *, lock: bool = False) -> bytes:
    """A PDF that writes each page's characters by a CID font with a map to Unicode."""
    characters = sorted(set("".join(pages)) - {"\n"})
    code = {character: index for index, character in enumerate(characters, 1)}
    pairs = "\n".join(f"<{code[c]:04x}> <{c.encode('utf-16-be').hex()}>" for c in characters)
    to_unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(characters)} beginbfchar\n{pairs}\nendbfchar endcmap end end"
    )
    kids = " ".join(f"{7 + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R>>",
        _FONT,
        f"<< /Length {len(to_unicode)} >>\nstream\n{to_unicode}\nendstream",
        _DESCRIPTOR,
    ]
    for index, page in enumerate(pages):
        shown = "".join(f"<{''.join(f'{code[c]:04x}' for c in line)}> Tj 0 -20 Td\n" for line in page.split("\n"))
        stream = f"BT /F 12 Tf 50 700 Td\n{shown}ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F 3 0 R >> >>"
            f" /Contents {8 + 2 * index} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    return _file(objects, encrypt=_LOCK if lock else "")


def _file(objects: list[str], *, encrypt: str) -> bytes:
    """The objects, numbered from 1, with their table and trailer."""
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, 2)
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
    table = out.tell()
    entries = "".join(f"{place:010} 00000 n \n" for place in places)
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{entries}".encode())
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R{encrypt} >>\n".encode())
    out.write(f"startxref\n{table}\n%%EOF".encode())
    return out.getvalue()
