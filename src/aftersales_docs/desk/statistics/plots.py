"""Bars as SVG: shapes and words alone, no script, no style, nothing from elsewhere.

Colours are attributes, so that pages whose policy forbids styles can hold them; the table beside
each plot says the same in figures.
"""

from __future__ import annotations

from typing import Final
from xml.etree import ElementTree

from ...errors import printable
from ...messages import UiLang
from .tables import Table, shown

_SVG: Final = "http://www.w3.org/2000/svg"
_WIDTH: Final = 720
_ROW: Final = 28
_NAME: Final = 260
_FIGURE: Final = 70
_MOST: Final = 20
_LONGEST: Final = 38


def bars(table: Table, lang: UiLang, *, within: bool = False) -> bytes:
    """The first rows of ``table`` as bars, as a picture with a title and a description.

    ``within`` a page it is as wide as its place, in the page's colours.

    Raises:
        ValueError: the table has no column to be drawn.

    """
    if table.bars is None:
        raise ValueError(table.name)
    ink, bar = ("currentColor", "var(--accent)") if within else ("#1B1F27", "#1F3A5F")
    rows = table.rows[:_MOST]
    column = table.bars
    top = max((_number(row[column]) for row in rows), default=0) or 1
    height = _ROW * len(rows) + 8
    size = {"width": "100%"} if within else {"width": str(_WIDTH), "height": str(height)}
    picture = ElementTree.Element(
        "svg",
        {
            "xmlns": _SVG, "viewBox": f"0 0 {_WIDTH} {height}", **size,
            "role": "img", "aria-labelledby": f"plot-{table.name}",
            "font-family": "PT Sans, Arial, sans-serif", "font-size": "14", "lang": lang,
        },
    )  # fmt: skip
    title = ElementTree.SubElement(picture, "title", {"id": f"plot-{table.name}"})
    title.text = f"{table.title}: {table.heads[column]}"
    described = ElementTree.SubElement(picture, "desc")
    described.text = printable("; ".join(f"{row[0]}: {shown(row[column], lang)}" for row in rows))
    for at, row in enumerate(rows):
        words = (str(row[0]), shown(row[column], lang))
        _bar(picture, at, words, _number(row[column]) / top, (ink, bar))
    text = ElementTree.tostring(picture, encoding="unicode")
    head = "" if within else "<?xml version='1.0' encoding='UTF-8'?>\n"
    return f"{head}{text}\n".encode()


def _number(cell: object) -> int:
    return cell if isinstance(cell, int) else 0


def _bar(
    picture: ElementTree.Element,
    at: int,
    words: tuple[str, str],
    part: float,
    colours: tuple[str, str],
) -> None:
    """A line: the name, the bar, the figure behind it."""
    ink, bar = colours
    middle = 4 + at * _ROW + _ROW // 2
    room = _WIDTH - _NAME - _FIGURE - 16
    length = max(1.0, room * part)
    name = ElementTree.SubElement(
        picture, "text", {"x": str(_NAME), "y": str(middle + 5), "text-anchor": "end", "fill": ink}
    )
    shown_name = printable(words[0])
    name.text = shown_name if len(shown_name) <= _LONGEST else f"{shown_name[: _LONGEST - 1]}…"
    ElementTree.SubElement(
        picture,
        "rect",
        {
            "x": str(_NAME + 8), "y": str(middle - 9), "width": f"{length:.1f}",
            "height": "18", "fill": bar,
        },
    )  # fmt: skip
    figure = ElementTree.SubElement(
        picture, "text", {"x": f"{_NAME + 14 + length:.1f}", "y": str(middle + 5), "fill": ink}
    )
    figure.text = words[1]
