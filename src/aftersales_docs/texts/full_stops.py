"""One full stop where two meet: an abbreviation (``o. Ä.``, ``2026 г.``) ends a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..document import Break, Inline, Inlines, Ref, Text, children_of, walk, with_children

# Two full stops (four are an ellipsis and one more) before no word, path or decimal place;
# any after an ellipsis.
_MEETING = re.compile(r"(?<=…)\.+|(?<![.…])(?:\.|\.{3})(\.)(?![.\w/\\])")


def single_stops(content: Inlines) -> Inlines:
    """``content`` with one full stop wherever two meet, across its nodes too."""
    if not _may_meet(content):
        return content
    said = "".join(_leaf(node) for node in walk(content))
    spans = (match.span(1 if match[1] else 0) for match in _MEETING.finditer(said))
    dropped = {at for span in spans for at in range(*span)}
    return tuple(_without(content, dropped, _Position())) if dropped else content


def _may_meet(content: Inlines) -> bool:
    """Whether two full stops may meet in ``content``: a quick look, as most have none."""
    for node in content:
        if type(node) is Text:
            text = node.text
            if ".." in text or "…" in text or text[:1] == ".":
                return True
        elif _may_meet(children_of(node)):
            return True
    return False


def _leaf(node: Inline) -> str:
    """What a node says by itself; something that is no full stop for what is no text."""
    match node:
        case Text(text):
            return text
        case Break():
            return "\n"
        case Ref():
            return "\ufffc"
        case _:
            return ""


class _Position:
    """Where in all that is said the walk stands."""

    def __init__(self) -> None:
        self.at = 0


def _without(content: Inlines, dropped: set[int], position: _Position) -> Iterator[Inline]:
    for node in content:
        start = position.at
        position.at += len(_leaf(node))
        if isinstance(node, Text):
            yield Text("".join(c for i, c in enumerate(node.text, start) if i not in dropped))
        elif children_of(node):
            children = tuple(_without(children_of(node), dropped, position))
            yield with_children(node, children)
        else:
            yield node
