"""Where the words of a signature stand in its rectangle: pure reckoning, in points.

The words stand on the foot of the rectangle, which is the line to sign on. They are set
as large as they fit, and shorter where that helps; what does not fit at the smallest size
is cut with an ellipsis, the reason first, so that nothing ever stands outside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

LARGEST = 9.0
COMFORTABLE = 6.0  # Below it, fewer words are better than smaller ones.
SMALLEST = 5.0
_STEP = 0.25
_LEADING = 1.18
_BELOW = 0.26  # from a baseline to the foot of its line, by the type size
PADDING = 1.5
_ELLIPSIS = "…"

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
    terse = replace(words, when=words.short)
    for said, least in ((words, COMFORTABLE), (terse, SMALLEST)):
        size = LARGEST
        while size >= least:
            lines = _wrapped(said, size, room[0], measure)
            if lines is not None and len(lines) * size * _LEADING <= room[1]:
                return _placed(lines, size)
            size -= _STEP
    size = min(SMALLEST, max(room[1], 0.5) / _LEADING)
    count = max(1, int(room[1] / (size * _LEADING) + 1e-6))
    return _placed(_cut(terse, size, room[0], count, measure), size)


def _placed(lines: Sequence[tuple[str, bool]], size: float) -> list[Line]:
    """The lines one below the other, the last on the foot of the rectangle."""
    return [
        Line(text, PADDING, PADDING / 2 + (len(lines) - 1 - i) * size * _LEADING + size * _BELOW,
             size, bold)
        for i, (text, bold) in enumerate(lines)
    ]  # fmt: skip


def _wrapped(
    words: Words, size: float, width: float, measure: Measure
) -> list[tuple[str, bool]] | None:
    """All lines broken at spaces; ``None`` if a single word is too wide."""
    lines: list[tuple[str, bool]] = []
    for text, bold in _parts(words):
        for line in _broken(text, _at(measure, bold, size), width):
            if measure(line, bold, size) > width:
                return None
            lines.append((line, bold))
    return lines


def _parts(words: Words) -> list[tuple[str, bool]]:
    """What is said, each with whether it is bold."""
    return [(words.name, True), (words.when, False), *((one, False) for one in words.details)]


def _at(measure: Measure, bold: bool, size: float) -> Callable[[str], float]:
    """How wide a text is in one weight and size."""
    return lambda text: measure(text, bold, size)


def _broken(text: str, measured: Callable[[str], float], width: float) -> Iterator[str]:
    """``text`` in lines no wider than ``width``, unless a word is."""
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and measured(longer) > width:
            yield line
            longer = word
        line = longer
    if line:
        yield line


def _cut(
    words: Words, size: float, width: float, count: int, measure: Measure
) -> list[tuple[str, bool]]:
    """At most ``count`` lines: the name, when, and of the details what there is room for."""
    details = " · ".join(words.details)
    broken = list(_broken(details, _at(measure, False, size), width))
    room = max(count - 2, 0)
    if len(broken) > room > 0:
        broken[room - 1] = " ".join(broken[room - 1 :])
    lines = _parts(replace(words, details=tuple(broken[:room])))
    return [
        (shortened(text, _at(measure, bold, size), width), bold) for text, bold in lines[:count]
    ]


def shortened(text: str, measured: Callable[[str], float], width: float) -> str:
    """``text``, cut with an ellipsis where it is wider than ``width``."""
    if measured(text) <= width:
        return text
    while text and measured(text.rstrip() + _ELLIPSIS) > width:
        text = text[:-1]
    return text.rstrip() + _ELLIPSIS if text else ""
