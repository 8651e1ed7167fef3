"""What a user's Word template does: its tags by paragraph, and how its blocks stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from docxtpl import DocxTemplate
from lxml import etree

from ..errors import Severity, worded
from ..word.tags import TAG, Paragraphs, all_paragraphs, own_text, without_deleted_tags
from .expressions import TemplateFault
from .word_holders import above, holder_faults

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PREFIX = re.compile(r"(\{\{|\{%)([-+]?)(p|tr|tc|r)\s")
_SPACED_PREFIX = re.compile(r"\{%[-+]?\s+(p|tr|tc|r)\s+(if|for|else|elif|endif|endfor|set)\b")
_WORD = re.compile(r"(\w+)")
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_SPECIAL = re.compile(r"\{%\s*(?:colspan|cellbg)\s+([^%]*?)\s*%\}")
_MERGES = re.compile(r"\{%\s*[vh]m\s*%\}")
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
_FOREIGN_QUOTES = "„‚«»‹›"
_OPENERS = {"for", "if", "macro", "call", "filter", "with", "block", "autoescape", "raw"}
_MIDDLES = {"else": ("if", "for"), "elif": ("if",)}
_WRITTEN = {"": "", "p": "p", "tr": "tr", "tc": "tc", "r": "r"}
BLOCK_NAMES = ("body", "foot")


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: its text, its docxtpl prefix, and the elements it stands in."""

    text: str
    prefix: str
    line: int
    paragraph: etree._Element
    holders: tuple[etree._Element, ...]

    @property
    def word(self) -> str:
        """The first word of a statement; empty of a value."""
        if not self.text.startswith("{%"):
            return ""
        inner = self.text[2:-2].lstrip("-+")
        if self.prefix:
            inner = inner[len(self.prefix) :]
        found = _WORD.search(inner)
        return found[1] if found else ""

    @property
    def opens(self) -> bool:
        """Whether a block begins here."""
        if self.word == "set":
            return "=" not in self.text
        return self.word in _OPENERS

    @property
    def shown(self) -> str:
        """The tag as messages show it."""
        return self.text if len(self.text) <= 40 else f"{self.text[:39]}…"


