"""The map's page: our own HTML, CSS and JavaScript, vis-network and the data, joined into one text.

vis-network is not kept in this project: it is read from the installed pyvis package, which carries it.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, files
from importlib.resources import files as resources
from typing import Any

from extract.errors import GraphError
from graph.map.columns import Columns
from graph.map.payload import Payload
from graph.map.texts import add_texts

MODULES = (
    "chinese",
    "english",
    "words",
    "dom",
    "codes",
    "store",
    "model",
    "prose",
    "data",
    "state",
    "theme",
    "search",
    "chooser",
    "evidence",
    "routes",
    "cards",
    "trail",
    "panel",
    "legend",
    "timeline",
    "camera",
    "bubbles",
    "shapes",
    "room",
    "spots",
    "labels",
    "paint",
    "scene",
    "hands",
    "tooltip",
    "captions",
    "focus",
    "take",
    "rows",
    "table",
    "districts",
    "sides",
    "compare",
    "profile",
    "address",
    "keys",
    "main",
)
"""The page's modules in the order in which they are joined: each only needs those before it."""
VIS_NETWORK = "templates/lib/vis-9.1.2/vis-network.min.js"
_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:const|function\*?|class) (\w+))", re.MULTILINE)
_SPARE = re.compile(r"^(?: *(?://|/\*\*).*\n| +|\n)", re.MULTILINE)
"""Comments that fill a line, indents and empty lines: what readers of the source need and the page does not."""
_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")
_SLOT = re.compile(r"\{\{(\w+)\}\}")


def render_page(data: Payload) -> str:
    """The page that shows the data. Raises GraphError where pyvis lacks vis-network."""
    library, program, style = _vis_network(), _program(), _SPARE.sub("", _asset("style.css"))
    slots = {
        "title": html.escape(data.head["title"] or "govgraph"),
        "policy": _policy([library, program], style),
        "style": style,
        "notice": library[: library.index("*/") + 2] if library.startswith("/*") else "",
        "library": _packed_library(),
        "program": program,
        "data": _inert(data.head),
        "columns": data.columns,
        "sentences": data.sentences,
    }
    return _SLOT.sub(lambda slot: slots[slot[1]], _asset("page.html"))


def _asset(name: str) -> str:
    return (resources("graph.map") / "assets" / name).read_text("utf-8")


@cache
def _program() -> str:
    """All modules as one script that needs no loading: each a function that returns what it exports."""
    return '"use strict";\n(() => {\nconst modules = {};\n' + "".join(map(_module, MODULES)) + "})();\n"


def _module(name: str) -> str:
    text = _SPARE.sub("", _asset(f"{name}.js"))
    exported = ", ".join(found[2] for found in _EXPORT.finditer(text))
    body = _EXPORT.sub(r"\1", _IMPORT.sub(r"const \1 = modules.\2;", text))
    return f"modules.{name} = (() => {{\n{body}return {{ {exported} }};\n}})();\n"


@cache
def _vis_network() -> str:
    try:
        found = [path for path in files("pyvis") or () if path.as_posix().endswith(VIS_NETWORK)]
        text = found[0].read_text("utf-8")
    except (PackageNotFoundError, IndexError, OSError) as error:
        raise GraphError(f"the map needs {VIS_NETWORK} of the package pyvis 0.3.2, which is not installed") from error
    if re.search("</script|<!--", text, re.IGNORECASE):
        raise GraphError(f"{VIS_NETWORK} of the installed pyvis cannot stand inside a page; pyvis 0.3.2 is expected")
    return text.replace("\r\n", "\n")


@cache
def _packed_library() -> str:
    """vis-network as packed text: a third of its size."""
    columns = Columns()
    add_texts(columns, "text", [_vis_network()])
    return columns.text()


def _policy(scripts: list[str], style: str) -> str:
    """The Content-Security-Policy: exactly these scripts and this style, and nothing from anywhere."""
    allowed = " ".join(_digest(script) for script in scripts)
    sources = f"default-src 'none'; script-src {allowed}; style-src {_digest(style)}; img-src data: blob:"
    return f"{sources}; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _inert(data: Mapping[str, Any]) -> str:
    """The data as JSON in which no character can end the block that holds it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
