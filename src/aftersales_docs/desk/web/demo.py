"""A register to look at: the samples, issued as if at a house's desk, in three languages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from ...errors import AftersalesError
from ...resources import data_root
from ..accounts.rights import CASE_KIND
from ..cases.facts import known
from ..cases.life import close, file_document, open_case
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
from .cases.facts_form import without_files

WHO: Final = "Katharina Vogt"
_OF_EACH: Final = 5
_CASES: Final = 20
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
    _cases(register)
    return len(made)


def _cases(register: Register) -> None:
    """Twenty claims: those that were answered with their letters, others that wait for one."""
    answers = Document.objects.filter(kind=CASE_KIND)
    by_number = {one.number: one for one in answers}
    claims = [one for path in sorted(_samples_of(CASE_KIND)) if (one := _told_in(path))]
    opened = 0
    while claims and opened < _CASES:
        number, facts = claims[opened % len(claims)]
        again = opened // len(claims)
        answer = None if again else by_number.get(number)
        office = answer.office if answer else _OFFICES[opened % len(_OFFICES)]
        case = open_case(register, office, _received(facts, opened, again), WHO)
        if answer is not None:
            file_document(register, case.pk, answer, WHO)
        if answer is not None and answer.state == DONE:
            close(register, case.pk, WHO, number)
        opened += 1


def _told_in(path: Path) -> tuple[str, dict[str, Any]] | None:
    """The number of a letter, and what the case that it answers would tell."""
    with suppress(AftersalesError):
        request = requested(str(path), None)
        data = request.source.data
        facts = {name: value for name, value in data.items() if name in known()}
        facts = without_files(facts, request.named)
        return str(data.get("number", "")), facts
    return None


def _received(facts: dict[str, Any], place: int, again: int) -> dict[str, Any]:
    """The facts; of claims that wait for an answer with days of these weeks."""
    claim = facts.get("claim")
    if not isinstance(claim, dict) or not again:
        return facts
    days = {"received": (today() - timedelta(days=place % 12)).isoformat()}
    kept = {name: one for name, one in claim.items() if name not in {"dated", "received"}}
    return {**facts, "claim": {**kept, **days}}


def _samples_of(kind: str) -> Iterator[Path]:
    return (data_root() / "samples" / kind).glob("*.*.*.yaml")


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
