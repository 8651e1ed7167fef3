"""A paragraph as pieces of text: each with its formatting, its field, and who tracked it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from ..errors import worded
from .elements import WORD, XML_SPACE, Element, find, local, value, w
from .formatting import Formatting, FormattingResolver, RunContext
from .relationships import RELATION
from .tracked_changes import Revision, revision_of

_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_MICROSOFT = ("http://schemas.microsoft.com/office/", "http://schemas.openxmlformats.org/")
# The namespaces in which Word looks for words.
_KNOWN = (
    f"{{{WORD}}}",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}",
)
_APART = {"pPr", "rPr", "drawing", "pict", "object", "del", "moveFrom", "sdtPr", "sdtEndPr"}
# Word and LibreOffice count these anew whenever they show a page.
_COUNTED = {"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "PAGEREF"}
_DEEPEST = 40  # Fields in fields; Word gives up at twenty.
_PAGE_NUMBER = re.compile(r"[\dIVXLCivxlc\s–-]{0,12}|[A-Za-z]")


@dataclass(eq=False, slots=True)
class Field:
    """A field: its instruction, and the runs from its beginning to its end."""

    instruction: str = ""
    runs: list[Element] = field(default_factory=list)
    shows: bool = False

    @property
    def name(self) -> str:
        """What it does, and for a reference to what: ``PAGE``, ``REF c_duties``."""
        words = self.instruction.split()
        kind = words[0].upper() if words else ""
        target = words[1].strip('"') if len(words) > 1 else ""
        if kind == "HYPERLINK":
            return "" if target.startswith("\\") else f"HYPERLINK {target}"
        return f"{kind} {target}" if kind == "REF" else kind


@dataclass(eq=False, slots=True)
class Piece:
    """Text of one element. ``field`` is what the innermost field that shows it does."""

    text: str
    formatting: Formatting
    field: str = ""
    revision: Revision | None = None
    run: Element | None = None
    node: Element | None = None
    source: Field | None = None


@dataclass(slots=True)
class RunReader:
    """Reads the paragraphs of one part, one after another: a field may span several.

    ``table`` is the style of the table they stand in; ``hidden``: its row is.
    """

    resolver: FormattingResolver
    links: Mapping[str, str]
    _open: list[Field] = field(default_factory=list, init=False)
    _pieces: list[Piece] = field(default_factory=list, init=False)
    _too_deep: int = field(default=0, init=False)
    table: str = field(default="", init=False)
    hidden: bool = field(default=False, init=False)
    _context: RunContext = field(default_factory=RunContext, init=False)
    _link: str = field(default="", init=False)

    def read(self, paragraph: Element) -> list[Piece]:
        """The pieces of ``paragraph``, in their order; text boxes in it are left out."""
        self._pieces = []
        style = value(find(paragraph, "pPr"), "pStyle") or ""
        unseen = "hidden" if self.hidden else "tiny" if self.resolver.cramped(paragraph) else ""
        self._context = RunContext(style, self.table, unseen)
        self._walk(paragraph)
        return self._pieces

    def _walk(self, node: Element) -> None:
        for child in shown(node):
            name = local(child)
            if name == "r":
                self._run(child)
            elif name == "fldSimple":
                self._simple(child)
            elif name == "hyperlink":
                self._hyperlink(child)
            elif child.tag == _MATH_TEXT:
                self._add(child.text or "", child, child)
            elif name == "bdo" and child.get(w("val")) == "rtl":
                self._backwards(child)
            elif name not in _APART:
                self._walk(child)

    def _hyperlink(self, node: Element) -> None:
        target = self.links.get(node.get(RELATION, ""), "")
        self._link, before = f"HYPERLINK {target}" if target else "", self._link
        self._walk(node)
        self._link = before

    def _backwards(self, node: Element) -> None:
        before, self._context = (
            self._context,
            replace(self._context, unseen=worded("right to left")),
        )
        self._walk(node)
        self._context = before

    def _simple(self, node: Element) -> None:
        opened = Field(node.get(w("instr"), ""), list(node.iter(w("r"))), shows=True)
        self._open.append(opened)
        start = len(self._pieces)
        self._walk(node)
        self._open.pop()
        self._count(opened, start)

    def _run(self, run: Element) -> None:
        for opened in self._open:
            opened.runs.append(run)
        for node in shown(run):
            name = local(node)
            if name == "fldChar":
                self._switch(node, run)
            elif name == "instrText":
                self._instruct(node.text or "")
            elif name in _TEXTS:
                self._add(_TEXTS[name](node), run, node)
            elif name not in _APART:
                self._walk(node)

    def _instruct(self, words: str) -> None:
        if self._open and not self._open[-1].shows:
            self._open[-1].instruction += words

    def _switch(self, node: Element, run: Element) -> None:
        """A field begins, shows its result from here, or ends."""
        kind = node.get(w("fldCharType"))
        if kind == "begin" and len(self._open) >= _DEEPEST:
            self._too_deep += 1
        elif kind == "end" and self._too_deep:
            self._too_deep -= 1
        elif kind == "begin":
            self._open.append(Field("", [run]))
        elif kind == "separate" and self._open:
            self._open[-1].shows = True
        elif kind == "end" and self._open:
            closed = self._open.pop()
            mine = (i for i, piece in enumerate(self._pieces) if piece.source is closed)
            self._count(closed, next(mine, len(self._pieces)))

    def _count(self, closed: Field, start: int) -> None:
        """Put a page number's name in place of the number that happens to be kept."""
        name = closed.name
        shown = "".join(piece.text for piece in self._pieces[start:])
        if name in _COUNTED and _PAGE_NUMBER.fullmatch(shown.strip()) and closed.runs:
            run = closed.runs[0]
            formatting = self.resolver.of(run, self._context)
            self._pieces[start:] = [
                Piece(f"{{{name}}}", formatting, name, revision_of(run), run, None, closed)
            ]

    def _add(self, text: str, run: Element, node: Element) -> None:
        if not text or any(not opened.shows for opened in self._open):
            return
        source = self._open[-1] if self._open else None
        name = source.name if source else self._link
        formatting = self.resolver.of(run, self._context)
        self._pieces.append(Piece(text, formatting, name, revision_of(run), run, node, source))


