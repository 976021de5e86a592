"""Text that every consumer can hold."""

from __future__ import annotations

import re

_UNHOLDABLE = re.compile("[^\\t\\n\\r\\u0020-\\uD7FF\\uE000-\\uFFFD\\U00010000-\\U0010FFFF]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def holdable(text: str) -> str:
    """The text with each character that XML 1.0 cannot hold replaced by U+FFFD; offsets stay as they are.

    These are control characters, halves of surrogate pairs, U+FFFE and U+FFFF; RDF parsers stumble over some too.
    """
    return _UNHOLDABLE.sub(_REPLACEMENT, text)
