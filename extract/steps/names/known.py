"""Names that the pack knows by heart (一带一路, 时代楷模)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.annotations import Annotations, Mention
from extract.errors import PackError
from extract.pack import Pack


class KnownNames:
    """Finds the entries of a lexicon of names (a name and its type a line)."""

    lexicon = "known_names"
    rule = "known"

    def __init__(self, pack: Pack) -> None:
        entries = [entry.rsplit(" ", 1) for entry in pack.words(self.lexicon)]
        bad = [" ".join(entry) for entry in entries if len(entry) != 2 or entry[1] not in pack.ontology.types]
        if bad:
            path = pack.folder / "lexicons" / f"{self.lexicon}.txt"
            raise PackError(path, f"{bad[0]!r} is not a name, a space and an entity type")
        self._types = {entry[0]: entry[1] for entry in entries}
        self._names = re.compile("|".join(re.escape(n) for n in sorted(self._types, key=lambda n: (-len(n), n))))

    def find(self, ann: Annotations) -> Iterator[Mention]:
        """The known names in a document, in text order."""
        for match in self._names.finditer(ann.clean.text):
            yield Mention(*match.span(), self._types[match.group()], self.rule)


class NamesApart(KnownNames):
    """Finds what everybody knows in Hong Kong, Macau or Taiwan, in documents that are at home there."""

    lexicon = "apart_names"
    rule = "known apart"

    def find(self, ann: Annotations) -> Iterator[Mention]:
        """The known names in a document, in text order; a name of two characters has to be a word."""
        starts, ends = {word.start for word in ann.words}, {word.end for word in ann.words}
        for mention in super().find(ann) if ann.home else ():
            if mention.end - mention.start > 2 or (mention.start in starts and mention.end in ends):
                yield mention
