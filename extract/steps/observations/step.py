"""The observation step: measured values about entities (产业投资达65亿元, 同比增长25%, 全市第一).

A paragraph is read clause by clause. Each number that counts or measures something becomes one
observation: `observation_numbers` and `observation_metrics` find what it measures, `observation_topics` whom
it is about and `observation_changes` how it moved or ranks. A change or a rank without a value is one too.
"""

from __future__ import annotations

import re
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from extract.annotations import Annotations, DraftObservation, annotations_of
from extract.numbers import Quantity
from extract.pack import Pack, load_pack
from extract.steps.observations.changes import Change, Changes, Rank
from extract.steps.observations.meaning import Meanings
from extract.steps.observations.metrics import Metrics, left_edge
from extract.steps.observations.numbers import Measured, Measures
from extract.steps.observations.text import Clause, Reading, read
from extract.steps.observations.topics import Topics


class Observations:
    """Appends the measured values of a document to its annotations, in text order."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.metrics = Metrics(pack)
        self.measures = Measures(pack, self.metrics)
        self.changes = Changes(pack)
        self.meanings = Meanings(pack)
        self.own_names = frozenset(pack.patterns("observations")["subjects"]["own_names"])
        self.across = tuple(pack.patterns("observations")["ranks"]["across"])
        self.ranks: dict[str, Any] = pack.patterns("observations")["ranks"]

    def __call__(self, doc: Doc) -> Doc:
        """Append to `observations`."""
        ann = annotations_of(doc)
        ann.observations.extend(_Document(self, ann).observations())
        return doc


class _Document:
    """The reading of one document: the observations so far and the place that is being read."""

    def __init__(self, step: Observations, ann: Annotations) -> None:
        self._step = step
        self._ann = ann
        self._reading: Reading = read(ann, step.pack)
        self._topics = Topics(step.pack, ann, self._reading)
        self._found: list[DraftObservation] = []
        self._recent: list[DraftObservation] = []  # of the last clause of the sentence that had any
        self._measured: list[Measured] = []  # of the sentence so far
        self._clause = Clause(0, 0, 0, 0)
        self._before: Clause | None = None
        self._ahead: list[Clause] = []

    def observations(self) -> list[DraftObservation]:
        """All observations of the document."""
        clauses = self._reading.clauses
        for index, clause in enumerate(clauses):
            self._clause = clause
            self._before = clauses[index - 1] if index and clauses[index - 1].sentence == clause.sentence else None
            self._ahead = [c for c in clauses[index + 1 : index + 4] if c.sentence == clause.sentence]
            if self._before is None:
                self._recent, self._measured = [], []
            self._topics.enter(clause)
            made = self._read_clause()
            self._found.extend(made)
            self._recent = made or self._recent
            self._topics.leave(clause)
        found = _without_repeats(self._found)
        for draft in found:
            self._step.meanings.fill(draft, self._ann.document.date)
        return found

    def _read_clause(self) -> list[DraftObservation]:
        reading, clause = self._reading, self._clause
        changes = self._step.changes.changes(reading, clause)
        origin = self._step.changes.origin(reading, clause) if self._ahead else None
        if origin is not None:
            clause = Clause(clause.start, origin, clause.sentence, clause.line)
        made: list[DraftObservation] = []
        if self._goes_on(clause):
            return made
        earlier = self._measured if self._ann.home else ()
        for measured in self._step.measures.of(reading, clause, self._before, changes, earlier):
            self._add_value(made, measured)
            self._measured.append(measured)
        for change in changes:
            self._add_change(made, change)
        for rank in self._step.changes.ranks(reading, clause):
            self._add_rank(made, rank)
        return made

    def _goes_on(self, clause: Clause) -> bool:
        """Whether the clause only says what the last rate or rough value came to, which then takes that number."""
        number = self._step.changes.reached(self._reading, clause)
        if number is None or not self._recent:
            return False
        known = self._recent[-1]
        rough = known.unit == number.unit and self._step.meanings.approximation(known.value_text) != ""
        if not rough and (known.value is not None or not known.change):
            return False
        known.value, known.unit, known.value_text = number.value, number.unit, number.text
        return True

    def _add_value(self, made: list[DraftObservation], measured: Measured) -> None:
        number = measured.quantity
        drafts = self._draft(measured.metric, number.start, number.end, measured.rule, number)
        gained = self._step.changes.gain(self._reading, self._clause, number)
        for draft in drafts:
            draft.change = gained
            for known in [known for known in self._recent if _is_rank_of(known, draft)]:
                draft.rank = known.rank
                self._found.remove(known)
                self._recent.remove(known)
        made.extend(drafts)

    def _draft(
        self, metric: str, start: int, end: int, rule: str, number: Quantity | None = None
    ) -> list[DraftObservation]:
        """The observation at [start, end), in a list; none where nothing with a name is its subject."""
        owner = self._topics.owner(self._clause, (start, end), metric, self._ahead)
        if owner is None:
            return []
        sentence = self._ann.sentences[self._clause.sentence]
        return [
            DraftObservation(
                subject=owner.entity,
                metric=metric,
                value=number.value if number else None,
                unit=number.unit if number else "",
                value_text=number.text if number else "",
                start=sentence.start,
                end=sentence.end,
                rule=f"observation: {rule}, {owner.rule}",
                period=self._period(start, number.start if number else start),
            )
        ]

    def _period(self, place: int, value: int) -> str:
        """The time that governs a place: the last named before it in its sentence, else one after it in its clause.

        A change from one number to another may name the time of the second (提高到2022年的635万).
        """
        start = self._ann.sentences[self._clause.sentence].start
        last = [*self._reading.quantities_in(place, value)][-1:]
        if last and (within := self._reading.periods_in(last[0].end, value)):
            return within[-1].text
        before = self._reading.periods_in(start, place)
        after = self._reading.periods_in(place, self._clause.end)
        return before[-1].text if before else after[0].text if after else ""

    def _phrase_before(self, place: int) -> str:
        """The noun phrase of the clause that ends at a place, or at the years before it (总额 | 五年 | 增长64%)."""
        numbers = self._reading.quantities_in(self._clause.start, place)
        place = numbers[-1].start if numbers and (numbers[-1].kind, numbers[-1].end) == ("time", place) else place
        edge = left_edge(self._reading, self._clause, place, self._reading.quantities_in(self._clause.start, place))
        return self._step.metrics.left(self._reading, edge, place)

    def _add_change(self, made: list[DraftObservation], change: Change) -> None:
        metric = self._phrase_before(change.start) or self._origin_phrase(change)
        if not metric or self._is_name(metric):
            self._attach(made or self._recent, change)
            return
        values = [change.value, *(change.more if change.value else [None] * len(change.more))]
        parts = self._step.metrics.parts(metric) if change.more else [metric]
        if change.text.startswith(self._step.across):
            parts = self._step.metrics.parts(metric)
            values = values[:1] * len(parts)
        if len(parts) != len(values):
            parts, values = [metric], values[:1]
        texts = change.texts() if change.more else [change.text] * len(parts)
        for part, value, text in zip(parts, values, texts, strict=False):
            for draft in self._draft(part, change.start, change.end, "changed", value):
                draft.change = text
                made.append(draft)

    def _origin_phrase(self, change: Change) -> str:
        """What the clause before says to have changed: 湟鱼从3万吨,增长到11万吨."""
        if self._before is None or change.value is None:
            return ""
        origin = self._step.changes.origin(self._reading, self._before)
        if origin is None:
            return ""
        return self._step.metrics.left(self._reading, left_edge(self._reading, self._before, origin, []), origin)

    def _is_name(self, metric: str) -> bool:
        """Whether the phrase is only the name of who ranks or changes."""
        mentions = self._reading.mentions_in(self._clause.start, self._clause.end)
        own = [mention for mention in mentions if mention.type in self._step.own_names]
        return any(self._reading.text[m.start : m.end] == metric for m in own)

    def _attach(self, targets: list[DraftObservation], change: Change) -> None:
        """Give a change without a thing of its own to the values before it; of a list the i-th to the i-th."""
        open_targets = [target for target in targets if not target.change]
        if not open_targets:
            return
        texts = change.texts()
        chosen = open_targets[-len(texts) :] if len(texts) > 1 else open_targets[-1:]
        for target, text in zip(chosen, texts, strict=False):
            target.change = text

    def _add_rank(self, made: list[DraftObservation], rank: Rank) -> None:
        """Give the rank to the value that it is about; where there is none it stands alone."""
        metric = re.sub(self._step.ranks["left_words"], "", rank.metric or self._phrase_before(rank.start))
        if self._is_name(metric):
            return
        metric = "" if metric in self._step.ranks["referring"] and self._recent else metric
        recent = [*self._recent, *made]
        alike = [known for known in recent if metric in known.metric or known.metric in metric]
        unranked = [known for known in (alike if metric else recent[-1:]) if not known.rank]
        if unranked:
            unranked[0].rank = rank.text
        elif metric:
            for part in metric.split("、") if rank.each else [metric]:
                for draft in self._draft(part, rank.start, rank.end, "ranked"):
                    draft.rank = rank.text
                    made.append(draft)


def _is_rank_of(known: DraftObservation, draft: DraftObservation) -> bool:
    """Whether `known` is a rank without a value of the very thing that `draft` measures."""
    bare = known.value is None and bool(known.rank) and not known.change
    return bare and known.subject == draft.subject and known.metric in draft.metric


def _without_repeats(found: list[DraftObservation]) -> list[DraftObservation]:
    """The observations, a fact said twice kept once (with what only the later one says)."""
    kept: dict[tuple[object, ...], DraftObservation] = {}
    for item in found:
        known = kept.setdefault(
            (item.subject, item.metric, item.value_text, item.value_text or item.change or item.rank), item
        )
        if known is not item:
            known.change, known.rank = known.change or item.change, known.rank or item.rank
    return list(kept.values())


@Language.factory(
    "govgraph_observations",
    requires=["doc._.entities"],
    assigns=["doc._.observations"],
    default_config={"pack": "government"},
)
def make_observations(nlp: Language, name: str, pack: str) -> Observations:  # noqa: ARG001 - spaCy's signature
    """The observation step of a pack."""
    return Observations(load_pack(pack))
