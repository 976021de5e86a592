"""The linking step: mentions of one thing joined into document entities, references resolved."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from extract.annotations import Annotations, DraftEntity, Mention, annotations_of
from extract.pack import Pack, load_pack
from extract.steps.districts import FULL
from extract.steps.linking.abbreviations import bracket_pairs, bracketed, join_short_forms
from extract.steps.linking.clusters import Clusters
from extract.steps.linking.companies import Companies
from extract.steps.linking.occurrences import repeated, with_one_type
from extract.steps.linking.references import References
from extract.steps.linking.references_apart import ReferencesApart
from extract.steps.linking.variants import Variants


class Linking:
    """Gives every mention the id of its document entity."""

    def __init__(self, pack: Pack) -> None:
        settings = pack.patterns("linking")
        self._variants = Variants(pack)
        self._references = References(pack)
        self._references_apart = ReferencesApart(pack)
        self._abbreviation = re.compile(settings["abbreviation"])
        self._repeated: dict[str, Any] = {**settings["repeated"], "stem_types": frozenset(settings["bare_types"])}
        self._bracketed: dict[str, Any] = settings["bracketed"]
        self._short_forms: dict[str, Any] = settings["short_forms"]
        self._runners: tuple[str, ...] = tuple(settings["runners"])
        self._fixed = frozenset(settings["fixed_types"])
        self._suffix: int = settings["shortest_suffix"]
        self._prefixed = frozenset(settings["prefix_types"])
        self._companies = Companies(settings["company"])
        self._family: dict[str, str] = {t: min(group) for group in settings["exchangeable"] for t in group}

    def __call__(self, doc: Doc) -> Doc:
        """Join mentions by name, name the entities, then add the references (我区, 该平台)."""
        ann = annotations_of(doc)
        companies = list(self._companies.shortened(ann))
        covered = {position for m in companies for position in range(m.start, m.end)}
        ann.mentions = [*companies, *(m for m in ann.mentions if covered.isdisjoint(range(m.start, m.end)))]
        ann.mentions.extend(bracketed(ann, **self._bracketed))
        ann.mentions.extend(repeated(ann, **self._repeated))
        ann.mentions = with_one_type(ann.clean.text, ann.mentions, fixed=self._fixed, suffix=self._suffix)
        ann.mentions.sort(key=lambda m: (m.start, -m.end, m.type, m.rule))
        wholes = self._wholes(ann)
        groups = self._join(ann, wholes)
        for number, group in enumerate(groups, 1):
            self._make_entity(ann, f"e{number}", [ann.mentions[i] for i in group])
        for index, whole in wholes.items():
            entity = ann.entities[ann.mentions[index].entity]
            entity.names.setdefault(whole, False)
            entity.name = max(entity.name, whole, key=len)
        self._references_apart.resolve(ann)
        self._references.resolve(ann)
        return doc

    def _join(self, ann: Annotations, wholes: dict[int, str]) -> list[list[int]]:
        text, mentions = ann.clean.text, ann.mentions
        clusters = Clusters(len(mentions))
        by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
        areas = sorted((m.start, m.end) for m in ann.areas)
        for index, mention in enumerate(mentions):
            if mention.type == "District":
                by_key["District", mention.entity].append(index)
                continue
            for key in self._variants.keys(text, mention, areas):
                by_key[self._kind(mention), key].append(index)
        for index, whole in wholes.items():
            by_key[self._kind(mentions[index]), whole].append(index)
        for indices in by_key.values():
            clusters.join(indices)
        self._join_abbreviations(ann, clusters)
        for indices in bracket_pairs(text, mentions):
            clusters.join(indices)
        if ann.home:
            join_short_forms(text, mentions, clusters, self._short_forms)
        self._join_suffixes(by_key, clusters)
        return clusters.groups()

    def _wholes(self, ann: Annotations) -> dict[int, str]:
        """For mentions, by place, the longer names that they are the ends of, in Hong Kong, Macau and Taiwan.

        A body's name goes on from the body that it belongs to (经济部|能源署; elsewhere bodies side by side are two:
        县委|县政府), and a school's from who runs it (国立|成功大学).
        """
        starts: dict[int, int] = {}
        found = {}
        for index, mention in enumerate(ann.mentions if ann.home else ()):
            start = mention.start
            if mention.type == "Agency":
                start = starts.get(start, start)
                starts[mention.end] = min(start, starts.get(mention.end, start))
            elif mention.type == "Institution":
                start -= next((len(p) for p in self._runners if ann.clean.text.endswith(p, 0, start)), 0)
            if start < mention.start:
                found[index] = ann.clean.text[start : mention.end]
        return found

    def _kind(self, mention: Mention) -> str:
        return self._family.get(mention.type, mention.type)

    def _join_suffixes(self, by_key: dict[tuple[str, str], list[int]], clusters: Clusters) -> None:
        """A name that is the end (of documents: the beginning) of exactly one longer name of its kind stands for it."""
        names: dict[str, list[str]] = defaultdict(list)
        for kind, key in by_key:
            if kind not in ("District", "Person"):
                names[kind].append(key)
        for kind, keys in names.items():
            for key in keys:
                others = (k for k in keys if k != key and self._shortens(kind, key, k))
                longer = {clusters.find(by_key[kind, k][0]) for k in others}
                if len(key) >= self._suffix and len(longer) == 1:
                    clusters.join([by_key[kind, key][0], *longer])

    def _shortens(self, kind: str, short: str, long: str) -> bool:
        return long.endswith(short) or (kind in self._prefixed and long.startswith(short))

    def _join_abbreviations(self, ann: Annotations, clusters: Clusters) -> None:
        text = ann.clean.text
        for match in self._abbreviation.finditer(text):
            before = [i for i, m in enumerate(ann.mentions) if m.end == match.start()]
            same = [i for i, m in enumerate(ann.mentions) if text[m.start : m.end] == match["short"]]
            kinds = {ann.mentions[i].type for i in before}
            clusters.join([*before[:1], *(i for i in same if ann.mentions[i].type in kinds)] if before else [])

    def _make_entity(self, ann: Annotations, entity_id: str, group: list[Mention]) -> None:
        text = ann.clean.text
        types: Counter[str] = Counter()
        for mention in group:
            types[mention.type] += round(1000 * mention.score)
        type_id = min(types, key=lambda t: (-types[t], t))
        entity = DraftEntity(entity_id, type_id, _best_name(text, group, type_id))
        for mention in group:
            if type_id == "District" and not mention.generic:
                entity.code = entity.code or mention.entity.lstrip("=") * (not mention.entity.startswith("="))
            entity.names.setdefault(text[mention.start : mention.end], False)
            if mention.core and mention.rule.startswith(("quoted", "titled", "award")):
                entity.names.setdefault(text[mention.core[0] : mention.core[1]], False)
        for mention in group:
            mention.entity = entity_id
        ann.entities[entity_id] = entity


def _best_name(text: str, group: list[Mention], type_id: str) -> str:
    """The fullest name of a group of mentions.

    For a quoted system that is what stands in the quotation marks, for a district the full name used most, else
    the longest form.
    """
    quoted = [m for m in group if m.core and m.rule.startswith("quoted")]
    if type_id == "Platform" and quoted and quoted[0].core:
        return text[quoted[0].core[0] : quoted[0].core[1]]
    if type_id == "District":
        full = Counter(text[m.start : m.end] for m in group if m.rule == FULL)
        return min(full, key=lambda form: (-full[form], form)) if full else text[group[0].start : group[0].end]
    forms = [_inner(text, m) for m in group]
    return max(forms, key=lambda form: (len(form), form))


def _inner(text: str, mention: Mention) -> str:
    """The name of a mention without the quotation marks or 《》 that wrap the whole of it."""
    start, end = mention.start, mention.end
    if end - start > 2 and text[start] in "“《" and text[end - 1] in "”》":
        return text[start + 1 : end - 1]
    return text[start:end]


@Language.factory(
    "govgraph_linking",
    requires=["doc._.mentions"],
    assigns=["doc._.entities"],
    default_config={"pack": "government"},
)
def make_linking(nlp: Language, name: str, pack: str) -> Linking:  # noqa: ARG001 - spaCy's signature
    """The linking step of a pack."""
    return Linking(load_pack(pack))
