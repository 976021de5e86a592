"""What the formats need of a knowledge graph, so that they do not depend on the class itself."""

from __future__ import annotations

from typing import Any, Protocol

import networkx as nx

from extract.ontology import Ontology


class GraphView(Protocol):
    """A graph to read from; `graph.knowledge.KnowledgeGraph` is one and says what the parts mean."""

    @property
    def graph(self) -> nx.MultiDiGraph[str]:
        """Nodes and edges with their attributes."""
        ...

    @property
    def base_iri(self) -> str:
        """What all IRIs of the graph start with."""
        ...

    @property
    def ontology(self) -> Ontology:
        """The types and relations of its pack."""
        ...

    @property
    def documents(self) -> list[dict[str, Any]]:
        """What is known of each document."""
        ...

    @property
    def observations(self) -> list[dict[str, Any]]:
        """The measured values."""
        ...

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """A copy of the graph."""
        ...
