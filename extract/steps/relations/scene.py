"""What the relation rules look at: a document cut into clauses, its mentions joined into chains and lists.

A *chain* is a run of mentions side by side of which the last is the head (杭州市|钱塘区|“钱塘技工”); a
*group* is a list of chains that share one role in their clause (A、B和C). The role says how a group hangs in
the clause: as its subject or object (plain), its place, its agent, its companion, or otherwise.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.annotations import Annotations, Mention, Word
from extract.steps.relations.structure import CLOSING, OPENING, Role, Structure

_BESIDE = re.compile(rf"(?:{OPENING}|{CLOSING}|\s?)\Z")
_STOPS = re.compile(r"[,;:。!?…]|——|\n")


@dataclass(frozen=True, slots=True)
class Chain:
    """Mentions side by side; the last one is what the chain is about."""

    mentions: tuple[Mention, ...]

    @property
    def head(self) -> Mention:
        """The mention that the others qualify."""
        return self.mentions[-1]


@dataclass(frozen=True, slots=True)
class Group:
    """Chains in one list, and the role of the list in its clause."""

    chains: tuple[Chain, ...]
    role: Role
    genitive: bool
    """Whether a possessive particle follows, so that the group qualifies what comes after it."""

    @property
    def heads(self) -> tuple[Mention, ...]:
        """The heads of the chains, in text order."""
        return tuple(chain.head for chain in self.chains)

    @property
    def start(self) -> int:
        """Where the first mention begins."""
        return self.chains[0].mentions[0].start

    @property
    def end(self) -> int:
        """Where the last mention ends."""
        return self.chains[-1].head.end


@dataclass(slots=True)
class Clause:
    """A stretch of a sentence between two stops."""

    start: int
    end: int
    sentence: int
    line: int
    groups: list[Group] = field(default_factory=list)

    def named(self, role: Role, types: frozenset[str]) -> Iterator[Group]:
        """The groups of a role whose heads are of these types, in text order."""
        for group in self.groups:
            if group.role == role and group.chains[-1].head.type in types:
                yield group


class Scene:
    """A document as the relation rules see it: clauses in text order."""

    def __init__(self, ann: Annotations, structure: Structure) -> None:
        self.ann = ann
        self.text = ann.clean.text
        self.structure = structure
        self._tags = {word.end: word.tag for word in ann.words}
        self._word_starts = {word.start for word in ann.words}
        self._nouns = sorted(word.start for word in ann.words if word.tag in structure.noun_tags)
        self._telling = [word for word in ann.words if word.tag in structure.telling_tags]
        self._telling_starts = [word.start for word in self._telling]
        self._verbs = sorted(word.start for word in ann.words if word.tag == structure.verb_tag)
        bylines = [match.span() for pattern in structure.ignored for match in pattern.finditer(self.text)]
        told = [m for m in ann.mentions if not any(start <= m.start < end for start, end in bylines)]
        self.mentions = _outermost(told)
        self._starts = [mention.start for mention in self.mentions]
        self.clauses = list(self._clauses())
        self.first = self._first_clauses(told)

    def starts_word(self, position: int) -> bool:
        """Whether a word begins there; True where the document has no words."""
        return not self._word_starts or position in self._word_starts

    def has_verb(self, start: int, end: int) -> bool:
        """Whether a verb begins within [start, end)."""
        return bisect_left(self._verbs, start) < bisect_left(self._verbs, end)

    def has_noun(self, start: int, end: int) -> bool:
        """Whether a noun or a name begins within [start, end)."""
        return bisect_left(self._nouns, start) < bisect_left(self._nouns, end)

    def words(self, start: int, end: int) -> list[Word]:
        """The verbs and particles that begin within [start, end), in text order."""
        return self._telling[bisect_left(self._telling_starts, start) : bisect_left(self._telling_starts, end)]

    def inside(self, start: int, end: int) -> list[Mention]:
        """The mentions within [start, end), in text order."""
        first = bisect_left(self._starts, start)
        return [m for m in self.mentions[first : bisect_left(self._starts, end)] if m.end <= end]

    def districts(self) -> dict[int, set[str]]:
        """For each sentence, the districts that it names, those inside longer names included."""
        found: dict[int, set[str]] = {}
        names = [
            (name, entity.id)
            for entity in self.ann.entities.values()
            if entity.type == "District"
            for name, generic in entity.names.items()
            if not generic and len(name) > 1
        ]
        for clause in self.clauses:
            sentence = found.setdefault(clause.sentence, set())
            sentence.update(m.entity for m in self.inside(clause.start, clause.end) if m.type == "District")
            sentence.update(entity for name, entity in names if name in self.text[clause.start : clause.end])
        return found

    def _first_clauses(self, told: Sequence[Mention]) -> dict[str, int]:
        """For each entity that the text tells of, alone or inside a longer name, the clause that names it first."""
        starts = [clause.start for clause in self.clauses]
        found: dict[str, int] = {}
        for mention in sorted(told, key=lambda m: m.start):
            if mention.entity and starts:
                found.setdefault(mention.entity, max(0, bisect_right(starts, mention.start) - 1))
        for entity in self.ann.entities.values():
            names = [name for name, generic in entity.names.items() if not generic and len(name) > 1]
            places = [place for name in names if (place := self.text.find(name)) >= 0]
            if places and starts and entity.id not in found:
                found[entity.id] = max(0, bisect_right(starts, min(places)) - 1)
        return found

    def _clauses(self) -> Iterator[Clause]:
        for number, sentence in enumerate(self.ann.sentences):
            mentions = self.inside(sentence.start, sentence.end)
            cuts = [
                match.span()
                for match in _STOPS.finditer(self.text, sentence.start, sentence.end)
                if not any(m.start <= match.start() < m.end for m in mentions)
            ]
            begin = sentence.start
            for stop, after in [*cuts, (sentence.end, sentence.end)]:
                if begin < stop:
                    clause = Clause(begin, stop, number, sentence.line)
                    clause.groups = self._groups(clause)
                    yield clause
                begin = after

    def _groups(self, clause: Clause) -> list[Group]:
        runs: list[list[Chain]] = []
        chains = self._chains(clause)
        for previous, chain in pairwise([None, *chains]):
            assert chain is not None
            if previous is not None and self._same_list(previous, chain):
                runs[-1].append(chain)
            else:
                runs.append([chain])
        return [self._group(clause, run) for run in runs]

    def _group(self, clause: Clause, run: list[Chain]) -> Group:
        start, end = run[0].mentions[0].start, run[-1].head.end
        role = self.structure.role(
            self.text[clause.start : start], self._tags.get(start, ""), self.text[end : clause.end]
        )
        return Group(tuple(run), role, bool(self.structure.possessive.match(self.text, end)))

    def _chains(self, clause: Clause) -> list[Chain]:
        runs: list[list[Mention]] = []
        for mention in self.inside(clause.start, clause.end):
            if runs and self._qualifies(runs[-1][-1], mention):
                runs[-1].append(mention)
            else:
                runs.append([mention])
        return [Chain(tuple(run)) for run in runs]

    def _qualifies(self, left: Mention, right: Mention) -> bool:
        gap = self._gap(left, right)
        if not _BESIDE.match(gap) or left.type not in self.structure.qualifiers or left.entity == right.entity:
            return False
        return left.type != right.type or left.type != "District" or self._may_contain(left, right)

    def _gap(self, left: Mention, right: Mention) -> str:
        """The text between two names, with the quotes that belong to their spans."""
        end, start = left.end, right.start
        while end > left.start and self.text[end - 1] in "”’》」":
            end -= 1
        while start < right.end and self.text[start] in "“‘《「":
            start += 1
        return self.text[end:start]

    def _may_contain(self, outer: Mention, inner: Mention) -> bool:
        entities = self.ann.entities
        if not self.structure.countries.isdisjoint(entities[inner.entity].names):
            return False
        wide, narrow = entities[outer.entity].code, entities[inner.entity].code
        return not wide or not narrow or (narrow.startswith(wide) and narrow != wide)

    def _same_list(self, left: Chain, right: Chain) -> bool:
        gap = self._gap(left.head, right.mentions[0])
        beside = not gap and left.head.type == right.head.type
        return (beside or self.structure.joins(gap)) and self._alike(left.head.type, right.head.type)

    def _alike(self, left: str, right: str) -> bool:
        actors = self.structure.actors
        return left == right or (left in actors and right in actors) or {left, right} == {"Platform", "Program"}


def _outermost(mentions: Sequence[Mention]) -> list[Mention]:
    """The linked mentions that lie in no other, in text order."""
    found: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end, m.type)):
        if mention.entity and (not found or mention.start >= found[-1].end):
            found.append(mention)
    return found
