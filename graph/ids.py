"""Identifiers: IRIs made from content alone, ASCII, readable, and the same in every run.

An entity is `{base}id/{Type}-{pinyin}-{hash}`: the hash covers type, name and, for names that are not
unique, the scope that tells homonyms apart. A District with an official code is `District-{pinyin}-{code}`.
Adding documents changes an id only where they change the thing's name or bring the first homonym.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from extract.errors import GraphError
from graph.names import folded, simplified

DEFAULT_BASE = "https://w3id.org/govgraph/"
SLUG_LENGTH = 40
LOCAL_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
"""What stands after the namespace in every IRI of ours."""

_BASE = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:/[A-Za-z0-9._~-]+)*/")
_BASE_LENGTH = 100
_RUN = re.compile(r"[0-9a-z]+")


def is_base(base: str) -> bool:
    """Whether it is a plain http(s) IRI that ends in a slash and leaves room for ids."""
    return bool(_BASE.fullmatch(base)) and len(base) <= _BASE_LENGTH


def check_base(base: str) -> str:
    """The base IRI itself. Raises GraphError where it is none (see `is_base`)."""
    if not is_base(base):
        wanted = f"an ASCII http(s) IRI that ends in / and has at most {_BASE_LENGTH} characters"
        raise GraphError(f"base IRI {base!r}: is not {wanted}")
    return base


def terms(base: str) -> str:
    """The namespace of the vocabulary (classes and properties)."""
    return f"{base}ns#"


def instances(base: str) -> str:
    """The namespace of everything that the graph holds: entities, statements, sentences, documents."""
    return f"{base}id/"


def slug(text: str, *, limit: int = SLUG_LENGTH) -> str:
    """The pinyin of a text in lower case, whole syllables joined by hyphens, at most `limit` characters.

    Letters and digits stay, everything else separates; `x` where nothing is left.
    """
    taken: list[str] = []
    length = -1
    for syllable in _syllables(text):
        if length + 1 + len(syllable) > limit:
            break
        taken.append(syllable)
        length += 1 + len(syllable)
    return "-".join(taken) or "x"


@lru_cache(maxsize=65536)
def _syllables(text: str) -> tuple[str, ...]:
    """The syllables and ASCII runs of a text; a run longer than a slug is cut."""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - loads its dictionaries, 0.2 s

    spoken = lazy_pinyin(folded(text), style=Style.NORMAL, errors="default", v_to_u=False)
    return tuple(run[:SLUG_LENGTH] for part in spoken for run in _RUN.findall(part.lower()))


def entity_id(type_id: str, name: str, *, scope: str = "", code: str = "") -> str:
    """The local id of an entity; `scope` tells things of one name apart, `code` is the official division code."""
    tail = code or _digest(f"{type_id}|{folded(name)}|{scope}", 10)
    return f"{type_id}-{slug(name)}-{tail}"


def document_id(document: str) -> str:
    """The local id of a document: readable from its file name, exact by the hash of its whole path."""
    stem = document.rsplit("/", 1)[-1]
    return f"doc-{slug(stem)}-{_digest(document, 16)}"


def sentence_id(document: str, start: int, end: int) -> str:
    """The local id of the source span [start, end) of a document."""
    return f"sen-{_digest(document, 16)}-{start}-{end}"


def statement_id(source: str, relation: str, target: str) -> str:
    """The local id of the statement that `relation` holds between two entities, given by id or IRI."""
    return f"st-{_digest(f'{source}|{relation}|{target}', 16)}"


def derivation_id(statement: str, sentence: str, rule: str) -> str:
    """The local id of a rule's reading of a statement or an observation from a sentence."""
    return f"ev-{_digest(f'{statement}|{sentence}|{rule}', 16)}"


def observation_id(*parts: str) -> str:
    """The local id of an observation, from all that it says."""
    return f"obs-{_digest('|'.join(parts), 16)}"


def metric_id(metric: str) -> str:
    """The local id of a thing measured; one for all spellings in either script."""
    return f"Metric-{slug(metric)}-{_digest(folded(simplified(metric)), 10)}"


def _digest(text: str, length: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]
