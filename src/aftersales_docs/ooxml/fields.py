"""The fields of a part: what each tells Word to do, and whether it shows anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .elements import Element, local, w

# Fields that work with the document alone. All others fetch or start something, ask the
# reader, or take words from where no reader of the text sees them.
LOCAL_FIELDS = frozenset(
    "PAGE NUMPAGES SECTION SECTIONPAGES PAGEREF REF NOTEREF STYLEREF SEQ TOC TC XE INDEX HYPERLINK"  # noqa: SIM905
    " TITLE AUTHOR SUBJECT KEYWORDS COMMENTS DOCPROPERTY NUMWORDS NUMCHARS FILENAME DATE TIME"
    " CREATEDATE SAVEDATE PRINTDATE FORMTEXT FORMCHECKBOX FORMDROPDOWN SYMBOL EQ LISTNUM IF ="
    " QUOTE SET".split()
)
# These mark a place and never show anything.
_MARKS = frozenset({"TC", "XE", "SET", "RD"})


@dataclass(slots=True)
class FieldCode:
    """A field. ``instruction`` is its code with single spaces; ``result``: it shows words."""

    instruction: str = ""
    result: bool = False
    shows: bool = False

    @property
    def name(self) -> str:
        """What it does: ``PAGE``, ``INCLUDETEXT``."""
        words = self.instruction.split(maxsplit=1)
        name = words[0].upper() if words else ""
        return "=" if name.startswith("=") else name

    @property
    def is_local(self) -> bool:
        """Whether it works with the document alone."""
        return self.name in LOCAL_FIELDS

    @property
    def is_empty(self) -> bool:
        """Whether it would show something, but does not yet."""
        return bool(self.name) and not self.result and self.name not in _MARKS


_TOLD = ("fldSimple", "fldChar", "instrText", "t", "drawing", "pict", "object", "sym")


def field_codes(root: Element) -> Iterator[FieldCode]:
    """All fields of a part, each as it ends; one that never ends, too."""
    opened: list[FieldCode] = []
    for node in root.iter(*(w(name) for name in _TOLD)):
        name, kind = local(node), node.get(w("fldCharType"))
        if name == "fldSimple":
            code = " ".join(node.get(w("instr"), "").split())
            yield FieldCode(code, any((t.text or "").strip() for t in node.iter(w("t"))))
        elif kind == "begin":
            opened.append(FieldCode())
        elif kind == "separate" and opened:
            opened[-1].shows = True
        elif kind == "end" and opened:
            yield _closed(opened.pop())
        elif opened and name != "fldChar":
            _add(opened[-1], node)
    yield from map(_closed, opened)


def _add(field: FieldCode, node: Element) -> None:
    text = node.text or ""
    if not field.shows:
        # Word takes words of either kind for the code.
        field.instruction += text
    elif local(node) not in {"t", "instrText"} or text.strip():
        field.result = True


def _closed(field: FieldCode) -> FieldCode:
    field.instruction = " ".join(field.instruction.split())
    return field
