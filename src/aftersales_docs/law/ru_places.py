"""Places in Russian acts, as German, Russian and English texts cite them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from .facts import Citation, Register


@dataclass(frozen=True, slots=True)
class Act:
    """An act in the genitive by language, its title, and how it calls what stands in articles.

    ``part`` is the numbered paragraph, ``item`` the numbered item of it: where articles have
    «части», an item is a «пункт».
    """

    names: Mapping[str, str]
    title: str
    part: str = "п."
    item: str = "пп."


CONSUMER = Act(
    {
        "ru": " Закона РФ «О защите прав потребителей»",
        "de": "des russischen Verbraucherschutzgesetzes",
        "en": "the Russian Consumer Protection Law",
    },
    "Law of the Russian Federation 2300-1 of 07.02.1992",
)
CIVIL = Act(
    {
        "ru": "\u00a0ГК\u00a0РФ",
        "de": "des Zivilgesetzbuchs der Russischen Föderation",
        "en": "the Civil Code of the Russian Federation",
    },
    "Civil Code of the Russian Federation",
)
TAX = Act(
    {
        "ru": "\u00a0НК\u00a0РФ",
        "de": "des Steuergesetzbuchs der Russischen Föderation",
        "en": "the Tax Code of the Russian Federation",
    },
    "Tax Code of the Russian Federation",
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in an act: ``article`` as ``20``, ``470 and 471`` or ``721–724``.

    ``part`` is the numbered paragraph, ``item`` the numbered item of it; ``lines`` are the
    unnumbered paragraphs within a numbered one (абзацы), counted from its first.
    """

    act: Act
    article: str
    part: str = ""
    item: str = ""
    lines: str = ""

    @property
    def text(self) -> Mapping[str, str]:
        """The citation by language."""
        number, german = (self.article.replace(" and ", word) for word in (" и ", " und "))
        many = "–" in number or number != self.article
        return {
            "ru": (f"абз.\u00a0{self.lines} " if self.lines else "")
            + (f"{self.act.item}\u00a0{self.item} " if self.item else "")
            + (f"{self.act.part}\u00a0{self.part.replace(' and ', ' и ')} " if self.part else "")
            + f"ст.\u00a0{number}{self.act.names['ru']}",
            "de": f"Art.\u00a0{german}"
            + (f" Abs.\u00a0{self.part.replace(' and ', ' und ')}" if self.part else "")
            + (f" Nr.\u00a0{self.item}" if self.item else "")
            + (f" Unterabs.\u00a0{self.lines}" if self.lines else "")
            + f" {self.act.names['de']}",
            "en": (f"subparagraphs\u00a0{self.lines} of " if self.lines else "")
            + f"{'Articles' if many else 'Article'}\u00a0{self.article}"
            + self._english_parts
            + f" of {self.act.names['en']}",
        }

    @property
    def _english_parts(self) -> str:
        # ``(2) and (3)``, not ``(2 and 3)``.
        part = f"({self.part.replace(' and ', ') and (')})" if self.part else ""
        return part + (f"({self.item})" if self.item else "")

    @property
    def source(self) -> str:
        """Where it can be read."""
        lines = f", subparagraphs {self.lines}" if self.lines else ""
        return f"{self.act.title}, art. {self.article}{self._english_parts}{lines}"


@dataclass(frozen=True, slots=True)
class RussianRegister(Register):
    """Makes entries that rest on Russian acts."""

    def consumer(
        self, key: str, article: str, part: str = "", since: date | None = None, *, lines: str = ""
    ) -> Citation:
        """A place in the consumer-protection law."""
        return self.place(key, Place(CONSUMER, article, part, lines=lines), since)

    def civil(self, key: str, article: str, part: str = "", since: date | None = None) -> Citation:
        """A place in the Civil Code."""
        return self.place(key, Place(CIVIL, article, part), since)
