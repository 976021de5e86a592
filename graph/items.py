"""The entities of all documents, laid out for joining: what each is called, where it belongs, what it links to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.errors import GraphError
from extract.facts import Document, DocumentFacts, Entity
from extract.ontology import Ontology
from graph.names import name_key

_CODE = re.compile(r"(?:[0-9]{2}){1,3}|[0-9]{9}|[0-9]{12}")
_STEPS = ((12, 3), (9, 3), (6, 2), (4, 2))
_LEVELS = {2: 1, 4: 2, 6: 3, 9: 4, 12: 5}


@dataclass(slots=True)
class Item:
    """One entity of one document.

    `key` is its name's key, `others` those of its aliases that mean it outside the document too. `code` is the
    short form of the division code. `links` gives the entities at the other end of its relations, as
    (relation, this one's end, index of the other item); its container is under the relation `parent`.
    """

    index: int
    document: Document
    entity: Entity
    key: str
    others: frozenset[str]
    code: str
    links: list[tuple[str, str, int]] = field(default_factory=list)

    @property
    def type(self) -> str:
        """The entity's type."""
        return self.entity.type

    def linked(self, relation: str, end: str) -> list[int]:
        """The items that stand at `end` (source or target) of this item's relations of that kind."""
        return sorted({other for name, mine, other in self.links if name == relation and mine != end})


def short_code(code: str) -> str:
    """A division code without the zeros that only fill it up: 330100 and 330100000000 are 3301."""
    for length, width in _STEPS:
        if len(code) == length and code.endswith("0" * width):
            code = code[:-width]
    return code


def code_levels(code: str) -> dict[int, str]:
    """The code's own and its containers' codes by administrative level, 1 province to 5 village."""
    return {level: code[:length] for length, level in _LEVELS.items() if length <= len(code)}


def lay_out(facts: Sequence[DocumentFacts], ontology: Ontology) -> list[Item]:
    """The items of all documents in the order given, linked.

    Raises GraphError where facts contradict themselves: an unknown type, an id used twice or not at all.
    """
    items: list[Item] = []
    for each in facts:
        index = _lay_out_document(each, items, ontology)
        _link(each, items, index)
    return items


def _lay_out_document(facts: DocumentFacts, items: list[Item], ontology: Ontology) -> dict[str, int]:
    index: dict[str, int] = {}
    for entity in facts.entities:
        where = f"{facts.document.id}: entity {entity.id}"
        if entity.type not in ontology.types:
            raise GraphError(f"{where} is of type {entity.type!r}; known are {', '.join(ontology.types)}")
        if entity.code and not _CODE.fullmatch(entity.code):
            raise GraphError(f"{where} has the code {entity.code!r}; a division code has 2, 4, 6, 9 or 12 digits")
        if entity.id in index:
            raise GraphError(f"{where} is there twice; ids are unique in a document")
        index[entity.id] = len(items)
        key = name_key(entity.name)
        others = frozenset(map(name_key, set(entity.aliases) - set(entity.generic))) - {key}
        items.append(Item(len(items), facts.document, entity, key, others, short_code(entity.code)))
    return index


def _link(facts: DocumentFacts, items: list[Item], index: dict[str, int]) -> None:
    pairs = [(entity.id, "parent", entity.parent) for entity in facts.entities if entity.parent]
    pairs += [(relation.source, relation.relation, relation.target) for relation in facts.relations]
    for source, relation, target in pairs:
        if source not in index or target not in index:
            missing = source if source not in index else target
            raise GraphError(f"{facts.document.id}: {relation} has the end {missing!r}, no entity of the document")
        items[index[source]].links.append((relation, "source", index[target]))
        items[index[target]].links.append((relation, "target", index[source]))
