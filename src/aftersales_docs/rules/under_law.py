"""What every case before the law has in common: the law of its day, its terms and citations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from ..errors import LibraryError, Problem, worded
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
Choice = TypeVar("Choice")


def under(law: LawCode, choices: Mapping[LawCode, Choice]) -> Choice:
    """What is chosen by the law that applies; no law stands for another one.

    Raises:
        LibraryError: the rules know nothing for this law, which no kind that names it in its
            ``laws`` may let happen.

    """
    if law not in choices:
        raise LibraryError(
            Problem(
                "no-rule-for-law",
                worded(
                    "the rules choose here by law and have nothing for the law '{law}'.", law=law
                ),
                worded(
                    "Add it beside {laws}, or leave the law out of the laws of the kind.",
                    laws=", ".join(choices),
                ),
            )
        )
    return choices[law]


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

    def by_law(self, choices: Mapping[LawCode, Choice]) -> Choice:
        """What is chosen by the law that applies (see :func:`under`)."""
        return under(self.model.law, choices)

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
        return self.law.cite("en")[key]
