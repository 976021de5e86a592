"""Tables of entities, relations and observations: for spreadsheets and data frames, and for Neo4j with its headers."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from graph.formats.graphml import SEPARATOR
from graph.formats.text import holdable
from graph.ids import statement_id
from graph.judgements import guarded
from graph.rdf.measures import FIELDS
from graph.view import GraphView

ARRAY = "\x1f"
"""What separates the values of a list in the files for Neo4j: no text of ours holds this character."""

Row = list[Any]


def write_entities(kg: GraphView, path: Path) -> None:
    """Writes `entities.csv`, a line an entity, by IRI."""
    head = ["id", "type", "name", "aliases", "code", "inferred", "mentions", "documents"]
    _write(path, head, (_entity(iri, kg.graph.nodes[iri], SEPARATOR) for iri in sorted(kg.graph)), safe=True)


def write_relations(kg: GraphView, path: Path) -> None:
    """Writes `relations.csv`, a line a relation, with its first sentence and how many there are."""
    head = ["id", "source", "source_name", "relation", "target", "target_name", "confidence", "modality", "inferred"]
    head += ["evidence", "document", "start", "end", "evidence_count"]
    _write(path, head, _relations(kg), safe=True)


def write_observations(kg: GraphView, path: Path) -> None:
    """Writes `observations.csv`, a line a measured value, with its first sentence."""
    names, fields = kg.graph.nodes, observation_fields()
    head = ["id", "subject", "subject_name", *fields, "evidence", "document", "start", "end"]
    rows = (
        [each["id"], each["subject"], names[each["subject"]]["name"], *map(each.get, fields), *_first(each["evidence"])]
        for each in kg.observations
    )
    _write(path, head, rows, safe=True)


def observation_fields() -> tuple[str, ...]:
    """The fields of an observation that have a column, in that order."""
    return ("metric", "value", "unit", "value_text", "period", "change", "rank", *FIELDS)


def write_neo4j_nodes(kg: GraphView, path: Path) -> None:
    """Writes `neo4j-nodes.csv` with the header of `neo4j-admin database import`; texts are exact."""
    head = ["id:ID", "type", "name", "aliases:string[]", "code", "inferred:boolean", "mentions:int"]
    head += ["documents:string[]", ":LABEL"]
    rows = (_entity(iri, kg.graph.nodes[iri], ARRAY) for iri in sorted(kg.graph))
    _write(path, head, ([*row, f"Entity{ARRAY}{row[1]}"] for row in rows), safe=False)


def write_neo4j_relationships(kg: GraphView, path: Path) -> None:
    """Writes `neo4j-relationships.csv` with the header of `neo4j-admin database import`; texts are exact."""
    head = ["id", ":START_ID", ":END_ID", ":TYPE", "confidence:double", "modality", "inferred:boolean"]
    head += ["evidence", "document", "start:int", "end:int", "evidence_count:int"]
    rows = ([row[0], row[1], row[4], row[3], *row[6:]] for row in _relations(kg))
    _write(path, head, rows, safe=False)


def _entity(iri: str, data: dict[str, Any], separator: str) -> Row:
    documents = data.get("documents") or []
    row = [iri, data["type"], data["name"], _joined(data["aliases"], separator), data.get("code")]
    return [*row, data["inferred"], data.get("mentions", 0), _joined(documents, separator)]


def _relations(kg: GraphView) -> Iterator[Row]:
    names = kg.graph.nodes
    for source, target, data in sorted(kg.graph.edges(data=True), key=lambda edge: (*edge[:2], edge[2]["relation"])):
        row = [statement_id(source, data["relation"], target), source, names[source]["name"], data["relation"]]
        row += [target, names[target]["name"], float(data["confidence"]), data["modality"], data["inferred"]]
        yield [*row, *_first(data["evidence"]), len(data["evidence"])]


def _first(evidence: list[dict[str, Any]]) -> Row:
    return [evidence[0][name] for name in ("text", "document", "start", "end")] if evidence else [""] * 4


def _joined(values: Iterable[str], separator: str) -> str:
    return separator.join(map(holdable, values))


def _write(path: Path, head: list[str], rows: Iterable[Row], *, safe: bool) -> None:
    cell: Callable[[Any], Any] = _safe if safe else _plain
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(head)
        table.writerows([cell(value) for value in row] for row in rows)


def _plain(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    return value if not isinstance(value, str) or ARRAY in value else holdable(value)


def _safe(value: object) -> object:
    """The cell; a text that a spreadsheet would take for a formula gets an apostrophe in front."""
    plain = _plain(value)
    return guarded(plain) if isinstance(plain, str) else plain
