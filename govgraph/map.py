"""The work of `govgraph map`: a graph file in, the relationship map of it or of a part of it out."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from extract.errors import GovGraphError
from graph.map.subset import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class MapOptions:
    """What is to be drawn: the `graph.json` to read, the page to write, its title (None: the graph's), the part."""

    source: Path
    out: Path
    title: str | None = None
    part: Part = field(default_factory=Part)


def write(options: MapOptions) -> str:
    """Writes the map; what comes back is one line that says what it shows.

    Raises GovGraphError where the graph cannot be read, a name means nothing in it, the part is empty, or the
    page cannot be written.
    """
    from graph import KnowledgeGraph
    from graph.formats.html_map import write_map
    from graph.map.subset import subset

    kg = KnowledgeGraph.load(options.source)
    if options.part != Part():
        kg = KnowledgeGraph(subset(kg, options.part))
        if not len(kg.graph):
            raise GovGraphError(f"{options.source}: nothing in it fits all that is asked for; no map was written")
    if options.out.is_dir():
        raise GovGraphError(f"{options.out}: is a folder; a file name such as map.html is expected")
    options.out.parent.mkdir(parents=True, exist_ok=True)
    write_map(kg, options.out, title=options.title)
    size = options.out.stat().st_size / 1000
    return (
        f"{options.out}: {len(kg.graph):,} entities, {kg.graph.number_of_edges():,} relations, "
        f"{len(kg.documents):,} documents, {size:,.1f} kB"
    )
