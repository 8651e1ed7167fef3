"""What changed beside the text: comments, properties, manifest, pictures, bound content."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from lxml import etree

from ..errors import DataError, term, worded
from ..ooxml.active_content import active_parts, all_relationships, xml_roots
from ..ooxml.elements import Element, local, w
from ..ooxml.fields import field_codes
from ..ooxml.fonts import font_prints
from ..ooxml.package import Package
from ..ooxml.relationships import RELATION, canonical, links_of, relationships
from ..ooxml.words import plain
from .changes import Change
from .where import Where

_DRAWN = (
    "word/media/",
    "word/charts/chart",
    "word/diagrams/data",
    "word/embeddings/",
)
_OURS = "{urn:aftersales-docs:"
# The properties that every file has, as a table names them.
_CORE = {
    "title": worded("title"),
    "subject": worded("subject"),
    "creator": worded("author"),
    "keywords": worded("keywords"),
    "description": worded("description"),
    "category": worded("category"),
    "contentStatus": worded("status"),
}
_PACKAGE_PARTS = {"core-properties", "custom-properties"}
# Content that is not in the text but is shown, or takes its place when the file is opened.
_CONTENT = {
    "altChunk": worded("another document, shown in this place"),
    "subDoc": worded("a part kept in another file"),
    "dataBinding": worded("a content control whose words come from data in the file"),
    "object": worded("an embedded object"),
    "control": worded("a control that can run a program"),
    "webVideoPr": worded("a video from elsewhere"),
    "mailMerge": worded("a mail merge, whose words come from elsewhere"),
    "attachedTemplate": worded("an attached template, which Word loads"),
}
_REACHES = worded("a field that fetches, starts or asks something")
_EMPTY = worded("a field that shows nothing until Word fills it")
_ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)


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
        *_active(old, new),
        *_fields(old, new),
        *_outside(old, new),
        *_picture_links(old, new),
    ]


def notes(old: Package, new: Package) -> list[str]:
    """What is good to know and no change of the other side's making."""
    lost = set(_own_data(old)) - set(_own_data(new))
    return (
        [
            "The returned file lacks the manifest of the issued one; LibreOffice drops it when "
            "it saves."
        ]
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
                notes=(worded("new comment"),),
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
                notes=(worded("comment taken out"),),
                redlined=False,
            )


def _at(places: Mapping[str, str], key: str, clauses: Mapping[str, str]) -> Where:
    name = places.get(key, "")
    clause = clauses.get(name, name.removeprefix("c_"))
    return Where("comment", clause, base=clause)


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
                yield _CORE[name], words
            elif kind == "custom-properties":
                yield worded("own property {value}", value=node.get("name", "")), words


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
            note = worded("the file's {name} was changed", name=name)
            yield Change("property", Where("properties"), notes=(note,), redlined=False)


def _pictures(old: Package, new: Package) -> Iterator[Change]:
    before, after = _pictures_of(old), _pictures_of(new)
    # A program may leave fonts out, or give them other keys; another font can show other words.
    fonts = font_prints(old), font_prints(new)
    after += fonts[1] - fonts[0]
    new_ones, gone = sum((after - before).values()), sum((before - after).values())
    for count, note in (
        (new_ones, worded("new or changed pictures, charts or fonts: {count}", count=new_ones)),
        (gone, worded("pictures, charts or fonts gone or changed: {count}", count=gone)),
    ):
        if count:
            yield Change("content", Where("pictures"), notes=(note,), redlined=False)


def _pictures_of(package: Package) -> Counter[str]:
    return Counter(
        hashlib.sha256(content).hexdigest()
        for name, content in package.parts.items()
        if name.startswith(_DRAWN)
    )


def _content(old: Package, new: Package) -> Iterator[Change]:
    before, after = _content_of(old, new), _content_of(new, old)
    for name, told in _CONTENT.items():
        if after[name] > before[name]:
            yield _told(worded("added: {what}", what=told))
        elif after[name] < before[name]:
            yield _told(worded("gone: {what}", what=told))


def _told(note: str, new: str = "") -> Change:
    return Change("content", Where("body"), "", new, notes=(note,), redlined=False)


def _content_of(package: Package, other: Package) -> Counter[str]:
    """How often each kind of content stands in any part, by the local names of its elements.

    Parts that both files have alike hold the same number and aren't counted.
    """
    return Counter(
        name
        for _, root in xml_roots(package, but=other)
        for node in root.iter("{*}*")
        if (name := etree.QName(node).localname) in _CONTENT
    )


def _active(old: Package, new: Package) -> Iterator[Change]:
    """Programs and embedded files, whichever mark they go by."""
    before, after = active_parts(old), active_parts(new)
    for what in sorted({*before, *after}):
        first, second = before.get(what, set()), after.get(what, set())
        if second - first:
            yield _told(worded("changed: {what}" if first else "added: {what}", what=term(what)))
        elif first - second:
            yield _told(worded("gone: {what}", what=term(what)))


def _fields(old: Package, new: Package) -> Iterator[Change]:
    """Fields that the text does not tell: that reach beyond the document, or show nothing yet."""
    before, after = _fields_of(old, new), _fields_of(new, old)
    for (instruction, note), count in sorted(after.items()):
        if count > before[instruction, note]:
            yield Change("field", Where("body"), "", instruction, notes=(note,), redlined=False)


def _fields_of(package: Package, other: Package) -> Counter[tuple[str, str]]:
    """How often each such field stands in the parts that the files don't have alike."""
    found: Counter[tuple[str, str]] = Counter()
    for _, root in xml_roots(package, but=other):
        for code in field_codes(root):
            if code.name and not code.is_local:
                found[code.instruction, _REACHES] += 1
            elif code.is_empty:
                found[code.instruction, _EMPTY] += 1
    return found


def _outside(old: Package, new: Package) -> Iterator[Change]:
    """What the file fetches from elsewhere; links that one clicks are told in the text."""
    for target in sorted(_outside_of(new) - _outside_of(old)):
        yield _told(worded("the file fetches this from elsewhere"), target)


def _outside_of(package: Package) -> set[str]:
    found: set[str] = set()
    for _, relationship in all_relationships(package):
        kind = str(relationship.get("Type", "")).rpartition("/")[2].lower()
        target = str(relationship.get("Target", ""))
        external = str(relationship.get("TargetMode", "")).strip().lower() == "external"
        if kind != "hyperlink" and (external or _ELSEWHERE.match(target)):
            found.add(target)
    settings = package.xml(package.related("settings"))
    for node in () if settings is None else settings.iter(w("connectString"), w("query")):
        found.add(node.get(w("val"), ""))
    return found


def _picture_links(old: Package, new: Package) -> Iterator[Change]:
    for target in sorted(_picture_links_of(new) - _picture_links_of(old)):
        yield _told(worded("a picture or shape leads there"), target)


def _picture_links_of(package: Package) -> set[str]:
    """Where pictures and shapes lead when one clicks them; the text does not tell these."""
    found: set[str] = set()
    for part, root in xml_roots(package):
        clicked = [node.get(RELATION, "") for node in root.iter("{*}hlinkClick", "{*}hlinkHover")]
        links = links_of(package, part) if clicked else {}
        found.update(links[key] for key in clicked if key in links)
        found.update(
            href
            for node in root.iter("{urn:schemas-microsoft-com:vml}*")
            if (href := node.get("href"))
        )
    return found
