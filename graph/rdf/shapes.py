"""`shapes.ttl`: the rules of SHACL Core that every export keeps, made from the ontology."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from importlib.resources import files
from string import Template
from typing import get_args

from extract.facts import Approximation
from extract.ontology import Ontology, RelationType
from graph.ids import instances, terms
from graph.rdf.ontology import end_types
from graph.rdf.terms import NAMESPACES

_PREFIXES = ("dct", "foaf", "nif", "prov", "qudt", "rdf", "rdfs", "schema", "sh", "skos", "sosa", "xsd")


def shapes_turtle(ontology: Ontology, base: str) -> str:
    """All shapes as Turtle. Lists need blank nodes; there are none in any other file of an export."""
    spaces = {**{prefix: NAMESPACES[prefix] for prefix in _PREFIXES}, "gov": terms(base), "shape": f"{base}shapes#"}
    header = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted(spaces.items()))
    ids = instances(base).replace(".", "[.]")
    ends = "".join(f", gov:{each} " for each in ontology.relations)
    template = (files("graph.rdf") / "shapes.ttl").read_text("utf-8")
    fixed = Template(template.partition("\n")[2]).substitute(
        types=_terms(ontology.types),
        relations=_terms(ontology.relations),
        date=f"sh:or ( {' '.join(f'[ sh:datatype xsd:{each} ]' for each in ('gYear', 'gYearMonth', 'date'))} )",
        approximations=" ".join(json.dumps(each) for each in get_args(Approximation) if each),
        ids=ids,
        units=NAMESPACES["unit"].replace(".", "[.]"),
        ends=ends.rstrip(),
    )
    own = (*(_type_shape(each, ids) for each in ontology.types), *_relation_shapes(ontology))
    return header + fixed + "".join(own)


def _terms(locals_: Iterable[str]) -> str:
    return " ".join(f"gov:{each}" for each in locals_)


def _type_shape(local: str, ids: str) -> str:
    return (
        f"\nshape:{local} a sh:NodeShape ;\n    sh:targetClass gov:{local} ;\n    sh:node shape:Entity ;\n"
        f'    sh:pattern "^{ids}{local}-[a-z0-9-]+$" ;\n'
        f'    sh:message "is of type {local}, but its id or description is not that of one" .\n'
    )


def _relation_shapes(ontology: Ontology) -> Iterator[str]:
    for relation in ontology.relations.values():
        sources, targets = (_terms(sorted(end_types(relation, end))) for end in (0, 1))
        yield (
            f"\nshape:{relation.id} a sh:NodeShape ;\n    sh:targetSubjectsOf gov:{relation.id} ;\n"
            f"    {_one_of(sources)} ;\n"
            f"    sh:message {_quoted(relation, 'source', sources)} ;\n"
            f"    sh:property [ sh:path gov:{relation.id} ; sh:nodeKind sh:IRI ; {_one_of(targets)} ;\n"
            f"            sh:message {_quoted(relation, 'target', targets)} ] .\n"
        )
        yield from _pair_shape(relation)


def _pair_shape(relation: RelationType) -> Iterator[str]:
    """Where not every source goes with every target, which goes with which."""
    groups: dict[str, set[str]] = {}
    for source, target in sorted(relation.ends):
        groups.setdefault(source, set()).add(target)
        if relation.symmetric:
            groups.setdefault(target, set()).add(source)
    every = end_types(relation, 1)
    if all(targets == every for targets in groups.values()):
        return
    for source, targets in sorted(groups.items()):
        if targets != every:
            wanted = _terms(sorted(targets))
            message = f"{relation.id} of a {source} does not lead to {wanted.replace('gov:', '').replace(' ', ' or ')}"
            yield (
                f"\nshape:{relation.id}Of{source} a sh:NodeShape ;\n    sh:targetClass gov:{source} ;\n"
                f"    sh:property [ sh:path gov:{relation.id} ; {_one_of(wanted)} ;\n"
                f"            sh:message {json.dumps(message)} ] .\n"
            )


def _one_of(classes: str) -> str:
    each = classes.split(" ")
    if len(each) == 1:
        return f"sh:class {each[0]}"
    return f"sh:or ( {' '.join(f'[ sh:class {one} ]' for one in each)} )"


def _quoted(relation: RelationType, end: str, classes: str) -> str:
    return json.dumps(f"the {end} of {relation.id} is not of type {classes.replace('gov:', '').replace(' ', ' or ')}")
