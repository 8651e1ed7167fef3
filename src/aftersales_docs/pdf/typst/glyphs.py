"""Characters that Typst can set; others would stop the document, or vanish."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from ...fonts import missing_characters

# What the two text fonts hold, and plain spaces: nearly every text is of these alone.
_COMMON: Final = re.compile(
    "[\n -~\u00a0-\u00ff\u0410-\u044f\u0401\u0451–—‘’‚“”„•…№€\u202f\u2011\u2212§«»]*"
)
# What stands for a character that no font has, by its meaning in Unicode.
REPLACEMENT: Final = "\ufffd"
# Controls that break a line in a text, and a tab, which has no width of its own.
_SPACES: Final = {
    "\t": " ",
    "\r": "\n",
    "\x0b": "\n",
    "\x0c": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
    "\x85": "\n",
}


def settable(text: str) -> str:
    """``text`` with every character that can't be set in another's place."""
    if _COMMON.fullmatch(text):
        return text
    return "".join(map(_settable, text.replace("\r\n", "\n")))


@lru_cache(maxsize=4096)
def _settable(char: str) -> str:
    if char in _SPACES:
        return _SPACES[char]
    category = unicodedata.category(char)
    if (category == "Cc" and char != "\n") or char in "\ufeff\ufffe\uffff":
        return ""
    if category == "Cs":
        return REPLACEMENT
    return REPLACEMENT if missing_characters(char) else char
