"""The relation step: which relations the sentences of a document state between its entities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extract.annotations import Annotations, DraftRelation, annotations_of
from extract.pack import Pack, load_pack
from extract.steps.relations.context import DefaultReader, NestedReader, PartsReader
from extract.steps.relations.cues import CueReader
from extract.steps.relations.force import Force
from extract.steps.relations.frames import Candidate, load_frames
from extract.steps.relations.mood import Mood
from extract.steps.relations.names import NameReader
from extract.steps.relations.posts import PostReader
from extract.steps.relations.scene import Scene
from extract.steps.relations.structure import Structure


class RelationReader:
    """Fills `relations` of a document from its sentences, mentions and entities."""

    def __init__(self, pack: Pack) -> None:
        raw = pack.patterns("relations/structure")
        frames = load_frames(pack)
        self._ontology = pack.ontology
        self._structure = Structure(raw, sorted({cue for f in frames if f.kind == "object" for cue in f.cues}))
        self._names = NameReader(frames, raw)
        self._cues = CueReader(frames, Mood(raw), tuple(raw["attributive"]))
        self._nested = NestedReader(frames, raw["members"]["communities"])
        self._parts = PartsReader(frames, raw)
        self._posts = PostReader(frames, pack.words("relation_title"), raw["members"])
        self._defaults = DefaultReader(frames, pack.words("relation_central"))

    def __call__(self, doc: Doc) -> Doc:
        """Append the relations of the document, in text order."""
        ann = annotations_of(doc)
        scene = Scene(ann, self._structure)
        ann.relations.extend(self._drafts(scene, self._candidates(scene)))
        return doc

    def _candidates(self, scene: Scene) -> list[Candidate]:
        force = Force(scene)
        named = list(self._names.read(scene, force))
        claimed = {(candidate.relation, start) for candidate, start in named if start >= 0}
        found = [candidate for candidate, start in named if start >= 0 or not candidate.yields]
        denied: set[tuple[str, str, str]] = set()
        found.extend(self._cues.read(scene, force, claimed, denied))
        found.extend(self._nested.read(scene))
        found.extend(self._parts.read(scene, force))
        found.extend(self._posts.read(scene))
        found = [candidate for candidate in found if self._allowed(scene.ann, candidate)]
        known = _ends_of(candidate for candidate in found if candidate.confidence >= 0.75)
        found.extend(
            candidate
            for candidate, start in named
            if start < 0 and candidate.yields and (candidate.relation, "target", candidate.target) not in known
        )
        defaults = self._defaults.read(scene, force, _ends_of(found) | denied)
        return [*found, *(candidate for candidate in defaults if self._allowed(scene.ann, candidate))]

    def _allowed(self, ann: Annotations, candidate: Candidate) -> bool:
        source, target = ann.entities[candidate.source], ann.entities[candidate.target]
        return source is not target and self._ontology.allows(source.type, candidate.relation, target.type)

    def _drafts(self, scene: Scene, candidates: Iterable[Candidate]) -> Iterator[DraftRelation]:
        """One relation for each pair, label and sentence: the most certain reading of each."""
        best: dict[tuple[int, str, str, str], Candidate] = {}
        for candidate in candidates:
            key = (scene.clauses[candidate.clause].sentence, *self._ends(candidate))
            if key not in best or candidate.confidence > best[key].confidence:
                best[key] = candidate
        for (number, source, relation, target), candidate in sorted(best.items(), key=lambda item: item[0]):
            sentence = scene.ann.sentences[number]
            yield DraftRelation(
                source,
                relation,
                target,
                sentence.start,
                sentence.end,
                candidate.rule,
                round(candidate.confidence, 2),
                candidate.modality,
            )

    def _ends(self, candidate: Candidate) -> tuple[str, str, str]:
        """The identity of a candidate; a symmetric relation reads from the lesser id."""
        source, target = candidate.source, candidate.target
        if self._ontology.relations[candidate.relation].symmetric and (len(target), target) < (len(source), source):
            source, target = target, source
        return source, candidate.relation, target


def _ends_of(candidates: Iterable[Candidate]) -> set[tuple[str, str, str]]:
    """(relation, source or target, entity) for both ends of each candidate."""
    ends: set[tuple[str, str, str]] = set()
    for found in candidates:
        ends.update(((found.relation, "source", found.source), (found.relation, "target", found.target)))
    return ends


@Language.factory(
    "govgraph_relations",
    requires=["doc._.entities"],
    assigns=["doc._.relations"],
    default_config={"pack": "government"},
)
def make_relations(nlp: Language, name: str, pack: str) -> RelationReader:  # noqa: ARG001 - spaCy's signature
    """The relation step of a pack."""
    return RelationReader(load_pack(pack))
