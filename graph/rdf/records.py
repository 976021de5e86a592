"""What an importer gets back of each record of the exchange file; what it would not, goes along as JSON.

RDF has no lists worth the name, no lone surrogates, and only the attributes that a vocabulary knows. The
rest of a record (usually nothing) is one literal, `gov:record`, so that nothing is lost.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from graph.formats.text import holdable
from graph.observations import plain_number
from graph.rdf import measures


def rest(data: Mapping[str, Any], readable: Mapping[str, Any]) -> str:
    """The part of a record that differs from what is read back, as JSON; empty where there is none."""
    left = {key: value for key, value in data.items() if key not in readable or readable[key] != value}
    if not left:
        return ""
    plain = json.dumps(left, ensure_ascii=False)
    return plain if holdable(plain) == plain else json.dumps(left)


def node(data: Mapping[str, Any], *, aliases: list[str], documents: Iterable[str]) -> dict[str, Any]:
    """A node as it is read back."""
    return {
        "type": data["type"],
        "name": holdable(data["name"]),
        "aliases": aliases,
        "inferred": data["inferred"],
        "code": holdable(data.get("code") or ""),
        "documents": sorted(documents),
        "mentions": data.get("mentions", 0),
        "merged_by": sorted(set(map(holdable, data.get("merged_by") or ()))),
    }


def edge(data: Mapping[str, Any], known: Mapping[str, str]) -> dict[str, Any]:
    """An edge as it is read back; `known` are the documents of the graph."""
    return {
        "relation": data["relation"],
        "confidence": data["confidence"],
        "modality": holdable(data["modality"]),
        "inferred": data["inferred"],
        "evidence": evidence(data["evidence"], known),
    }


def observation(data: Mapping[str, Any], known: Mapping[str, str]) -> dict[str, Any]:
    """An observation as it is read back."""
    return {
        "id": data["id"],
        "subject": data["subject"],
        "metric": holdable(data["metric"]),
        "value": plain_number(data.get("value")),
        "unit": holdable(data.get("unit") or ""),
        "value_text": holdable(data.get("value_text") or ""),
        **{name: holdable(data.get(name) or "") or None for name in ("period", "change", "rank")},
        **measures.readable(data),
        "evidence": evidence(data["evidence"], known),
    }


def document(data: Mapping[str, Any]) -> dict[str, Any]:
    """A document's description as it is read back."""
    return {
        **{name: holdable(data.get(name) or "") for name in ("id", "title", "date", "place", "outlet", "sha256")},
        "authors": sorted(set(map(holdable, data.get("authors") or ()))),
        "script": holdable(data.get("script") or ""),
        "characters": data.get("characters", 0),
    }


def evidence(pieces: Iterable[Mapping[str, Any]], known: Mapping[str, str]) -> list[dict[str, Any]]:
    """The pieces of evidence as they are read back: each once, by document and place."""
    found = {
        (each["document"], each["start"], each["end"], holdable(each["text"]), holdable(each["rule"]))
        for each in pieces
        if each["document"] in known
    }
    keys = ("document", "start", "end", "text", "rule")
    return [dict(zip(keys, each, strict=True)) for each in sorted(found)]
