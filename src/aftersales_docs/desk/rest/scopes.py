"""What a key may do: ``ACTION[:KIND[:OFFICE]]``, where ``*`` or nothing is every one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, get_args

from ...errors import DataError, Problem, worded
from ...kinds import KINDS
from ..accounts.roles import Action
from ..offices import named_office
from .models import ALL

# Approving, auditing and managing are for people.
_FOR_PEOPLE: Final = frozenset({"approve", "audit", "manage"})
ACTIONS: Final[tuple[Action, ...]] = tuple(
    one for one in get_args(Action) if one not in _FOR_PEOPLE
)


@dataclass(frozen=True, slots=True, order=True)
class Granted:
    """A right: an action, with a kind or all, in an office or all."""

    action: str
    kind: str = ALL
    office: str = ALL

    def __str__(self) -> str:
        return f"{self.action}:{self.kind}:{self.office}"


def granted(texts: Iterable[str]) -> tuple[Granted, ...]:
    """The rights that ``texts`` name, each once.

    Raises:
        DataError: there is none, or one that there is not.

    """
    found = sorted({_granted(text.strip()) for text in texts if text.strip()})
    if not found:
        raise DataError(
            Problem(
                "no-scope",
                "it is not said what the key may do.",
                worded("Name rights: {example}.", example="issue:claim-response:main"),
                "scopes",
            )
        )
    return tuple(found)


def _granted(text: str) -> Granted:
    parts = [part.strip() or ALL for part in text.split(":")]
    action, kind, office = (*parts, ALL, ALL)[:3]
    if len(parts) > 3 or action not in ACTIONS:
        raise _refused(text, worded("Begin with one of: {names}.", names=", ".join(ACTIONS)))
    if kind != ALL and kind not in KINDS:
        raise _refused(text, worded("The second part is one of: {names}.", names=", ".join(KINDS)))
    return Granted(action, kind, office if office == ALL else named_office(office))


def _refused(text: str, cure: str) -> DataError:
    return DataError(
        Problem("unknown-scope", worded("'{text}' is no right.", text=text[:100]), cure, "scopes")
    )
