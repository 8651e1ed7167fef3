"""Pictures in a document: a logo, photographs on pages of their own, and how large they stand.

A picture has been judged and cleaned before it comes here: writers put its bytes into the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from .house import PAGE_HEIGHT, Layout

MediaType = Literal["image/png", "image/jpeg", "image/svg+xml"]
PerPage = Literal[1, 2, 4]
# Room in millimetres that a page of pictures keeps for its heading, and each picture for its
# caption and the gap below.
_HEADING = 16.0
_CAPTION = 16.0
_GAP = 6.0
_LINE = 5.5
_CHARACTER = 2.3  # A wide one's share of a line, so that the estimate errs towards room.
_LEAST_HEIGHT = 25.0
# Pictures are not blown up beyond this resolution.
_LEAST_DPI = 72
_MM_IN_INCH = 25.4


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its bytes, its size in its own units, and what it shows in words.

    ``fallback`` is the same as a PNG, where the picture is vectors and a writer can't draw them.
    """

    media_type: MediaType
    content: bytes = field(repr=False)
    width: int
    height: int
    alt: str = ""
    fallback: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Logo:
    """The sign of the house: ``width`` and ``height`` in millimetres, as it stands on paper.

    ``pages``: on the first page alone, or small at the head of the others too. ``named``: it
    shows the name, which the letterhead then needs not.
    """

    picture: Picture
    width: float
    height: float
    pages: Literal["first", "all"] = "first"
    named: bool = False


def within(width: float, height: float, room: tuple[float, float]) -> tuple[float, float]:
    """The largest size of these proportions that fits into ``room``."""
    scale = min(room[0] / width, room[1] / height)
    return width * scale, height * scale


def sizes_of(
    pictures: Sequence[Picture], captions: Sequence[str], per_page: PerPage, layout: Layout
) -> list[tuple[float, float]]:
    """The width and height in millimetres of pictures that share a page of ``layout``.

    The longer their captions, the less room they have.
    """
    margins = layout.margins
    height = PAGE_HEIGHT - margins.top - margins.bottom - _HEADING
    columns, rows = {1: (1, 1), 2: (1, 2), 4: (2, 2)}[per_page]
    width = (layout.text_width - _GAP * (columns - 1)) / columns
    lines = max(-(-len(caption) * _CHARACTER // width) for caption in captions)
    caption = _CAPTION + _LINE * max(lines - 2, 0)
    room = (width, max(height / rows - caption - _GAP, _LEAST_HEIGHT))
    return [_placed(one, room) for one in pictures]


def _placed(picture: Picture, room: tuple[float, float]) -> tuple[float, float]:
    most = (picture.width * _MM_IN_INCH / _LEAST_DPI, picture.height * _MM_IN_INCH / _LEAST_DPI)
    return within(picture.width, picture.height, (min(room[0], most[0]), min(room[1], most[1])))


def running_logo(logo: Logo, top: float) -> tuple[float, float]:
    """The size of a logo at the head of later pages, whose margin is ``top`` millimetres high."""
    return within(
        logo.width, logo.height, (min(logo.width, 45.0), min(logo.height, 10.0, top / 2))
    )
