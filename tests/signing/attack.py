"""One attack on a signed file, and the word that it must get."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

CHANGED: Final = "changed"
INVALID: Final = "invalid"
NOT_SIGNED: Final = "not signed"


@dataclass(frozen=True)
class Attack:
    """A forged file, and the word that the first signature, or else the file, must get."""

    family: str
    name: str
    make: Callable[[], bytes]
    word: str = CHANGED

    def __str__(self) -> str:
        return f"{self.family}: {self.name}"
