"""What changed beside the text: comments, properties, manifest, pictures, bound content."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping

from lxml import etree

from ..errors import DataError
from ..ooxml.elements import Element, local, w
from ..ooxml.package import Package
from ..ooxml.relationships import canonical, relationships
from ..ooxml.words import plain
from .changes import Change, Where

_DRAWN = (
    "word/media/",
    "word/charts/chart",
    "word/diagrams/data",
    "word/embeddings/",
    "word/fonts/",
)
_OURS = "{urn:aftersales-docs:"
_CORE = ("title", "subject", "creator", "keywords", "description", "category", "contentStatus")
_PACKAGE_PARTS = {"core-properties", "custom-properties"}
# Content that is not in the text but is shown, or takes its place when the file is opened.
_CONTENT = {
    "altChunk": "another document, shown in this place",
    "subDoc": "a part kept in another file",
    "dataBinding": "a content control whose words come from data in the file",
    "object": "an embedded object",
}


def beside(old: Package, new: Package, clauses: Mapping[str, str]) -> list[Change]:
    """The changes beside the text; ``clauses`` are identifiers by bookmark.

    Raises:
        DataError: a part is damaged or unsafe.

    """
    return [
        *_comments(old, new, clauses),
        *_properties(old, new),
        *_data(old, new),
        *_pictures(old, new),
        *_content(old, new),
        *_outside(old, new),
    ]


def notes(old: Package, new: Package) -> list[str]:
    """What is good to know and no change of the other side's making."""
    lost = set(_own_data(old)) - set(_own_data(new))
    return (
        ["The returned file no longer carries its manifest; LibreOffice drops it when it saves."]
        if lost
        else []
    )


def _comments(old: Package, new: Package, clauses: Mapping[str, str]) -> Iterator[Change]:
    before, after = _comments_of(old), _comments_of(new)
    places = _places(new) | _places(old)
    for (author, text), key in after.items():
        if (author, text) not in before:
            yield Change(
                "comment",
                _at(places, key, clauses),
                "",
                text,
                silent=False,
                authors=(author,),
                notes=("new comment",),
                redlined=False,
            )
    for (author, text), key in before.items():
        if (author, text) not in after:
            yield Change(
                "comment",
                _at(places, key, clauses),
                text,
                "",
                authors=(author,),
                notes=("comment taken out",),
                redlined=False,
            )


def _at(places: Mapping[str, str], key: str, clauses: Mapping[str, str]) -> Where:
    name = places.get(key, "")
    return Where("comment", clauses.get(name, name.removeprefix("c_")))


def _places(package: Package) -> dict[str, str]:
    """The bookmark at or above each comment, by the comment's identifier."""
    found: dict[str, str] = {}
    last = ""
    root: Element = package.xml(package.main)
    for node in root.iter(w("bookmarkStart"), w("commentReference")):
        name = node.get(w("name"), "")
        if local(node) == "commentReference":
            found[node.get(w("id"), "")] = last
        elif name.startswith("c_"):
            last = name
    return found


def _comments_of(package: Package) -> dict[tuple[str, str], str]:
    """Comments by author and words, with their identifiers; a repeated one counts once."""
    found: dict[tuple[str, str], str] = {}
    for part in package.all_related("comments"):
        root = package.xml(part)
        for comment in () if root is None else root.iter(w("comment")):
            words = (
                "".join("".join(node.itertext()) for node in para.iter(w("t"), w("delText")))
                for para in comment.iter(w("p"))
            )
            author = comment.get(w("author"), "")
            found[author, plain(" ".join(words))] = comment.get(w("id"), "")
    return found


def _properties(old: Package, new: Package) -> Iterator[Change]:
    before, after = dict(_properties_of(old)), dict(_properties_of(new))
    for name in sorted({*before, *after}):
        first, second = before.get(name, ""), after.get(name, "")
        if first != second:
            yield Change(
                "property", Where("properties"), first, second, notes=(name,), redlined=False
            )


def _properties_of(package: Package) -> Iterator[tuple[str, str]]:
    for relation in relationships(package, ""):
        kind = str(relation.get("Type", "")).rpartition("/")[2]
        if kind not in _PACKAGE_PARTS:
            continue  # A thumbnail is no XML.
        root = package.xml(str(relation.get("Target", "")).lstrip("/"))
        if root is None:
            continue
        for node in root:
            name = etree.QName(node).localname if isinstance(node.tag, str) else ""
            words = plain("".join(node.itertext()))
            if kind == "core-properties" and name in _CORE:
                yield name, words
            elif kind == "custom-properties":
                yield f"own property {node.get('name', '')}", words


def _own_data(package: Package) -> dict[str, str]:
    """What this program wrote into the file for programs, by the name of its root."""
    found: dict[str, str] = {}
    for name in sorted(package.parts):
        if not name.startswith("customXml/") or not name.endswith(".xml"):
            continue
        try:
            root = package.xml(name)
        except DataError:
            continue  # Another program's data is no concern of this comparison.
        if root is not None and root.tag.startswith(_OURS):
            found[etree.QName(root).localname] = canonical(root).decode()
    return found


def _data(old: Package, new: Package) -> Iterator[Change]:
    before, after = _own_data(old), _own_data(new)
    for name in sorted({*before, *after}):
        if name in after and before.get(name) != after[name]:
            note = f"the file's {name} was changed"
            yield Change("property", Where("properties"), notes=(note,), redlined=False)


def _pictures(old: Package, new: Package) -> Iterator[Change]:
    before, after = _pictures_of(old), _pictures_of(new)
    for count, note in (
        (sum((after - before).values()), "new or changed pictures, charts or fonts"),
        (sum((before - after).values()), "pictures, charts or fonts gone or changed"),
    ):
        if count:
            yield Change("content", Where("pictures"), notes=(f"{note}: {count}",), redlined=False)


def _pictures_of(package: Package) -> Counter[str]:
    return Counter(
        hashlib.sha256(content).hexdigest()
        for name, content in package.parts.items()
        if name.startswith(_DRAWN)
    )


def _content(old: Package, new: Package) -> Iterator[Change]:
    before, after = _content_of(old), _content_of(new)
    for name, told in _CONTENT.items():
        if after[name] > before[name]:
            yield Change("content", Where("body"), notes=(f"added: {told}",), redlined=False)
        elif after[name] < before[name]:
            yield Change("content", Where("body"), notes=(f"gone: {told}",), redlined=False)


def _content_of(package: Package) -> Counter[str]:
    root: Element = package.xml(package.main)
    return Counter(local(node) for node in root.iter(*(w(name) for name in _CONTENT)))


def _outside(old: Package, new: Package) -> Iterator[Change]:
    """What the file fetches from elsewhere; links that one clicks are told in the text."""
    for target in sorted(_outside_of(new) - _outside_of(old)):
        yield Change(
            "content",
            Where("body"),
            "",
            target,
            notes=("the file fetches this from elsewhere",),
            redlined=False,
        )


def _outside_of(package: Package) -> set[str]:
    found: set[str] = set()
    for name in package.parts:
        root = package.xml(name) if name.endswith(".rels") else None
        for one in () if root is None else root:
            kind = str(one.get("Type", "")).rpartition("/")[2]
            if one.get("TargetMode") == "External" and kind != "hyperlink":
                found.add(str(one.get("Target", "")))
    return found
