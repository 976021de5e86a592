"""The relation patterns of a pack: frames, the one shape that all rules are written in.

A frame says by which words, in which construction and between which types a relation is stated. Its `kind`:

- `object`: subject in force + cue + target (钱塘区推出X), or source + cue + 的 + target (由X开发的Y);
- `subject`: target + cue (X正式上线), done by the agent, at the place or by the subject in force;
- `mutual`: A与B…cue, or A cue B;
- `rank`: subject + cue, in the list that the sentence named before (在X评价中,Y名列前茅);
- `scope`: target + area + cue (X在全省推广);
- `beside`: names side by side, or one name that begins with another (钱塘区X);
- `possessive`: the same with 的 between them (X的Y);
- `level`: a name that begins with the word for a level of government (区委);
- `nested`: divisions whose codes or parents nest;
- `post`: organisation + post + person;
- `parts`: a list that is counted as the parts of what was spoken of before (A、B、C三大场景);
- `default`: nothing is said, but the reader takes it from the context.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from extract.annotations import DraftEntity
from extract.errors import PackError
from extract.facts import Modality
from extract.pack import Pack

KINDS = (
    "object",
    "subject",
    "mutual",
    "scope",
    "beside",
    "possessive",
    "level",
    "nested",
    "post",
    "parts",
    "rank",
    "default",
)


@dataclass(frozen=True, slots=True)
class Frame:
    """One construction that states a relation.

    `sources` and `targets` are the types that it may join, `weight` its confidence where nothing has to be
    guessed. `gap` is the most characters between cue and name, `gap_before` those between a source and its
    attributive cue. `depth` is how far the subject may be (0 clause, 1 sentence, 2 paragraph, 3 document),
    `plural` the least number of subjects. `reverse`: the grammatical subject is the relation's target.
    `places`: the place of the sentence may stand in for its subject. `antecedent`: without a subject of its own,
    the clause speaks of the last such thing of the sentence. `inverse`: where 的 follows the object, the relation
    is about what comes next (位于A的B).

    `owner` is the end that qualifies the other; the other is what the frame is about. Of its name, `ending` and
    `not_ending` are endings wanted or excluded, `length` the least number of characters. `names` says whether a
    name that begins with another shows the relation: `any`, `strict` (only where the rest is a name too, or
    the district is small) or `no`; `narrow` puts the main district for a wider one, `yields` gives way
    to any cue. In a `parts` frame `cues` are the counted nouns. In a `default` frame `unless` lists what settles
    the matter (RELATION.source or RELATION.target), and `local` bars the country and national bodies.
    `where`: the frame reads only documents at home in a province apart (`apart`) or only others (`mainland`).
    """

    relation: str
    kind: str
    sources: frozenset[str]
    targets: frozenset[str]
    cues: tuple[str, ...] = ()
    gap: int = 24
    gap_before: int = 8
    plural: int = 1
    weight: float = 0.8
    reverse: bool = False
    places: bool = False
    depth: int = 3
    antecedent: bool = False
    inverse: bool = False
    owner: str = "source"
    ending: tuple[str, ...] = ()
    not_ending: tuple[str, ...] = ()
    names: str = "any"
    unless: tuple[str, ...] = ()
    local: bool = False
    narrow: bool = False
    yields: bool = False
    length: int = 0
    where: str = ""

    @property
    def rule(self) -> str:
        """The id under which evidence names this frame."""
        return f"relation.{self.relation}.{self.kind}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A relation read from one clause, before all of them are compared."""

    source: str
    relation: str
    target: str
    clause: int
    rule: str
    confidence: float
    modality: Modality = "stated"
    yields: bool = False


def has_ending(frame: Frame, owned: DraftEntity) -> bool:
    """Whether the names of the entity that the frame is about end as the frame asks."""
    names = [name for name, generic in owned.names.items() if not generic] or [owned.name]
    wanted = not frame.ending or any(name.endswith(frame.ending) for name in names)
    barred = len(owned.name) < frame.length or (bool(frame.not_ending) and owned.name.endswith(frame.not_ending))
    return wanted and not barred


def load_frames(pack: Pack) -> tuple[Frame, ...]:
    """The frames of every relation of the pack's ontology, in its order.

    Raises PackError where a pattern file is missing or a frame has an unknown kind or field.
    """
    return tuple(
        _frame(pack, relation, raw)
        for relation in pack.ontology.relations
        for raw in pack.patterns(f"relations/{relation}")["frames"]
    )


def _frame(pack: Pack, relation: str, raw: dict[str, Any]) -> Frame:
    fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()}
    ends = pack.ontology.relations[relation].ends
    fields["relation"] = relation
    fields["sources"] = frozenset(fields.pop("from", None) or {source for source, _ in ends})
    fields["targets"] = frozenset(fields.pop("to", None) or {target for _, target in ends})
    path = pack.folder / "patterns" / "relations" / f"{relation}.toml"
    if fields.get("kind") not in KINDS:
        raise PackError(path, f"a frame has the kind {fields.get('kind')}; known: {', '.join(KINDS)}")
    try:
        return Frame(**fields)
    except TypeError as error:
        raise PackError(path, f"not a frame: {error}") from error
