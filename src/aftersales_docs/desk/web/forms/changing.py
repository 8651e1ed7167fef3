"""What the buttons of a form do to its input: entries and groups that come, go and move."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from ....kinds import Kind
from ....language import LANGS
from . import catalogue
from .parts import (
    GROUP,
    LINE,
    Choice,
    Either,
    Group,
    Keyed,
    Listed,
    Part,
    Variants,
    part_of,
)
from .paths import ABSENT, Path, at, path_of, put, without
from .state import shape_of

_MOVES: Final[Mapping[str, int]] = {"up": -1, "down": 1}
_OF_ENTRIES: Final = ("remove", "copy", *_MOVES)
# An entry that is dragged: ``move:remedies.3>0``.
_DRAGGED: Final = re.compile(r"move:(?P<from>.+)>(?P<to>[0-9]{1,5})")
ACTS: Final = ("add", "remove", "copy", "up", "down", "put", "take", "show", GROUP, LINE)


def part_at(kind: Kind, data: Any, path: Path) -> Part | None:
    """What stands at ``path`` on a form; ``None`` where no field is."""
    part: Part | None = Group(kind.model)
    for step in path:
        part = _inside(part, data, step)
        data = at(data, (step,))
    return part


def _inside(part: Part | None, data: Any, step: str | int) -> Part | None:
    if step in LANGS and not isinstance(part, Group | Keyed):
        return part
    if isinstance(part, Either):
        part = part.part(shape_of(part, data))
    if isinstance(part, Variants):
        word = data.get(part.tag) if isinstance(data, Mapping) else None
        model = part.meant(word or part.usual)
        part = Group(model) if model else None
    if isinstance(part, Group) and step in part.model.model_fields:
        return part_of(part.model.model_fields[str(step)])
    if isinstance(part, Listed):
        return part.entry
    return part.value if isinstance(part, Keyed) else None


def changed(kind: Kind, data: Mapping[str, Any], act: str) -> tuple[dict[str, Any], Path]:
    """``data`` after ``act`` (``up:remedies.1``), and the place at which the reader goes on.

    An act that is none, or of a place that is not there, changes nothing.
    """
    if dragged := _DRAGGED.fullmatch(act):
        return _moved(dict(data), path_of(dragged["from"]), int(dragged["to"]))
    verb, _, named = act.partition(":")
    path = path_of(named)
    if verb not in ACTS or not path:
        return dict(data), ()
    if verb in _OF_ENTRIES:
        return _entry(dict(data), verb, path)
    if verb == "take":
        return dict(without(data, path)), path
    part = part_at(kind, data, path)
    if part is None:
        return dict(data), ()
    return _filled(kind, data, verb, path, part)


def _filled(
    kind: Kind, data: Mapping[str, Any], verb: str, path: Path, part: Part
) -> tuple[dict[str, Any], Path]:
    if verb == "add":
        return _added(kind, data, path, part)
    if verb == "put":
        return dict(put(data, path, {})), _first(part, path)
    if verb == "show":
        return _shown(data, path), path
    return dict(put(data, path, _other_shape(kind, data, path, part, verb))), path


def _entry(data: dict[str, Any], verb: str, path: Path) -> tuple[dict[str, Any], Path]:
    """A list or a mapping with one entry gone, doubled or moved."""
    above, step = path[:-1], path[-1]
    whole = at(data, above)
    rows = list(whole.items()) if isinstance(whole, Mapping) else whole
    if not isinstance(rows, list) or not isinstance(step, int) or step >= len(rows):
        return data, ()
    rows, focus = list(rows), path
    if verb == "remove":
        del rows[step]
        focus = (*above, ":add")
    elif verb == "copy":
        rows.insert(step + 1, rows[step])
        focus = (*above, step + 1, ":remove")
    else:
        to = min(max(step + _MOVES[verb], 0), len(rows) - 1)
        rows.insert(to, rows.pop(step))
        ends = (0, len(rows) - 1)
        still = verb if to != ends[verb == "down"] else {"up": "down", "down": "up"}[verb]
        focus = (*above, to, f":{still}")
    return put(data, above, dict(rows) if isinstance(whole, Mapping) else rows), focus


def _moved(data: dict[str, Any], path: Path, to: int) -> tuple[dict[str, Any], Path]:
    """A list or a mapping with one entry at another place."""
    above, step = path[:-1], path[-1] if path else None
    whole = at(data, above) if path else None
    rows = list(whole.items()) if isinstance(whole, Mapping) else whole
    if not isinstance(rows, list) or not isinstance(step, int) or step >= len(rows):
        return data, ()
    rows, to = list(rows), min(to, len(rows) - 1)
    rows.insert(to, rows.pop(step))
    made = dict(rows) if isinstance(whole, Mapping) else rows
    return put(data, above, made), (*above, to, ":copy")


def _added(
    kind: Kind, data: Mapping[str, Any], path: Path, part: Part
) -> tuple[dict[str, Any], Path]:
    """A list with an empty entry more."""
    value = at(data, path)
    if isinstance(part, Either):
        part = part.part(shape_of(part, value)) or part
    if isinstance(part, Keyed):
        known = dict(value) if isinstance(value, Mapping) else {}
        return dict(put(data, path, {**known, "": ""})), (*path, len(known), "key")
    if not isinstance(part, Listed):
        return dict(data), ()
    rows = list(value) if isinstance(value, list) else []
    rows.append({} if isinstance(part.entry, Group | Variants | Keyed) else "")
    return dict(put(data, path, rows)), _first(part.entry, (*path, len(rows) - 1))


def _first(part: Part, path: Path) -> Path:
    """The first input of a part that is still empty."""
    if isinstance(part, Group):
        name = next(iter(part.model.model_fields))
        return _first(part_of(part.model.model_fields[name]), (*path, name))
    return (*path, part.tag) if isinstance(part, Variants) else path


def _shown(data: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """A list of one's own begins with the role's."""
    begun = at(data, path) == []
    own = list(catalogue.of_the_role(path, data)) if begun and len(path) == 1 else []
    return dict(put(data, path, own)) if own else dict(data)


def _other_shape(
    kind: Kind, data: Mapping[str, Any], path: Path, part: Part | None, verb: str
) -> Any:
    """What a field says in another shape, keeping what both can say."""
    if not isinstance(part, Either):
        return at(data, path)
    value = at(data, path)
    if verb == LINE:
        inner = value if isinstance(value, Mapping) else {}
        return inner.get(part.fills) or inner.get("key") or ""
    line = "" if value is ABSENT or isinstance(value, Mapping | list) else value
    if part.fills:
        return {part.fills: line} if line else {}
    known = catalogue.choices_for(kind.id, path, data)
    if isinstance(part.part(LINE), Choice) or not known:
        return {}
    wording = known.get(str(line).replace("-", "_"), "")
    return {"key": line, "text": wording} if line else {}
