"""Statutes named in full the first time and in short afterwards, as contracts cite them.

``section 443 of the German Civil Code (BGB)`` is ``section 443 BGB`` from the second time on;
a Russian federal law keeps its number: ``ст. 19 Закона № 152-ФЗ``. In English a Russian code
loses the name of the country: ``Article 475 of the Civil Code``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import partial
from typing import Any, Final, TypeVar

from ..document import Block, Text
from ..language import Lang

# What names an act in full, and what is left of it: the group 'act' tells acts apart.
_S = r"[ \u00a0]"
_FULL: Final[Mapping[Lang, tuple[tuple[re.Pattern[str], str], ...]]] = {
    "en": (
        (re.compile(rf"{_S}of the [A-Z][^().;,]*? \((?P<act>[A-Z][A-Za-z]+)\)"), "\u00a0{act}"),
        (
            re.compile(rf"Federal Law No\.{_S}(?P<act>\d+-FZ) of \d+{_S}\w+ \d{{4}} “[^”]+”"),
            "Law No.\u00a0{act}",
        ),
        (
            re.compile(
                rf"Law of the Russian Federation No\.{_S}(?P<act>\d+-\d+)"
                rf" of \d+{_S}\w+ \d{{4}} “[^”]+”"
            ),
            "Law No.\u00a0{act}",
        ),
        (
            re.compile(r"of the (?P<act>(?:[A-Z][a-z]+ )+Code) of the Russian Federation"),
            "of the {act}",
        ),
    ),
    "de": (
        (
            re.compile(rf"des Föderalen Gesetzes vom [\d.]+ Nr\.{_S}(?P<act>\d+-FZ) „[^“]+“"),
            "des Gesetzes Nr.\u00a0{act}",
        ),
    ),
    "ru": (
        (
            re.compile(rf"Федерального закона от [\d.]+ №{_S}(?P<act>\d+-ФЗ) «[^»]+»"),
            "Закона №\u00a0{act}",
        ),
    ),
}
B = TypeVar("B")


def short_acts(blocks: Sequence[Block], lang: Lang) -> tuple[Block, ...]:
    """``blocks`` in which each act is named in full only where it comes first."""
    seen: set[str] = set()

    def shortened(text: str) -> str:
        for pattern, short in _FULL[lang]:
            text = pattern.sub(partial(_later, short=short, seen=seen), text)
        return text

    return tuple(_mapped(block, shortened) for block in blocks)


def _later(match: re.Match[str], short: str, seen: set[str]) -> str:
    act = match["act"]
    if act in seen:
        return short.format(act=act)
    seen.add(act)
    return match[0]


def _mapped(value: B, change: Callable[[str], str]) -> B:
    """``value`` with its printed words changed, in the order in which they are read."""
    made: Any = value
    if isinstance(value, Text):
        return replace(made, text=change(value.text))  # type: ignore[no-any-return]
    if isinstance(value, tuple):
        return tuple(_mapped(part, change) for part in value)  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type):
        given = {field.name: getattr(value, field.name) for field in fields(value)}
        parts = {
            name: _mapped(part, change)
            for name, part in given.items()
            if isinstance(part, tuple) or is_dataclass(part)
        }
        return replace(made, **parts)  # type: ignore[no-any-return]
    return value
