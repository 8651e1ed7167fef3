"""Errors and warnings of an assessment: the law's no, and its maybe."""

from __future__ import annotations

from ..errors import Problem, Severity


def forbidden(code: str, message: str, cure: str, field: str) -> Problem:
    """What the law forbids; no document comes of it."""
    return Problem(code, message, cure, field)


def doubtful(code: str, message: str, cure: str, field: str) -> Problem:
    """What the law leaves open, or what went wrong already: the user decides."""
    return Problem(code, message, cure, field, severity=Severity.WARNING)


def note(code: str, message: str, field: str = "") -> Problem:
    """What the user should know: nothing is wrong."""
    return Problem(code, message, field=field, severity=Severity.NOTE)
