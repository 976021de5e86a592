"""The knowledge graph: joined things, their relations and measured values, each with its evidence."""

from __future__ import annotations

import copy
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx

from extract.ontology import Ontology
from extract.pack import load_pack
from graph.export import write_whole
from graph.formats.node_link import read_node_link, write_node_link

if TYPE_CHECKING:
    from pyvis.network import Network
    from rdflib import Dataset, Graph


class KnowledgeGraph:
    """A directed multigraph of evidenced facts, in the terms of the exchange file `graph.json`.

    It wraps a `networkx.MultiDiGraph` of JSON values. Nodes are IRIs with `type`, `name`, `aliases`, `inferred`,
    `code`, `documents`, `mentions` (how often they are named) and `merged_by` (why mentions in several documents
    are one). Edges are keyed by their relation and have `relation`, `confidence`, `modality`, `evidence` and
    `inferred`. The graph's own attributes are `base_iri`, `pack`, `title`, `documents`, `observations` and, where
    the publisher gave one, `licence`. Observations have a field of `graph.rdf.measures` where it says something.
    Two are equal if all of this is. Made by `graph.build_graph` or `KnowledgeGraph.load`.
    """

    def __init__(self, graph: nx.MultiDiGraph[str]) -> None:
        self._graph = graph

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, KnowledgeGraph):
            return NotImplemented
        return bool(nx.utils.graphs_equal(self._graph, other._graph))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return (
            f"KnowledgeGraph({len(self._graph)} entities, {self._graph.number_of_edges()} relations, "
            f"{len(self.observations)} observations, {len(self.documents)} documents)"
        )

    @property
    def graph(self) -> nx.MultiDiGraph[str]:
        """The graph itself, to read from; `to_networkx` gives one to change."""
        return self._graph

    @property
    def base_iri(self) -> str:
        """What all IRIs of the graph start with."""
        return str(self._graph.graph["base_iri"])

    @property
    def ontology(self) -> Ontology:
        """The ontology of the pack that the graph was built with. Raises PackError where the pack is gone."""
        return load_pack(self._graph.graph["pack"]).ontology

    @property
    def documents(self) -> list[dict[str, Any]]:
        """What is known of each document (id, title, date, …), by id."""
        found: list[dict[str, Any]] = self._graph.graph["documents"]
        return found

    @property
    def observations(self) -> list[dict[str, Any]]:
        """The measured values (id, subject, metric, value, unit, …, evidence), by id."""
        found: list[dict[str, Any]] = self._graph.graph["observations"]
        return found

    def count_types(self) -> dict[str, int]:
        """How many entities there are of each type, in the ontology's order, types without any left out."""
        return _in_order(Counter(data["type"] for _, data in self._graph.nodes(data=True)), list(self.ontology.types))

    def count_relations(self) -> dict[str, int]:
        """How many edges there are of each relation, in the ontology's order, relations without any left out."""
        found = Counter(data["relation"] for _, _, data in self._graph.edges(data=True))
        return _in_order(found, list(self.ontology.relations))

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """A copy of the graph, attributes included, that may be changed freely."""
        return copy.deepcopy(self._graph)

    def to_rdflib(self) -> Graph:
        """The graph as RDF with its ontology, evidence and provenance; large ones in Oxigraph, if oxrdflib is there."""
        from graph.rdf.api import rdf_graph  # noqa: PLC0415 - rdflib is slow to load

        return rdf_graph(self)

    def to_rdflib_dataset(self) -> Dataset:
        """The same with a named graph for each document: what that document says."""
        from graph.rdf.api import rdf_dataset  # noqa: PLC0415 - rdflib is slow to load

        return rdf_dataset(self)

    def to_pyvis(self, **options: Any) -> Network:  # noqa: ANN401 - that function says which
        """The graph as a pyvis network; for the options see `graph.pyvis_view.to_pyvis`."""
        from graph.pyvis_view import to_pyvis  # noqa: PLC0415 - pyvis is slow to load

        return to_pyvis(self, **options)

    def save(self, path: Path | str) -> None:
        """Writes the graph as `graph.json`, whole or not at all. Raises GraphError where it cannot be written."""
        write_whole(self, Path(path), write_node_link)

    @classmethod
    def load(cls, path: Path | str) -> KnowledgeGraph:
        """The graph in a `graph.json`. Raises GraphError, naming the file and the problem, where it holds none."""
        return cls(read_node_link(Path(path)))

    @classmethod
    def load_rdf(cls, folder: Path | str) -> KnowledgeGraph:
        """The graph in the `graph.ttl`, `evidence.ttl` and `dataset.ttl` of a folder, equal to the one exported.

        Raises GraphError, naming the file, where one is missing or no Turtle.
        """
        from graph.rdf.read import read_rdf  # noqa: PLC0415 - most graphs are not read from RDF

        return cls(read_rdf(Path(folder)))


def _in_order(counts: Counter[str], names: list[str]) -> dict[str, int]:
    return {name: counts[name] for name in [*names, *sorted(counts.keys() - set(names))] if counts[name]}
