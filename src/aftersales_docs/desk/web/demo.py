"""A register to look at: the samples, issued as if at a house's desk, in three languages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from ...errors import AftersalesError
from ...resources import data_root
from ..chain import Act
from ..days import today
from ..draft_content import content_of_request
from ..drafts import Frame, create
from ..inputs import requested
from ..issuing import issue
from ..numbers import FREE, MAIN, set_pattern
from ..opening import Register
from ..order import Order
from ..register.models import DONE, SENT, Document
from ..steps import step
from ..writing import written

WHO: Final = "Katharina Vogt"
_OF_EACH: Final = 5
_BY_POST: Final = {"de": "Brief", "ru": "письмо", "en": "letter"}
_OFFICES: Final = (MAIN, "nord")


def fill(register: Register) -> int:
    """Issue samples of every kind, send some, finish some; how many there are new.

    A register that has documents is left as it is.
    """
    if Document.objects.exists():
        return 0
    made = [one for path in _samples() if (one := _issued(register, path)) is not None]
    for place, one in enumerate(made):
        way = {"on": min(one.dated, today().isoformat()), "way": _BY_POST.get(one.lang, "letter")}
        if place % 3:
            step(register, one, SENT, Act(WHO, way))
        if place % 6 == 1:
            step(register, one, DONE, Act(WHO, {"on": way["on"]}))
    _drafts(register)
    return len(made)


def _drafts(register: Register) -> None:
    """Some that are still being written."""
    for place, path in enumerate(_samples()):
        if place % _OF_EACH == 0:
            with suppress(AftersalesError):
                content = content_of_request(requested(str(path), None))
                create(register, content, WHO, Frame(_OFFICES[place % len(_OFFICES)]))


def _samples() -> Iterator[Path]:
    """Some samples of each kind, its languages by turns."""
    for folder in sorted((data_root() / "samples").iterdir()):
        by_language: dict[str, list[Path]] = {}
        for path in sorted(folder.glob("*.yaml")) if folder.is_dir() else ():
            parts = path.name.split(".")
            if len(parts) == 4:
                by_language.setdefault(parts[1], []).append(path)
        turns = [one for row in zip(*by_language.values(), strict=False) for one in row]
        yield from turns[:_OF_EACH]


def _issued(register: Register, path: Path) -> Document | None:
    try:
        request = requested(str(path), None)
        office = _OFFICES[len(path.stem) % len(_OFFICES)]
        written(register, lambda: set_pattern(request.kind.id, office, FREE, WHO))
        return issue(register, Order(request, office, WHO)).document
    except AftersalesError:  # A sample that shows what is refused, or two of one number.
        return None
