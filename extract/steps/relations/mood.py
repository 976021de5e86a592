"""Whether a statement is denied, and whether it tells of something done, planned or aimed at."""

from __future__ import annotations

import re
from typing import Any

from extract.facts import Modality
from extract.steps.relations.scene import Clause, Scene
from extract.steps.relations.structure import one_of


class Mood:
    """Reads negation and modality before a cue, by the words of `patterns/relations/structure.toml`."""

    def __init__(self, raw: dict[str, Any]) -> None:
        negation = raw["negation"]
        phrase = rf"{one_of(negation['coverbs'])}[^,]{{0,10}}"
        words = "|".join(negation["words"])
        self._denial = re.compile(rf"(?:{words})(?:.{{0,{negation['reach']}}}|{phrase})\Z")
        self._no = re.compile(rf"(?:{words})")
        self._done = re.compile(one_of(raw["modality"]["done"]))
        self._moods: list[tuple[Modality, re.Pattern[str]]] = [
            ("target", re.compile("|".join(raw["modality"]["target"]))),
            ("planned", re.compile("|".join(raw["modality"]["planned"]))),
        ]

    def denies(self, text: str, start: int, position: int) -> bool:
        """Whether a negation stands directly before the cue at `position` of the clause from `start`."""
        return bool(self._denial.search(text[start:position]))

    def denies_any(self, text: str, start: int, position: int) -> bool:
        """Whether a negation stands anywhere in the clause from `start` before `position`."""
        return bool(self._no.search(text, start, max(start, position)))

    def modality(self, scene: Scene, clause: Clause, position: int) -> Modality:
        """How the clause puts what its cue at `position` says: stated, planned or target."""
        before = scene.text[clause.start : position]
        if self._done.search(before):
            return "stated"
        sentence = scene.ann.sentences[clause.sentence]
        so_far = scene.text[sentence.start : position]
        for mood, pattern in self._moods:
            if pattern.search(before) or (mood == "target" and pattern.search(so_far)):
                return mood
        return "stated"