def shown(node: Element) -> list[Element]:
    """The children of ``node`` that Word shows: no other program's, and one of alternatives."""
    children: list[Element] = []
    for child in node:
        if child.tag == f"{_MARKUP}AlternateContent":
            chosen = next((one for one in child if _understood(one)), None)
            children += shown(chosen) if chosen is not None else []
        elif isinstance(child.tag, str) and child.tag.startswith(_KNOWN):
            children.append(child)
    return children


def _understood(alternative: Element) -> bool:
    """Whether Word knows the namespaces that an alternative requires; the fallback has none."""
    if alternative.tag == f"{_MARKUP}Fallback":
        return True
    prefixes = str(alternative.get("Requires", "")).split()
    spaces = [str(alternative.nsmap.get(prefix, "")) for prefix in prefixes]
    return bool(spaces) and all(space.startswith(_MICROSOFT) for space in spaces)


def _text(node: Element) -> str:
    """Word keeps the spaces at the ends only where it is told to."""
    text = node.text or ""
    return text if node.get(XML_SPACE) == "preserve" else text.strip(" \t\r\n")


def _break(node: Element) -> str:
    return "" if node.get(w("type")) in {"page", "column"} else "\n"


def _symbol(node: Element) -> str:
    try:
        return chr(int(node.get(w("char"), ""), 16))
    except (ValueError, OverflowError):
        return "\ufffd"


# The elements of a run that are text.
_TEXTS: dict[str, Callable[[Element], str]] = {
    "t": _text,
    "br": _break,
    "sym": _symbol,
    "cr": lambda _: "\n",
    "tab": lambda _: "\t",
    "ptab": lambda _: "\t",
    "noBreakHyphen": lambda _: "\u2011",
    "softHyphen": lambda _: "\u00ad",
}
