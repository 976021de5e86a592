"""What a map's page is told, read back as the page reads it."""

from __future__ import annotations

import itertools
import json
import re
from typing import Any

from graph.map.payload import Payload
from tests.prose_reader import sentences

_SINGLE = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in "<>&")
BLOCK = re.compile(r'<script type="(?:application/json|text/plain)" id="(\w+)">(.*?)</script>', re.DOTALL)


class Columns:
    """The columns of a block, read as slowly and plainly as can be."""

    def __init__(self, text: str) -> None:
        directory, _, digits = text.partition("\n")
        data = _bytes(digits)
        self._forms, self._bytes, at = {}, {}, 0
        for name, size, *form in json.loads(directory):
            self._forms[name], self._bytes[name] = form, data[at : at + size]
            at += size

    def numbers(self, name: str) -> list[int]:
        count, low, known, *first = self._forms[name]
        if not self._bytes[name]:
            values = [low] * count
        else:
            bits = "".join(f"{byte:08b}" for byte in self._bytes[name])
            lengths = [int(bits[4 * i : 4 * i + 4], 2) for i in range(known)]
            at, code, values = 4 * known, codes(lengths), []
            for _ in range(count):
                sign, at = _sign(bits, at, code)
                extra = 2 + (sign - 16) // 4 if sign >= 16 else 0
                rest = int(bits[at : at + extra], 2) if extra else 0
                values.append(low + (sign if sign < 16 else ((4 + sign % 4) << extra) + rest))
                at += extra
        if not first:
            return values
        values[:1] = [value + first[0] for value in values[:1]]
        return list(itertools.accumulate(values))

    def raw(self, name: str) -> bytes:
        return self._bytes[name]

    def texts(self, name: str) -> list[str]:
        """The packed texts, read one bit after another."""
        signs = [chr(point) for point in self.numbers(f"{name}.alphabet")]
        for left, right in zip(self.numbers(f"{name}.left"), self.numbers(f"{name}.right"), strict=True):
            signs.append(signs[left] + signs[right])
        code = codes(self.numbers(f"{name}.lengths"))
        bits = "".join(f"{byte:08b}" for byte in self.raw(f"{name}.bits"))
        found, at, self.starts = [""], 0, [0]
        while len(found) <= self.numbers(f"{name}.count")[0]:
            sign, at = _sign(bits, at, code)
            if sign == 0:
                found.append("")
                self.starts.append(at)
            else:
                found[-1] += signs[sign]
        return found[:-1]


def codes(lengths: list[int]) -> dict[str, int]:
    """The signs by their codes, as zeros and ones."""
    found, code, before = {}, 0, 0
    for sign in sorted((sign for sign in range(len(lengths)) if lengths[sign]), key=lambda sign: (lengths[sign], sign)):
        code <<= lengths[sign] - before
        before = lengths[sign]
        found[f"{code:0{before}b}"] = sign
        code += 1
    return found


def _sign(bits: str, at: int, code: dict[str, int]) -> tuple[int, int]:
    """The sign whose code begins here, and where the next one does."""
    end = next(end for end in range(at + 1, len(bits) + 1) if bits[at:end] in code)
    return code[bits[at:end]], end


def _bytes(text: str) -> bytes:
    """What characters of base 108 stand for."""
    digits: list[int] = []
    for character in text:
        single = _SINGLE.find(character)
        digits += [single] if single >= 0 else [91 + (ord(character) - 0xC0) // 108, (ord(character) - 0xC0) % 108]
    words = (digits[at : at + 4] for at in range(0, len(digits) - 3, 4))
    bits = "".join(f"{((a * 108 + b) * 108 + c) * 108 + d:027b}" for a, b, c, d in words)
    return bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits) - 7, 8))


class MapData:
    """The nodes and edges of a page by name."""

    def __init__(self, data: Payload) -> None:
        self.head = data.head
        self.columns = Columns(data.columns)
        self.texts = self.columns.texts("text")
        self.sentences = sentences(Columns(data.sentences))
        self.documents = self._documents()
        count = len(self.columns.numbers("node.type"))
        self.names, self.ids = self.texts[:count], [data.head["base"] + text for text in self.texts[count : 2 * count]]

    def _documents(self) -> list[list[Any]]:
        """Of each document the id, title, date, outlet, place and authors."""
        names = ("id", "title", "date", "outlet", "place")
        facts = zip(
            *([self.texts[text] for text in self.columns.numbers(f"document.{name}")] for name in names), strict=True
        )
        authors = iter(self.columns.numbers("author.name"))
        counts = self.columns.numbers("document.authors")
        return [
            [*row, [self.texts[next(authors)] for _ in range(count)]] for row, count in zip(facts, counts, strict=True)
        ]

    def triples(self) -> list[tuple[str, str, str]]:
        ends = (self.columns.numbers(f"edge.{name}") for name in ("source", "relation", "target"))
        return [
            (self.names[a], self.head["relations"][relation][0], self.names[b])
            for a, relation, b in zip(*ends, strict=True)
        ]

    def evidence(self) -> list[list[tuple[str, int, int, str, str]]]:
        """For each edge the pieces (document, start, end, text, rule)."""
        columns = [self.columns.numbers(f"passage.{name}") for name in ("document", "start", "rest")]
        passages = list(zip(*columns, _counted(self.columns.numbers("passage.text"), 1), strict=True))
        numbers = _counted(self.columns.numbers("piece.passage"), 0)
        pieces = iter(zip(numbers, self.columns.numbers("piece.rule"), strict=True))
        found = []
        for count in self.columns.numbers("edge.pieces"):
            rows = [(*passages[passage], rule) for passage, rule in (next(pieces) for _ in range(count))]
            found.append(
                [
                    (
                        self.documents[paper][0],
                        start,
                        start + rest + len(self.sentences[text]),
                        self.sentences[text],
                        self.texts[rule],
                    )
                    for paper, start, rest, text, rule in rows
                ]
            )
        return found


def _counted(backs: list[int], new: int) -> list[int]:
    found = []
    for back in backs:
        found.append(new - back)
        new += back == 0
    return found


def map_data(page: str) -> MapData:
    """The data of a written page."""
    blocks = dict(BLOCK.findall(page))
    return MapData(Payload(json.loads(blocks["data"]), blocks["columns"], blocks["sentences"]))
