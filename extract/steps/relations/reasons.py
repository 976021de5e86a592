"""What speaks for or against a relation between two entities of a sentence, in words that a person can read.

A reason is a short text such as `between, source first: 推出` or `types District>Platform`. Their weights are learned
(`training/train_relations.py`) and kept in the pack's `relations.tsv`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from extract.annotations import Mention
from extract.steps.relations.frames import Candidate, Frame
from extract.steps.relations.pairs import Pair, Spot, gap_of
from extract.steps.relations.scene import Scene

ALWAYS = "always"
"""The reason that every pair has: how common a relation is."""
_DISTANCES = ((0, "0"), (2, "2"), (6, "6"), (12, "12"), (24, "24"), (48, "48"))
_CLAUSES = 2  # more clauses between two names count as this many
_NAMES = 3  # and more names between them as this many
_WORD = 4  # characters of the longest word that is a reason
_GAP = 8  # characters of the longest text between two names that is a reason as a whole


def cues_of(frames: Iterable[Frame]) -> dict[str, tuple[str, ...]]:
    """For each cue of the patterns, the relations that it may state."""
    found: dict[str, set[str]] = defaultdict(set)
    for frame in frames:
        for cue in frame.cues:
            found[cue].add(frame.relation)
    return {cue: tuple(sorted(relations)) for cue, relations in found.items()}


class Reasons:
    """Reads the reasons of pairs from one scene."""

    def __init__(self, scene: Scene, cues: Mapping[str, tuple[str, ...]]) -> None:
        self._scene = scene
        self._cues = cues

    def of(self, pair: Pair) -> list[str]:
        """The reasons that hold whatever the relation: types, names, order, distance, roles and words around."""
        found = [ALWAYS, *(self._one(pair) if pair.given else self._two(pair))]
        return list(dict.fromkeys(found))

    def unpaired(self, source: str, target: str) -> list[str]:
        """The reasons of what a rule reads from more than the names of a sentence."""
        entities = self._scene.ann.entities
        return [ALWAYS, f"types {entities[source].type}>{entities[target].type}", "unpaired"]

    def _two(self, pair: Pair) -> Iterator[str]:
        """The reasons of two entities that the sentence names both."""
        source, target = pair.at
        types = f"{source.mention.type}>{target.mention.type}"
        first, last = sorted(pair.at, key=lambda spot: (spot.mention.start, -spot.mention.end))
        order = "source first" if first is source else "target first"
        apart = min(last.clause - first.clause, _CLAUSES)
        inside = last.mention.start < first.mention.end
        gap = "inside" if inside else _distance(gap_of(first, last))
        names = len({mention.start for mention in self._scene.inside(first.mention.end, last.mention.start)})
        yield from (f"types {types}", *self._name("source", source.mention), *self._name("target", target.mention))
        yield from (order, f"{order}, {gap}", f"{types}, {order}, {apart}", f"{apart} clauses")
        yield f"{order}, source {_role(source)}, target {_role(target)}"
        yield f"{order}, {min(names, _NAMES)} names between"
        if source.group is not None and source.group is target.group:
            yield "one list"
        if not inside and last.mention.start - first.mention.end <= _GAP:
            yield f"{order}, gap {self._scene.text[first.mention.end : last.mention.start]}"
        yield from self._around(first, last, order)

    def _around(self, first: Spot, last: Spot, order: str) -> Iterator[str]:
        """The words before, between and behind two names."""
        opening, closing = self._scene.clauses[first.clause], self._scene.clauses[last.clause]
        if opening is closing:
            yield from self._words(f"between, {order}", first.mention.end, last.mention.start)
        else:
            yield from self._words(f"before last, {order}", closing.start, last.mention.start)
            yield from self._words(f"after first, {order}", first.mention.end, opening.end)
        yield from self._words(f"after last, {order}", last.mention.end, closing.end, first=2)
        yield from self._words(f"before first, {order}", opening.start, first.mention.start, last=2)

    def _one(self, pair: Pair) -> Iterator[str]:
        """The reasons of an entity that the sentence names and one that is in force there."""
        (spot,) = pair.at
        mention, clause, entities = spot.mention, self._scene.clauses[spot.clause], self._scene.ann.entities
        types = f"{entities[pair.source].type}>{entities[pair.target].type}"
        yield from (f"types {types}", f"absent, {pair.given} given", f"absent, {pair.given} {_role(spot)}")
        for way in pair.ways:
            yield from (f"absent, {pair.given} given, {way}", f"{types}, absent, {way}")
        yield from self._name(pair.given, mention)
        yield from self._words(f"before, {pair.given} given", clause.start, mention.start, last=3)
        yield from self._words(f"after, {pair.given} given", mention.end, clause.end, first=2)

    def _name(self, end: str, mention: Mention) -> Iterator[str]:
        name = self._scene.text[mention.start : mention.end].strip("“”《》")
        yield from (f"{end} ends {name[-2:]}", f"{end} ends {name[-1:]}")
        yield f"{end} {'sure' if mention.score >= 0.9 else 'likely' if mention.score >= 0.7 else 'doubtful'}"
        yield f"{end} {mention.type} found by {mention.rule.split(':')[0]}"
        if mention.generic:
            yield f"{end} generic"
        if self._scene.text[max(0, mention.start - 1) : mention.start] in ("“", "《"):
            yield f"{end} quoted"

    def _words(self, where: str, start: int, end: int, *, first: int = 0, last: int = 0) -> Iterator[str]:
        """The verbs and particles within [start, end), at most so many first or last ones, and whose cues they are."""
        words = [w for w in self._scene.words(start, end) if w.end - w.start <= _WORD]
        if first or last:
            words = words[:first] if first else words[-last:]
        for word in words:
            text = self._scene.text[word.start : word.end]
            yield f"{where}: {text}"
            yield from (f"{where}: cue of {relation}" for relation in self._cues.get(text, ()))
        if not words:
            yield f"{where}: nothing"


def _role(spot: Spot) -> str:
    if spot.group is None:
        return "inner"
    return f"{spot.group.role}{' genitive' if spot.group.genitive else ''}"


def _distance(gap: int) -> str:
    return next((name for most, name in _DISTANCES if gap <= most), "far")


class Told:
    """What the rules say of the pairs of one sentence, as reasons."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._by_pair: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
        self._sources: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._targets: dict[tuple[str, str], set[str]] = defaultdict(set)
        for found in candidates:
            self._by_pair[found.source, found.target].append(found)
            self._sources[found.relation, found.target].add(found.source)
            self._targets[found.relation, found.source].add(found.target)

    def of(self, source: str, relation: str, target: str) -> list[str]:
        """The reasons for this relation between the two, in a fixed order."""
        found: dict[str, None] = {}
        for candidate in self._by_pair.get((source, target), ()):
            if candidate.relation == relation:
                kind = candidate.rule.rsplit(".", 1)[-1]
                found |= dict.fromkeys((f"rule {kind}", f"rule {kind} {candidate.confidence:.1f}"))
            else:
                found[f"rule of {candidate.relation}"] = None
        for candidate in self._by_pair.get((target, source), ()):
            found[f"rule of {candidate.relation}, reversed"] = None
        if self._sources.get((relation, target), set()) - {source}:
            found["rule with another source"] = None
        if self._targets.get((relation, source), set()) - {target}:
            found["rule with another target"] = None
        return list(found)
