"""Where the tags of a Word template stand: in which paragraph, and how that begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import unescape

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_BEGINNING = 40
# A paragraph of our own templates that is a tag and nothing else, which stands for itself.
_ALONE = re.compile(
    r"<w:p>(?:<w:pPr>(?:(?!</w:pPr>).)*</w:pPr>)?<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?"
    r'<w:t xml:space="preserve">(\{[{%])p( [^}%]*[%}]\})</w:t></w:r></w:p>'
)
# Text before a tag, whose spaces are to stay.
_TAGGED = re.compile(r"<w:t>(?=(?:(?!<w:t>).)*\{[{%])", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """The paragraphs of one part as text, from the first; a reader counts them from 1."""

    texts: tuple[str, ...]

    def called(self, number: int | None) -> str:
        """How a message names paragraph ``number``; nothing where it is not known."""
        if number is None or not 1 <= number <= len(self.texts):
            return ""
        text = " ".join(self.texts[number - 1].split())
        short = text if len(text) <= _BEGINNING else f"{text[:_BEGINNING]}…"
        return f", paragraph {number}: “{short}”" if short else f", paragraph {number}"


NO_PARAGRAPHS = Paragraphs(())


def whole_tags(content: str) -> str:
    """A part of the built-in templates as Jinja: no tag of theirs is torn apart.

    What docxtpl makes of it, without docxtpl, which mends what Word has torn.
    """
    return _ALONE.sub(r"\1\2", _TAGGED.sub('<w:t xml:space="preserve">', content))


def own_text(paragraph: etree._Element) -> str:
    """The text of a paragraph without that of text boxes inside it."""
    return "".join(_pieces(paragraph))


def _pieces(element: etree._Element) -> Iterator[str]:
    for child in element.iterchildren(etree.Element):
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in {f"{_W}tab", f"{_W}br", f"{_W}cr"} and element.tag == f"{_W}r":
            yield " "
        elif child.tag != f"{_W}p":
            yield from _pieces(child)


def all_paragraphs(root: etree._Element) -> list[etree._Element]:
    """The paragraphs of a part in their order; those of text boxes stand after their host."""
    return list(root.iter(f"{_W}p"))


def paragraphs_of(content: bytes) -> Paragraphs:
    """The paragraphs of a part."""
    root = etree.fromstring(content)
    return Paragraphs(tuple(own_text(paragraph) for paragraph in all_paragraphs(root)))


_MARKS = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_TAKEN_OUT = (f"{_W}del", f"{_W}moveFrom")


def without_deleted_tags(root: etree._Element) -> list[tuple[etree._Element, str]]:
    """Take out of ``root`` the tracked deletions that hold tags, which are tags no more.

    What the reader of the template sees struck out, or moved away, is not filled: the change
    is taken as accepted. Gives the paragraph and the words of each.
    """
    found = []
    for deletion in list(root.iter(*_TAKEN_OUT)):
        texts = deletion.iter(f"{_W}delText", f"{_W}t")
        words = "".join(text.text or "" for text in texts)
        paragraph = next(deletion.iterancestors(f"{_W}p"), None)
        parent = deletion.getparent()
        if parent is not None and paragraph is not None and _MARKS.search(words):
            found.append((paragraph, words))
            parent.remove(deletion)
    return found


def _as_typed(found: re.Match[str]) -> str:
    """A tag without the entities of XML, which some programs write for quotes too."""
    return unescape(found[0], {"&apos;": "'", "&quot;": '"'})


def placed(patched: str, paragraphs: Paragraphs) -> str:
    """The mended XML with line ends inside its tags, so that a tag's line is its paragraph.

    Blanks inside a tag mean nothing to Jinja, so the result of rendering is the same. Where
    mending made tags of its own, places stay unknown.
    """
    flat = TAG.sub(_as_typed, patched.replace("\n", " "))
    numbers = [
        number for number, text in enumerate(paragraphs.texts, 1) for _ in TAG.findall(text)
    ]
    if len(TAG.findall(flat)) != len(numbers):
        return flat
    line, waiting = 1, iter(numbers)

    def moved(found: re.Match[str]) -> str:
        nonlocal line
        wanted = next(waiting)
        ends, line = max(wanted - line, 0), max(wanted, line)
        tag = found[0]
        start = 3 if tag[2:3] in {"-", "+"} else 2
        return tag[:start] + "\n" * ends + tag[start:]

    return TAG.sub(moved, flat)
