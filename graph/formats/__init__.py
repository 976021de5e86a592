"""The formats that a graph is written in, one small module each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from extract.errors import GraphError
from graph.view import GraphView


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: the name that its file has in an exports folder, and what writes it."""

    file_name: str
    write: Callable[[GraphView, Path], None]


def _in(module: str, function: str) -> Callable[[GraphView, Path], None]:
    """The function of a module of this package, imported when it is called: some are slow to load."""

    def write(kg: GraphView, path: Path) -> None:
        getattr(import_module(f"graph.formats.{module}"), function)(kg, path)

    return write


_RDF = {
    "ttl": "graph.ttl",
    "evidence": "evidence.ttl",
    "ontology": "ontology.ttl",
    "shapes": "shapes.ttl",
    "full": "full.ttl",
    "nt": "graph.nt",
    "nq": "graph.nq",
    "jsonld": "graph.jsonld",
    "rdf12": "rdf12.ttl",
}
_CSV = ("entities", "relations", "observations")
_PARQUET = {f"parquet-{name}": f"{name}.parquet" for name in _CSV}

FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "json": Format("graph.json", _in("node_link", "write_node_link")),
        **{name: Format(file_name, _in("rdf", "write_rdf")) for name, file_name in _RDF.items()},
        "html": Format("map.html", _in("html_map", "write_map")),
        "graphml": Format("graph.graphml", _in("graphml", "write_graphml")),
        "gexf": Format("graph.gexf", _in("gexf", "write_gexf")),
        **{name: Format(f"{name}.csv", _in("tables", f"write_{name}")) for name in _CSV},
        "neo4j-nodes": Format("neo4j-nodes.csv", _in("tables", "write_neo4j_nodes")),
        "neo4j-relationships": Format("neo4j-relationships.csv", _in("tables", "write_neo4j_relationships")),
        **{
            name: Format(file_name, _in("parquet", f"write_{name.removeprefix('parquet-')}"))
            for name, file_name in _PARQUET.items()
        },
        # The last: it lists the files that lie beside it, with their sizes and hashes.
        "dataset": Format("dataset.ttl", _in("rdf", "write_rdf")),
    }
)
"""Every format by the name that the command line knows it by, in the order in which they are written."""

GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "all": tuple(name for name in FORMATS if name not in _PARQUET),  # which needs what is not always installed
        "rdf": (*_RDF, "dataset"),
        "csv": _CSV,
        "neo4j": ("neo4j-nodes", "neo4j-relationships"),
        "parquet": tuple(_PARQUET),
    }
)
"""Names that stand for several formats."""


def chosen(names: Iterable[str] | None) -> list[str]:
    """The formats meant by names of formats and groups (all, for None), in the order of FORMATS.

    Raises GraphError where a name is neither, or means a format that needs a library which is not installed.
    """
    wanted: set[str] = set()
    for name in ("all",) if names is None else sorted(set(names)):
        if name not in FORMATS and name not in GROUPS:
            raise GraphError(f"format {name!r}: is not known; known are {', '.join((*FORMATS, *GROUPS))}")
        wanted.update(GROUPS.get(name, (name,)))
    if wanted & _PARQUET.keys():
        import_module("graph.formats.parquet").check_installed()
    return [name for name in FORMATS if name in wanted]


__all__ = ["FORMATS", "GROUPS", "Format", "chosen"]
