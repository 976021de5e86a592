"""Arguments, exit status and one-line errors; the work itself is replaced by a stand-in here."""

from __future__ import annotations

import errno
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

import govgraph
from extract.errors import DocumentError, GraphError, PackError
from govgraph import build as build_module
from govgraph import cli, summary
from govgraph.build import BuildOptions, BuildResult

ROOT = Path(__file__).parents[2]
SKIPPED = DocumentError("坏.txt", "is empty")


class Work:
    """Stands in for `build`: keeps the options and ends as told."""

    def __init__(self) -> None:
        self.options: BuildOptions | None = None
        self.outcome: BaseException | tuple[DocumentError, ...] = ()

    def __call__(self, options: BuildOptions) -> BuildResult:
        self.options = options
        if isinstance(self.outcome, BaseException):
            raise self.outcome
        return BuildResult(None, (), self.outcome)  # type: ignore[arg-type]


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    stand_in = Work()
    monkeypatch.setattr(build_module, "build", stand_in)
    monkeypatch.setattr(summary, "print_summary", lambda result: print("summary"))
    return stand_in


def test_defaults(work: Work) -> None:
    assert cli.main(["build", "seeds", "-o", "exports"]) == 0
    assert work.options == BuildOptions(sources=("seeds",), out=Path("exports"))


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--format", "ttl"], {"formats": ("ttl",)}),
        (["--format", "ttl", "--format", "json", "--format", "ttl"], {"formats": ("ttl", "json")}),
        (["--pack", "packs/mine"], {"pack": "packs/mine"}),
        (["--base-iri", "https://data.example/"], {"base_iri": "https://data.example/"}),
        (["--title", "钱塘区 数字化改革"], {"title": "钱塘区 数字化改革"}),
        (["--text-column", "正文", "--id-column", "编号"], {"columns": {"text": "正文", "id": "编号"}}),
        (["--date-column", "d", "--title-column", "t"], {"columns": {"date": "d", "title": "t"}}),
        (["--workers", "4"], {"workers": 4}),
        (["--quiet"], {"verbosity": "quiet"}),
        (["--verbose"], {"verbosity": "verbose"}),
    ],
)
def test_options(work: Work, arguments: list[str], expected: dict[str, Any]) -> None:
    assert cli.main(["build", "一.txt", "-", "*.html", "-o", "出 口", *arguments]) == 0
    assert work.options == BuildOptions(sources=("一.txt", "-", "*.html"), out=Path("出 口"), **expected)


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ([], "required: COMMAND"),
        (["bild"], "invalid choice: 'bild'"),
        (["build"], "required: SOURCES, -o/--out"),
        (["build", "seeds"], "required: -o/--out"),
        (["build", "-o", "x"], "required: SOURCES"),
        (["build", "seeds", "-o"], "expected one argument"),
        (["build", "seeds", "-o", "x", "--colour"], "unrecognized arguments: --colour"),
        (["build", "seeds", "-o", "x", "--form", "ttl"], "unrecognized arguments: --form ttl"),
        (["build", "seeds", "-o", "x", "--quiet", "--verbose"], "not allowed with argument --quiet"),
        (["build", "seeds", "-o", "x", "--workers", "0"], "'0' is no count; a whole number from 1 is expected"),
        (["build", "seeds", "-o", "x", "--workers", "二"], "'二' is no count"),
        (["build", "seeds", "-o", "x", "--\x1b[2J"], r"--\x1b[2J"),
    ],
)
def test_bad_usage_is_told_in_one_line(
    work: Work, arguments: list[str], problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("govgraph: ")
    assert err.count("\n") == 1
    assert problem in err
    assert "--help` shows what there is" in err
    assert work.options is None


@pytest.mark.parametrize(
    ("outcome", "status", "line"),
    [
        ((), 0, ""),
        ((SKIPPED,), 1, ""),
        (PackError(Path("packs/x"), "is no domain pack"), 2, "govgraph: packs/x: is no domain pack\n"),
        (GraphError("graph.json: is no graph"), 2, "govgraph: graph.json: is no graph\n"),
        (PermissionError(errno.EACCES, "Permission denied", "/出口"), 2, "govgraph: /出口: Permission denied\n"),
        (KeyboardInterrupt(), 130, "govgraph: interrupted; nothing was written\n"),
        (ValueError("a\nb"), 2, "govgraph: unexpected ValueError: a\\nb; --verbose shows where it happened\n"),
    ],
)
def test_exit_status(
    work: Work,
    outcome: BaseException | tuple[DocumentError, ...],
    status: int,
    line: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    work.outcome = outcome
    assert cli.main(["build", "seeds", "-o", "x"]) == status
    assert capsys.readouterr() == ("summary\n" if status < 2 else "", line)


def test_quiet_prints_no_summary(work: Work, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["build", "seeds", "-o", "x", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


def test_verbose_keeps_the_traceback_and_escapes_it(work: Work, capsys: pytest.CaptureFixture[str]) -> None:
    work.outcome = ValueError("\x1b[31m")
    assert cli.main(["build", "seeds", "-o", "x", "--verbose"]) == 2
    err = capsys.readouterr().err
    assert "Traceback" in err
    assert "test_cli.py" in err
    assert r"ValueError: \x1b[31m" in err
    assert "\x1b" not in err


def test_a_user_mistake_has_no_traceback_even_when_verbose(work: Work, capsys: pytest.CaptureFixture[str]) -> None:
    work.outcome = GraphError("x: is wrong")
    assert cli.main(["build", "seeds", "-o", "x", "--verbose"]) == 2
    assert capsys.readouterr().err == "govgraph: x: is wrong\n"


def test_help_names_every_option_and_format(capsys: pytest.CaptureFixture[str]) -> None:
    from graph import FORMATS

    with pytest.raises(SystemExit) as stop:
        cli.main(["build", "--help"])
    shown = capsys.readouterr().out
    assert stop.value.code == 0
    assert [name for name in FORMATS if name not in shown] == []
    assert "exit status: 0" in shown


def test_version_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(["--version"])
    assert stop.value.code == 0
    assert capsys.readouterr().out == f"govgraph {govgraph.__version__}\n"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "govgraph.__version__"}
    top = next(line for line in (ROOT / "CHANGELOG.md").read_text("utf-8").splitlines() if line.startswith("## ["))
    assert top.startswith(f"## [{govgraph.__version__}]")


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["--version"], ["build", "x"]])
def test_what_needs_no_reading_loads_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom govgraph.cli import main\n"
        f"try: main({arguments!r})\nexcept SystemExit: pass\n"
        "print(sorted({'spacy', 'networkx', 'rdflib', 'rich', 'numpy'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "[]"


@pytest.mark.parametrize("length", [1, 10**6])  # inside and beyond the buffer of stdout
def test_a_reader_that_goes_away_is_no_error(length: int) -> None:
    code = (
        "import sys\nfrom govgraph import build, cli, summary\n"
        "build.build = lambda options: build.BuildResult(None, (), ())\n"
        f"summary.print_summary = lambda result: print('x' * {length})\n"
        "sys.exit(cli.main(['build', 'x', '-o', 'y']))"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0
