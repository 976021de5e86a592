"""The SHACL Core rules of `shapes.ttl`, run over a stream of blocks: fast enough for every build.

It knows the constraints that our shapes use and no others; `govgraph check` runs pySHACL, which knows all.
Two passes, so that a million triples are never held: one collects the classes of all nodes and what is
pointed at, the other looks at each subject with all that is said of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

import pyoxigraph as ox

from extract.errors import GraphError
from graph.rdf.terms import NAMESPACES, Block, datatype_of, language_of, name, value_of

_SH, _XSD = NAMESPACES["sh"], NAMESPACES["xsd"]
_TYPE = name("rdf:type")
_FORMS = {
    f"{_XSD}decimal": re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"),
    f"{_XSD}integer": re.compile(r"[+-]?[0-9]+"),
    f"{_XSD}nonNegativeInteger": re.compile(r"[0-9]+"),
    f"{_XSD}date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    f"{_XSD}gYearMonth": re.compile(r"[0-9]{4}-[0-9]{2}"),
    f"{_XSD}gYear": re.compile(r"[0-9]{4}"),
}
"""How values of the datatypes that our shapes name are written."""
_KNOWN = frozenset(
    (
        *("property", "path", "node", "or", "in", "class", "datatype", "nodeKind", "pattern", "message"),
        *("minCount", "maxCount", "minLength", "minInclusive", "maxInclusive", "languageIn", "uniqueLang"),
        *("disjoint", "lessThan", "hasValue", "qualifiedValueShape", "qualifiedMinCount", "qualifiedMaxCount"),
        *("targetClass", "targetSubjectsOf", "targetObjectsOf"),
    )
)


class Violation(NamedTuple):
    """A node that breaks a rule: the node's IRI, what is wrong in plain words, the property if it is about one."""

    node: str
    message: str
    path: str


class Shape(NamedTuple):
    """A node or property shape: its constraints by name, each with its values in order."""

    iri: str
    rules: dict[str, list[str]]


Said = dict[str, list[str]]


def violations(blocks: Callable[[], Iterable[Block]], shapes: str) -> Iterator[Violation]:
    """What breaks the shapes (Turtle) in the stream that `blocks` starts anew, in the stream's order.

    No subject may come twice in the stream.
    """
    rules = _Shapes(shapes)
    classes, pointed = _survey(blocks(), rules)
    described: set[str] = set()
    for subject, facts in blocks():
        said: Said = defaultdict(list)
        for fact in facts:
            said[fact.predicate].append(fact.object)
        described.add(subject)
        found = _Focus(rules, classes, subject, said)
        yield from found.check(rules.of(said, pointed.get(subject, ())))
    for subject in sorted(pointed.keys() - described):
        yield from _Focus(rules, classes, subject, {}).check(rules.of({}, pointed[subject]))


def _survey(blocks: Iterable[Block], rules: _Shapes) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    classes: dict[str, set[str]] = defaultdict(set)
    pointed: dict[str, set[str]] = defaultdict(set)
    for subject, facts in blocks:
        for predicate, value, _ in facts:
            if predicate == _TYPE:
                classes[subject].add(value)
            elif predicate in rules.objects_of:
                pointed[value].add(predicate)
    return classes, pointed


class _Shapes:
    """The shapes of a file, by what they are aimed at."""

    def __init__(self, turtle: str) -> None:
        self._said: dict[str, Said] = defaultdict(lambda: defaultdict(list))
        for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE):
            self._said[str(quad.subject)][str(quad.predicate)].append(str(quad.object))
        self._made: dict[str, Shape] = {}
        self.classes: dict[str, list[Shape]] = defaultdict(list)
        self.subjects_of: dict[str, list[Shape]] = defaultdict(list)
        self.objects_of: dict[str, list[Shape]] = defaultdict(list)
        aims = {"targetClass": self.classes, "targetSubjectsOf": self.subjects_of, "targetObjectsOf": self.objects_of}
        for iri in sorted(self._said):
            for aim, where in aims.items():
                for each in self._said[iri].get(f"<{_SH}{aim}>", ()):
                    where[each].append(self.shape(iri))

    def of(self, said: Said, pointed: Iterable[str]) -> list[Shape]:
        """The shapes aimed at a node of which this is said and at which these properties point."""
        found = [shape for each in said.get(_TYPE, ()) for shape in self.classes.get(each, ())]
        found += [shape for each in said for shape in self.subjects_of.get(each, ())]
        found += [shape for each in sorted(pointed) for shape in self.objects_of[each]]
        return list({shape.iri: shape for shape in found}.values())

    def shape(self, iri: str) -> Shape:
        """The shape of that IRI or blank node. Raises GraphError where it has a constraint that is not known here."""
        if iri not in self._made:
            start = f"<{_SH}"
            rules = {key[len(start) : -1]: values for key, values in self._said[iri].items() if key.startswith(start)}
            if unknown := sorted(rules.keys() - _KNOWN):
                raise GraphError(f"shape {iri}: has sh:{unknown[0]}, which is not known here; pySHACL knows it")
            for key in {"or", "in", "languageIn"} & rules.keys():
                rules[key] = self._list(rules[key][0])
            self._made[iri] = Shape(iri, rules)
        return self._made[iri]

    def _list(self, node: str) -> list[str]:
        found = []
        while node != name("rdf:nil"):
            found += self._said[node][name("rdf:first")]
            (node,) = self._said[node][name("rdf:rest")]
        return found


