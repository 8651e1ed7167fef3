"""Days in an input by which something is to be done: declared on their fields.

A kind that is to come joins the list of what is due by marking its days.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel


@dataclass(frozen=True, slots=True)
class DueBy:
    """By this day something is to be done; ``what`` is its key in the list of what is due."""

    what: str


def days_due(value: Any) -> Iterator[tuple[str, date]]:
    """What is due in an input, and by when, wherever it stands."""
    if isinstance(value, BaseModel):
        for name, info in type(value).model_fields.items():
            inner = getattr(value, name)
            marks = [one for one in info.metadata if isinstance(one, DueBy)]
            if marks and isinstance(inner, date):
                yield marks[0].what, inner
            else:
                yield from days_due(inner)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from days_due(one)
