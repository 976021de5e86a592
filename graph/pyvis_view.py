"""The graph as a `pyvis.network.Network`, for notebooks and for people whose scripts go on with pyvis.

For a page to give away use `graph.formats.html_map.write_map`: pages that pyvis writes load Bootstrap from
the network, are written in the locale's encoding, and show each fact's sentences in tooltips only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from extract.errors import GraphError
from extract.ontology import Ontology
from graph.map.layout import arrange
from graph.map.payload import clean
from graph.view import GraphView

if TYPE_CHECKING:
    from pyvis.network import Network

_HEIGHT = re.compile(r"[0-9]+(\.[0-9]+)?(px|%|vh|em|rem)")
_LABEL = 16
"""Names longer than this many characters are cut in the picture; the tooltip has them whole."""
_SENTENCES = 3
_MARKUP = str.maketrans("<>&", "＜＞＆")
_UNKNOWN = ("#64748b", "dot")


def to_pyvis(kg: GraphView, *, height: str = "750px", notebook: bool = False) -> Network:
    """The graph as a directed pyvis network, placed by our layout, with physics off; all edges are kept.

    Tooltips are plain text that stays harmless even where pyvis would read it as HTML. Write its page with
    `Path.write_text(network.generate_html(), "utf-8")`: pyvis's own `write_html` fails under some locales.
    Raises GraphError where `height` is no CSS length, which pyvis would put into its page unescaped.
    """
    if not _HEIGHT.fullmatch(height):
        raise GraphError(f"height {height!r}: is no CSS length such as 750px or 80vh")
    from pyvis.network import Network as PyvisNetwork  # noqa: PLC0415 - takes a second to load

    network = PyvisNetwork(height=height, directed=True, notebook=notebook, cdn_resources="in_line")
    network.toggle_physics(status=False)
    graph = kg.graph
    places = arrange({node: graph.nodes[node]["type"] for node in graph}, graph.edges()).places
    for node in sorted(graph):
        x, y = places[node]
        size = 14 + min(26, 2 * graph.degree(node))
        network.add_node(node, x=x, y=y, size=size, **_node(graph.nodes[node], kg.ontology))
    between: Counter[frozenset[str]] = Counter()
    for source, target, key in sorted(graph.edges(keys=True)):
        pair = frozenset((source, target))
        network.add_edge(source, target, **_edge(graph.edges[source, target, key], kg.ontology, between[pair]))
        between[pair] += 1
    return network


def plain(text: object) -> str:
    """The text so that it runs nothing, read as text or as HTML.

    pyvis shows all tooltips of a page as HTML as soon as one contains the letters `href`; they are kept
    apart by a word joiner. Markup characters become their full-width forms.
    """
    return clean(text).translate(_MARKUP).replace("href", "hr\u2060ef")


def _node(data: Mapping[str, Any], ontology: Ontology) -> dict[str, Any]:
    kind = ontology.types.get(data["type"])
    color, shape = (kind.style.color, kind.style.shape) if kind else _UNKNOWN
    name = plain(data["name"])
    lines = [name, plain(kind.label.zh if kind else data["type"])]
    if data.get("aliases"):
        lines.append(plain(" / ".join(data["aliases"])))
    if data.get("code"):
        lines.append(plain(data["code"]))
    label = name if len(name) <= _LABEL else f"{name[: _LABEL - 1]}…"
    return {"label": label, "title": "\n".join(lines), "color": color, "shape": shape}


def _edge(data: Mapping[str, Any], ontology: Ontology, before: int) -> dict[str, Any]:
    """The options of an edge, of which `before` others between the same nodes have been added."""
    relation = ontology.relations.get(data["relation"])
    label = plain(relation.label.zh if relation else data["relation"])
    evidence = data.get("evidence") or ()
    sentences = [plain(f"{piece['text']} ({piece['document']})") for piece in evidence[:_SENTENCES]]
    options: dict[str, Any] = {"label": label, "title": "\n".join([label, *sentences])}
    if data.get("inferred"):
        options["dashes"] = [2, 4]
    elif data.get("modality", "stated") != "stated":
        options["dashes"] = True
    if relation and relation.symmetric:
        options["arrows"] = ""
    bend = {"type": "curvedCW", "enabled": True, "roundness": round(0.2 * before, 1)}
    options["smooth"] = bend if before else {"enabled": False, "type": "continuous"}
    return options
