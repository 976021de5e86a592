"""The arguments of the command line, and what its exit status says; the work is done by `govgraph.build`.

Exit status: 0 every document was read, 1 some were skipped, 2 nothing was built (or the command was wrong),
130 stopped by Ctrl-C. Heavy modules are imported where they are used, so that `--help` answers at once.
"""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from govgraph import __version__
from govgraph.terminal import escape, print_line

if TYPE_CHECKING:
    from govgraph.build import BuildResult

READ_ALL, READ_SOME, NOTHING_BUILT, INTERRUPTED = 0, 1, 2, 130
COLUMNS = ("id", "title", "date", "text")
FORMAT_NAMES = (
    "json, ttl, evidence, ontology, shapes, full, nt, nq, jsonld, rdf12, html, graphml, gexf, entities, relations, "
    "observations, neo4j-nodes, neo4j-relationships, dataset, parquet-entities, parquet-relations or "
    "parquet-observations; or a group: rdf, csv, neo4j, parquet or all (all but parquet, which needs pyarrow)"
)
"""Written out, since the formats themselves take half a second to import; a test holds the two together."""
DESCRIPTION = (
    "Reads Chinese government documents and makes a knowledge graph of them in which every fact shows the sentence "
    "it was read from. Works offline; the same documents give the same bytes."
)
EPILOG = "exit status: 0 every document was read; 1 some were skipped; 2 nothing was built; 130 interrupted"


class _UsageError(Exception):
    """The arguments make no sense; the message says which and where help is."""


