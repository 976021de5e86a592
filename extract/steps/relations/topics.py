"""What a whole document is about: its main district and place, and the districts of its headings."""

from __future__ import annotations

from collections import Counter

from extract.steps.relations.scene import Scene

_WEIGHTS = {"title": 3, "heading": 3}  # how many times a mention in such a line counts


class Topics:
    """The main district and place of a scene, empty where none stands out, and what its headings name."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._kinds = [line.kind for line in scene.ann.lines]
        self.headings = self._named_by_headings()
        self.district = scene.ann.main_district
        self.place = self._most_named(scene.structure.places)

    def is_country(self, entity: str) -> bool:
        """Whether the entity is the whole country."""
        return not self._scene.structure.countries.isdisjoint(self._scene.ann.entities[entity].names)

    def contains(self, outer: str, inner: str) -> bool:
        """Whether one district lies within another by its official code or its parent."""
        entities = self._scene.ann.entities
        if not outer or not inner or entities[outer].type != "District":
            return False
        wide, narrow = entities[outer], entities[inner]
        return outer != inner and (narrow.parent == outer or (bool(wide.code) and narrow.code.startswith(wide.code)))

    def is_part(self, entity: str) -> bool:
        """Whether a district is none of its own standing beside the main one: inside it, or without a code."""
        main, inner = self._scene.ann.entities.get(self.district), self._scene.ann.entities[entity]
        if main is None or inner is main:
            return False
        return inner.parent == main.id or not inner.code or len(inner.code) > len(main.code)

    def section(self, line: int) -> str:
        """The district of the heading that a line stands under; empty where that names none."""
        for number in range(line - 1, -1, -1):
            if self._kinds[number] == "heading":
                return self.headings.get(number, "")
        return ""

    def _named_by_headings(self) -> dict[int, str]:
        named: dict[int, str] = {}
        for clause in self._scene.clauses:
            for group in clause.groups if self._kinds[clause.line] == "heading" else ():
                for head in group.heads:
                    if head.type == "District":
                        named.setdefault(clause.line, head.entity)
        return named

    def _most_named(self, types: frozenset[str]) -> str:
        counts: Counter[str] = Counter()
        structure = self._scene.structure
        for clause in self._scene.clauses:
            for mention in self._scene.inside(clause.start, clause.end):
                if mention.type in types and self._scene.text[mention.start : mention.end] not in structure.scopes:
                    counts[mention.entity] += _WEIGHTS.get(self._kinds[clause.line], 1)
        # the counter keeps the order of the text, so that of two the one named first wins
        most = max(counts, key=lambda entity: counts[entity], default="")
        enough = max(structure.share * counts.total(), structure.repeats)
        return most if most and counts[most] >= enough else ""
