"""What a person should look at first: the least certain facts as rows that serve as judgements once filled in."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from graph.formats.text import holdable
from graph.judgements import NEEDED, PLACE, Judgement, guarded
from graph.view import GraphView

COLUMNS = (*NEEDED[:2], "certainty", "why", *NEEDED[2:], *PLACE, "evidence_count", "documents")
"""Columns of the review; those that judgements do not need tell a person more."""
SEPARATOR = " | "

Row = dict[str, Any]
Subject = tuple[str, str, str]
"""Local id of an entity, relation, local id of the target; of an entity the last two are empty."""


def review_rows(kg: GraphView, *, judged: Iterable[Judgement] = ()) -> list[Row]:
    """All entities and relations but those `judged`, the least certain first, as column → value.

    A relation is as certain as its confidence. An entity has no confidence of its own: it is certain where it has a
    division code, else as its surest relation or as n mentions make it, n / (n + 1), whichever is more. At equal
    certainty relations come first, then by IRI.
    """
    judgements = list(judged)
    done = {(each.thing.local, each.relation, each.target.local) for each in judgements}
    retyped = {(each.value, each.thing.name) for each in judgements if each.verdict == "retype"}
    rows = [row for row in (*_relations(kg), *_entities(kg)) if _subject(row) not in done]
    # A new type makes a new IRI, which the row that gave the type does not name.
    rows = [row for row in rows if row["relation"] or (row["type"], row["name"]) not in retyped]
    return sorted(rows, key=lambda row: (row["certainty"], not row["relation"], *_subject(row)))


def write_review(rows: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Writes the rows as CSV in UTF-8 with a byte order mark, without which Excel misreads Chinese.

    Texts that a spreadsheet would take for a formula get an apostrophe in front; `read_judgements` takes it away.
    """
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(COLUMNS)
        table.writerows([_cell(row.get(column, "")) for column in COLUMNS] for row in rows)


def _cell(value: object) -> object:
    return guarded(holdable(value)) if isinstance(value, str) else value


def _subject(row: Row) -> Subject:
    return _local(row["id"]), row["relation"], _local(row["target_id"])


def _local(iri: str) -> str:
    return iri.rpartition("/")[2]


def _relations(kg: GraphView) -> Iterator[Row]:
    for source, target, data in kg.graph.edges(data=True):
        why = [data["modality"]] if data["modality"] != "stated" else []
        yield {
            **_thing(kg, source, ""),
            "relation": data["relation"],
            **_thing(kg, target, "target_"),
            "certainty": float(data["confidence"]),
            "why": SEPARATOR.join([*why, *(["inferred"] if data["inferred"] else []), *_rules(data["evidence"])]),
            **_shown(data["evidence"]),
        }


def _rules(evidence: Iterable[Mapping[str, Any]]) -> list[str]:
    return sorted({piece["rule"] for piece in evidence})


def _entities(kg: GraphView) -> Iterator[Row]:
    values: dict[str, list[dict[str, Any]]] = {}
    for each in kg.observations:
        values.setdefault(each["subject"], []).extend(each["evidence"])
    for iri, data in kg.graph.nodes(data=True):
        edges = [edge for _, _, edge in (*kg.graph.out_edges(iri, data=True), *kg.graph.in_edges(iri, data=True))]
        best = max((float(edge["confidence"]) for edge in edges), default=0.0)
        mentions, documents = data.get("mentions", 0), list(data.get("documents") or [])
        evidence = [piece for edge in edges for piece in edge["evidence"]] or values.get(iri, [])
        yield {
            **_thing(kg, iri, ""),
            "relation": "",
            "target_id": "",
            "document": documents[0] if documents else "",
            "certainty": 1.0 if data.get("code") else max(best, round(mentions / (mentions + 1), 2)),
            "why": SEPARATOR.join(_reasons(data, mentions, linked=bool(edges))),
            **_shown(sorted(evidence, key=lambda piece: (piece["document"], piece["start"], piece["end"]))),
            "documents": SEPARATOR.join(documents),
        }


def _reasons(data: Mapping[str, Any], mentions: int, *, linked: bool) -> list[str]:
    """What makes an entity uncertain, and why several mentions are taken for it."""
    found = ["inferred"] if data["inferred"] else []
    found += ["named once"] if mentions == 1 else []
    found += [] if linked else ["no relation"]
    return [*found, *(data.get("merged_by") or [])]


def _thing(kg: GraphView, iri: str, prefix: str) -> Row:
    data = kg.graph.nodes[iri]
    return {f"{prefix}id": iri, f"{prefix}type": data["type"], f"{prefix}name": data["name"]}


def _shown(evidence: list[dict[str, Any]]) -> Row:
    """The first sentence with its place, and how many there are."""
    if not evidence:
        return {}
    first = evidence[0]
    place = {"document": first["document"], "start": first["start"], "end": first["end"], "evidence": first["text"]}
    return {**place, "evidence_count": len(evidence)}
