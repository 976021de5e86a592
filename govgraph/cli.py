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
        columns={name: value for name in COLUMNS if (value := getattr(arguments, f"{name}_column"))},
        workers=arguments.workers,
        verbosity=arguments.verbosity,
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
    return parser


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
        help="write only this format: json, ttl, html or graphml (may be given again; default: all)",
    )
    group.add_argument(
        "--pack",
        default="government",
        metavar="NAME",
        help="the domain pack: a shipped one or a folder (default: %(default)s)",
    )
    group.add_argument("--base-iri", default="", metavar="IRI", help="what the IRIs of the graph's things begin with")
    group.add_argument("--title", default="", metavar="TEXT", help="the heading of the map")


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
