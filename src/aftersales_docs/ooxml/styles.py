"""Paragraph styles, as far as numbers and outline levels need them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .elements import Element, find, switched, value, w, whole
from .numbering import List, Position


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style, as far as numbers and ranks need it."""

    name: str
    based_on: str | None
    number: str | None
    level: int | None
    outline: int | None
    bold: bool | None
    hidden: bool | None


def _style(node: Element) -> Style:
    properties = find(node, "pPr")
    name = value(node, "name") or ""
    outline = whole(value(properties, "outlineLvl"))
    heading = re.fullmatch(r"heading ([1-9])", name.lower())
    return Style(
        name=name,
        based_on=value(node, "basedOn"),
        number=value(properties, "numPr/numId"),
        level=whole(value(properties, "numPr/ilvl")),
        outline=int(heading[1]) - 1 if heading and outline is None else outline,
        bold=switched(node, "rPr/b"),
        hidden=switched(node, "rPr/vanish"),
    )


@dataclass(frozen=True, slots=True)
class Styles:
    """A document's paragraph styles."""

    by_id: Mapping[str, Style]
    default: str | None
    lists: Mapping[str, str]

    @classmethod
    def read(cls, root: Element | None) -> Styles:
        """The styles of a styles part; none where there is no such part."""
        nodes = [] if root is None else root.findall(w("style"))
        paragraphs = {
            str(node.get(w("styleId"))): node
            for node in nodes
            if node.get(w("type"), "paragraph") == "paragraph"
        }
        default = next(
            (key for key, node in paragraphs.items() if node.get(w("default")) in {"1", "true"}),
            None,
        )
        lists = {
            str(node.get(w("styleId"))): str(value(node, "pPr/numPr/numId"))
            for node in nodes
            if node.get(w("type")) == "numbering"
        }
        return cls({key: _style(node) for key, node in paragraphs.items()}, default, lists)

    def chain(self, name: str | None) -> Iterator[tuple[str, Style]]:
        """A style and those it is based on."""
        met: set[str] = set()
        name = name or self.default
        while name and name in self.by_id and name not in met:
            met.add(name)
            style = self.by_id[name]
            yield name, style
            name = style.based_on

    def outline(self, name: str | None) -> int | None:
        """The outline level (from 0) a style gives; ``None`` for body text."""
        levels = (style.outline for _, style in self.chain(name) if style.outline is not None)
        level = next(levels, None)
        return level if level is not None and level < 9 else None

    def bold(self, name: str | None) -> bool:
        """Whether a style writes bold."""
        return next((s.bold for _, s in self.chain(name) if s.bold is not None), False)

    def hidden(self, name: str | None) -> bool:
        """Whether a style hides what is written in it."""
        return next((s.hidden for _, s in self.chain(name) if s.hidden is not None), False)

    def position(self, name: str | None, lists: Mapping[str, List]) -> Position | None:
        """The list and level a style is bound to."""
        level = None
        passed: list[str] = []
        for key, style in self.chain(name):
            passed.append(key)
            level = style.level if level is None else level
            if style.number is None:
                continue
            if style.number == "0" or style.number not in lists:
                return None
            # The list names the styles of its levels; that outweighs what the style says.
            levels = lists[style.number].levels
            linked = (
                index for key in passed for index, item in levels.items() if item.style == key
            )
            return Position(style.number, next(linked, level or 0))
        return None


def position_of(element: Element, styles: Styles, lists: Mapping[str, List]) -> Position | None:
    """The list and level of a paragraph, its own or its style's."""
    properties = find(element, "pPr")
    number = value(properties, "numPr/numId")
    level = whole(value(properties, "numPr/ilvl"))
    inherited = None
    if number is None:
        inherited = styles.position(value(properties, "pStyle"), lists)
        if inherited is None:
            return None
        return inherited if level is None else Position(inherited.number, level)
    if number not in lists:
        return None
    return Position(number, level or 0)
