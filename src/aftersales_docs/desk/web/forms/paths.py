"""How a place in an input is named: on the form, in its addresses, in problems."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

Path = tuple[str | int, ...]
ABSENT: Final = object()
_STEP: Final = re.compile(r"[^.\[\]]+")


def name(path: Path) -> str:
    """As inputs are named: ``remedies.0.days``."""
    return ".".join(map(str, path))


def ident(path: Path) -> str:
    """As elements are named: ``f-remedies-0-days``."""
    return "f-" + re.sub(r"[^\w-]", "_", "-".join(map(str, path)))


def box(path: Path) -> str:
    """As the boxes around several elements are named."""
    return f"{ident(path)}-box"


def path_of(named: str) -> Path:
    """The place that a problem (``remedies[0].days``) or an input names."""
    return tuple(int(step) if step.isdigit() else step for step in _STEP.findall(named))


def _step(data: Any, step: str | int) -> Any:
    if isinstance(data, Mapping):
        return data.get(step, ABSENT)
    inside = isinstance(data, list) and isinstance(step, int) and 0 <= step < len(data)
    return data[step] if inside else ABSENT


def at(data: Any, path: Path) -> Any:
    """What stands there; ``ABSENT`` where nothing does."""
    for step in path:
        data = _step(data, step)
        if data is ABSENT:
            break
    return data


def put(data: Any, path: Path, value: Any) -> Any:
    """``data`` with ``value`` there; what leads there is made, as far as it is not there."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(step, int) and isinstance(data, list):
        found = list(data)
        if step < len(found):
            found[step] = put(found[step], rest, value)
        return found
    below = dict(data) if isinstance(data, Mapping) else {}
    below[str(step)] = put(below.get(str(step), ABSENT), rest, value)
    return below


def without(data: Any, path: Path) -> Any:
    """``data`` without what stands there."""
    step, rest = path[0], path[1:]
    if at(data, (step,)) is ABSENT:
        return data
    if rest:
        return put(data, (step,), without(at(data, (step,)), rest))
    if isinstance(data, list):
        return [one for index, one in enumerate(data) if index != step]
    return {key: one for key, one in data.items() if key != step}
