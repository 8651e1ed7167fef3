"""Where the words of a signature stand in its rectangle: pure reckoning, in points.

The words stand on the foot of the rectangle, which is the line to sign on: the name, and
below it the rest. They are set as large as they fit, fewer of them where that helps; what
does not fit at the smallest size is cut with an ellipsis, the reason first, so that nothing
ever stands outside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

LARGEST = 8.0
COMFORTABLE = 6.5  # Below it, fewer words are better than smaller ones.
SMALLEST = 5.0
NAME = 1.2  # The name's size, by that of the rest.
PADDING = 1.5
_STEP = 0.25
_LEADING = 1.18
_BELOW = 0.26  # from a baseline to the foot of its line, by the type size
_ELLIPSIS = "…"
_BETWEEN = " · "

# How wide a text is: text, bold, size.
Measure = Callable[[str, bool, float], float]


@dataclass(frozen=True, slots=True)
class Words:
    """What a signature shows: the signer's name, when (also in short), and further lines."""

    name: str
    when: str
    short: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an appearance: where its baseline begins, how large, whether bold."""

    text: str
    x: float
    y: float
    size: float
    bold: bool


def lay_out(words: Words, width: float, height: float, measure: Measure) -> list[Line]:
    """The lines of ``words`` in a rectangle of ``width`` and ``height``."""
    room = width - 2 * PADDING, height - PADDING
    terse = _BETWEEN.join((words.short, *words.details))
    for said, least in (
        ((words.when, *words.details), COMFORTABLE),
        ((_BETWEEN.join((words.when, *words.details)),), COMFORTABLE),
        ((terse,), SMALLEST),
    ):
        size = LARGEST
        while size >= least:
            rows = _rows(words.name, said, size, room[0], measure)
            if rows is not None and _height(rows) <= room[1]:
                return _placed(rows)
            size -= _STEP
    return _placed(_cut(words.name, terse, room, measure))


@dataclass(frozen=True, slots=True)
class _Row:
    text: str
    size: float
    bold: bool = False


def _height(rows: Sequence[_Row]) -> float:
    return sum(row.size for row in rows) * _LEADING


def _placed(rows: Sequence[_Row]) -> list[Line]:
    """The rows one below the other, the last on the foot of the rectangle."""
    return [
        Line(
            row.text,
            PADDING,
            PADDING / 2 + _height(rows[i + 1 :]) + row.size * _BELOW,
            row.size,
            row.bold,
        )
        for i, row in enumerate(rows)
    ]


def _rows(
    name: str, rest: Sequence[str], size: float, width: float, measure: Measure
) -> list[_Row] | None:
    """Name and rest broken at spaces; ``None`` if a single word is too wide."""
    rows = [
        _Row(line, one_size, bold)
        for text, one_size, bold in (
            (name, size * NAME, True),
            *((one, size, False) for one in rest),
        )
        for line in _broken(text, _at(measure, bold, one_size), width)
    ]
    fit = all(measure(row.text, row.bold, row.size) <= width for row in rows)
    return rows if fit else None


def _at(measure: Measure, bold: bool, size: float) -> Callable[[str], float]:
    """How wide a text is in one weight and size."""
    return lambda text: measure(text, bold, size)


def _broken(text: str, measured: Callable[[str], float], width: float) -> Iterator[str]:
    """``text`` in lines no wider than ``width``, unless a word is."""
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and measured(longer) > width:
            yield line.removesuffix(_BETWEEN.rstrip())
            # What stands between two sayings parts them on one line only.
            longer = "" if word == _BETWEEN.strip() else word
        line = longer
    if line:
        yield line


def _cut(name: str, rest: str, room: tuple[float, float], measure: Measure) -> list[_Row]:
    """The name on one line, and of the rest what there is room for."""
    width, height = room
    size = min(SMALLEST, max(height, 0.5) / _LEADING)
    rows = [_Row(shortened(name, _at(measure, True, size), width), size, bold=True)]
    free = max(int(height / (size * _LEADING) + 1e-6) - 1, 0)
    lines = list(_broken(rest, _at(measure, False, size), width))
    if len(lines) > free > 0:
        lines[free - 1] = " ".join(lines[free - 1 :])
    measured = _at(measure, False, size)
    return rows + [_Row(shortened(line, measured, width), size) for line in lines[:free]]


def shortened(text: str, measured: Callable[[str], float], width: float) -> str:
    """``text``, cut with an ellipsis where it is wider than ``width``."""
    if measured(text) <= width:
        return text
    while text and measured(text.rstrip() + _ELLIPSIS) > width:
        text = text[:-1]
    return text.rstrip() + _ELLIPSIS if text else ""
