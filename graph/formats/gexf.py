"""`graph.gexf`: the graph for Gephi, with types, colours, weights and dates as columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from graph.formats.graphml import SEPARATOR
from graph.formats.text import holdable
from graph.ids import statement_id
from graph.view import GraphView

_NODE = {"type": "string", "aliases": "string", "code": "string", "mentions": "integer", "date": "string"}
_EDGE = {"relation": "string", "modality": "string", "inferred": "boolean", "evidence": "string", "date": "string"}
_GREY = "#888888"


def write_gexf(kg: GraphView, path: Path) -> None:
    """Writes GEXF 1.2; `date` is the earliest of the documents that name a thing or state a relation.

    Version 1.2 is read by more programs than 1.3. Networkx's own writer puts the day of writing into the file.
    """
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(_lines(kg))


def _lines(kg: GraphView) -> Iterator[str]:
    dates = {each["id"]: each.get("date") or "" for each in kg.documents}
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2">\n'
    yield '<graph defaultedgetype="directed" mode="static">\n'
    for kind, columns in (("node", _NODE), ("edge", _EDGE)):
        yield f'<attributes class="{kind}" mode="static">\n'
        yield from (f'<attribute id="{name}" title="{name}" type="{type_}"/>\n' for name, type_ in columns.items())
        yield "</attributes>\n"
    yield "<nodes>\n"
    for iri in sorted(kg.graph):
        yield _node(iri, kg, dates)
    yield "</nodes>\n<edges>\n"
    for source, target, data in sorted(kg.graph.edges(data=True), key=lambda edge: (*edge[:2], edge[2]["relation"])):
        yield _edge(source, target, data, dates)
    yield "</edges>\n</graph>\n</gexf>\n"


def _node(iri: str, kg: GraphView, dates: Mapping[str, str]) -> str:
    data = kg.graph.nodes[iri]
    values = {
        "type": data["type"],
        "aliases": SEPARATOR.join(data["aliases"]),
        "code": data.get("code") or "",
        "mentions": data.get("mentions", 0),
        "date": _earliest(data.get("documents") or (), dates),
    }
    known = kg.ontology.types.get(data["type"])
    red, green, blue = bytes.fromhex((known.style.color if known else _GREY)[1:])
    color = f'<viz:color r="{red}" g="{green}" b="{blue}"/>'
    return f"<node id={_attribute(iri)} label={_attribute(data['name'])}>{_values(values)}{color}</node>\n"


def _edge(source: str, target: str, data: dict[str, Any], dates: Mapping[str, str]) -> str:
    evidence = data["evidence"]
    values = {
        "relation": data["relation"],
        "modality": data["modality"],
        "inferred": str(data["inferred"]).lower(),
        "evidence": evidence[0]["text"] if evidence else "",
        "date": _earliest([each["document"] for each in evidence], dates),
    }
    ends = f"id={_attribute(statement_id(source, data['relation'], target))} source={_attribute(source)}"
    weight = f"weight={_attribute(float(data['confidence']))}"
    label = f"label={_attribute(data['relation'])}"
    return f"<edge {ends} target={_attribute(target)} {label} {weight}>{_values(values)}</edge>\n"


def _earliest(documents: Iterator[str] | list[str] | tuple[str, ...], dates: Mapping[str, str]) -> str:
    return min((dates[each] for each in documents if dates.get(each)), default="")


def _values(values: Mapping[str, object]) -> str:
    filled = (
        f"<attvalue for={_attribute(name)} value={_attribute(value)}/>" for name, value in values.items() if value
    )
    return f"<attvalues>{''.join(filled)}</attvalues>"


def _attribute(value: object) -> str:
    return quoteattr(holdable(str(value)), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
