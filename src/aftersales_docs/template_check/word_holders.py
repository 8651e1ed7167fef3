"""What a prefixed tag of a Word template takes the place of, and what would be lost with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

from ..errors import worded
from ..word.tags import own_text
from .expressions import TemplateFault

if TYPE_CHECKING:
    from .word_tags import Tag

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def above(element: etree._Element, name: str) -> etree._Element | None:
    """The element ``name`` that ``element`` stands in."""
    return next(element.iterancestors(f"{_W}{name}"), None)


_HOLDERS = {"tr": ("tr", worded("row of a table")), "tc": ("tc", worded("cell of a table"))}


def holder_faults(tag: Tag) -> Iterator[TemplateFault]:
    """Prefixed tags take the whole element they stand in; see that nothing is lost."""
    if tag.prefix in _HOLDERS:
        name, called = _HOLDERS[tag.prefix]
        element = above(tag.paragraph, name)
        if element is None:
            yield TemplateFault(
                tag.line,
                "tag-outside",
                worded("{shown} stands in no {called}.", shown=tag.shown, called=called),
                worded("Use {{%p … %}} for paragraphs, or put it into a table."),
            )
            return
    elif tag.prefix == "p":
        element, called = tag.paragraph, worded("paragraph")
    else:
        return
    text = "".join(own_text(one) for one in element.iter(f"{_W}p"))
    lost = "" if text.replace(tag.text, "", 1).strip() else _beside(element)
    if lost or text.replace(tag.text, "", 1).strip():
        yield TemplateFault(
            tag.line,
            "words-lost",
            worded(
                "{shown} takes the place of its whole {called}; {lost} is lost.",
                shown=tag.shown,
                called=called,
                lost=lost or worded("what stands beside it"),
            ),
            worded("Give it a {called} of its own.", called=called),
        )


# What is no word and would vanish with a tag's paragraph, row or cell all the same.
_BESIDE = {
    "drawing": worded("a picture"),
    "pict": worded("a picture"),
    "object": worded("an object"),
    "sectPr": worded("a section break"),
    "footnoteReference": worded("a footnote"),
    "endnoteReference": worded("an endnote"),
    "fldChar": worded("a field"),
    "fldSimple": worded("a field"),
}


def _beside(element: etree._Element) -> str:
    for one in element.iter(etree.Element):
        name = etree.QName(one).localname
        if name in _BESIDE:
            return _BESIDE[name]
        if name == "bookmarkStart" and str(one.get(f"{_W}name")).startswith(("sig-", "sig_")):
            return worded("a place to sign")
    return ""
