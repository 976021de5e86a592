"""Parquet tables of entities, relations and observations, with typed columns and lists; needs pyarrow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from extract.errors import GraphError
from graph.formats.tables import observation_fields
from graph.formats.text import holdable
from graph.ids import statement_id
from graph.view import GraphView

_ENTITY = {
    "id": "string",
    "type": "string",
    "name": "string",
    "aliases": "strings",
    "code": "string",
    "inferred": "bool",
    "mentions": "int64",
    "documents": "strings",
}
_RELATION = {
    "id": "string",
    "source": "string",
    "source_name": "string",
    "relation": "string",
    "target": "string",
    "target_name": "string",
    "confidence": "double",
    "modality": "string",
    "inferred": "bool",
}
_NUMBERS = {"value": "double", "change_amount": "double", "rank_place": "int64"}
"""Fields of observations that are no texts."""

Row = Mapping[str, Any]


def check_installed() -> None:
    """Raises GraphError, saying what to do, where pyarrow is not installed."""
    if find_spec("pyarrow") is None:
        raise GraphError("format parquet: needs pyarrow; `pip install 'govgraph[parquet]'` installs it")


def write_entities(kg: GraphView, path: Path) -> None:
    """Writes `entities.parquet`, a row an entity, by IRI."""
    rows = ({"id": iri, **kg.graph.nodes[iri]} for iri in sorted(kg.graph))
    _write(path, _ENTITY, rows)


def write_relations(kg: GraphView, path: Path) -> None:
    """Writes `relations.parquet`, a row a relation, with all its evidence."""
    names = kg.graph.nodes
    rows = (
        {
            **data,
            "id": statement_id(source, data["relation"], target),
            "source": source,
            "target": target,
            "source_name": names[source]["name"],
            "target_name": names[target]["name"],
        }
        for source, target, data in sorted(kg.graph.edges(data=True), key=lambda edge: (*edge[:2], edge[2]["relation"]))
    )
    _write(path, {**_RELATION, "evidence": "evidence"}, rows)


def write_observations(kg: GraphView, path: Path) -> None:
    """Writes `observations.parquet`, a row a measured value, with all its evidence."""
    columns = dict.fromkeys(("id", "subject", "subject_name"), "string")
    columns |= {name: _NUMBERS.get(name, "string") for name in observation_fields()}
    rows = ({**each, "subject_name": kg.graph.nodes[each["subject"]]["name"]} for each in kg.observations)
    _write(path, {**columns, "evidence": "evidence"}, rows)


def _write(path: Path, columns: Mapping[str, str], rows: Iterable[Row]) -> None:
    """Writes the columns of the rows; one that a row lacks, or that is not of its kind, is null there."""
    check_installed()
    pa, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    kinds = _kinds(pa)
    held: dict[str, list[Any]] = {name: [] for name in columns}
    for row in rows:
        for name, kind in columns.items():
            held[name].append(_VALUES[kind](row.get(name)))
    arrays = {name: pa.array(held.pop(name), kinds[kind]) for name, kind in columns.items()}
    parquet.write_table(pa.table(arrays), path, compression="zstd")


def _kinds(pa: Any) -> dict[str, Any]:  # noqa: ANN401 - a module without types
    piece = {"document": pa.string(), "start": pa.int64(), "end": pa.int64(), "text": pa.string(), "rule": pa.string()}
    plain = {"string": pa.string(), "bool": pa.bool_(), "int64": pa.int64(), "double": pa.float64()}
    return {**plain, "strings": pa.list_(pa.string()), "evidence": pa.list_(pa.struct(list(piece.items())))}


def _text(value: object) -> str | None:
    return holdable(value) if isinstance(value, str) else None


def _texts(value: Iterable[str] | None) -> list[str]:
    return [holdable(each) for each in value or ()]


def _evidence(value: Iterable[Row] | None) -> list[dict[str, Any]]:
    return [
        {key: holdable(each) if isinstance(each, str) else each for key, each in piece.items()} for piece in value or ()
    ]


def _number(value: object) -> float | None:
    return float(value) if type(value) in (int, float) else None  # type: ignore[arg-type]


_VALUES: Mapping[str, Callable[[Any], Any]] = {
    "string": _text,
    "strings": _texts,
    "evidence": _evidence,
    "double": _number,
    "int64": lambda value: value if type(value) is int else None,
    "bool": bool,
}
