"""What is wrong in one line of a template, before the file has a place in messages."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import Severity


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """Something wrong in one line of a template."""

    line: int
    code: str
    message: str
    cure: str
    severity: Severity = Severity.ERROR


def sentence(message: str) -> str:
    """``message`` with one full stop at its end."""
    return f"{message.removesuffix('.')}."
