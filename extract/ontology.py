"""The ontology of a pack: which types of things there are and which relations may join them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from extract.errors import PackError

ALIGNMENTS = ("subclass_of", "exact_match", "close_match", "broad_match", "related_match")
"""How a type or relation stands to a term of a standard vocabulary: below it, or one of the SKOS mappings."""


@dataclass(frozen=True, slots=True)
class Label:
    """A text for people, in Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Style:
    """How a map draws a type: colour as #rrggbb, a vis-network shape, one character as a glyph."""

    color: str
    shape: str
    glyph: str


@dataclass(frozen=True, slots=True)
class EntityType:
    """A type of things. `rdf_type` is the IRI of the standard class that RDF exports write beside our own.

    `alignment` holds what else standard vocabularies say, as (how, IRI): see `ALIGNMENTS`. `compare` is "rows" or
    "columns" where a comparison has things of this type as its rows, or counts them in its columns.
    """

    id: str
    order: int
    label: Label
    definition: Label
    style: Style
    rdf_type: str
    alignment: tuple[tuple[str, str], ...] = ()
    compare: str = ""


@dataclass(frozen=True, slots=True)
class RelationType:
    """A relation. `ends` are the (source type, target type) pairs that it may join.

    `inverse_id` and `inverse` name its reading from target to source; a symmetric relation has none.
    `subproperty_of` is the IRI of the standard property that it refines, `alignment` holds what else standard
    vocabularies say, as (how, IRI): see `ALIGNMENTS`. What a thing of a type in `through` has belongs, in a
    comparison, to the row that this relation joins it to.
    """

    id: str
    order: int
    label: Label
    definition: Label
    inverse_id: str
    inverse: Label
    symmetric: bool
    subproperty_of: str
    ends: frozenset[tuple[str, str]]
    alignment: tuple[tuple[str, str], ...] = ()
    through: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ontology:
    """All types and relations of a pack, each mapping in the pack's order."""

    types: Mapping[str, EntityType]
    relations: Mapping[str, RelationType]

    def allows(self, source_type: str, relation: str, target_type: str) -> bool:
        """Whether the relation may go from a thing of the first type to one of the second (either way if symmetric)."""
        found = self.relations.get(relation)
        if found is None:
            return False
        pair = (source_type, target_type)
        return pair in found.ends or (found.symmetric and pair[::-1] in found.ends)


def read_ontology(folder: Path) -> Ontology:
    """The ontology under `folder` (`entities/*.toml`, `relations/*.toml`).

    Raises PackError, naming the file, where a field is missing or a relation names an unknown type.
    """
    types = sorted((_read_type(path) for path in _files(folder / "entities")), key=lambda t: t.order)
    known = {t.id for t in types}
    relations = sorted((_read_relation(path, known) for path in _files(folder / "relations")), key=lambda r: r.order)
    return Ontology(
        types=MappingProxyType({t.id: t for t in types}),
        relations=MappingProxyType({r.id: r for r in relations}),
    )


def _files(folder: Path) -> list[Path]:
    found = sorted(folder.glob("*.toml"))
    if not found:
        raise PackError(folder, "holds no .toml file; one file a type or relation is expected")
    return found


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file of the pack. Raises PackError where it is missing or malformed."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PackError(path, f"cannot be read as UTF-8 TOML: {error}") from error


def _read_type(path: Path) -> EntityType:
    raw = read_toml(path)
    try:
        return EntityType(
            id=raw["id"],
            order=raw["order"],
            label=Label(**raw["label"]),
            definition=Label(**raw["definition"]),
            style=Style(**raw["style"]),
            rdf_type=raw["rdf_type"],
            alignment=_alignment(raw),
            compare=raw.get("compare", ""),
        )
    except (KeyError, TypeError) as error:
        raise PackError(path, f"not an entity type: {error}") from error


def _alignment(raw: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """The optional table `alignment`. Raises KeyError where it says something unknown."""
    found = raw.get("alignment", {})
    if unknown := sorted(set(found) - set(ALIGNMENTS)):
        raise KeyError(f"alignment.{unknown[0]}; known are {', '.join(ALIGNMENTS)}")
    return tuple((how, iri) for how in ALIGNMENTS for iri in found.get(how, ()))


def _read_relation(path: Path, types: set[str]) -> RelationType:
    raw = read_toml(path)
    try:
        inverse = raw.get("inverse", {"id": "", "zh": "", "en": ""})
        ends = frozenset((a, b) for group in raw["ends"] for a in group["from"] for b in group["to"])
        relation = RelationType(
            id=raw["id"],
            order=raw["order"],
            label=Label(**raw["label"]),
            definition=Label(**raw["definition"]),
            inverse_id=inverse["id"],
            inverse=Label(inverse["zh"], inverse["en"]),
            symmetric=raw["symmetric"],
            subproperty_of=raw["subproperty_of"],
            ends=ends,
            alignment=_alignment(raw),
            through=tuple(raw.get("through", ())),
        )
    except (KeyError, TypeError) as error:
        raise PackError(path, f"not a relation: {error}") from error
    unknown = sorted({*relation.through, *(end for pair in ends for end in pair)} - types)
    if unknown:
        raise PackError(path, f"names unknown types {', '.join(unknown)}; known: {', '.join(sorted(types))}")
    return relation
