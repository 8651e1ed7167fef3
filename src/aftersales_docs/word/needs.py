"""What the body of a document wants of the Word template that takes it."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from ..errors import worded
from .build import NUMBERED_STYLES

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def style_names(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The styles of a template: their names, which programs keep, by their identifiers."""
    if "word/styles.xml" not in parts:
        return {}
    root = etree.fromstring(parts["word/styles.xml"])
    found: dict[str, str] = {}
    for style in root.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        called = "" if name is None else str(name.get(f"{_W}val"))
        found[str(style.get(f"{_W}styleId"))] = called.casefold()
    return found


def aliases(wanted: Mapping[str, str], parts: Mapping[str, bytes]) -> dict[str, str]:
    """How a template calls the styles that it knows by other identifiers.

    ``wanted`` are the styles of the built-in template. LibreOffice gives identifiers anew
    (``TextBody`` for ``BodyText``); the names stay.
    """
    there = style_names(parts)
    by_name = {name: identifier for identifier, name in there.items()}
    return {
        identifier: by_name[name]
        for identifier, name in wanted.items()
        if identifier not in there and name in by_name
    }


def missing_styles(wanted: Mapping[str, str], parts: Mapping[str, bytes]) -> list[str]:
    """The styles of the built-in template that a template has under no identifier."""
    there = {*style_names(parts), *aliases(wanted, parts)}
    return sorted(identifier for identifier in wanted if identifier not in there)


def lost_numbering(wanted: Mapping[str, str], parts: Mapping[str, bytes]) -> str | None:
    """Why clauses would come out without their numbers; ``None`` if they count."""
    lost = sorted({*NUMBERED_STYLES}.intersection(missing_styles(wanted, parts)))
    if lost:
        return worded(
            "the body counts its clauses by styles that the template lacks: {lost}.",
            lost=", ".join(lost),
        )
    if "word/numbering.xml" not in parts:
        return worded("the body counts its clauses by lists, and the template has none.")
    return None


def list_names(parts: Mapping[str, bytes]) -> set[str]:
    """The names of a template's lists."""
    if "word/numbering.xml" not in parts:
        return set()
    root = etree.fromstring(parts["word/numbering.xml"])
    return {str(name.get(f"{_W}val")) for name in root.iterfind(f"{_W}abstractNum/{_W}name")}


BEGIN = "Begin with a template of 'aftersales-docs templates copy', or copy the styles from one."
