"""Characters brought to one form: invisible ones out, widths, spaces and quotes by one convention.

The convention is that of Chinese text on the web: half-width letters, digits and `,:;!?()%+`, but
full-width `。、《》…—` and curly quotes.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from extract.cleaning.offsets import Edit

# Soft hyphen, combining grapheme joiner, Arabic letter mark, Hangul and Mongolian fillers, zero-width and
# bidirectional controls, variation selectors, byte order mark, interlinear annotation marks, C0 and C1 controls.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]+"
)
_CARRIAGE_RETURN = re.compile("\r(?=\n)")
_BREAKS = "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
SPACES = "\t\x1f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
# Kangxi radicals and compatibility ideographs stand for ordinary characters (PDF fonts write them);
# the rest are vertical, small, half-width and full-width forms.
_COMPATIBILITY = (
    (0x2E80, 0x2FD5), (0xF900, 0xFAFF), (0xFE10, 0xFE19), (0xFE30, 0xFE6F), (0xFF01, 0xFFEE), (0x2F800, 0x2FA1F),
)  # fmt: skip
_OWN_FORMS = str.maketrans("・‧•·∙﹁﹂「」〝〞〟﹃﹄『』―─‐‑−", "·····“”“”“””“”“”——---")
_NESTED = re.compile("「[^「」\n]*」")
_INNER_QUOTES = str.maketrans("『』", "‘’")


def invisible(text: str) -> list[Edit]:
    """The removals of characters that show nothing, of the CR of a CR LF too."""
    edits = [Edit(*found.span(), "") for found in _INVISIBLE.finditer(text)]
    if "\r" in text:
        edits += [Edit(*found.span(), "") for found in _CARRIAGE_RETURN.finditer(text)]
        edits.sort()
    return edits


def one_form(text: str) -> str:
    """The text, as long as before, in one form of widths, spaces and quotes; straight quotes stay."""
    if "『" in text:
        text = _NESTED.sub(lambda found: found[0].translate(_INNER_QUOTES), text)
    table = _forms()
    present = {ord(character) for character in set(text)} & table.keys()
    return text.translate({code: table[code] for code in present}) if present else text


def curly_quotes(text: str) -> str:
    """The text with straight double quotes turned to “ and ” by turns in each line that has an even number of them."""
    if '"' not in text:
        return text
    return "\n".join(_paired(line) if '"' in line else line for line in text.split("\n"))


def _paired(line: str) -> str:
    parts = line.split('"')
    if len(parts) % 2 == 0:
        return line
    quoted = [part + "”“"[index % 2] for index, part in enumerate(parts[:-1], 1)]
    return "".join(quoted) + parts[-1]


@lru_cache(maxsize=1)
def _forms() -> dict[int, int]:
    """What each character to be changed becomes, by code point."""
    forms = dict.fromkeys(map(ord, _BREAKS), ord("\n")) | dict.fromkeys(map(ord, SPACES), ord(" "))
    for low, high in _COMPATIBILITY:
        for code in range(low, high + 1):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and plain != chr(code):
                forms[code] = _OWN_FORMS.get(ord(plain), ord(plain))
    return forms | _OWN_FORMS
