"""What a guarded process is for, how much it may take, and what is said when it is stopped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ..errors import Problem, Worded

Purpose = Literal["template", "reading"]
Reason = Literal["large", "deep", "slow", "failed", "broken"]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one call may take: seconds of work and of waiting, bytes of memory."""

    seconds: int = 60
    waiting: int = 150
    memory: int = 2 * 2**30
    answer: int = 256 * 2**20


LIMITS: Mapping[Purpose, Limits] = {
    "template": Limits(),
    # A finished file is read in a moment; what takes longer was made to do harm.
    "reading": Limits(seconds=20, waiting=60, memory=2**30),
}
_LOOK = "Look for loops, macros and pictures that grow without end."
_ASK = "Ask for the file as this program made it; don't trust this one."
_TEMPLATE: Mapping[Reason, tuple[str, str]] = {
    "large": ("the template needs more than {memory} MB of memory and was stopped.", _LOOK),
    "deep": (
        "the template nests too deeply, or a macro of it calls itself without end.",
        "Make it flatter.",
    ),
    "slow": (
        "the template took more than {seconds} seconds and was stopped.",
        "Look for loops in loops, and for macros that call themselves.",
    ),
    "failed": (
        "the document can't be made with this template.",
        "Run 'aftersales-docs templates check' on the folder; if that tells nothing, take parts "
        "of the template out until it works.",
    ),
    "broken": (
        "the process that uses the template broke down (code {code}).",
        "Try it without --template; if it works, look for what is uncommon in the template.",
    ),
}
_READING: Mapping[Reason, tuple[str, str]] = {
    "large": ("reading what is inside takes more than {memory} MB of memory.", _ASK),
    "deep": ("what is inside nests too deeply.", _ASK),
    "slow": ("reading what is inside takes more than {seconds} seconds.", _ASK),
    "failed": ("what is inside can't be read.", _ASK),
    "broken": ("what is inside can't be read: the reader broke down (code {code}).", _ASK),
}
_SAID: Mapping[Purpose, Mapping[Reason, tuple[str, str]]] = {
    "template": _TEMPLATE,
    "reading": _READING,
}
_CODES: Mapping[Purpose, str] = {"template": "template", "reading": "file"}
_ENDINGS: Mapping[Reason, str] = {
    "large": "too-large",
    "deep": "too-deep",
    "slow": "too-slow",
    "failed": "failed",
    "broken": "failed",
}
# What each purpose's problems are raised as.
ERRORS: Mapping[Purpose, str] = {"template": "LibraryError", "reading": "DataError"}


def stopped(
    purpose: Purpose, reason: Reason, *, seconds: int, memory: int, code: int | None = None
) -> Problem:
    """Why a call in the guarded process has no result; ``memory`` is in bytes."""
    message, cure = _SAID[purpose][reason]
    given = {"seconds": seconds, "memory": memory // 2**20, "code": code}
    told = Worded(message, {name: one for name, one in given.items() if f"{{{name}" in message})
    return Problem(f"{_CODES[purpose]}-{_ENDINGS[reason]}", told, cure)
