"""Who holds a post where: organisation, post and person side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from extract.annotations import Mention
from extract.steps.relations.frames import Candidate, Frame
from extract.steps.relations.scene import Scene
from extract.steps.relations.structure import one_of

_BY_PLACE = 0.75  # confidence kept where the district is only the one spoken of before


class PostReader:
    """Reads `post` frames: organisation + post + person, or a member of the village spoken of (村民张三)."""

    def __init__(self, frames: Iterable[Frame], titles: Iterable[str], members: dict[str, Any]) -> None:
        self._frames = [frame for frame in frames if frame.kind == "post"]
        self._title = re.compile(rf"[^{members['never_in_post']}]*{one_of(tuple(titles))}\s*\Z")
        self._honorific = re.compile(one_of(tuple(titles)))
        self._member = re.compile(rf"{one_of(members['words'])}\Z")
        self._communities: tuple[str, ...] = tuple(members["communities"])

    def read(self, scene: Scene) -> Iterator[Candidate]:
        """The organisations or districts of the persons named."""
        for index, clause in enumerate(scene.clauses):
            for left, person in pairwise([None, *scene.inside(clause.start, clause.end)]):
                if person is not None and person.type == "Person":
                    for frame in self._frames:
                        yield from self._post(scene, index, frame, left, person)

    def _post(
        self, scene: Scene, index: int, frame: Frame, left: Mention | None, person: Mention
    ) -> Iterator[Candidate]:
        clause = scene.clauses[index]
        if left is not None and left.type in frame.targets and self._is_post(scene, frame, left, person):
            yield Candidate(person.entity, frame.relation, left.entity, index, frame.rule, frame.weight)
        elif self._member.search(scene.text[clause.start : person.start]):
            place = self._home(scene, index)
            if place:
                weight = frame.weight * _BY_PLACE
                yield Candidate(person.entity, frame.relation, place, index, frame.rule, weight)

    def _is_post(self, scene: Scene, frame: Frame, left: Mention, person: Mention) -> bool:
        """Whether what stands between an organisation and a person is a post, or nothing but a rank follows."""
        gap = scene.text[left.end : person.start]
        if len(gap) > frame.gap or scene.text[left.start : left.end] in scene.structure.scopes:
            return False
        if self._title.match(gap):
            return True
        member = left.type != "District" or bool(self._honorific.match(scene.text, person.end))
        return not gap.strip() and member

    def _home(self, scene: Scene, index: int) -> str:
        """The village or community named last up to the end of a clause, no further than two paragraphs back."""
        line = scene.clauses[index].line
        for number in range(index, -1, -1):
            clause = scene.clauses[number]
            if line - clause.line > 2:
                return ""
            for mention in reversed(scene.inside(clause.start, clause.end)):
                named = mention.type == "District" and not mention.generic
                if named and scene.ann.entities[mention.entity].name.endswith(self._communities):
                    return mention.entity
        return ""
