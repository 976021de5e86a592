"""Gold annotation files: what a careful reader finds in one document (one JSON file a document)."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract.cleaning.script import simplified
from extract.errors import GraphError

_MARKS = re.compile(r"[\s“”\"'‘’《》〈〉「」『』【】\[\]()（）·・,，、。.:：;；!！?？\-—–_~～]+")


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """One thing of the document; any of its `names` (keys, see `name_key`) names it, any of `types` fits it."""

    id: str
    name: str
    type: str
    types: frozenset[str]
    names: frozenset[str]
    optional: bool


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """A relation between two gold entities, by their ids."""

    source: str
    relation: str
    target: str
    optional: bool


@dataclass(frozen=True, slots=True)
class GoldObservation:
    """A measured value of a gold entity; absent texts are empty."""

    subject: str
    metric: str
    value: float | None
    unit: str
    change: str
    rank: str
    optional: bool


@dataclass(frozen=True, slots=True)
class Gold:
    """The annotation of one document, whose file name is `document`."""

    document: str
    entities: tuple[GoldEntity, ...] = ()
    relations: tuple[GoldRelation, ...] = ()
    observations: tuple[GoldObservation, ...] = field(default=())


def name_key(name: str) -> str:
    """A name as names are compared: simplified, half-width, lower case, without marks and spaces."""
    return _MARKS.sub("", simplified(unicodedata.normalize("NFKC", name))).lower()


def name_keys(name: str, aliases: list[str] | tuple[str, ...]) -> frozenset[str]:
    """The keys of all names of a thing, empty ones left out."""
    return frozenset(key for key in map(name_key, (name, *aliases)) if key)


def read_gold(path: Path) -> Gold:
    """The annotation in a file. Raises GraphError, naming the file, where it is none."""
    try:
        raw = json.loads(path.read_text("utf-8"))
        return Gold(
            raw["doc"],
            tuple(_entity(each) for each in raw["entities"]),
            tuple(
                GoldRelation(each["s"], each["p"], each["o"], bool(each.get("optional"))) for each in raw["relations"]
            ),
            tuple(_observation(each) for each in raw["observations"]),
        )
    except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError) as error:
        raise GraphError(f"{path}: is no gold annotation: {type(error).__name__}: {error}") from error


def _entity(raw: dict[str, Any]) -> GoldEntity:
    return GoldEntity(
        id=raw["id"],
        name=raw["name"],
        type=raw["type"],
        types=frozenset((raw["type"], *raw.get("also", ()))),
        names=name_keys(raw["name"], raw.get("aliases", [])),
        optional=bool(raw.get("optional")),
    )


def _observation(raw: dict[str, Any]) -> GoldObservation:
    return GoldObservation(
        subject=raw["subject"],
        metric=raw.get("metric") or "",
        value=raw.get("value"),
        unit=raw.get("unit") or "",
        change=raw.get("change") or "",
        rank=raw.get("rank") or "",
        optional=bool(raw.get("optional")),
    )
