"""Subsetting fonts with the HarfBuzz of the lock file, not with that of the machine.

WeasyPrint takes the system's HarfBuzz, and another way where it is missing; either gives
other bytes on another machine. The package uharfbuzz brings its own, pinned like any
other dependency. The seam is one method of WeasyPrint's font class; its range of
versions is narrow in ``pyproject.toml``, and a test holds the seam.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import uharfbuzz as hb

# Tables that a PDF has no use for: layout is done, signatures are void.
_DROPPED = ("BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "SVG ")
_FLAGS = (
    hb.SubsetFlags.RETAIN_GIDS
    | hb.SubsetFlags.PASSTHROUGH_UNRECOGNIZED
    | hb.SubsetFlags.DESUBROUTINIZE
)


def _tag(name: str) -> int:
    """A table's name as the number that HarfBuzz wants."""
    return int.from_bytes(name.encode("ascii"), "big")


def subset_font(
    content: bytes, glyphs: Mapping[int, Any], *, weight: int, hinting: bool, missing: bool
) -> bytes:
    """The font file ``content`` with the outlines of ``glyphs`` only, their numbers kept.

    A variable font becomes a static one of ``weight`` (400 is regular). ``missing`` keeps
    the box that stands for a character the font lacks.
    """
    face = hb.Face(content)
    wanted = hb.SubsetInput()
    wanted.flags = _FLAGS
    if not hinting:
        wanted.flags |= hb.SubsetFlags.NO_HINTING
    if missing:
        wanted.flags |= hb.SubsetFlags.NOTDEF_OUTLINE
    wanted.glyph_set.update(glyphs)
    wanted.drop_table_tag_set.update(_tag(name) for name in _DROPPED)
    if face.has_var_data:
        wanted.pin_all_axes_to_default(face)
        wanted.pin_axis_location(face, "wght", weight)
    return bytes(hb.subset(face, wanted).blob.data)


def subset(self: Any, to_unicode: Mapping[int, Any], hinting: bool) -> None:
    """Stands in for ``Font.subset``; the font it leaves is static, and says so.

    WeasyPrint would make a variable font static with fontTools, which writes the time
    of day into the file.
    """
    if to_unicode:
        self.file_content = subset_font(
            self.file_content,
            to_unicode,
            weight=self.weight,
            hinting=hinting,
            missing=bool(self.missing),
        )
        self.tables = [name for name in self.tables if name != "fvar"]
