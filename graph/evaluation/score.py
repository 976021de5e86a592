"""A document's graph counted against its gold annotation.

An entity is right when its type is acceptable and one of its names is a name of a gold entity, one to one. A relation
is right when both ends and the label are. An observation is right when its subject, its value and unit (or, without a
value, its rank or change) agree and the metrics share half of their characters. Optional gold counts neither way; what
no document states (inferred) is not counted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import networkx as nx

from graph.evaluation.gold import Gold, GoldEntity, GoldObservation, name_key, name_keys

KINDS = ("entities", "relations", "observations")
_MONEY = frozenset(map(name_key, ("元", "人民币", "人民币元", "CNY", "RMB")))
_PERCENT = frozenset(map(name_key, ("%", "百分比", "percent")))

Node = tuple[str, dict[str, Any]]


@dataclass(slots=True)
class Tally:
    """How many facts were right, spurious and missed."""

    right: int = 0
    spurious: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of the facts found that are right; 0 where none was found."""
        found = self.right + self.spurious
        return self.right / found if found else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold facts that were found; 0 where there are none."""
        wanted = self.right + self.missed
        return self.right / wanted if wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class Score:
    """Tallies by kind of fact and by type, the grounded evidence, and every error in words."""

    tallies: dict[tuple[str, str], Tally] = field(default_factory=lambda: defaultdict(Tally))
    grounded: int = 0
    ungrounded: int = 0
    errors: list[str] = field(default_factory=list)

    def total(self, kind: str) -> Tally:
        """The tally of all types of a kind (entities, relations, observations)."""
        parts = [tally for (each, _), tally in self.tallies.items() if each == kind]
        return Tally(*(sum(getattr(part, name) for part in parts) for name in ("right", "spurious", "missed")))

    def types(self, kind: str) -> dict[str, Tally]:
        """The tallies of a kind by type, sorted."""
        return {label: tally for (each, label), tally in sorted(self.tallies.items()) if each == kind}

    def miss(self, kind: str, label: str, words: str) -> None:
        """Count a gold fact that was not found; `words` say which."""
        self.tallies[kind, label].missed += 1
        self.errors.append(f"missed {words}")

    def spurious(self, kind: str, label: str, words: str) -> None:
        """Count a fact that gold does not have; `words` say which."""
        self.tallies[kind, label].spurious += 1
        self.errors.append(f"spurious {words}")


def score_document(graph: nx.MultiDiGraph[str], gold: Gold, text: str, score: Score) -> None:
    """Add the counts of one document's graph to the score. `text` is the document's decoded source."""
    nodes: list[Node] = [(node, dict(data)) for node, data in graph.nodes.items()]
    _score_entities(nodes, gold, score)
    ends = _match(nodes, gold.entities, typed=False)
    _score_relations(graph, ends, gold, score)
    _score_observations(graph.graph["observations"], ends, gold, score)
    facts = [data for _, _, data in graph.edges(data=True) if not data["inferred"]] + graph.graph["observations"]
    for fact in facts:
        quotes = fact["evidence"]
        good = bool(quotes) and all(quote["text"] == text[quote["start"] : quote["end"]] for quote in quotes)
        score.grounded += good
        score.ungrounded += not good


def _match(nodes: Iterable[Node], gold: Iterable[GoldEntity], *, typed: bool) -> dict[str, GoldEntity]:
    """Node id to gold entity, one to one; agreement of full names is taken before that of aliases."""
    pairs = sorted(_pairs(nodes, gold, typed=typed), key=lambda pair: pair[0], reverse=True)
    found: dict[str, GoldEntity] = {}
    used: set[str] = set()
    for _, node, entity in pairs:
        if node not in found and entity.id not in used:
            found[node] = entity
            used.add(entity.id)
    return found


def _pairs(
    nodes: Iterable[Node], gold: Iterable[GoldEntity], *, typed: bool
) -> Iterator[tuple[tuple[bool, bool, bool, int], str, GoldEntity]]:
    keyed = [(node, data, name_keys(data["name"], data["aliases"])) for node, data in nodes]
    for entity in gold:
        for node, data, keys in keyed:
            shared = entity.names & keys
            if shared and (not typed or data["type"] in entity.types):
                name = name_key(data["name"])
                same = name == name_key(entity.name)
                yield (same, data["type"] == entity.type, name in entity.names, len(shared)), node, entity


def _score_entities(nodes: list[Node], gold: Gold, score: Score) -> None:
    matched = _match(nodes, gold.entities, typed=True)
    hit = {entity.id for entity in matched.values()}
    for entity in gold.entities:
        if not entity.optional and entity.id in hit:
            score.tallies["entities", entity.type].right += 1
        elif not entity.optional:
            score.miss("entities", entity.type, f"entity {entity.type} {entity.name}")
    for node, data in nodes:
        if node not in matched and not data["inferred"]:
            score.spurious("entities", data["type"], f"entity {data['type']} {data['name']}")


def _score_relations(graph: nx.MultiDiGraph[str], ends: dict[str, GoldEntity], gold: Gold, score: Score) -> None:
    wanted = {(each.source, each.relation, each.target): each.optional for each in gold.relations}
    names = {entity.id: entity.name for entity in gold.entities}
    seen: set[tuple[str, str, str]] = set()
    for source, target, data in graph.edges(data=True):
        label = data["relation"]
        if data["inferred"]:
            continue
        triple = _wanted_triple(ends, source, label, target, wanted)
        if triple is None:
            shown = " ".join((graph.nodes[source]["name"], label, graph.nodes[target]["name"]))
            score.spurious("relations", label, f"relation {shown}")
        elif triple not in seen:
            seen.add(triple)
            score.tallies["relations", label].right += not wanted[triple]
    for triple, optional in wanted.items():
        if triple not in seen and not optional:
            words = f"relation {names[triple[0]]} {triple[1]} {names[triple[2]]}"
            score.miss("relations", triple[1], words)


def _wanted_triple(
    ends: dict[str, GoldEntity], source: str, label: str, target: str, wanted: dict[tuple[str, str, str], bool]
) -> tuple[str, str, str] | None:
    """The gold relation that an edge states; one that gold gives the other way round only where it is symmetric."""
    if source not in ends or target not in ends:
        return None
    one, other = ends[source].id, ends[target].id
    turns = [(one, label, other)] + ([(other, label, one)] if label == "cooperatesWith" else [])
    return next((turn for turn in turns if turn in wanted), None)


def _score_observations(
    observations: list[dict[str, Any]], ends: dict[str, GoldEntity], gold: Gold, score: Score
) -> None:
    left = list(gold.observations)
    names = {entity.id: entity.name for entity in gold.entities}
    for found in observations:
        subject = ends[found["subject"]].id if found["subject"] in ends else None
        hit = next((each for each in left if each.subject == subject and _same(found, each)), None)
        if hit is None:
            words = f"observation {found['metric']} {found['value']}{found['unit'] or ''} {found['rank'] or ''}"
            score.spurious("observations", "", words.rstrip())
        else:
            left.remove(hit)
            score.tallies["observations", ""].right += not hit.optional
    for each in left:
        if not each.optional:
            words = f"observation {names[each.subject]} {each.metric} {each.value or each.rank or each.change}"
            score.miss("observations", "", words)


def _same(found: dict[str, Any], gold: GoldObservation) -> bool:
    if _overlap(found["metric"] or "", gold.metric) < 0.5:
        return False
    if gold.value is not None:
        value = found["value"]
        near = value is not None and abs(value - gold.value) <= 1e-6 * max(1.0, abs(gold.value))
        return near and _same_unit(found["unit"] or "", gold.unit)
    pairs = ((found["rank"] or "", gold.rank), (found["change"] or "", gold.change))
    keys = [(name_key(one), name_key(other)) for one, other in pairs]
    return any(one and other and (one in other or other in one) for one, other in keys)


def _same_unit(one: str, other: str) -> bool:
    a, b = name_key(one), name_key(other)
    alike = a in b or b in a  # an empty unit agrees with any
    return alike or {a, b} <= _MONEY or {a, b} <= _PERCENT


def _overlap(one: str, other: str) -> float:
    """The share of the shorter text's characters that the other has too."""
    a, b = Counter(name_key(one)), Counter(name_key(other))
    return (a & b).total() / (min(a.total(), b.total()) or 1)
