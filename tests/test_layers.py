"""The shape of the code: imports run one way (govgraph → graph → extract), in no circle, and only govgraph prints."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = ("extract", "graph", "govgraph")  # each may import itself and what stands before it
Modules = dict[str, ast.Module]


def read_modules(root: Path) -> Modules:
    modules = {}
    for layer in LAYERS:
        for path in sorted((root / layer).rglob("*.py")):
            name = ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
            modules[name] = ast.parse(path.read_text("utf-8"))
    return modules


def imports_of(modules: Modules, name: str) -> set[str]:
    """Modules of ours that this one imports anywhere, inside functions too."""
    found = set()
    for node in ast.walk(modules[name]):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} line {node.lineno}: imports are absolute here"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                found.add(inner if inner in modules else str(node.module))
    return {target for target in found if target in modules} - {name}


def layer_breaks(modules: Modules) -> list[str]:
    return [
        f"{name} imports {target}"
        for name in modules
        for target in sorted(imports_of(modules, name))
        if LAYERS.index(target.split(".")[0]) > LAYERS.index(name.split(".")[0])
    ]


def cycle(modules: Modules) -> list[str]:
    try:
        TopologicalSorter({name: imports_of(modules, name) for name in modules}).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def printing(modules: Modules) -> list[str]:
    return [
        f"{name} line {node.lineno}"
        for name, tree in modules.items()
        if name.split(".")[0] != "govgraph"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]


@pytest.fixture(scope="module")
def modules() -> Modules:
    return read_modules(ROOT)


def test_all_three_layers_are_looked_at(modules: Modules) -> None:
    assert {name.split(".")[0] for name in modules} == set(LAYERS)


def test_imports_run_one_way(modules: Modules) -> None:
    assert layer_breaks(modules) == []


def test_no_module_imports_itself_through_others(modules: Modules) -> None:
    assert cycle(modules) == []


def test_only_the_command_line_prints(modules: Modules) -> None:
    assert printing(modules) == []


@pytest.mark.parametrize(
    ("files", "broken"),
    [
        ({"extract/a.py": "import graph.b", "graph/b.py": ""}, ["extract.a imports graph.b"]),
        ({"extract/a.py": "def f():\n    from graph import b", "graph/b.py": ""}, ["extract.a imports graph.b"]),
        ({"graph/b.py": "from extract import a", "extract/a.py": ""}, []),
    ],
)
def test_a_break_would_be_found(tmp_path: Path, files: dict[str, str], broken: list[str]) -> None:
    assert layer_breaks(written(tmp_path, files)) == broken


def test_a_cycle_would_be_found(tmp_path: Path) -> None:
    files = {"graph/a.py": "from graph.b import x", "graph/b.py": "def f():\n    import graph.a"}
    assert set(cycle(written(tmp_path, files))) == {"graph.a", "graph.b"}


def test_a_print_would_be_found(tmp_path: Path) -> None:
    files = {"extract/a.py": "print(1)", "govgraph/b.py": "print(2)"}
    assert printing(written(tmp_path, files)) == ["extract.a line 1"]


def written(root: Path, files: dict[str, str]) -> Modules:
    for name, content in files.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(content, "utf-8")
    return read_modules(root)
