"""How a run looks in the end: through its styles, as far as a comparison needs it.

Two questions: can a reader see the words at all, and do they look otherwise than before?
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..word.insertion.ooxml import Element, find, local, value, w, whole

_TINY = 8  # Half-points: what is smaller than 4 points nobody reads.
_PALE = 0xE4  # Of 255; a colour is as good as white when red, green and blue reach this.
_SWITCHES = ("b", "i", "caps", "smallCaps", "strike", "dstrike", "vanish", "webHidden")
_VALUES = ("u", "color", "sz", "vertAlign", "highlight", "w")
_OFF = {"0", "false", "off"}

Properties = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Look:
    """``unseen`` says why a reader does not see the text as it stands; ``form`` is the rest."""

    unseen: str = ""
    form: tuple[str, ...] = ()


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
    return found


@dataclass(slots=True)
class Looks:
    """Looks of runs under one document's styles."""

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

    def of(self, run: Element, style: str | None) -> Look:
        """The look of ``run`` in a paragraph of ``style``."""
        own = find(run, "rPr")
        character = value(own, "rStyle")
        found = self._defaults | self._chain(style or self._standard)
        if character:
            found |= self._chain(character)
        return _judged(found | _own(own))

    def _chain(self, name: str) -> dict[str, str]:
        if name in self._chains:
            return self._chains[name]
        passed: list[str] = []
        current: str | None = name
        while current and current in self._nodes and current not in passed:
            passed.append(current)
            current = value(self._nodes[current], "basedOn")
        found: dict[str, str] = {}
        for step in reversed(passed):
            found |= _own(find(self._nodes[step], "rPr"))
        self._chains[name] = found
        return found


def _judged(found: Properties) -> Look:
    form = tuple(
        f"{name}={found[name]}"
        for name in ("b", "i", "u", "caps", "smallCaps", "vertAlign")
        if found.get(name) not in {None, "", "none", "baseline"}
    )
    return Look(_unseen(found), form)


def _unseen(found: Properties) -> str:
    if found.get("vanish"):
        return "hidden"
    if found.get("strike") or found.get("dstrike"):
        return "struck through"
    size, width = whole(found.get("sz")), whole(found.get("w", "").rstrip("%"))
    if (size is not None and size < _TINY) or (width is not None and width < 10):
        return "tiny"
    if _pale(found.get("color", "")) and not _dark(found):
        return "white"
    return ""


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
