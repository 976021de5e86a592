"""The formats that a graph is written in, one small module each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from graph.formats.graphml import write_graphml
from graph.formats.node_link import write_node_link
from graph.view import GraphView


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: the name that its file has in an exports folder, and what writes it."""

    file_name: str
    write: Callable[[GraphView, Path], None]


def _write_turtle(kg: GraphView, path: Path) -> None:
    from graph.formats.rdf import write_turtle  # noqa: PLC0415 - rdflib is slow to load

    write_turtle(kg, path)


def _write_map(kg: GraphView, path: Path) -> None:
    from graph.formats.html_map import write_map  # noqa: PLC0415 - scipy and pypinyin are slow to load

    write_map(kg, path)


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "json": Format("graph.json", write_node_link),
        "ttl": Format("graph.ttl", _write_turtle),
        "html": Format("map.html", _write_map),
        "graphml": Format("graph.graphml", write_graphml),
    }
)
"""Every format by the name that the command line knows it by."""

__all__ = ["FORMATS", "Format"]
