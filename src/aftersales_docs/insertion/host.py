"""A host document as a reader sees it: its paragraphs with their numbers and ranks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from ..ooxml.elements import Element, find, local, switched, value, w, whole
from ..ooxml.numbering import Counting, List, Numbered, Position, is_deleted, is_hidden, read_lists
from ..ooxml.package import Package

# What tells paragraphs of one rank from those of another: the way they are numbered.
Sign: TypeAlias = tuple[Any, ...]

_WORDS = (
    "§|Ziffer|Ziff\\.|Artikel|Art\\.|Abschnitt|Kapitel|Article|Section|Clause|Статья|Раздел|"
    "Глава|Пункт"
)
_TYPED = re.compile(
    rf"(?P<open>(?:{_WORDS})\s*|\(|)"
    r"(?P<figure>\d{1,3}(?:\.\d{1,3})*|[IVXL]+|[A-Za-zА-Яа-я])"
    r"(?P<close>\.\)|[.):]|)(?P<gap>\s+|$)"
)
_HIDDEN = {"del", "moveFrom", "txbxContent"}
_SHORT = 100  # Characters; a longer paragraph is hardly a heading.


def seen(text: str) -> str:
    """``text`` with all runs of spaces made one, for comparing."""
    return " ".join(text.split())


def paragraph_text(paragraph: Element) -> str:
    """What a reader sees of a paragraph once tracked changes are accepted."""
    parts: list[str] = []

    def walk(node: Element) -> None:
        for child in node:
            name = local(child)
            if name == "t":
                parts.append(child.text or "")
            elif name in {"tab", "ptab"}:
                parts.append("\t")
            elif name in {"br", "cr"}:
                parts.append("\n")
            elif name == "noBreakHyphen":
                parts.append("-")
            elif name not in _HIDDEN and name != "pPr":
                walk(child)

    walk(paragraph)
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class Typed:
    """A number typed as text: ``§ 7``, ``7.1.``, ``(1)``, ``a)``, ``IV.``.

    ``open`` and ``close`` stand around the figure, ``gap`` is the space after it.
    """

    open: str
    figure: str
    close: str
    gap: str

    @property
    def form(self) -> str:
        """The kind of figures, by Word's names."""
        if self.figure[0].isdigit():
            return "decimal"
        if re.fullmatch("[IVXL]+", self.figure) and self.close != ")":
            return "upperRoman"
        case = "Upper" if self.figure.isupper() else "Lower"
        return ("russian" if self.figure.lower() >= "а" else "") + (
            case if self.figure.lower() >= "а" else f"{case.lower()}Letter"
        )

    @property
    def depth(self) -> int:
        """How many figures there are: 2 in ``7.1``."""
        return self.figure.count(".") + 1

    @property
    def label(self) -> str:
        """The number as it stands before the text."""
        return f"{self.open}{self.figure}{self.close}"

    @property
    def sign(self) -> Sign:
        """Equal for numbers of one rank."""
        return ("typed", self.open.strip(), self.form, self.depth)


def typed_number(text: str) -> Typed | None:
    """The number typed before ``text``, if there is one."""
    match = _TYPED.match(text)
    if match is None or not text[match.end() :].strip():
        return None
    found = Typed(match["open"], match["figure"], match["close"], match["gap"])
    return found if _is_number(found) else None


def _is_number(typed: Typed) -> bool:
    """Whether this counts the text: not a quantity, an initial or a date."""
    named = typed.open not in {"", "("}
    if typed.open == "(":
        return typed.close == ")"
    if typed.form == "decimal":
        plain = typed.depth == 1 and not typed.close
        return named or not plain or "\t" in typed.gap
    if typed.form == "upperRoman":
        return named or typed.close == "."
    return typed.close == ")"


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style, as far as numbers and ranks need it."""

    name: str
    based_on: str | None
    number: str | None
    level: int | None
    outline: int | None
    bold: bool | None


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


@dataclass(slots=True)
class Para:
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
    def sign(self) -> Sign | None:
        """The rank of the paragraph; ``None`` for running text and lists without numbers."""
        if self.contents or self.bullet or self.empty:
            return None
        if self.numbered is not None:
            return ("live", self.numbered.abstract, self.numbered.position.level)
        if self.typed is not None:
            return self.typed.sign
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
    paragraphs: list[Para] = field(default_factory=list)

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
            package, root, find(root, "body"), styles, numbering,
            read_lists(numbering, styles.lists),
        )  # fmt: skip
        host.paragraphs = _paragraphs(host)
        return host

    @property
    def tops(self) -> list[Para]:
        """The paragraphs that stand directly in the body, not in a table or control."""
        return [para for para in self.paragraphs if para.index >= 0]

    def count(self) -> dict[Element, Numbered]:
        """The numbers of all paragraphs as the document now is."""
        counting = Counting(self.lists)
        numbers = {}
        for element in story(self.body):
            if is_hidden(element):
                continue
            position = position_of(element, self.styles, self.lists)
            if position is not None and (found := counting.next(position)) is not None:
                numbers[element] = found
        return numbers

    def tracked(self) -> bool:
        """Whether the author of the host has changes tracked."""
        settings = self.package.xml(self.package.related("settings"))
        return bool(switched(settings, "trackRevisions"))


def story(body: Element) -> Iterator[Element]:
    """All paragraphs of the body in their order, in tables too, but not in text boxes."""
    for element in body.iter(w("p")):
        if not any(local(above) == "txbxContent" for above in element.iterancestors()):
            yield element


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


def _paragraphs(host: Host) -> list[Para]:
    places = {element: index for index, element in enumerate(host.body)}
    numbers = host.count()
    fields = _Fields()
    found: list[Para] = []
    for element in story(host.body):
        style = value(element, "pPr/pStyle")
        outline = whole(value(element, "pPr/outlineLvl"))
        name = next((s.name for _, s in host.styles.chain(style)), "").lower()
        contents = fields.passes(element) or name.startswith("toc ")
        para = Para(
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


def _doubt(paragraphs: Sequence[Para]) -> None:
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
