"""The relationships of parts: to other parts of the package, and to the world outside."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from .elements import Element
from .package import Package, relations_of, target_of

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def relationships(package: Package, part: str) -> Iterator[Element]:
    """The relationships of a part; with an empty name those of the package."""
    root = package.xml(relations_of(part))
    yield from () if root is None else root.iter(_RELATIONSHIP)


def links_of(package: Package, part: str) -> dict[str, str]:
    """Where the links of a part lead, by the relationship's identifier."""
    return {
        one.get("Id", ""): one.get("Target", "")
        for one in relationships(package, part)
        if one.get("TargetMode") == "External"
    }


def targets_of(package: Package, part: str) -> dict[str, str]:
    """The parts that a part refers to, by the relationship's identifier."""
    folder = posixpath.dirname(part)
    return {
        one.get("Id", ""): target_of(one, folder)
        for one in relationships(package, part)
        if one.get("TargetMode") != "External"
    }


def canonical(root: Element) -> bytes:
    """A tree in the one form that does not depend on who wrote it."""
    return etree.tostring(root, method="c14n")
