"""The relation step: which relations the sentences of a document state between its entities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from extract.annotations import Annotations, DraftRelation, annotations_of
from extract.pack import Pack, load_pack
from extract.steps.relations.apart import ApartReader, plausible
from extract.steps.relations.context import DefaultReader, NestedReader, PartsReader
from extract.steps.relations.cues import CueReader
from extract.steps.relations.force import Force
from extract.steps.relations.frames import Candidate, Frame, load_frames
from extract.steps.relations.judge import Judge, is_ordered
from extract.steps.relations.mood import Mood
from extract.steps.relations.names import NameReader
from extract.steps.relations.posts import PostReader
from extract.steps.relations.posts_apart import PostsApart
from extract.steps.relations.scene import Scene
from extract.steps.relations.structure import Structure


class RelationReader:
    """Fills `relations` of a document from its sentences, mentions and entities."""

    def __init__(self, pack: Pack, *, judge: Judge | None = None) -> None:
        """`judge` decides what is read; without one, all that the patterns read is."""
        frames = load_frames(pack)
        self._ontology = pack.ontology
        self._judge = judge
        self._mainland = _Readers(pack, [frame for frame in frames if frame.where != "apart"])
        self._apart = _Readers(pack, [frame for frame in frames if frame.where != "mainland"])

    def __call__(self, doc: Doc) -> Doc:
        """Append the relations of the document, in text order."""
        ann = annotations_of(doc)
        scene = self.scene(ann)
        force = Force(scene)
        found = self.candidates(scene, force)
        if self._judge is not None:
            found = list(self._judge.read(scene, force, found))
        ann.relations.extend(_drafts(scene, found))
        return doc

    def scene(self, ann: Annotations) -> Scene:
        """A document as the patterns see it."""
        return Scene(ann, (self._apart if ann.home else self._mainland).structure)

    def candidates(self, scene: Scene, force: Force) -> list[Candidate]:
        """What the patterns read, symmetric relations from the lesser id."""
        readers = self._apart if scene.ann.home else self._mainland
        return [self._ordered(candidate) for candidate in readers.candidates(scene, force)]

    def _ordered(self, found: Candidate) -> Candidate:
        symmetric = self._ontology.relations[found.relation].symmetric
        if symmetric and not is_ordered(found.source, found.target):
            return replace(found, source=found.target, target=found.source)
        return found


class _Readers:
    """The readers of the constructions that some frames describe."""

    def __init__(self, pack: Pack, frames: list[Frame]) -> None:
        raw = pack.patterns("relations/structure")
        self._ontology = pack.ontology
        self.structure = Structure(raw, sorted({cue for f in frames if f.kind == "object" for cue in f.cues}))
        self._names = NameReader(frames, raw)
        self._cues = CueReader(frames, Mood(raw), tuple(raw["attributive"]))
        self._nested = NestedReader(frames, raw["members"]["communities"])
        self._parts = PartsReader(frames, raw)
        self._posts = PostReader(frames, pack.words("relation_title"), raw["members"])
        self._posts_apart = PostsApart(pack)
        self._defaults = DefaultReader(frames, pack.words("relation_central"))
        self._granted = ApartReader(raw)

    def candidates(self, scene: Scene, force: Force) -> list[Candidate]:
        """What these constructions state, each in its own direction."""
        named = list(self._names.read(scene, force))
        claimed = {(candidate.relation, start) for candidate, start in named if start >= 0}
        found = [candidate for candidate, start in named if start >= 0 or not candidate.yields]
        denied: set[tuple[str, str, str]] = set()
        found.extend(self._cues.read(scene, force, claimed, denied))
        found.extend(self._nested.read(scene))
        found.extend(self._parts.read(scene, force))
        found.extend(self._posts.read(scene))
        found.extend(self._posts_apart.read(scene))
        found = [candidate for candidate in found if self._allowed(scene.ann, candidate)]
        known = _ends_of(candidate for candidate in found if candidate.confidence >= 0.75)
        found.extend(
            candidate
            for candidate, start in named
            if start < 0 and candidate.yields and (candidate.relation, "target", candidate.target) not in known
        )
        defaults = [*self._defaults.read(scene, force, _ends_of(found) | denied)]
        found.extend(candidate for candidate in defaults if self._allowed(scene.ann, candidate))
        granted = self._granted.read(scene, _ends_of(found) | denied)
        return [*found, *(candidate for candidate in granted if self._allowed(scene.ann, candidate))]

    def _allowed(self, ann: Annotations, candidate: Candidate) -> bool:
        source, target = ann.entities[candidate.source], ann.entities[candidate.target]
        if ann.home and not plausible(ann.home, candidate, source, target):
            return False
        return source is not target and self._ontology.allows(source.type, candidate.relation, target.type)


def _drafts(scene: Scene, candidates: Iterable[Candidate]) -> Iterator[DraftRelation]:
    """One relation for each pair, label and sentence: the most certain reading of each."""
    best: dict[tuple[int, str, str, str], Candidate] = {}
    for found in candidates:
        key = (scene.clauses[found.clause].sentence, found.source, found.relation, found.target)
        if key not in best or found.confidence > best[key].confidence:
            best[key] = found
    for (number, *_), found in sorted(best.items(), key=lambda item: item[0]):
        sentence = scene.ann.sentences[number]
        yield DraftRelation(
            found.source,
            found.relation,
            found.target,
            sentence.start,
            sentence.end,
            found.rule,
            round(found.confidence, 2),
            found.modality,
        )


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
    loaded = load_pack(pack)
    mood = Mood(loaded.patterns("relations/structure"))
    return RelationReader(loaded, judge=Judge(loaded, mood))
