"""The work of `govgraph build`: documents are read, their facts joined to one graph, the graph written."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from extract.errors import DocumentError, GovGraphError
from extract.facts import Document, DocumentFacts
from govgraph.output import check_folder
from govgraph.progress import Verbosity, tell, watch
from govgraph.review import JUDGEMENTS, REVIEW, judgements_file
from govgraph.terminal import print_line

if TYPE_CHECKING:  # these take a second to load; what can fail before is told before
    from extract.reading import Source
    from graph import KnowledgeGraph
    from graph.judgements import Judgement, StaleJudgement

DOCUMENTS_PER_WORKER = 25
"""A process takes about as long to start as this many documents to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """What is to be built. `formats` None means all, `workers` None as many as the number of documents asks for.

    `columns` says which columns of tables hold the `id`, `title`, `date` and `text`, where they are not called so.
    `judgements` None means `judgements.csv` in the output folder, if it is there.
    """

    sources: tuple[str, ...]
    out: Path
    formats: tuple[str, ...] | None = None
    pack: str = "government"
    base_iri: str = ""
    title: str = ""
    licence: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    workers: int | None = None
    verbosity: Verbosity = "normal"
    judgements: Path | None = None


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What was built: the graph, the files written, the documents that could not be read.

    `judged` is how many judgements there were, `stale` those that no longer apply.
    """

    graph: KnowledgeGraph
    files: tuple[Path, ...]
    skipped: tuple[DocumentError, ...]
    judged: int = 0
    stale: tuple[StaleJudgement, ...] = ()


def build(options: BuildOptions) -> BuildResult:
    """Reads the sources and writes the graph's exports to `options.out`, all of them or none.

    Documents that cannot be read are told on stderr as they are met, and left out; so are judgements that no
    longer apply. Raises GovGraphError where nothing can be built: no document at all, an unknown format or pack, an
    unusable IRI or output folder, a malformed judgement.
    """
    _check(options)
    judgements = _judgements(options)
    skipped: list[DocumentError] = []
    stale: list[StaleJudgement] = []
    documents = _read(options, skipped)
    facts = _extract(options, documents, skipped)
    graph = _join(options, facts, judgements, stale)
    files = _write(options, graph)
    return BuildResult(graph, tuple(files), tuple(skipped), len(judgements), tuple(stale))


def _check(options: BuildOptions) -> None:
    from extract.pack import load_pack
    from graph.formats import FORMATS, GROUPS, chosen
    from graph.ids import check_base
    from graph.rdf.terms import check_licence

    check_folder(options.out)
    load_pack(options.pack)
    if options.base_iri:
        check_base(options.base_iri)
    if options.licence:
        check_licence(options.licence)
    known = (*FORMATS, *GROUPS)
    unknown = sorted(set(options.formats or ()) - set(known))
    if unknown:
        raise GovGraphError(f"--format {unknown[0]}: is no format; formats are {', '.join(known)}")
    chosen(options.formats)


def _judgements(options: BuildOptions) -> tuple[Judgement, ...]:
    """The judgements, read before the documents: a bad row is told at once."""
    from extract.pack import load_pack
    from graph.judgements import check_terms, read_judgements

    path = judgements_file(options.out, options.judgements)
    judgements = read_judgements(path) if path else ()
    check_terms(judgements, load_pack(options.pack).ontology)
    return judgements


def _skipper(skipped: list[DocumentError]) -> Callable[[DocumentError], None]:
    """What tells of a document that is left out, and keeps it for the summary."""

    def skip(error: DocumentError) -> None:
        print_line(str(error))
        skipped.append(error)

    return skip


def _read(options: BuildOptions, skipped: list[DocumentError]) -> list[Document]:
    from extract.pack import load_pack
    from extract.reading import Columns, read_documents

    skip = _skipper(skipped)
    sources = _find(options, skip)
    tell(f"{len(sources)} files to read", verbosity=options.verbosity)
    columns, pack = Columns(**options.columns), load_pack(options.pack)
    documents = list(read_documents(sources, columns=columns, pack=pack, on_error=skip))
    if not documents:
        raise GovGraphError("no document could be read; nothing was written")
    return documents


def _find(options: BuildOptions, skip: Callable[[DocumentError], None]) -> list[Source]:
    """The files that the sources name, except what an earlier run has written to the output folder."""
    from extract.reading import find_sources
    from graph import FORMATS

    names = (*(each.file_name for each in FORMATS.values()), JUDGEMENTS, REVIEW)
    written = {(options.out / name).resolve() for name in names}
    if options.judgements is not None:
        written.add(options.judgements.resolve())
    return [source for source in find_sources(options.sources, on_error=skip) if source.path.resolve() not in written]


def _extract(options: BuildOptions, documents: list[Document], skipped: list[DocumentError]) -> list[DocumentFacts]:
    from extract.pipeline import extract_all

    workers = options.workers or max(1, min(os.cpu_count() or 1, len(documents) // DOCUMENTS_PER_WORKER))
    read = extract_all(documents, pack=options.pack, workers=workers, on_error=_skipper(skipped))
    return list(watch(read, total=len(documents), verbosity=options.verbosity))


def _join(
    options: BuildOptions,
    facts: list[DocumentFacts],
    judgements: tuple[Judgement, ...],
    stale: list[StaleJudgement],
) -> KnowledgeGraph:
    from graph import DEFAULT_BASE, build_graph

    def tell_stale(found: StaleJudgement) -> None:
        print_line(str(found))
        stale.append(found)

    tell("joining what the documents name", verbosity=options.verbosity)
    return build_graph(
        facts,
        pack=options.pack,
        base_iri=options.base_iri or DEFAULT_BASE,
        title=options.title,
        licence=options.licence,
        judgements=judgements,
        on_stale=tell_stale,
    )


def _write(options: BuildOptions, graph: KnowledgeGraph) -> list[Path]:
    from graph import write_exports
    from graph.rdf.validate import check_graph

    tell("checking the graph against its shapes", verbosity=options.verbosity)
    check_graph(graph)
    tell(f"writing to {options.out}", verbosity=options.verbosity)
    return write_exports(graph, options.out, formats=options.formats)
