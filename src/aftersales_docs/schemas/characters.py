"""Characters of an input that the fonts of the PDF lack: they would become empty boxes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..characters import may_be_mixed
from ..errors import Problem, Severity, worded
from ..fonts import missing_characters
from .lookalikes import mixed_script_problems
from .source import Source

CODE = "no-glyph"
# So many characters are named; who writes a whole address in one script needs no more.
_NAMED = 8


def typed_problems(source: Source) -> list[Problem]:
    """The warnings of all that was typed: letters that only look right, characters no font has."""
    said = "\n".join(_said(source.data))
    # Most inputs have neither; each of their values is then not asked again.
    mixed = list(mixed_script_problems(source)) if may_be_mixed(said) else []
    return [*mixed, *(unprintable(source) if missing_characters(said) else ())]


def _said(value: Any) -> list[str]:
    """All strings below ``value``."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _said(inner)]
    if isinstance(value, list | tuple):
        return [text for inner in value for text in _said(inner)]
    return []


def unprintable(source: Source) -> list[Problem]:
    """A warning for each value with characters that no bundled font has."""
    return [
        _problem(field, missing, source)
        for field, text in _texts(source.data, "")
        if (missing := missing_characters(text))
    ]


def _texts(value: Any, field: str) -> Iterator[tuple[str, str]]:
    """All strings below ``value``, with their dotted fields."""
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(inner, f"{field}.{name}" if field else str(name))
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from _texts(inner, f"{field}[{index}]")


def _problem(field: str, missing: list[str], source: Source) -> Problem:
    named = ", ".join(f"{char} (U+{ord(char):04X})" for char in missing[:_NAMED])
    more = (
        worded(" and {count} more", count=len(missing) - _NAMED) if len(missing) > _NAMED else ""
    )
    return Problem(
        CODE,
        worded(
            "the fonts of the PDF lack {named}{more}: an empty box would stand there.",
            named=named,
            more=more,
        ),
        "Write it in Latin or Cyrillic letters, or give out the Word file, whose reader has "
        "fonts of its own.",
        field,
        source.place_of_field(field),
        Severity.WARNING,
    )
