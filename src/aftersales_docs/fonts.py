"""The bundled fonts: where they are, and which characters they can set."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from .errors import LibraryError, Place, Problem
from .resources import data_root

# The order counts: of two fonts that fit a rare character equally, the first one sets it.
FAMILIES = ("pt-serif", "pt-sans", "noto")
# The families that set text, by the names inside their files.
TEXT_FAMILY = "PT Serif"
DISPLAY_FAMILY = "PT Sans"
Style: TypeAlias = Literal["regular", "bold", "italic", "bold-italic"]
Face: TypeAlias = tuple[str, Style]
# The faces of the text fonts, by the names that Word and CSS know their families by.
_FILES: Mapping[Style, str] = MappingProxyType(
    {"regular": "Regular", "bold": "Bold", "italic": "Italic", "bold-italic": "BoldItalic"}
)
FACES: Mapping[Face, Path] = MappingProxyType(
    {
        (name, style): data_root() / "fonts" / folder / f"{name.replace(' ', '_')}-Web-{file}.ttf"
        for name, folder in ((TEXT_FAMILY, "pt-serif"), (DISPLAY_FAMILY, "pt-sans"))
        for style, file in _FILES.items()
    }
)
_TEXT_REGULAR = "pt-serif/PT_Serif-Web-Regular.ttf"
_DISPLAY_BOLD = "pt-sans/PT_Sans-Web-Bold.ttf"
# Categories that need no glyph: controls, joiners and marks of direction, spaces.
_UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp"}
# Variation selectors choose a glyph of the character before them.
_SELECTORS = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}


def folders() -> list[Path]:
    """The folders of the bundled fonts.

    Raises:
        LibraryError: one is not there; without any font the library that sets text crashes.

    """
    found = [data_root() / "fonts" / name for name in FAMILIES]
    if missing := [folder for folder in found if not folder.is_dir()]:
        raise LibraryError(
            Problem(
                "fonts-missing",
                "a folder of fonts is missing.",
                "Install aftersales-docs anew, or bring back fonts/ in a copy of the source.",
                place=Place(str(missing[0])),
            )
        )
    return found


def missing_characters(text: str) -> list[str]:
    """The characters of ``text`` that no bundled font has, each once, in their order."""
    if text.isascii():
        return []
    return [char for char in dict.fromkeys(text) if _lacks(char)]


@lru_cache(maxsize=4096)
def _lacks(char: str) -> bool:
    """Whether ``char`` needs a glyph that no bundled font has."""
    return not (char.isascii() or _is_unseen(char) or _has(char))


def _is_unseen(char: str) -> bool:
    return unicodedata.category(char) in _UNSEEN or ord(char) in _SELECTORS


def _has(char: str) -> bool:
    """Whether a font has ``char``, or the letter and the accents that it is made of."""
    # Most characters stand in the first folder; the others are not read for them.
    if ord(char) in _characters(FAMILIES[:1]):
        return True
    every = _characters(FAMILIES)
    parts = unicodedata.normalize("NFD", char)
    return ord(char) in every or all(ord(part) in every for part in parts)


@lru_cache(maxsize=2)
def _characters(families: Iterable[str]) -> frozenset[int]:
    """The code points that fonts of these folders have, by their character maps."""
    import uharfbuzz as hb

    found: set[int] = set()
    for name in families:
        for path in sorted((data_root() / "fonts" / name).glob("*.ttf")):
            found.update(hb.Face(path.read_bytes()).unicodes)
    return frozenset(found)


# What is reckoned for a character that the font of a text lacks: it is seldom wider.
_UNKNOWN = 1.0


@lru_cache(maxsize=4)
def _advances(file: str) -> Callable[[str], float]:
    import uharfbuzz as hb

    face = hb.Face((data_root() / "fonts" / file).read_bytes())
    font = hb.Font(face)

    @lru_cache(maxsize=2048)
    def advance(char: str) -> float:
        glyph = font.get_nominal_glyph(ord(char))
        return _UNKNOWN if glyph is None else font.get_glyph_h_advance(glyph) / face.upem

    return advance


def text_width(text: str, *, display: bool = False) -> float:
    """How wide ``text`` is in the type size 1, in the text font or bold in the ``display`` one."""
    advance = _advances(_DISPLAY_BOLD if display else _TEXT_REGULAR)
    return sum(map(advance, text))


@lru_cache(maxsize=4096)
def widest_advance(char: str) -> float:
    """How wide ``char`` is at most in the type size 1, in any style of the two text families.

    Infinity for a character that not all of their fonts have: another font sets it.
    """
    glyphs = [(font, font.get_nominal_glyph(ord(char))) for font in _text_fonts()]
    if any(glyph is None for _, glyph in glyphs):
        return math.inf
    return float(max(font.get_glyph_h_advance(glyph) / font.face.upem for font, glyph in glyphs))


@lru_cache(maxsize=1)
def _text_fonts() -> list[Any]:
    """Every font of the two families that set text."""
    import uharfbuzz as hb

    paths = [
        path for name in FAMILIES[:2] for path in (data_root() / "fonts" / name).glob("*.ttf")
    ]
    return [hb.Font(hb.Face(path.read_bytes())) for path in sorted(paths)]
