"""German."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from babel.dates import format_date

from .base import Language
from .typography import COMMON_RULES, NBSP, QuoteMarks, Rule, rule

if TYPE_CHECKING:
    from datetime import date

    from .codes import Lang

_MONTHS = (
    "Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
)
_UNITS = (
    r"(?:Jahr(?:e[ns]?)?|Monat(?:e[ns]?|s)?|Wochen?|(?:Kalender|Arbeits|Werk)?[Tt]ag(?:e[ns]?)?"
    r"|Stunden?|Minuten?|Uhr|Euro|EUR|Prozent|km|kg|mm|cm|m|l|h|Stück|Blatt|Exemplare?)(?!\w)"
    r"|[€%°]"
)
# A statute's short name: GewO, NachwG, BGB, SGB.
_STATUTE = r"[A-ZÄÖÜ][A-Za-zäöü]*[A-Z](?![\w-])"


class German(Language):
    """German as written in Germany, by DIN 5008 where it speaks."""

    code: ClassVar[Lang] = "de"
    locale_name: ClassVar[str] = "de"
    marks: ClassVar[QuoteMarks] = QuoteMarks(("„", "“"), ("‚", "‘"))
    rules: ClassVar[tuple[Rule, ...]] = (
        *COMMON_RULES,
        rule(r"Nrn?\.|Abs\.|Art\.|Ziff\.|Rn\.|S\.|Kap\.|Anl\.|Bl\.", r"\d|_|[IVX]+(?!\w)"),
        rule("Ziffer|Artikel|Absatz|Satz|Anlage|Seite|Kapitel|Nummer|Paragra(?:f|ph)", r"\d"),
        rule(r"Buchst\.|Buchstabe|lit\.", r"[a-z](?!\w)"),
        # z. B., d. h., i. V., u. a., o. Ä., L. S.: letter by letter.
        rule(r"[A-Za-zÄÖÜäöü]\.", r"[A-Za-zÄÖÜäöü]\.(?!\w)"),
        rule(r"Dr\.|Prof\.|Dipl\.-\w+\.|Ing\.|Mag\.|Hr\.|Fr\.", r"[A-ZÄÖÜ]"),
        rule(r"\d{1,2}\.", rf"(?:{_MONTHS})(?!\w)"),
        rule(r"(?:\d[\d.,]*)?\d", _UNITS),
        rule(r"\d+[a-z]?", r"ff?\.(?!\w)"),
        rule(r"§§?\s[\d,\s]{0,16}\d[a-z]?", _STATUTE),
        rule("SGB", r"[IVX]+(?!\w)"),
    )

    def date_long(self, value: date) -> str:
        """Write '23. November 2026' with a no-break space after the day."""
        return format_date(value, f"d.{NBSP}MMMM y", locale=self._locale)

    def date_blank(self) -> str:
        """Give a line for day, month and year in figures."""
        return "____.____.20____"
