"""How long finished documents are kept, by law and kind: facts with their sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from ..core_yaml import load_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRule:
    """``years`` from the end of the calendar year in which ``begins`` was.

    ``begins``: the day of the document, or the day on which it was closed. ``duty``: a legal
    duty to keep; otherwise the time in which claims can be brought. ``verified_on`` is the day
    of the official text with which it was compared, ``None`` if it was not.
    """

    key: str
    law: str
    kinds: tuple[str, ...]
    years: int
    begins: Literal["document", "closed"]
    duty: bool
    basis: str
    source: str
    verified_on: date | None

    def until(self, begun: date) -> date:
        """The last day on which the document is kept."""
        return date(begun.year + self.years, 12, 31)


@cache
def retention_rules() -> tuple[RetentionRule, ...]:
    """All rules of all laws."""
    text = (Path(__file__).parent / "retention.yaml").read_text(encoding="utf-8")
    return tuple(_rule(one) for one in load_yaml(text))


def rules_for(law: str, kind: str) -> tuple[RetentionRule, ...]:
    """The rules for a kind under a law; empty where none is known."""
    return tuple(one for one in retention_rules() if one.law == law and kind in one.kinds)


def _rule(data: dict[str, Any]) -> RetentionRule:
    day = data.pop("verified_on")
    kinds = tuple(data.pop("kinds"))
    return RetentionRule(
        **data, kinds=kinds, verified_on=date.fromisoformat(str(day)) if day else None
    )
