"""The names of an entity as SKOS labels: which form is preferred in which script, and how it is spoken."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from graph.formats.text import holdable
from graph.names import folded, simplified
from graph.rdf.terms import name as term
from graph.rdf.terms import text

TRADITIONAL, SIMPLIFIED, PINYIN = "zh-hant", "zh-hans", "zh-latn-pinyin"
"""Language tags are in lower case: some consumers keep the case they read, and compare tags as bytes."""

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


class Names(NamedTuple):
    """The forms of a name: the preferred one in each script (Traditional only where found), and the others."""

    simplified: str
    traditional: str
    others: tuple[tuple[str, str], ...]


def names_of(data: dict[str, Any], scripts: Iterable[str]) -> Names:
    """The forms of a node's name, of whose documents these are the scripts; `others` are (form, language)."""
    name, forms, found = data["name"], (data["name"], *data["aliases"]), set(scripts)
    traditional = [form for form in forms if TRADITIONAL in found and simplified(form) != form]
    plain = simplified(name) if name in traditional and found == {TRADITIONAL} else name
    preferred = next((form for form in traditional if folded(form) == folded(name)), "")
    others = ((form, TRADITIONAL if form in traditional else SIMPLIFIED) for form in data["aliases"])
    return Names(plain, preferred, tuple(each for each in others if each[0] not in (preferred, plain)))


def labels(name: str, forms: Names) -> list[tuple[str, str]]:
    """One `rdfs:label`, the preferred names and the other names, as predicate and object."""
    said = [(term("rdfs:label"), text(name, "zh")), (term("skos:prefLabel"), text(forms.simplified, SIMPLIFIED))]
    if forms.traditional:
        said.append((term("skos:prefLabel"), text(forms.traditional, TRADITIONAL)))
    if spoken := pinyin(name):
        said.append((term("skos:prefLabel"), text(spoken, PINYIN)))
    return said + sorted({(term("skos:altLabel"), text(form, language)) for form, language in forms.others})


def read_aliases(name: str, forms: Names) -> list[str]:
    """The aliases that can be read back from the labels."""
    found = {holdable(form) for form, _ in forms.others}
    return sorted(found | ({holdable(forms.traditional)} - {"", holdable(name)}))


def pinyin(name: str) -> str:
    """The name as it is spoken, syllables with tone marks; empty where it has no Chinese characters."""
    if not _HAN.search(name):
        return ""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - loads its dictionaries, 0.2 s

    return " ".join(" ".join(lazy_pinyin(holdable(name), style=Style.TONE)).split())
