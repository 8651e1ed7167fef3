"""The house style as the Typst source takes it: numbers in points, colours, names of fonts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ...document.fit import POINTS_IN_MM
from ...document.house import House, Layout, house_of
from ...fonts import DISPLAY_FAMILY, TEXT_FAMILY
from ...resources import Templates

# A4, in millimetres.
_HEIGHT = 297.0


@dataclass(frozen=True, slots=True)
class Style:
    """The looks of one layout: ``house`` with its own values, lengths in points.

    ``width`` and ``height`` are the room between the margins; ``text`` is what the Typst
    source gets. ``known`` says that the house writes in the two families whose widths are.
    """

    house: House
    letter: str
    width: float
    height: float
    first_line: float
    page: Layout
    known: bool
    text: str

    def indent(self, level: str) -> float:
        """How far the words of a numbered level stand from its number."""
        return float(getattr(self.house.indents, level)) * POINTS_IN_MM


def _families(house: House, first: str, text: str) -> list[str]:
    """The fonts to try: those of the house, and the bundled ones for what they lack."""
    return list(dict.fromkeys((first, text, *house.fonts.rescue)))


@lru_cache(maxsize=32)
def style_of(templates: Templates, layout: str) -> Style:
    """The looks of the page called ``layout``.

    Raises:
        LibraryError: the house style is wrong, or has no such page.

    """
    house = house_of(templates).on(layout)
    page = house.layout(layout)
    margins = {side: size * POINTS_IN_MM for side, size in dict(page.margins).items()}
    values: dict[str, Any] = {
        "margin": margins,
        "number": page.number,
        "letter": page.letter,
        "serif": _families(house, house.fonts.text.family, TEXT_FAMILY),
        "sans": _families(house, house.fonts.display.family, DISPLAY_FAMILY),
        "size": dict(house.sizes),
        "line": house.line,
        "table-line": house.table_line,
        "form-row": house.form_row,
        "colour": {name: f"#{value}" for name, value in dict(house.colours).items()},
        "indent": {name: mm * POINTS_IN_MM for name, mm in dict(house.indents).items()},
        "gap": dict(house.gaps),
        "first-line": page.first_line * POINTS_IN_MM,
        "stamp": house.stamp_width * POINTS_IN_MM,
        "columns": dict(house.columns),
        "form": {str(count): shares for count, shares in house.form_columns.items()},
    }
    return Style(
        house=house,
        letter=page.letter,
        width=page.text_width * POINTS_IN_MM,
        height=_HEIGHT * POINTS_IN_MM - margins["top"] - margins["bottom"],
        first_line=page.first_line * POINTS_IN_MM,
        page=page,
        known={serif[0] for serif in (values["serif"], values["sans"])}
        == {TEXT_FAMILY, DISPLAY_FAMILY},
        text=json.dumps(values),
    )
