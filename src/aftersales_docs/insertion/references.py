"""References that a host's author typed by hand, and the bookmarks that its fields ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from roman_numerals import InvalidRomanNumeralError, RomanNumeral

from ..ooxml.elements import Element, local, w
from .host import Host
from .place import Spot

_NAMES = (
    r"§§?|Ziff(?:er[n]?|\.)|N(?:rn?\.|ummern?)|Abschnitt(?:e[ns]?|s)?|Artikel[ns]?|Art\.|"
    r"Kapitel[ns]?|Klauseln?|Punkt(?:e[ns]?|s)?|sections?|clauses?|articles?|paragraphs?|"
    r"chapters?|paras?\.|пп?\.|ст\.|под?пункт\w*|пункт\w*|раздел\w*|стат(?:ь|ей)\w*|глав\w*"
)
_FIGURE = r"(?:\d{1,3}(?:\.\d+)*|[IVXLC]+\b)"
_BETWEEN = r"\s*(?:,|–|—|-|\bund\b|\boder\b|\bbis\b|\band\b|\bor\b|\bto\b|\bи\b|\bили\b|\bпо\b)\s*"
_PHRASE = re.compile(
    rf"(?<!\w)(?i:{_NAMES})\s{{0,3}}{_FIGURE}(?:{_BETWEEN}(?:§\s?)?{_FIGURE}){{0,20}}"
)
_RANGE = re.compile(r"–|—|-|\bbis\b|\bto\b|\bпо\b")
_SHOWN = {"t", "tab", "noBreakHyphen", "br", "cr"}


def host_texts(host: Host, spot: Spot) -> list[str]:
    """What is typed in the paragraphs of a host, notes and headers too.

    What fields show is left out, and so is a section that goes.
    """
    gone = set(host.body[spot.index : spot.end]) if spot.end is not None else set()
    texts = [
        _typed_text(paragraph)
        for block in host.body
        if block not in gone
        for paragraph in block.iter(w("p"))
    ]
    for _, name in host.package.stories():
        root = host.package.xml(name)
        texts += [] if root is None else [_typed_text(p) for p in root.iter(w("p"))]
    return list(dict.fromkeys(texts))


def _typed_text(paragraph: Element) -> str:
    """The text of a paragraph without the results of its fields and without text boxes."""
    parts: list[str] = []
    depth = 0
    for node in _inline(paragraph):
        name = local(node)
        if name == "fldChar":
            kind = node.get(w("fldCharType"))
            depth = max(0, depth + {"begin": 1, "end": -1}.get(str(kind), 0))
            parts.append("\ufffc")
        elif depth == 0:
            parts.append((node.text or "") if name == "t" else " ")
    return "".join(parts)


def _inline(node: Element) -> Iterator[Element]:
    for child in node:
        name = local(child)
        if name in _SHOWN or name == "fldChar":
            yield child
        elif name not in {"txbxContent", "del", "moveFrom", "fldSimple", "pPr", "rPr"}:
            yield from _inline(child)


def typed_references(texts: Sequence[str], first: int, last: int) -> list[str]:
    """Phrases that refer by hand to sections ``first`` to ``last``, in the order of the text."""
    found: list[str] = []
    for text in texts:
        for match in _PHRASE.finditer(text):
            if any(low <= last and high >= first for low, high in _spans(match[0])):
                found.append(" ".join(match[0].split()))
    return list(dict.fromkeys(found))


def _spans(phrase: str) -> Iterator[tuple[int, int]]:
    """The sections that a phrase names, single ones and from – to."""
    before: int | None = None
    end = 0
    for match in re.finditer(_FIGURE, phrase):
        number = _section(match[0])
        if before is not None and _RANGE.search(phrase[end : match.start()]):
            yield min(before, number), max(before, number)
        yield number, number
        before, end = number, match.end()


def _section(figure: str) -> int:
    first = figure.partition(".")[0]
    if first.isdigit():
        return int(first)
    try:
        return int(RomanNumeral.from_string(first))
    except InvalidRomanNumeralError:
        return 0


def lost_references(host: Host, names: frozenset[str]) -> list[str]:
    """The bookmarks among ``names`` that something in the host still leads to."""
    if not names:
        return []
    roots = [host.root, *(host.package.xml(name) for _, name in host.package.stories())]
    asked: set[str] = set()
    for root in roots:
        for node in (
            () if root is None else root.iter(w("instrText"), w("fldSimple"), w("hyperlink"))
        ):
            asked.update(
                re.findall(r"[^\s\"\\]+", f"{node.text or ''} {node.get(w('instr'), '')}")
            )
            asked.add(node.get(w("anchor"), ""))
    return sorted(names & asked)
