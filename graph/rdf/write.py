"""RDF files from blocks of statements: only strings, one block in memory at a time, the same bytes always."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import TextIO

from graph.ids import instances, terms
from graph.rdf.terms import NAMESPACES, Block, Fact, Shortener, name

_CHUNK = 2000
"""Blocks that are joined before they go to the file: enough that the file costs nothing, little to hold."""
_TYPE = name("rdf:type")
_BARE = (f'"^^{name("xsd:decimal")}', f'"^^{name("xsd:boolean")}', f'"^^{name("xsd:integer")}')


def prefixes(base: str) -> dict[str, str]:
    """All prefixes of a Turtle file, `gov` for our vocabulary and `id` for our things among them."""
    return dict(sorted({**NAMESPACES, "gov": terms(base), "id": instances(base)}.items()))


def write_ntriples(blocks: Iterable[Block], file: TextIO) -> None:
    """Writes one triple a line."""
    _write(file, ("".join([f"{s} {f[0]} {f[1]} .\n" for f in facts]) for s, facts in blocks))


def write_nquads(blocks: Iterable[Block], file: TextIO, base: str) -> None:
    """Writes one quad a line, for each document that says it one in that document's graph."""
    names: dict[tuple[str, ...], list[str]] = {}
    start = instances(base)

    def lines(block: Block) -> str:
        found = []
        for predicate, value, graphs in block[1]:
            if graphs not in names:
                names[graphs] = [f"<{start}{each}> ." for each in graphs] or ["."]
            found += [f"{block[0]} {predicate} {value} {graph}\n" for graph in names[graphs]]
        return "".join(found)

    _write(file, map(lines, blocks))


def write_turtle(blocks: Iterable[Block], file: TextIO, base: str, *, used: Iterable[str] | None = None) -> None:
    """Writes Turtle 1.1 with the prefixes `used` (default: all), a paragraph a subject."""
    known = prefixes(base)
    chosen = known if used is None else {prefix: known[prefix] for prefix in sorted(used)}
    file.writelines(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in chosen.items())
    render = paragraphs(chosen, base)
    _write(file, ("\n" + render(block) for block in blocks))


def paragraphs(namespaces: Mapping[str, str], base: str) -> Callable[[Block], str]:
    """What writes a block as a paragraph of Turtle."""
    shorten = Shortener(namespaces)
    own, length = (f"<{instances(base)}", len(instances(base)) + 1) if "id" in namespaces else ("\0", 0)

    def term(value: str) -> str:
        if value[0] == "<":
            return f"id:{value[length:-1]}" if value.startswith(own) else shorten(value)
        if value[-1] != ">":
            return value
        if value.endswith(_BARE):
            return value[1 : value.rindex('"')]
        cut = value.rindex("^^") + 2
        return value[:cut] + shorten(value[cut:])

    def render(block: Block) -> str:
        parts, last = [f"{term(block[0])} "], ""
        for predicate, value, _ in block[1]:
            if predicate == last:
                parts.append(" , ")
            else:
                parts.append(" ;\n    " if last else "")
                parts.append("a " if predicate == _TYPE else f"{shorten(predicate)} ")
                last = predicate
            parts.append(term(value))
        return "".join(parts) + " .\n"

    return render


def write_triple_terms(blocks: Iterable[Block], file: TextIO, base: str) -> None:
    """Writes Turtle 1.2: a statement reifies a triple term instead of naming subject, predicate and object."""
    known = prefixes(base)
    file.write('VERSION "1.2"\n')
    file.writelines(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in known.items())
    render = paragraphs(known, base)
    _write(file, ("\n" + render(_reifying(block, render)) for block in blocks))


_PARTS = (name("rdf:subject"), name("rdf:predicate"), name("rdf:object"))


def _reifying(block: Block, render: Callable[[Block], str]) -> Block:
    """The block with its `rdf:subject`, `rdf:predicate` and `rdf:object` as one triple term."""
    parts = {fact.predicate: fact.object for fact in block[1] if fact.predicate in _PARTS}
    if len(parts) < len(_PARTS):
        return block
    subject, predicate, value = (parts[each] for each in _PARTS)
    triple = render((subject, [Fact(predicate, value, ())])).removesuffix(" .\n")
    rest = [fact for fact in block[1] if fact.predicate not in _PARTS and fact.object != name("rdf:Statement")]
    return block[0], [Fact(name("rdf:reifies"), f"<<( {triple} )>>", ()), *rest]


def _write(file: TextIO, pieces: Iterable[str]) -> None:
    file.writelines("".join(chunk) for chunk in _chunks(pieces))


def _chunks(pieces: Iterable[str]) -> Iterator[list[str]]:
    each = iter(pieces)
    while chunk := list(islice(each, _CHUNK)):
        yield chunk