class _Parser(argparse.ArgumentParser):
    """An argument parser that says what is wrong in one line, as every other error of the program."""

    def error(self, message: str) -> NoReturn:
        raise _UsageError(f"{message}; `{self.prog} --help` shows what there is")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command with `argv` (default: the process's arguments); what comes back is the exit status.

    Raises SystemExit only after `--help` and `--version`, as argparse does.
    """
    arguments = argparse.Namespace(verbosity="normal")
    for stream in (sys.stdout, sys.stderr):
        # A terminal without Chinese letters shows escapes; it must not end the run.
        getattr(stream, "reconfigure", lambda **_: None)(errors="backslashreplace")
    try:
        _parser().parse_args(argv, arguments)
        run: Callable[[argparse.Namespace], int] = arguments.run
        return run(arguments)
    except KeyboardInterrupt:
        print_line("interrupted; nothing was written")
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last resort before the user: one line, not a traceback
        return _failed(error, verbose=arguments.verbosity == "verbose")


def _build(arguments: argparse.Namespace) -> int:
    from govgraph.build import BuildOptions, build

    options = BuildOptions(
        sources=tuple(arguments.sources),
        out=arguments.out,
        formats=tuple(dict.fromkeys(arguments.format)) or None,
        pack=arguments.pack,
        base_iri=arguments.base_iri,
        title=arguments.title,
        licence=arguments.licence,
        columns={name: value for name in COLUMNS if (value := getattr(arguments, f"{name}_column"))},
        workers=arguments.workers,
        verbosity=arguments.verbosity,
        judgements=arguments.judgements,
    )
    result = build(options)
    if arguments.verbosity != "quiet":
        _show(result)
    return READ_SOME if result.skipped else READ_ALL


def _score(arguments: argparse.Namespace) -> int:
    from govgraph.score import lines, score_folder

    score = score_folder(arguments.gold, arguments.texts, pack=arguments.pack)
    for line in lines(score, by_type=arguments.by_type, errors=arguments.verbosity == "verbose"):
        print(escape(line))
    return READ_ALL


def _review(arguments: argparse.Namespace) -> int:
    from govgraph.review import review

    path, rows = review(arguments.out, arguments.target, judgements=arguments.judgements)
    print_line(f"{rows} rows in {path}, the least certain first; docs/curation.md says how to fill in verdicts")
    return READ_ALL


def _query(arguments: argparse.Namespace) -> int:
    from govgraph.query import answer, read_query

    text = read_query(arguments.query, arguments.file)
    sys.stdout.write(answer(arguments.out, text, output=arguments.output))
    return READ_ALL


def _check(arguments: argparse.Namespace) -> int:
    from govgraph.check import findings

    found = findings(arguments.out)
    for each in found:
        print(escape(each.line()))
    print_line(f"{len(found)} violations in {arguments.out}" if found else f"{arguments.out} keeps its shapes")
    return READ_SOME if found else READ_ALL


def _serve(arguments: argparse.Namespace) -> int:
    from govgraph.serve import Server

    server = Server(arguments.out, port=arguments.port, seconds=arguments.timeout)
    address = f"http://127.0.0.1:{server.server_port}"
    print_line(f"the map is at {address}/ and the SPARQL endpoint at {address}/sparql; Ctrl-C ends it")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        return READ_ALL
    finally:
        server.server_close()
    return READ_ALL


def _map(arguments: argparse.Namespace) -> int:
    from govgraph.map import MapOptions, write
    from graph.map.subset import Part

    part = Part(
        types=tuple(arguments.type),
        districts=tuple(arguments.district),
        documents=tuple(arguments.document),
        around=tuple(arguments.around),
        hops=arguments.hops,
    )
    print(escape(write(MapOptions(source=arguments.graph, out=arguments.out, title=arguments.title, part=part))))
    return READ_ALL


def _show(result: BuildResult) -> None:
    from govgraph.summary import print_summary

    try:
        print_summary(result)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader went away (`| head`), which changes nothing of what was built; nor may Python complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _failed(error: Exception, *, verbose: bool) -> int:
    if isinstance(error, _UsageError) or _is_users(error):
        print_line(str(error))
    elif isinstance(error, OSError) and error.filename is not None:
        print_line(f"{os.fsdecode(error.filename)}: {error.strerror}")
    elif verbose:
        print("\n".join(map(escape, "".join(traceback.format_exception(error)).splitlines())), file=sys.stderr)
    else:
        print_line(f"unexpected {type(error).__name__}: {error}; --verbose shows where it happened")
    return NOTHING_BUILT


def _is_users(error: Exception) -> bool:
    from extract.errors import GovGraphError

    return isinstance(error, GovGraphError)


def _parser() -> _Parser:
    parser = _Parser(prog="govgraph", description=DESCRIPTION, epilog=EPILOG, allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"govgraph {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)
    build = commands.add_parser(
        "build", help="documents in, graph out", description=DESCRIPTION, epilog=EPILOG, allow_abbrev=False
    )
    build.set_defaults(run=_build)
    build.add_argument("sources", nargs="+", metavar="SOURCES", help="files, folders, globs, or - for standard input")
    build.add_argument("-o", "--out", required=True, type=Path, metavar="OUT", help="the folder to write to")
    _add_content(build)
    _add_columns(build)
    _add_running(build)
    score = commands.add_parser("score", help="how well it reads, counted against gold files", allow_abbrev=False)
    score.set_defaults(run=_score)
    _add_score(score)
    _add_using(commands)
    _add_map(commands.add_parser("map", help="the relationship map of a graph or a part of it", allow_abbrev=False))
    return parser


def _add_map(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=_map)
    parser.add_argument("graph", type=Path, metavar="GRAPH", help="a graph.json that `govgraph build` has written")
    parser.add_argument("-o", "--out", required=True, type=Path, metavar="FILE", help="the page to write: map.html")
    parser.add_argument("--title", metavar="TEXT", help="the heading of the map (default: the graph's)")
    part = parser.add_argument_group("a part of the graph", "each option may be given again; different ones narrow")
    for name, metavar, text in (
        ("--type", "TYPE", "only entities of this type"),
        ("--district", "NAME", "what lies in this district or is joined to it"),
        ("--document", "DOCUMENT", "only what this document (id or title, or a part of one) says"),
        ("--around", "NAME", "only what is near this entity"),
    ):
        part.add_argument(name, action="append", default=[], metavar=metavar, help=text)
    part.add_argument("--hops", type=_count, default=1, metavar="N", help="how near, in relations (default: 1)")


def _add_using(commands: argparse._SubParsersAction[_Parser]) -> None:
    query = commands.add_parser("query", help="ask an exports folder in SPARQL", allow_abbrev=False)
    query.set_defaults(run=_query)
    _add_out(query)
    query.add_argument("query", nargs="?", metavar="QUERY", help="the query; known prefixes need not be declared")
    query.add_argument("-f", "--file", type=Path, metavar="FILE", help="the file that holds the query")
    query.add_argument(
        "--format", dest="output", choices=("table", "csv", "json"), default="table", help="(default: %(default)s)"
    )
    check = commands.add_parser("check", help="check an exports folder against its SHACL shapes", allow_abbrev=False)
    check.set_defaults(run=_check)
    _add_out(check)
    review = commands.add_parser("review", help="the least certain facts as a table to fill in", allow_abbrev=False)
    review.set_defaults(run=_review)
    _add_out(review)
    review.add_argument(
        "-o", dest="target", type=Path, metavar="FILE", help="the table to write (default: OUT/review.csv)"
    )
    _add_judgements(review, "what is judged already, which the table leaves out")
    serve = commands.add_parser("serve", help="the map and a SPARQL endpoint, on this machine", allow_abbrev=False)
    serve.set_defaults(run=_serve)
    _add_out(serve)
    serve.add_argument("--port", type=int, default=8765, metavar="N", help="0 for any free one (default: %(default)s)")
    serve.add_argument(
        "--timeout", type=float, default=10.0, metavar="SECONDS", help="for one query (default: %(default)s)"
    )


def _add_judgements(parser: argparse._ActionsContainer, what: str) -> None:
    parser.add_argument(
        "--judgements",
        type=Path,
        metavar="FILE",
        help=f"{what} (default: judgements.csv in OUT, if it is there)",
    )


def _add_out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", type=Path, metavar="OUT", help="the folder that `govgraph build` wrote to")


def _add_score(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("gold", type=Path, metavar="GOLD", help="the folder of gold files, one JSON file a document")
    parser.add_argument("texts", type=Path, metavar="TEXTS", help="the folder of their documents")
    parser.add_argument("--by-type", action="store_true", help="also a line for every type and relation")
    parser.add_argument("--pack", default="government", metavar="NAME", help="the domain pack (default: %(default)s)")
    parser.add_argument(
        "--verbose",
        dest="verbosity",
        action="store_const",
        const="verbose",
        default="normal",
        help="also every fact that was missed or is spurious",
    )


def _add_content(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("what is built")
    group.add_argument(
        "--format",
        action="append",
        default=[],
        metavar="NAME",
        help=f"write only this: {FORMAT_NAMES} (may be given again; default: all)",
    )
    group.add_argument(
        "--pack",
        default="government",
        metavar="NAME",
        help="the domain pack: a shipped one or a folder (default: %(default)s)",
    )
    group.add_argument("--base-iri", default="", metavar="IRI", help="what the IRIs of the graph's things begin with")
    group.add_argument("--title", default="", metavar="TEXT", help="the heading of the map")
    group.add_argument(
        "--licence", default="", metavar="IRI", help="the licence that dataset.ttl states (default: none)"
    )
    _add_judgements(group, "a person's decisions, which win over what was read")


def _add_columns(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("columns of tables (CSV, TSV, JSON lines)")
    for name in COLUMNS:
        group.add_argument(f"--{name}-column", default="", metavar="NAME", help=f"the column with the {name}")


def _add_running(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("how it runs")
    group.add_argument(
        "--workers", type=_count, metavar="N", help="processes that read (default: as the number of documents asks for)"
    )
    loudness = group.add_mutually_exclusive_group()
    loudness.add_argument(
        "--quiet", dest="verbosity", action="store_const", const="quiet", default="normal", help="only errors"
    )
    loudness.add_argument(
        "--verbose", dest="verbosity", action="store_const", const="verbose", help="one line a document, tracebacks"
    )


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no count; a whole number from 1 is expected")
    return int(text)
