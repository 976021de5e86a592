"""`dataset.ttl`: what the export is and how it was made (DCAT, PROV), how much there is of what (VoID)."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from graph.formats.text import holdable
from graph.ids import document_id, instances, terms
from graph.rdf import records
from graph.rdf.data import GraphData
from graph.rdf.terms import NOWHERE, Block, Fact, Shortener, name, own_terms, text, typed
from graph.rdf.write import prefixes
from graph.version import VERSION
from graph.view import GraphView

MEDIA_TYPES: Mapping[str, str] = {
    ".csv": "text/csv",
    ".gexf": "application/gexf+xml",
    ".graphml": "application/graphml+xml",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".nq": "application/n-quads",
    ".nt": "application/n-triples",
    ".parquet": "application/vnd.apache.parquet",
    ".ttl": "text/turtle",
}
"""What each kind of file is, by its ending; files with another ending (the map) are no distributions."""
_VOCABULARIES = ("dct", "foaf", "nif", "prov", "schema", "skos", "sosa")
_IANA = "https://www.iana.org/assignments/media-types/"


def dataset_blocks(kg: GraphView, folder: Path) -> Iterator[Block]:
    """The description of the data, its parts and the files of it that lie in the folder, by IRI."""
    said = {**_counts(kg), **_files(kg, folder)}
    node = f"<{kg.base_iri}dataset>"
    said[node] = [*_description(kg), *said.get(node, [])]
    said[node] += [("dcat:distribution", f"<{kg.base_iri}{each.name}>") for each in _distributions(folder)]
    said.update(_maker(kg))
    for subject in sorted(said):
        facts = sorted({(_term(predicate), value) for predicate, value in said[subject]}, key=_rank)
        yield subject, [Fact(predicate, value, NOWHERE) for predicate, value in facts]


def _term(predicate: str) -> str:
    return predicate if predicate[0] == "<" else name(predicate)


def _rank(said: tuple[str, str]) -> tuple[bool, str, str]:
    return said[0] != name("rdf:type"), *said


def _description(kg: GraphView) -> list[tuple[str, str]]:
    raw, base = own_terms()["dataset"], kg.base_iri
    ids = instances(base)
    said = [("rdf:type", name(kind)) for kind in ("void:Dataset", "dcat:Dataset", "prov:Entity")]
    said += [("dct:title", text(raw[language], language)) for language in ("zh", "en")]
    said += [("dct:title", text(kg.graph.graph["title"]))] if kg.graph.graph.get("title") else []
    about = {key: value for key, value in kg.graph.graph.items() if key not in ("documents", "observations")}
    licence = about.get("licence") or ""
    readable = {"base_iri": base, "pack": holdable(about["pack"]), "title": holdable(about.get("title") or "")}
    left = records.rest(about, {**readable, "licence": licence} if licence else readable)
    said += [(f"<{terms(base)}record>", text(left))] if left else []
    said += [("dct:description", text(raw[f"definition_{language}"], language)) for language in ("zh", "en")]
    rights = {language: raw[f"rights_{language}"] for language in ("zh", "en")}
    if licence:
        said.append(("dct:license", f"<{licence}>"))
        rights = {language: raw[f"licensed_{language}"] + words for language, words in rights.items()}
    said += [("dct:rights", text(words, language)) for language, words in rights.items()]
    said.append(("dct:language", text("zh")))
    said += [("void:uriSpace", text(ids)), ("void:uriRegexPattern", text(f"^{ids.replace('.', '[.]')}[A-Za-z0-9_-]+$"))]
    said += [("void:vocabulary", name(f"{prefix}:")) for prefix in _VOCABULARIES]
    said.append(("void:vocabulary", f"<{terms(base)}>"))
    said += [("dct:source", f"<{ids}{document_id(each['id'])}>") for each in kg.documents]
    return [*said, ("prov:wasGeneratedBy", f"<{base}dataset#making>")]


def _maker(kg: GraphView) -> dict[str, list[tuple[str, str]]]:
    """How the data were made: by this version of the program, with this pack."""
    base = kg.base_iri
    tool = [("rdf:type", name(kind)) for kind in ("prov:SoftwareAgent", "prov:Agent")]
    tool += [("rdfs:label", text("govgraph", "en")), ("schema:softwareVersion", text(VERSION))]
    making = [("rdf:type", name("prov:Activity")), ("prov:wasAssociatedWith", f"<{base}dataset#govgraph>")]
    return {
        f"<{base}dataset#making>": [*making, ("prov:used", f"<{base}dataset#pack>")],
        f"<{base}dataset#govgraph>": tool,
        f"<{base}dataset#pack>": [
            ("rdf:type", name("prov:Entity")),
            ("dct:identifier", text(kg.graph.graph["pack"])),
            ("rdfs:label", text("domain pack", "en")),
            ("rdfs:label", text(own_terms()["pack"]["zh"], "zh")),
        ],
    }


def _counts(kg: GraphView) -> dict[str, list[tuple[str, str]]]:
    classes, properties, subjects = Counter[str](), Counter[str](), 0
    for _, facts in GraphData(kg).blocks():
        subjects += 1
        for predicate, value, _ in facts:
            properties[predicate] += 1
            if predicate == name("rdf:type"):
                classes[value] += 1
    triples = properties.total()
    node = f"<{kg.base_iri}dataset>"
    said = {node: [("void:triples", _count(triples)), ("void:distinctSubjects", _count(subjects))]}
    said[node] += [("void:entities", _count(len(kg.graph))), ("void:documents", _count(len(kg.documents)))]
    said[node] += [("void:classes", _count(len(classes))), ("void:properties", _count(len(properties)))]
    kinds = (("class", classes, "entities"), ("property", properties, "triples"))
    said.update(_parts(kg.base_iri, said[node], kinds))
    return said


def _parts(
    base: str, whole: list[tuple[str, str]], kinds: Iterable[tuple[str, Counter[str], str]]
) -> dict[str, list[tuple[str, str]]]:
    """A part of the data set for each class and each property, with how much is in it."""
    shorten, said = Shortener(prefixes(base)), {}
    for kind, counted, unit in kinds:
        for term, count in counted.items():
            part = f"<{base}dataset#{kind}-{shorten(term).strip('<>').replace(':', '-')}>"
            whole.append((f"void:{kind}Partition", part))
            said[part] = [(f"void:{kind}", term), (f"void:{unit}", _count(count))]
    return {each: [("rdf:type", name("void:Dataset")), *facts] for each, facts in said.items()}


def _distributions(folder: Path) -> list[Path]:
    return [each for each in sorted(folder.iterdir()) if each.suffix in MEDIA_TYPES and each.name != "dataset.ttl"]


def _files(kg: GraphView, folder: Path) -> dict[str, list[tuple[str, str]]]:
    said = {}
    for path in _distributions(folder):
        iri = f"<{kg.base_iri}{path.name}>"
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        said[iri] = [
            ("rdf:type", name("dcat:Distribution")),
            ("dct:title", text(path.name)),
            ("dcat:downloadURL", iri),
            ("dcat:mediaType", f"<{_IANA}{MEDIA_TYPES[path.suffix]}>"),
            ("dcat:byteSize", _count(path.stat().st_size)),
            ("schema:sha256", text(digest)),
        ]
    return said


def _count(number: int) -> str:
    return typed(number, "integer")
