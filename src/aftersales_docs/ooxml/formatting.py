"""How a run looks in the end: through its styles, as far as a comparison needs it.

Two questions: can a reader see the words at all, and do they look otherwise than before?
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .elements import Element, find, local, switched, value, w, whole

_TINY = 8  # Half-points: what is smaller than 4 points nobody reads.
_LOW = 80  # Twentieths of a point: lines of under 4 points.
_SYMBOLS = ("wingdings", "webdings", "symbol", "marlett", "zapfdingbats", "zapf dingbats")
_PALE = 0xE4  # Of 255; a colour is as good as white when red, green and blue reach this.
_SWITCHES = ("b", "i", "caps", "smallCaps", "strike", "dstrike", "vanish", "rtl")
_VALUES = ("u", "color", "sz", "vertAlign", "highlight", "w")
_OFF = {"0", "false", "off"}

Properties = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Formatting:
    """``unseen`` says why a reader does not see the text as it stands; ``form`` is the rest."""

    unseen: str = ""
    form: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RunContext:
    """Where a run stands: the styles of its paragraph and table, and what hides all of it."""

    style: str = ""
    table: str = ""
    unseen: str = ""


def low_row(row: Element) -> bool:
    """Whether a row of a table is hidden, or too low to show its words."""
    height = find(row, "trPr/trHeight")
    size = None if height is None else whole(height.get(w("val")))
    low = height is not None and height.get(w("hRule")) == "exact"
    return bool(switched(row, "trPr/hidden")) or (low and size is not None and size < _LOW)


def _own(properties: Element | None) -> dict[str, str]:
    """What a ``w:rPr`` itself says."""
    found: dict[str, str] = {}
    for child in () if properties is None else properties:
        name = local(child)
        if name in _SWITCHES:
            found[name] = "" if child.get(w("val"), "1").lower() in _OFF else "1"
        elif name in _VALUES:
            found[name] = child.get(w("val"), "")
            theme = child.get(w("themeColor"), "")
            if name == "color" and theme.startswith(("background1", "light1")):
                found[name] = "FFFFFF"
        elif name == "shd":
            found[name] = child.get(w("fill"), "")
        elif name == "rFonts":
            found[name] = (child.get(w("ascii")) or child.get(w("hAnsi")) or "").lower()
    return found


@dataclass(slots=True)
class FormattingResolver:
    """FormattingResolver of runs under one document's styles."""

    styles: Element | None
    _nodes: dict[str, Element] = field(default_factory=dict, init=False)
    _defaults: dict[str, str] = field(default_factory=dict, init=False)
    _standard: str = field(default="", init=False)
    _chains: dict[str, dict[str, str]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        if self.styles is None:
            return
        self._defaults = _own(find(self.styles, "docDefaults/rPrDefault/rPr"))
        for node in self.styles.findall(w("style")):
            name = node.get(w("styleId"), "")
            self._nodes[name] = node
            default = node.get(w("default")) in {"1", "true"}
            if default and node.get(w("type"), "paragraph") == "paragraph":
                self._standard = name

    def of(self, run: Element, context: RunContext) -> Formatting:
        """The formatting of ``run`` where it stands."""
        own = find(run, "rPr")
        character = value(own, "rStyle")
        found = self._defaults | self._chain(context.table)
        found |= self._chain(context.style or self._standard)
        if character:
            found |= self._chain(character)
        formatting = _judged(found | _own(own))
        if context.unseen and not formatting.unseen:
            return Formatting(context.unseen, formatting.form)
        return formatting

    def cramped(self, paragraph: Element) -> bool:
        """Whether the lines of a paragraph are too low to show its words."""
        own = find(paragraph, "pPr")
        steps = [own, *(find(node, "pPr") for node in self._steps(value(own, "pStyle") or ""))]
        for properties in steps:
            spacing = find(properties, "spacing")
            height = None if spacing is None else whole(spacing.get(w("line")))
            if spacing is not None and height is not None:
                return spacing.get(w("lineRule")) == "exact" and height < _LOW
        return False

    def _steps(self, name: str) -> list[Element]:
        """A style and those it is based on."""
        passed: dict[str, Element] = {}
        current: str | None = name
        while current and current in self._nodes and current not in passed:
            passed[current] = self._nodes[current]
            current = value(self._nodes[current], "basedOn")
        return list(passed.values())

    def _chain(self, name: str) -> dict[str, str]:
        if name not in self._chains:
            found: dict[str, str] = {}
            for step in reversed(self._steps(name)):
                found |= _own(find(step, "rPr"))
            self._chains[name] = found
        return self._chains[name]


def _judged(found: Properties) -> Formatting:
    form = tuple(
        f"{name}={found[name]}"
        for name in ("b", "i", "u", "caps", "smallCaps", "vertAlign")
        if found.get(name) not in {None, "", "none", "baseline"}
    )
    return Formatting(_unseen(found), form)


def _unseen(found: Properties) -> str:
    size, width = whole(found.get("sz")), whole(found.get("w", "").rstrip("%"))
    reasons = {
        "hidden": bool(found.get("vanish")),
        "struck through": bool(found.get("strike") or found.get("dstrike")),
        "tiny": (size is not None and size < _TINY) or (width is not None and width < 10),
        "white": _pale(found.get("color", "")) and not _dark(found),
        "right to left": bool(found.get("rtl")),
        "in a font of symbols": found.get("rFonts", "").startswith(_SYMBOLS),
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def _pale(colour: str) -> bool:
    parts = _parts(colour)
    return bool(parts) and min(parts) >= _PALE


def _dark(found: Properties) -> bool:
    parts = _parts(found.get("shd", ""))
    return bool(parts) and min(parts) < _PALE


def _parts(colour: str) -> tuple[int, ...]:
    try:
        return tuple(bytes.fromhex(colour)) if len(colour) == 6 else ()
    except ValueError:
        return ()
