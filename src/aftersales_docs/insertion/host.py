"""A host document as a reader sees it: its paragraphs with their numbers and ranks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..ooxml.elements import Element, find, local, switched, value, w, whole
from ..ooxml.numbering import List, Numbered, is_deleted, read_lists
from ..ooxml.package import Package
from ..ooxml.paragraphs import body_paragraphs, numbers_of, paragraph_text
from ..ooxml.styles import Styles
from .typed_numbers import Rank, Typed, typed_number

_SHORT = 100  # Characters; a longer paragraph is hardly a heading.


@dataclass(eq=False, slots=True)
class HostParagraph:
    """One paragraph of the body. ``index`` is its place among the body's blocks, or -1."""

    element: Element
    text: str
    style: str | None
    index: int
    outline: int | None
    bold: bool
    numbered: Numbered | None = None
    bullet: bool = False
    typed: Typed | None = None
    contents: bool = False

    @property
    def empty(self) -> bool:
        return not self.text.strip()

    @property
    def label(self) -> str:
        """The number a reader sees; empty where there is none."""
        if self.numbered is not None:
            return self.numbered.label
        return self.typed.label if self.typed else ""

    @property
    def words(self) -> str:
        """The text without a typed number."""
        if self.typed is None:
            return self.text
        return self.text[len(self.typed.label) + len(self.typed.gap) :]

    @property
    def short(self) -> bool:
        """Whether it reads like a heading: short, and no sentence."""
        words = self.words.strip()
        return 0 < len(words) <= _SHORT and words[-1] not in ".;:,"

    @property
    def capitals(self) -> bool:
        """Whether it is typed in capital letters."""
        return self.words.isupper() and sum(char.isalpha() for char in self.words) > 3

    @property
    def rank(self) -> Rank | None:
        """The rank of the paragraph; ``None`` for running text and lists without numbers."""
        if self.contents or self.bullet or self.empty:
            return None
        if self.numbered is not None:
            return ("live", self.numbered.abstract, self.numbered.position.level)
        if self.typed is not None:
            return self.typed.rank
        if self.outline is not None:
            return ("outline", self.outline)
        return ("strong",) if self.short and (self.bold or self.capitals) else None


@dataclass(slots=True)
class Host:
    """A host document, read."""

    package: Package
    root: Element
    body: Element
    styles: Styles
    numbering: Element | None
    lists: dict[str, List]
    paragraphs: list[HostParagraph] = field(default_factory=list)

    @classmethod
    def read(cls, package: Package) -> Host:
        """The document's text with its numbers.

        Raises:
            DataError: a part of it is damaged or unsafe.

        """
        root = package.xml(package.main)
        styles = Styles.read(package.xml(package.related("styles")))
        numbering = package.xml(package.related("numbering"))
        host = cls(
            package,
            root,
            find(root, "body"),
            styles,
            numbering,
            read_lists(numbering, styles.lists),
        )
        host.paragraphs = _paragraphs(host)
        return host

    @property
    def tops(self) -> list[HostParagraph]:
        """The paragraphs that stand directly in the body, not in a table or control."""
        return [para for para in self.paragraphs if para.index >= 0]

    def count(self) -> dict[Element, Numbered]:
        """The numbers of all paragraphs as the document now is."""
        return numbers_of(self.body, self.styles, self.lists)

    def tracked(self) -> bool:
        """Whether the author of the host has changes tracked."""
        settings = self.package.xml(self.package.related("settings"))
        return bool(switched(settings, "trackRevisions"))


def _bold(element: Element, style: bool) -> bool:
    """Whether all of a paragraph's text is bold."""
    runs = [run for run in element.iter(w("r")) if run.find(w("t")) is not None]
    marks = [switched(run, "rPr/b") for run in runs]
    return bool(runs) and all(style if mark is None else mark for mark in marks)


class _Fields:
    """Follows the fields of a document, to know what stands in a table of contents."""

    def __init__(self) -> None:
        self._open: list[bool] = []

    def passes(self, element: Element) -> bool:
        """Go through a paragraph; whether any of it is in a table of contents."""
        inside = any(self._open)
        for node in element.iter(w("fldChar"), w("instrText"), w("fldSimple")):
            name, kind = local(node), node.get(w("fldCharType"))
            if name == "instrText" and self._open and (node.text or "").split()[:1] == ["TOC"]:
                self._open[-1] = True
            elif kind == "begin":
                self._open.append(False)
            elif kind == "end" and self._open:
                self._open.pop()
            inside = inside or any(self._open)
        return inside


def _paragraphs(host: Host) -> list[HostParagraph]:
    places = {element: index for index, element in enumerate(host.body)}
    numbers = host.count()
    fields = _Fields()
    found: list[HostParagraph] = []
    for element in body_paragraphs(host.body):
        style = value(element, "pPr/pStyle")
        outline = whole(value(element, "pPr/outlineLvl"))
        name = next((s.name for _, s in host.styles.chain(style)), "").lower()
        contents = fields.passes(element) or name.startswith("toc ")
        para = HostParagraph(
            element,
            paragraph_text(element),
            style,
            -1 if is_deleted(element) else places.get(element, -1),
            host.styles.outline(style) if outline is None else outline if outline < 9 else None,
            _bold(element, host.styles.bold(style)),
            contents=contents,
        )
        number = numbers.get(element)
        if number is not None:
            level = host.lists[number.position.number].levels[number.position.level]
            para.bullet = level.bullet
            para.numbered = number if level.counted else None
        if para.numbered is None and not para.bullet:
            para.typed = typed_number(para.text)
        found.append(para)
    _doubt(found)
    return found


def _doubt(paragraphs: Sequence[HostParagraph]) -> None:
    """Take ``2.5`` for a number of the text only where something numbered 2 stands above."""
    met: set[str] = set()
    for para in paragraphs:
        if para.contents:
            continue
        if para.typed is not None and para.typed.form == "decimal":
            figure = para.typed.figure
            if para.typed.depth > 1 and figure.rpartition(".")[0] not in met:
                para.typed = None
                continue
            met.add(figure)
        elif para.numbered is not None:
            met.add(re.sub(r"[^\d.]", "", para.numbered.label).strip("."))
