"""Names that the pack knows by heart (一带一路, 时代楷模)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.annotations import Annotations, Mention
from extract.errors import PackError
from extract.pack import Pack


class KnownNames:
    """Finds the entries of `lexicons/known_names.txt` (a name and its type a line)."""

    def __init__(self, pack: Pack) -> None:
        entries = [entry.rsplit(" ", 1) for entry in pack.words("known_names")]
        bad = [" ".join(entry) for entry in entries if len(entry) != 2 or entry[1] not in pack.ontology.types]
        if bad:
            path = pack.folder / "lexicons" / "known_names.txt"
            raise PackError(path, f"{bad[0]!r} is not a name, a space and an entity type")
        self._types = {entry[0]: entry[1] for entry in entries}
        self._names = re.compile("|".join(re.escape(n) for n in sorted(self._types, key=lambda n: (-len(n), n))))

    def find(self, ann: Annotations) -> Iterator[Mention]:
        """The known names in a document, in text order."""
        for match in self._names.finditer(ann.clean.text):
            yield Mention(*match.span(), self._types[match.group()], "known")