class _Focus:
    """One node that shapes are aimed at."""

    def __init__(self, shapes: _Shapes, classes: dict[str, set[str]], node: str, said: Said) -> None:
        self._shapes, self._classes, self._node, self._said = shapes, classes, node, said

    def check(self, shapes: Iterable[Shape]) -> Iterator[Violation]:
        """What is wrong with the node, each thing once."""
        seen: set[tuple[str, str]] = set()
        for shape in shapes:
            for path, message in self._node_shape(shape):
                if (path, message) not in seen:
                    seen.add((path, message))
                    yield Violation(
                        value_of(self._node) if self._node[0] == "<" else self._node, message, path.strip("<>")
                    )

    def _node_shape(self, shape: Shape) -> Iterator[tuple[str, str]]:
        inner = [
            broken for each in shape.rules.get("node", ()) for broken in self._node_shape(self._shapes.shape(each))
        ]
        yield from inner
        if not inner and not self._value_fits(self._node, shape, self._said):
            yield "", value_of(shape.rules["message"][0]) if "message" in shape.rules else f"does not fit {shape.iri}"
        for each in shape.rules.get("property", ()):
            inner_shape = self._shapes.shape(each)
            if not self._property_fits(inner_shape):
                message = inner_shape.rules.get("message") or shape.rules.get("message")
                yield inner_shape.rules["path"][0], value_of(message[0]) if message else f"does not fit {shape.iri}"

    def _property_fits(self, shape: Shape) -> bool:
        rules, values = shape.rules, self._said.get(shape.rules["path"][0], [])
        tags = [language_of(value) for value in values] if "uniqueLang" in rules else []
        return (
            _count_fits(len(values), rules.get("minCount"), rules.get("maxCount"))
            and self._qualified_fits(rules, values)
            and len(tags) == len(set(tags))
            and ("hasValue" not in rules or rules["hasValue"][0] in values)
            and self._compares(rules, values)
            and all(self._value_fits(value, shape, {}) for value in values)
        )

    def _qualified_fits(self, rules: Said, values: list[str]) -> bool:
        if "qualifiedValueShape" not in rules:
            return True
        inner = self._shapes.shape(rules["qualifiedValueShape"][0])
        count = sum(self._value_fits(value, inner, {}) for value in values)
        return _count_fits(count, rules.get("qualifiedMinCount"), rules.get("qualifiedMaxCount"))

    def _compares(self, rules: Said, values: list[str]) -> bool:
        """Whether the values stand to those of another property as `disjoint` and `lessThan` ask."""
        apart = self._said.get(rules["disjoint"][0], ()) if "disjoint" in rules else ()
        above = self._said.get(rules["lessThan"][0], ()) if "lessThan" in rules else ()
        return not set(values) & set(apart) and all(_below(value, other) for value in values for other in above)

    def _value_fits(self, value: str, shape: Shape, said: Said) -> bool:
        """Whether the value keeps the rules about a value alone; `said` is empty where the value is not the node."""
        rules = shape.rules
        if "or" in rules and not any(self._alternative(value, self._shapes.shape(each), said) for each in rules["or"]):
            return False
        if "class" in rules and not all(each in self._classes.get(value, ()) for each in rules["class"]):
            return False
        return all(_RULES[rule](value, rules[rule]) for rule in rules.keys() & _RULES.keys())

    def _alternative(self, value: str, shape: Shape, said: Said) -> bool:
        inner = _Focus(self._shapes, self._classes, value, said)
        return self._value_fits(value, shape, said) and all(
            inner._property_fits(self._shapes.shape(each)) for each in shape.rules.get("property", ())
        )


def _count_fits(count: int, least: list[str] | None, most: list[str] | None) -> bool:
    return (not least or count >= int(value_of(least[0]))) and (not most or count <= int(value_of(most[0])))


def _number(term: str) -> Decimal | None:
    try:
        return Decimal(value_of(term)) if term[0] == '"' and datatype_of(term) in _FORMS else None
    except InvalidOperation:
        return None


def _below(value: str, other: str) -> bool:
    left, right = _number(value), _number(other)
    return left is not None and right is not None and left < right


def _has_datatype(value: str, wanted: list[str]) -> bool:
    if value[0] != '"' or language_of(value) or f"<{datatype_of(value)}>" != wanted[0]:
        return False
    form = _FORMS.get(datatype_of(value))
    return form is None or form.fullmatch(value_of(value)) is not None


def _in_languages(value: str, ranges: list[str]) -> bool:
    tag = language_of(value)
    return any(tag == each or tag.startswith(f"{each}-") for each in map(value_of, ranges))


def _at_least(value: str, bound: list[str]) -> bool:
    number, least = _number(value), _number(bound[0])
    return number is not None and least is not None and number >= least


def _at_most(value: str, bound: list[str]) -> bool:
    number, most = _number(value), _number(bound[0])
    return number is not None and most is not None and number <= most


_RULES: dict[str, Callable[[str, list[str]], bool]] = {
    "nodeKind": lambda value, _: value[0] == "<",
    "pattern": lambda value, wanted: re.search(value_of(wanted[0]), value_of(value)) is not None,
    "datatype": _has_datatype,
    "in": lambda value, wanted: value in wanted,
    "minLength": lambda value, wanted: len(value_of(value)) >= int(value_of(wanted[0])),
    "languageIn": _in_languages,
    "minInclusive": _at_least,
    "maxInclusive": _at_most,
}
