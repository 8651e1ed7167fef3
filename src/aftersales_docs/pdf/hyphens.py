"""Hyphens at which no line ends are copied from a PDF, and found in it, as plain ones.

Both engines get them as U+2011, a glyph of its own in the bundled fonts; what the file says of
that glyph, and what it lists in its outline, is the hyphen of a keyboard.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ..language.typography import HYPHEN, KEPT_HYPHEN

if TYPE_CHECKING:
    import pydyf  # WeasyPrint's: not loaded for a PDF by Typst.

# A line of a map from glyphs to characters; the engines write the figures in capitals or not.
_KEPT_GLYPH: Final = re.compile(rb"(?<=> )<2011>")
_PLAIN_GLYPH: Final = b"<002d>"


def plain_map(lines: bytes) -> bytes:
    """Lines of a map from glyphs to characters, with the plain hyphen for the kept one."""
    return _KEPT_GLYPH.sub(_PLAIN_GLYPH, lines)


def plain_text(text: str) -> str:
    """``text`` with the plain hyphen for the kept one."""
    return text.replace(KEPT_HYPHEN, HYPHEN)


def plain_hyphens(pdf: pydyf.PDF) -> None:
    """What of a PDF by WeasyPrint is copied, searched or listed, with plain hyphens."""
    import pydyf

    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and b"begincmap" in item.stream:
            item.stream[:] = [
                plain_map(line) if isinstance(line, bytes) else line for line in item.stream
            ]
        elif isinstance(item, dict) and isinstance(item.get("Title"), pydyf.String):
            title = item["Title"].string
            if isinstance(title, str):
                item["Title"] = pydyf.String(plain_text(title))
