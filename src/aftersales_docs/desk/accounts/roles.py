"""The roles, and what each may do with which kinds of document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from ...kinds import KINDS
from ...messages import Worded, worded

Action = Literal["see", "write", "approve", "issue", "send", "sign", "cancel", "audit", "manage"]
ACTIONS: Final[tuple[Action, ...]] = get_args(Action)
_DESK: Final[tuple[Action, ...]] = ("see", "write", "issue", "send", "sign", "cancel")

# Which department a kind of document belongs to; what is not named here is legal's.
DEPARTMENTS: Final[Mapping[str, str]] = {
    "job-description": "personnel",
    "service-agreement": "legal",
    "warranty-section": "legal",
    "claim-response": "warranty",
    "completion-certificate": "warranty",
}
LEGAL: Final = "legal"


@dataclass(frozen=True, slots=True)
class Role:
    """What a role is called and may do.

    ``department``: with that department's kinds alone; with all kinds where it is empty.
    """

    title: Worded
    actions: tuple[Action, ...]
    department: str = ""


ROLES: Final[Mapping[str, Role]] = {
    "personnel": Role(worded("personnel"), _DESK, "personnel"),
    "legal": Role(worded("legal department"), (*_DESK, "approve"), LEGAL),
    "warranty": Role(worded("warranty desk"), _DESK, "warranty"),
    "signatory": Role(worded("signatory"), ("see", "approve", "sign")),
    "auditor": Role(worded("auditor"), ("see", "audit")),
    "administrator": Role(worded("administrator"), ("manage",)),
}


def department_of(kind: str) -> str:
    """The department that a kind of document belongs to."""
    return DEPARTMENTS.get(kind, LEGAL)


def kinds_of(role: Role) -> Iterable[str]:
    """The kinds that a role deals with."""
    return [kind for kind in KINDS if role.department in ("", department_of(kind))]
