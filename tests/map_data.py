"""What a map's page is told, read back as the page reads it."""

from __future__ import annotations

import base64
import json
import re
from typing import Any

from graph.map.payload import Payload

BLOCK = re.compile(r'<script type="(?:application/json|text/plain)" id="(\w+)">(.*?)</script>', re.DOTALL)


class Columns:
    """The columns of a payload."""

    def __init__(self, directory: list[list[Any]], text: str) -> None:
        self._bytes = base64.b85decode(text.translate(str.maketrans(",.'", "<>&")))
        self._places = {name: place for name, *place in directory}

    def numbers(self, name: str) -> list[int]:
        start, count, width, low, steps, first = self._places[name]
        raw = self._bytes[start : start + count * width]
        values = [low + int.from_bytes(raw[i * width : (i + 1) * width], "little") for i in range(count)]
        if not steps:
            return values
        sums = []
        for value in values:
            first += value
            sums.append(first)
        return sums

    def texts(self, name: str) -> list[str]:
        """The packed texts, read one bit after another."""
        signs = [chr(point) for point in self.numbers(f"{name}.alphabet")]
        for left, right in zip(self.numbers(f"{name}.left"), self.numbers(f"{name}.right"), strict=True):
            signs.append(signs[left] + signs[right])
        codes, code, before = {}, 0, 0
        lengths = self.numbers(f"{name}.lengths")
        for sign in sorted(
            (sign for sign in range(len(signs)) if lengths[sign]), key=lambda sign: (lengths[sign], sign)
        ):
            code <<= lengths[sign] - before
            before = lengths[sign]
            codes[before, code] = signs[sign]
            code += 1
        start, count, *_ = self._places[f"{name}.bits"]
        bits = "".join(f"{byte:08b}" for byte in self._bytes[start : start + count])
        found, at, self.starts = [""], 0, [0]
        while len(found) <= self.numbers(f"{name}.count")[0]:
            length = next(n for n in range(1, 64) if (n, int(bits[at : at + n], 2)) in codes)
            sign = codes[length, int(bits[at : at + length], 2)]
            at += length
            if sign == "\0":
                found.append("")
                self.starts.append(at)
            else:
                found[-1] += sign
        return found[:-1]


class MapData:
    """The nodes and edges of a page by name."""

    def __init__(self, data: Payload) -> None:
        self.head = data.head
        self.columns = Columns(data.head["columns"], data.columns)
        self.texts = self.columns.texts("text")
        count = len(self.columns.numbers("node.type"))
        self.names, self.ids = self.texts[:count], [data.head["base"] + text for text in self.texts[count : 2 * count]]

    def triples(self) -> list[tuple[str, str, str]]:
        ends = (self.columns.numbers(f"edge.{name}") for name in ("source", "relation", "target"))
        return [
            (self.names[a], self.head["relations"][relation][0], self.names[b])
            for a, relation, b in zip(*ends, strict=True)
        ]

    def evidence(self) -> list[list[tuple[str, int, int, str, str]]]:
        """For each edge the pieces (document, start, end, text, rule)."""
        passages = list(
            zip(
                *(self.columns.numbers(f"passage.{name}") for name in ("document", "start", "length", "text")),
                strict=True,
            )
        )
        pieces = iter(zip(self.columns.numbers("piece.passage"), self.columns.numbers("piece.rule"), strict=True))
        found = []
        for count in self.columns.numbers("edge.pieces"):
            rows = [(*passages[passage], rule) for passage, rule in (next(pieces) for _ in range(count))]
            found.append(
                [
                    (self.head["documents"][paper][0], start, start + length, self.texts[text], self.texts[rule])
                    for paper, start, length, text, rule in rows
                ]
            )
        return found


def map_data(page: str) -> MapData:
    """The data of a written page."""
    blocks = dict(BLOCK.findall(page))
    return MapData(Payload(json.loads(blocks["data"]), blocks["columns"]))
