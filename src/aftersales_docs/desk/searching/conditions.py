"""What an index knows of a condition, whatever the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Keys:
    """All documents that fulfil a condition, from ``floor`` up to where was asked: newest first.

    ``ended``: there are none further down.
    """

    keys: list[int]
    floor: int
    ended: bool


class Condition(Protocol):
    """A condition on documents that an index answers."""

    def newest(self, low: int, high: int, count: int) -> Keys:
        """The newest from ``high`` down to ``low``: ``count`` of them, or some more or fewer."""

    def among(self, keys: Sequence[int]) -> set[int]:
        """Those of ``keys`` (newest first) that fulfil it."""
