"""Packed sentences, read back one bit after another by the description of graph/map/prose.py and model.py."""

from __future__ import annotations

from math import exp, log
from typing import Protocol

_MASK = 2**32 - 1
_WEIGHTS = ((0, 0, 0), (176, 0, 0), (160, 80, 0), (168, 152, 64))


class _Columns(Protocol):
    def numbers(self, name: str) -> list[int]: ...

    def raw(self, name: str) -> bytes: ...


class _Lane:
    def __init__(self) -> None:
        self.state, self.code, self.before, self.text = 0, "", [0, 0, 0], ""


class _Reader:
    def __init__(self, columns: _Columns) -> None:
        raw = columns.raw("words")
        self.words = [int.from_bytes(raw[at : at + 2], "little") for at in range(0, len(raw), 2)]
        self.at = 0
        self.size = columns.numbers("size")[0]
        self.slots: dict[int, tuple[int, int]] = {}
        self.signs = [chr(point) for point in columns.numbers("alphabet")]
        lengths = columns.numbers("lengths")
        self.code: dict[str, int] = {}
        self.forks: dict[str, int] = {}
        value = before = 0
        for sign in sorted((sign for sign in range(len(lengths)) if lengths[sign]), key=lambda i: (lengths[i], i)):
            value <<= lengths[sign] - before
            before = lengths[sign]
            code = f"{value:0{before}b}"
            self.code[code] = sign
            for depth in range(before):
                self.forks.setdefault(code[:depth], len(self.forks))
            value += 1

    def word(self) -> int:
        self.at += 1
        return self.words[self.at - 1]

    def begin(self, count: int) -> list[_Lane]:
        lanes = [_Lane() for _ in range(count)]
        for lane in lanes:
            lane.state = self.word() << 16 | self.word()
        return lanes

    def places(self, lane: _Lane) -> list[int]:
        found, mixed = [], 0
        for order, factor in enumerate((0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35)):
            mixed = ((mixed ^ mixed >> 15) + lane.before[order] + 1) * factor & _MASK
            slot = (mixed ^ mixed >> 13) + (self.forks[lane.code] + 1) * 0x27D4EB2F & _MASK
            slot ^= slot >> 15
            found.append((slot * 0x85EBCA6B & _MASK) >> (32 - self.size) | order << self.size)
        return found

    def step(self, lane: _Lane) -> tuple[bool, list[tuple[int, tuple[int, int]]]]:
        """Moves the lane by one bit: whether its text is whole, and what the slots become."""
        places = self.places(lane)
        slots = [self.slots.get(place, (2048, 0)) for place in places]
        highest = max((order + 1 for order, (_, met) in enumerate(slots) if met), default=0)
        odds = [max(-2047, min(2047, round(256 * log((p + 0.5) / (4095.5 - p))))) for p, _ in slots]
        mixed = sum(weight * each for weight, each in zip(_WEIGHTS[highest], odds, strict=True)) >> 8
        mixed = max(-2048, min(2047, mixed))
        chance = max(1, min(4095, round(4096 / (1 + exp(-mixed / 256)))))
        whole, rest = divmod(lane.state, 4096)
        side = int(rest < chance)
        lane.state = chance * whole + rest if side else (4096 - chance) * whole + rest - chance
        if lane.state < 65536:
            lane.state = lane.state << 16 | self.word()
        lane.code += str(side)
        return self.end(lane), [(place, _after(slot, side)) for place, slot in zip(places, slots, strict=True)]

    def end(self, lane: _Lane) -> bool:
        if lane.code not in self.code:
            return False
        sign = self.code[lane.code]
        lane.code, lane.before = "", [sign + 1, *lane.before[:2]]
        lane.text += self.signs[sign] if sign else ""
        return sign == 0


def _after(slot: tuple[int, int], side: int) -> tuple[int, int]:
    chance, met = slot
    chance += ((side * 4095 - chance) * (131072 // (2 * met + 3)) + 32768) >> 16
    return max(0, min(4095, chance)), min(met + 1, 15)


def sentences(columns: _Columns) -> list[str]:
    """The texts of a block."""
    reader = _Reader(columns)
    left = columns.numbers("lanes")
    found: list[list[str]] = [[] for _ in left]
    lanes = reader.begin(len(left))
    while any(left):
        steps = [(i, *reader.step(lanes[i])) for i in range(len(left)) if left[i]]
        for i, whole, slots in steps:
            reader.slots.update(slots)
            if whole:
                found[i].append(lanes[i].text)
                lanes[i].text, left[i] = "", left[i] - 1
    texts = [text for lane in found for text in lane]
    for size in columns.numbers("groups"):
        end = reader.at + size
        (lane,) = reader.begin(1)
        for _ in range(min(8, columns.numbers("count")[0] - len(texts))):
            lane.text = ""
            while not reader.step(lane)[0]:
                pass
            texts.append(lane.text)
        assert reader.at == end
    return texts
