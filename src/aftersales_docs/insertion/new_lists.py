"""Adding lists to a host's numbering definitions."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field

from ..ooxml.elements import Element, drop, local, new, w, whole
from ..ooxml.numbering import Position, read_lists
from .host import Host

_BULLET = "–"
_STEP = 360  # Twips that a bullet stands before its text.


@dataclass(slots=True)
class NewLists:
    """Adds ``w:num`` and ``w:abstractNum`` to a host, and remembers whether it did."""

    host: Host
    changed: bool = field(default=False, init=False)
    created: bool = field(default=False, init=False)

    def restarted(self, position: Position) -> Position:
        """A list like the one at ``position`` that begins anew."""
        root = self._root()
        node = next(n for n in root.findall(w("num")) if n.get(w("numId")) == position.number)
        twin = deepcopy(node)
        for override in twin.findall(w("lvlOverride")):
            drop(override, ("startOverride",))
            if override.get(w("ilvl")) == str(position.level) or len(override) == 0:
                twin.remove(override)
        start = self.host.lists[position.number].levels[position.level].start
        own = next(
            (o for o in node.findall(w("lvlOverride")) if o.get(w("ilvl")) == str(position.level)),
            None,
        )
        override = deepcopy(own) if own is not None else new("lvlOverride", ilvl=position.level)
        drop(override, ("startOverride",))
        override.insert(0, new("startOverride", val=start))
        twin.append(override)
        return Position(self._add_number(root, twin), position.level)

    def bullets(self, left: int) -> Position:
        """A new list with dashes whose text stands ``left`` twips from the margin."""
        root = self._root()
        nodes = root.findall(w("abstractNum"))
        taken = [whole(node.get(w("abstractNumId"))) or 0 for node in nodes]
        name = max(taken, default=-1) + 1
        level = new(
            "lvl",
            new("start", val=1),
            new("numFmt", val="bullet"),
            new("lvlText", val=_BULLET),
            new("lvlJc", val="left"),
            new("pPr", new("ind", left=left, hanging=_STEP)),
            ilvl=0,
        )
        abstract = new(
            "abstractNum", new("multiLevelType", val="singleLevel"), level, abstractNumId=name
        )
        if nodes:
            nodes[-1].addnext(abstract)
        else:
            first = next((node for node in root if local(node) != "numPicBullet"), None)
            if first is None:
                root.append(abstract)
            else:
                first.addprevious(abstract)
        return Position(self._add_number(root, new("num", new("abstractNumId", val=name))), 0)

    def _root(self) -> Element:
        if self.host.numbering is None:
            self.host.numbering = new("numbering")
            self.created = True
        self.changed = True
        return self.host.numbering

    def _add_number(self, root: Element, node: Element) -> str:
        nodes = root.findall(w("num"))
        number = str(max((whole(n.get(w("numId"))) or 0 for n in nodes), default=0) + 1)
        node.set(w("numId"), number)
        behind = nodes or root.findall(w("abstractNum"))
        if behind:
            behind[-1].addnext(node)
        else:
            root.append(node)
        self.host.lists = read_lists(root, self.host.styles.lists)
        return number
