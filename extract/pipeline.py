"""The reading pipeline: one `spacy.Language` put together from the pack's list of steps."""

from __future__ import annotations

import gc
import importlib
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from threadpoolctl import ThreadpoolController

from extract.annotations import KEY, Annotations, annotations_of
from extract.cleaning import clean_text
from extract.errors import DocumentError, PackError
from extract.facts import Document, DocumentFacts
from extract.pack import Pack, load_pack
from extract.steps.assembly import assemble

STEPS = ("layout", "words", "districts", "names", "linking", "relations", "observations")
"""The modules of `extract.steps` that hold a step, each registered with spaCy as `govgraph_NAME`."""

_ATTRIBUTES = ("lines", "sentences", "words", "areas", "mentions", "entities", "relations", "observations")


def build_pipeline(pack: Pack) -> Language:
    """A spaCy pipeline with the steps that `pack.toml` lists, in its order; one token per character.

    Raises PackError where the pack names an unknown step.
    """
    unknown = [step for step in pack.settings["steps"] if step not in STEPS]
    if unknown:
        raise PackError(pack.folder / "pack.toml", f"names the step {unknown[0]!r}; known: {', '.join(STEPS)}")
    nlp = spacy.blank(pack.settings["language"])
    for step in pack.settings["steps"]:
        importlib.import_module(f"extract.steps.{step}")
        factory = f"govgraph_{step}"
        nlp.add_pipe(factory, config={"pack": pack.source})
    _register_attributes()
    return nlp


def _register_attributes() -> None:
    """Make the working state readable as `doc._.mentions` and so on, for people at a prompt."""
    for attribute in _ATTRIBUTES:
        if not Doc.has_extension(attribute):
            Doc.set_extension(attribute, getter=_reader(attribute))


def _reader(attribute: str) -> Callable[[Doc], Any]:
    return lambda doc: getattr(annotations_of(doc), attribute)


class Extractor:
    """Reads documents with one pack. Holds no state between documents, so order never matters."""

    def __init__(self, *, pack: str = "government") -> None:
        self.pack = load_pack(pack)
        self.nlp = build_pipeline(self.pack)
        self._threads = ThreadpoolController()

    def read(self, document: Document) -> Doc:
        """The annotated spaCy Doc of a document: its tokens are the characters of the clean text."""
        clean = clean_text(document.text)
        doc = Doc(self.nlp.vocab, words=list(clean.text), spaces=[False] * len(clean.text))
        doc.user_data[KEY] = Annotations(document, clean)
        # One thread a process: matrices are small, threads would only wait for one another, and sums keep their order.
        with self._threads.limit(limits=1), _without_collecting():
            return self.nlp(doc)

    def extract(self, document: Document) -> DocumentFacts:
        """Everything that one document states."""
        return assemble(annotations_of(self.read(document)))


@contextmanager
def _without_collecting() -> Iterator[None]:
    """No search for cycles of garbage meanwhile: reading makes hardly any, and a search goes through all the pack."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def extract_all(
    documents: Iterable[Document],
    *,
    pack: str = "government",
    workers: int = 1,
    on_error: Callable[[DocumentError], None] | None = None,
) -> Iterator[DocumentFacts]:
    """The facts of every document, in the order of the documents whatever the number of worker processes.

    A document on which the pipeline fails is a DocumentError: handed to `on_error`, the others going on, or raised
    where there is none.
    """
    for found in _read_all(documents, pack, workers):
        if isinstance(found, DocumentFacts):
            yield found
        elif on_error is None:
            raise found
        else:
            on_error(found)


def _read_all(documents: Iterable[Document], pack: str, workers: int) -> Iterator[DocumentFacts | DocumentError]:
    tasks = ((pack, document) for document in documents)
    if workers <= 1:
        yield from map(_try_one, tasks)
        return
    # workers leave Ctrl-C to the parent, which ends them
    with ProcessPoolExecutor(workers, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN)) as pool:
        yield from pool.map(_try_one, tasks, chunksize=4)


@lru_cache(maxsize=1)
def _extractor(pack: str) -> Extractor:
    """The pipeline of this process."""
    return Extractor(pack=pack)


def _try_one(task: tuple[str, Document]) -> DocumentFacts | DocumentError:
    """The facts of a document, or what went wrong: no text may cost the others their facts."""
    pack, document = task
    extractor = _extractor(pack)
    try:
        return extractor.extract(document)
    except Exception as error:  # noqa: BLE001 - whatever it is, it belongs to this document alone
        return DocumentError(document.id, f"cannot be read by the pipeline: {type(error).__name__}: {error}")
