"""Statutes named in full the first time and in short afterwards, as contracts cite them.

``section 443 of the German Civil Code (BGB)`` is ``section 443 BGB`` from the second time on;
a Russian federal law keeps its number: ``ст. 19 Закона № 152-ФЗ``. In English a Russian code
loses the name of the country: ``Article 475 of the Civil Code``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from operator import is_
from typing import Final

from ..document import Block, Inline, Inlines, Text, children_of, map_inlines, with_children
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
        (re.compile(r"Общего регламента ЕС по защите данных \((?P<act>GDPR)\)"), "{act}"),
    ),
}


def short_acts(blocks: Sequence[Block], lang: Lang) -> tuple[Block, ...]:
    """``blocks`` in which each act is named in full only where it comes first."""
    seen: set[str] = set()

    def shortened(text: str) -> str:
        for pattern, short in _FULL[lang]:
            text = pattern.sub(partial(_later, short=short, seen=seen), text)
        return text

    def changed(content: Inlines) -> Inlines:
        made = tuple([_changed(node, shortened, changed) for node in content])
        return content if all(map(is_, content, made)) else made

    return tuple(map_inlines(block, changed) for block in blocks)


def _later(match: re.Match[str], short: str, seen: set[str]) -> str:
    act = match["act"]
    if act in seen:
        return short.format(act=act)
    seen.add(act)
    return match[0]


def _changed(
    node: Inline, words: Callable[[str], str], inside: Callable[[Inlines], Inlines]
) -> Inline:
    """``node`` with its words changed, in the order in which they are read."""
    if isinstance(node, Text):
        text = words(node.text)
        return node if text == node.text else Text(text)
    children = children_of(node)
    made = inside(children)
    return node if made is children else with_children(node, made)
