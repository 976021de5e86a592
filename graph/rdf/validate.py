"""Whether a graph keeps its shapes, told in plain words with the document and the sentence."""

from __future__ import annotations

from extract.errors import GraphError
from graph.rdf.data import GraphData
from graph.rdf.shacl import Violation, violations
from graph.rdf.shapes import shapes_turtle
from graph.view import GraphView


def check_graph(kg: GraphView) -> None:
    """Raises GraphError with the first violation, and how many more there are, where the graph breaks its shapes."""
    found = violations(GraphData(kg).blocks, shapes_turtle(kg.ontology, kg.base_iri))
    first = next(found, None)
    if first is not None:
        more = sum(1 for _ in found)
        raise GraphError(describe(kg, first) + (f" (and {more} more)" if more else ""))


def describe(kg: GraphView, violation: Violation) -> str:
    """A violation as one line: what breaks which rule, and the document and sentence that it was read from."""
    node = violation.node
    data = kg.graph.nodes[node] if node in kg.graph else None
    label = f" ({data['name']})" if data else ""
    documents = data.get("documents") or [] if data else []
    where = f"; named in {documents[0]}" if documents else ""
    about = f" [{violation.path}]" if violation.path else ""
    return f"the graph breaks a rule of shapes.ttl: {node}{label}: {violation.message}{about}{where}"
