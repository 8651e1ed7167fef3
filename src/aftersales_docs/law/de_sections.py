"""Places in German statutes, as German, Russian and English texts cite them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from .facts import Citation, Register

DAY = timedelta(days=1)
AS_OF = date(2026, 11, 23)

# Each statute: how it is called in German and Russian, in English, and its title. Russian
# keeps the German abbreviation; the text of the document explains it once.
_STATUTES: dict[str, tuple[str, str, str]] = {
    "NachwG": ("NachwG", "the German Evidence Act (NachwG)", "Nachweisgesetz"),
    "GewO": ("GewO", "the German Industrial Code (GewO)", "Gewerbeordnung"),
    "BetrVG": (
        "BetrVG",
        "the German Works Constitution Act (BetrVG)",
        "Betriebsverfassungsgesetz",
    ),
    "ArbSchG": (
        "ArbSchG",
        "the German Occupational Safety and Health Act (ArbSchG)",
        "Arbeitsschutzgesetz",
    ),
    "BGB": ("BGB", "the German Civil Code (BGB)", "Bürgerliches Gesetzbuch"),
    "HGB": ("HGB", "the German Commercial Code (HGB)", "Handelsgesetzbuch"),
    "SGB VII": (
        "SGB\u00a0VII",
        "Book VII of the German Social Code (SGB\u00a0VII)",
        "Sozialgesetzbuch, Siebtes Buch",
    ),
    "KSchG": (
        "KSchG",
        "the German Protection Against Dismissal Act (KSchG)",
        "Kündigungsschutzgesetz",
    ),
    "UStG": ("UStG", "the German VAT Act (UStG)", "Umsatzsteuergesetz"),
    "VSBG": (
        "VSBG",
        "the German Consumer Dispute Resolution Act (VSBG)",
        "Verbraucherstreitbeilegungsgesetz",
    ),
}


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a statute: ``number`` as ``433 ff.``, ``443, 479`` or ``106``.

    ``paragraph`` is its Absatz and ``point`` the Nummer, of the Absatz if there is one.
    """

    number: str
    statute: str
    paragraph: str = ""
    point: str = ""

    @property
    def _sign(self) -> str:
        return "§" if self.number.isalnum() else "§§"

    @property
    def text(self) -> Mapping[str, str]:
        """The citation by language."""
        short, english, _ = _STATUTES[self.statute]
        number, sign, several = self.number, self._sign, self._sign == "§§"
        return {
            "de": f"{sign}\u00a0{number.replace(' ff.', chr(0xA0) + 'ff.')}"
            + (f" Abs.\u00a0{self.paragraph}" if self.paragraph else "")
            + (f" Nr.\u00a0{self.point}" if self.point else "")
            + f" {short}",
            "ru": (f"п.\u00a0{self.point} " if self.point else "")
            + (f"абз.\u00a0{self.paragraph} " if self.paragraph else "")
            + f"{sign}\u00a0{number.replace(' ff.', ' и сл.')} {short}",
            "en": f"{'sections' if several else 'section'}\u00a0"
            + number.replace(" ff.", " et seq.")
            + (f"({self.paragraph})" if self.paragraph else "")
            + (f" No.\u00a0{self.point}" if self.point else "")
            + f" of {english}",
        }

    @property
    def source(self) -> str:
        """Where it can be read."""
        return (
            f"{_STATUTES[self.statute][2]}, {self._sign} {self.number}"
            + (f" Abs. {self.paragraph}" if self.paragraph else "")
            + (f" Nr. {self.point}" if self.point else "")
        )


@dataclass(frozen=True, slots=True)
class GermanRegister(Register):
    """Makes entries that rest on German statutes and on law of the Union."""

    def bgb(
        self, key: str, number: str, paragraph: str = "", point: str = "",
        *, since: date | None = None,
    ) -> Citation:  # fmt: skip
        """A section of the Civil Code."""
        return self.place(key, Section(number, "BGB", paragraph, point), since)

    def words(  # noqa: PLR0913, PLR0917 (one parameter a language)
        self, key: str, de: str, ru: str, en: str, source: str, since: date | None = None
    ) -> Citation:
        """A citation put into words by hand."""
        return self.citation(key, {"de": de, "ru": ru, "en": en}, source, since)

    def editions(self, key: str, before: Section, day: date, after: Section) -> Iterable[Citation]:
        """``before`` until the eve of ``day``, ``after`` from then on."""
        yield self.place(key, before, until=day - DAY)
        yield self.place(key, after, since=day)
