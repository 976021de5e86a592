"""Choose the passages that are labelled for training: rich in named things, spread over sources and dates.

    python training/select_passages.py CORPUS_DIR [--exclude DIR]… -o passages.jsonl

CORPUS_DIR holds `government_reports.jsonl.xz` and `news.jsonl.xz` (one document a line: id, date, title,
text). Items whose text is that of a file under an --exclude folder are left out, so that no evaluation
document is trained on. The choice is deterministic. The written file holds the passages' text and so stays out
of the repository; labels refer to passages by document id, offsets and a hash.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SHORTEST, LONGEST = 300, 520  # characters of a passage
SHARES = {"reports": 220, "domain": 112, "other": 112}
PER_DOCUMENT = {"reports": 27, "domain": 1, "other": 1}
_SENTENCE = re.compile(r"[^。！？\n]*[。！？\n]+[”’]*|[^。！？\n]+$")
_RICH = re.compile(
    r"“[^”]{3,14}”(?:平台|系统|应用|场景|改革|机制|行动|工程)?|平台|系统|大脑|改革|机制|行动|工程|试点|项目"
    r"|《[^》]{4,30}》|有限公司|集团|大学|研究院|医院|实验室|开发区|自贸|新区|产业园|大会|论坛|会议"
    r"|局|厅|委员会|专班|入选|获评|全国首|印发|出台|推出|上线|联合|共建|\d+(?:\.\d+)?(?:亿|万|%|个|家|项)"
)
_DOMAIN = re.compile(r"数字化|平台|政务|营商环境|改革|智慧城市|数字政府|一件事|大数据|治理")


class Passage(NamedTuple):
    """A run of whole sentences of one document."""

    kind: str
    document: str
    date: str
    start: int
    end: int
    text: str
    richness: float


def main() -> None:
    """Write the chosen passages, one JSON object a line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--exclude", type=Path, action="append", default=[])
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    excluded = [_bare(p.read_text("utf-8")) for folder in options.exclude for p in sorted(folder.glob("*.txt"))]
    chosen = list(choose(options.corpus, excluded))
    with options.output.open("w", encoding="utf-8") as file:
        for number, passage in enumerate(chosen):
            file.write(json.dumps({"number": number, **passage._asdict()}, ensure_ascii=False) + "\n")


def choose(corpus: Path, excluded: list[str]) -> Iterator[Passage]:
    """The passages of each kind, the richest of every document first."""
    for kind, name in (("reports", "government_reports"), ("domain", "news"), ("other", "news")):
        best = []
        for document in _documents(corpus / f"{name}.jsonl.xz"):
            if not _is_copy(document["text"], excluded) and (kind == "reports" or _kind(document) == kind):
                passages = sorted(_passages(kind, document), key=lambda p: (-p.richness, p.start))
                best.extend(_apart(passages, PER_DOCUMENT[kind]))
        best.sort(key=lambda p: (-p.richness, p.document, p.start))
        # every third of the rich ones, so that labels cover more than the very densest text
        yield from sorted(best[: 3 * SHARES[kind] : 3], key=lambda p: (p.document, p.start))


def _documents(path: Path) -> Iterator[dict[str, str]]:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _kind(document: dict[str, str]) -> str:
    return "domain" if len(_DOMAIN.findall(document["text"])) >= 4 else "other"


def _passages(kind: str, document: dict[str, str]) -> Iterator[Passage]:
    text = document["text"]
    sentences = [m.span() for m in _SENTENCE.finditer(text) if m.group().strip()]
    for first, (start, _) in enumerate(sentences):
        end = start
        for _, stop in sentences[first:]:
            if stop - start > LONGEST:
                break
            end = stop
        body = text[start:end]
        if len(body.strip()) >= SHORTEST:
            richness = round(len({m.group() for m in _RICH.finditer(body)}) / len(body) ** 0.5, 4)
            yield Passage(kind, document["id"], document.get("date", ""), start, end, body, richness)


def _apart(passages: list[Passage], most: int) -> list[Passage]:
    """The first passages that do not overlap one another."""
    kept: list[Passage] = []
    for passage in passages:
        if all(passage.end <= other.start or other.end <= passage.start for other in kept):
            kept.append(passage)
        if len(kept) == most:
            break
    return kept


def _is_copy(text: str, excluded: list[str]) -> bool:
    """Whether forty characters from the middle of the text stand in an excluded text."""
    bare = _bare(text)
    middle = bare[len(bare) // 2 :][:40]
    return len(middle) == 40 and any(middle in other for other in excluded)


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


if __name__ == "__main__":
    main()
