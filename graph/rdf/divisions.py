"""The official codes of districts as a SKOS scheme: each code that the graph uses, and those of all units above it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from extract.divisions import Divisions
from extract.pack import load_pack
from graph.ids import instances
from graph.items import code_levels
from graph.rdf.names import PINYIN, SIMPLIFIED, pinyin
from graph.rdf.terms import NOWHERE, Block, Fact, name, own_terms, text
from graph.view import GraphView

SCHEME = "divisions"
_CODE = re.compile(r"[0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12}")


def division_id(code: str) -> str:
    """The local id of a division's code, empty where it is no such code."""
    return f"division-{code}" if _CODE.fullmatch(code) else ""


def division_blocks(kg: GraphView) -> Iterator[Block]:
    """A concept for each code, with its official name and the code above; none for a pack without divisions.

    GB/T 2260 has codes of six digits down to the county; longer ones are those of the statistics bureau.
    """
    nodes = (kg.graph.nodes[iri] for iri in sorted(kg.graph))
    own = {data["code"]: data["name"] for data in nodes if division_id(data.get("code") or "")}
    codes = {code for known in own for code in code_levels(known).values()}
    if not codes:
        return
    name_of = _names(kg)
    known = {code: official for code in sorted(codes) if (official := name_of(code) or own.get(code, ""))}
    ids = instances(kg.base_iri)
    for code, official in known.items():
        above = [each for each in code_levels(code).values() if each in known and each != code]
        said = [
            (name("rdf:type"), name("skos:Concept")),
            (name("rdfs:label"), text(official, "zh")),
            (name("skos:prefLabel"), text(official, SIMPLIFIED)),
            (name("skos:inScheme"), f"<{ids}{SCHEME}>"),
            (name("skos:notation"), text(code.ljust(6, "0"))),
        ]
        said += [(name("skos:prefLabel"), text(spoken, PINYIN))] if (spoken := pinyin(official)) else []
        said += [(name("skos:broader"), f"<{ids}{division_id(above[-1])}>")] if above else []
        yield f"<{ids}{division_id(code)}>", [Fact(*each, NOWHERE) for each in sorted(said, key=_rank)]
    title = [(name("rdfs:label"), text(label, language)) for language, label in sorted(own_terms()["scheme"].items())]
    title.append((name("rdf:type"), name("skos:ConceptScheme")))
    yield f"<{ids}{SCHEME}>", [Fact(*each, NOWHERE) for each in sorted(title, key=_rank)]


def _names(kg: GraphView) -> Callable[[str], str]:
    pack = load_pack(kg.graph.graph["pack"])
    if not (pack.folder / "divisions").is_dir():
        return lambda _code: ""
    divisions = Divisions.load(pack)

    def official(code: str) -> str:
        found = divisions.get(code)
        return found.name if found else ""

    return official


def _rank(said: tuple[str, str]) -> tuple[int, str, str]:
    return (0 if said[0] == name("rdf:type") else 1, *said)
