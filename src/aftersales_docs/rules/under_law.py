"""What every case before the law has in common: the law of its day, its terms and citations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from ..law import Law, LawCode, law_of


class OfLaw(Protocol):
    """An input that a law applies to, as it stands on a day; ``None`` is today's law."""

    @property
    def law(self) -> LawCode:
        """Which law applies."""
        ...

    @property
    def date(self) -> date | None:
        """The day of the document."""
        ...


Model = TypeVar("Model", bound=OfLaw)


@dataclass(frozen=True)
class Judged(Generic[Model]):
    """An input with the law of its day."""

    model: Model

    @property
    def ru(self) -> bool:
        """Whether Russian law applies."""
        return self.model.law == "ru"

    @property
    def de(self) -> bool:
        """Whether German law applies."""
        return self.model.law == "de"

    @cached_property
    def law(self) -> Law:
        """The law of the day of the document."""
        return law_of(self.model.law, self.model.date)

    @property
    def cited_law(self) -> Law | None:
        """The law that the text cites, where the kind chooses it by days of its own."""
        return None

    def number(self, key: str) -> int:
        """A statutory number in its unit, such as the days of a term."""
        return int(self.law.fact(key).value)

    def cite(self, key: str) -> str:
        """A citation for a message."""
        return str(self.law.cite("en")[key])