@dataclass(slots=True)
class WordPart:
    """One part of a Word template with its tags."""

    name: str
    content: bytes
    root: etree._Element = field(init=False)
    paragraphs: Paragraphs = field(init=False)
    tags: list[Tag] = field(init=False, default_factory=list)
    deleted: list[tuple[int, str]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.root = etree.fromstring(self.content)
        taken_out = without_deleted_tags(self.root)
        elements = all_paragraphs(self.root)
        self.paragraphs = Paragraphs(tuple(own_text(element) for element in elements))
        for line, element in enumerate(elements, 1):
            self.tags += _tags(element, line)
        if taken_out:
            self.content = etree.tostring(self.root, encoding="UTF-8")
        self.deleted = [(elements.index(element) + 1, words) for element, words in taken_out]

    def source(self) -> str:
        """The tags alone, each in the line of its paragraph's number, as plain Jinja."""
        lines = [""] * len(self.paragraphs.texts)
        for tag in self.tags:
            lines[tag.line - 1] += _plain(tag.text)
        for line, value in _in_attributes(self.root):
            lines[line] += "".join(map(_plain, TAG.findall(value)))
        return "\n".join(lines)


def _plain(tag: str) -> str:
    """A docxtpl tag as plain Jinja, on one line."""
    flat = " ".join(tag.translate(_QUOTES).split())
    flat = _MERGES.sub("", _SPECIAL.sub(r"{{ \1 }}", flat))
    return _PREFIX.sub(r"\1\2 ", flat)


def _in_attributes(root: etree._Element) -> Iterator[tuple[int, str]]:
    """Attributes with tags (an alternative text, say), with the paragraph before them."""
    line = 0
    for element in root.iter(etree.Element):
        line += element.tag == f"{_W}p"
        for value in element.attrib.values():
            if "{{" in value or "{%" in value:
                yield max(line - 1, 0), str(value)


def _tags(paragraph: etree._Element, line: int) -> Iterator[Tag]:
    """The tags of one paragraph, and in which elements their runs stand."""
    text = ""
    holders: list[etree._Element] = []
    for run, words in _runs(paragraph):
        text += words
        holders += [run] * len(words)
    comments = [found.span() for found in _COMMENT.finditer(text)]
    for found in TAG.finditer(text):
        if any(start < found.start() < end for start, end in comments):
            continue
        prefix = _PREFIX.match(found[0])
        inside = dict.fromkeys(holders[found.start() : found.end()])
        yield Tag(found[0], prefix[3] if prefix else "", line, paragraph, tuple(inside))


def _runs(element: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """The pieces of text of a paragraph with the element that holds their run."""
    for child in element.iterchildren(etree.Element):
        if child.tag == f"{_W}r":
            yield element, own_text(child)
        elif child.tag != f"{_W}p":
            yield from _runs(child)


def deleted(part: WordPart) -> Iterator[TemplateFault]:
    """Tags that a tracked change has taken out."""
    for line, words in part.deleted:
        yield TemplateFault(
            line,
            "tag-deleted",
            worded(
                "the tag {words} stands in a tracked deletion and is passed over.",
                words=words.strip()[:40],
            ),
            "Accept the change in Word, or reject it if the tag is wanted.",
            Severity.WARNING,
        )


_BEGINS = "a tag begins here ({mark}) and does not end in the same paragraph."
_ENDS = "a tag ends here ({mark}) and does not begin in the same paragraph."


def broken(part: WordPart) -> Iterator[TemplateFault]:
    """Tags that Word tore apart in a way that nothing mends, and tags not closed."""
    for line, text in enumerate(part.paragraphs.texts, 1):
        rest = TAG.sub("", _COMMENT.sub("", text))
        for mark in re.findall(r"\{\{|\{%|\}\}|%\}", rest):
            begins = mark.startswith("{")
            yield TemplateFault(
                line,
                "tag-torn",
                worded(_BEGINS if begins else _ENDS, mark=mark),
                "Write the whole tag into one paragraph, or take the braces away.",
            )
    for tag in part.tags:
        if len(tag.holders) > 1:
            yield TemplateFault(
                tag.line,
                "tag-torn",
                worded(
                    "the tag {shown} is torn over a link, a tracked change or a control.",
                    shown=tag.shown,
                ),
                "Delete it and type it anew in one go, with tracking of changes off.",
            )
        foreign = next((char for char in tag.text if char in _FOREIGN_QUOTES), None)
        if foreign:
            yield TemplateFault(
                tag.line,
                "tag-quotes",
                worded(
                    "the tag {shown} holds the typographic mark {foreign}.",
                    shown=tag.shown,
                    foreign=foreign,
                ),
                "Write straight quotes: \" or '.",
            )
        yield from _misspelt(tag)


def _misspelt(tag: Tag) -> Iterator[TemplateFault]:
    if spaced := _SPACED_PREFIX.match(tag.text):
        yield TemplateFault(
            tag.line,
            "tag-prefix",
            worded(
                "the tag {shown} has a blank before '{spaced}'.", shown=tag.shown, spaced=spaced[1]
            ),
            worded(
                "Write {{%{spaced} {spaced2} … %}} without it.",
                spaced=spaced[1],
                spaced2=spaced[2],
            ),
        )
    if tag.prefix and re.search(r"[%}]", tag.text[3:-2]):
        yield TemplateFault(
            tag.line,
            "tag-prefix",
            worded(
                "the tag {shown} holds a % or }} inside, which hides its '{prefix}'.",
                shown=tag.shown,
                prefix=tag.prefix,
            ),
            worded("Set the value before with a {{% set … %}} of its own."),
        )
    if not tag.prefix and tag.text[2:-2].strip() in BLOCK_NAMES:
        name = tag.text[2:-2].strip()
        yield TemplateFault(
            tag.line,
            "tag-prefix",
            worded("'{name}' is whole paragraphs and can't stand in one.", name=name),
            worded("Write {{{{p {name} }}}} alone in its paragraph.", name=name),
        )


def blocks(part: WordPart) -> Iterator[TemplateFault]:
    """Blocks that are not closed, or that end elsewhere than they began."""
    waiting: list[Tag] = []
    for tag in part.tags:
        yield from holder_faults(tag)
        if tag.opens:
            waiting.append(tag)
        elif tag.word in _MIDDLES:
            yield from _middle(tag, waiting)
        elif tag.word.startswith("end"):
            yield from _closed(tag, waiting)
    for tag in waiting:
        yield TemplateFault(
            tag.line,
            "block-open",
            worded("the block {shown} is not closed.", shown=tag.shown),
            worded(
                "Write {{%{written} end{word} %}} where it ends.",
                written=_WRITTEN[tag.prefix],
                word=tag.word,
            ),
        )


def _middle(tag: Tag, waiting: Sequence[Tag]) -> Iterator[TemplateFault]:
    if not waiting or waiting[-1].word not in _MIDDLES[tag.word]:
        yield TemplateFault(
            tag.line,
            "block-stray",
            worded("{shown} stands in no block that it could divide.", shown=tag.shown),
            worded("Take it out, or open an {{% if … %}} before it."),
        )
    else:
        yield from _apart(waiting[-1], tag)


def _closed(tag: Tag, waiting: list[Tag]) -> Iterator[TemplateFault]:
    wanted = tag.word.removeprefix("end")
    if not waiting:
        yield TemplateFault(
            tag.line,
            "block-stray",
            worded("{shown} closes a block that was not opened.", shown=tag.shown),
            worded("Take it out, or open a {{% {wanted} … %}} before it.", wanted=wanted),
        )
        return
    opened = waiting[-1]
    if opened.word != wanted:
        yield TemplateFault(
            tag.line,
            "block-crossed",
            worded(
                "{shown} stands where {shown2} is still open.",
                shown=tag.shown,
                shown2=opened.shown,
            ),
            worded(
                "Close it first, with {{%{written} end{word} %}}.",
                written=_WRITTEN[opened.prefix],
                word=opened.word,
            ),
        )
        if any(one.word == wanted for one in waiting):
            while waiting.pop().word != wanted:
                pass
        return
    waiting.pop()
    yield from _apart(opened, tag)


def _apart(opened: Tag, tag: Tag) -> Iterator[TemplateFault]:
    """Two tags of one block that stand where they can't belong together."""
    if opened.prefix != tag.prefix:
        yield TemplateFault(
            tag.line,
            "block-prefix",
            worded(
                "{shown} belongs to {shown2}, but has another prefix.",
                shown=tag.shown,
                shown2=opened.shown,
            ),
            worded("Write both with '{{%{prefix}'.", prefix=opened.prefix)
            if opened.prefix
            else worded("Write both without '{prefix}'.", prefix=tag.prefix),
        )
        return
    if _container(opened) is not _container(tag):
        yield TemplateFault(
            tag.line,
            "block-across",
            worded(
                "{shown} begins in one {containers} and {shown2} stands in another.",
                shown=opened.shown,
                containers=_CONTAINERS[opened.prefix],
                shown2=tag.shown,
            ),
            worded(
                "For rows use {{%tr … %}}, for cells of one row {{%tc … %}}; else keep both "
                "together."
            ),
        )


_CONTAINERS = {
    "": worded("cell or part of the page"),
    "p": worded("cell or part of the page"),
    "tr": worded("table"),
    "tc": worded("row"),
    "r": worded("paragraph"),
}


def _container(tag: Tag) -> etree._Element | None:
    """What a block that begins with ``tag`` must end in."""
    if tag.prefix == "tr":
        return above(tag.paragraph, "tbl")
    if tag.prefix == "tc":
        return above(tag.paragraph, "tr")
    if tag.prefix == "r":
        return tag.paragraph
    # A run in a link or a control ends with it, so its block must too.
    holder = tag.holders[0] if tag.holders else tag.paragraph
    inside = holder is not tag.paragraph and not tag.prefix
    return holder if inside else tag.paragraph.getparent()


def unmended(part: WordPart) -> bool:
    """Whether markup stays in a tag even after docxtpl has mended what it can."""
    patched = DocxTemplate("").patch_xml(part.content.decode())
    return any("<w:" in tag or "</w:" in tag for tag in TAG.findall(patched))
