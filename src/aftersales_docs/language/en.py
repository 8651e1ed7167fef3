"""English, in British usage."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from babel.dates import format_date

from .base import Language
from .typography import COMMON_RULES, NBSP, QuoteMarks, Rule, rule

if TYPE_CHECKING:
    from datetime import date

    from .codes import Lang

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_UNITS = (
    r"(?:calendar|working|business|years?|months?|weeks?|days?|hours?|minutes?"
    r"|euros?|pounds?|roubles?|EUR|GBP|RUB|km|kg|mm|cm|m|h|pages?|copies|copy|a\.m\.|p\.m\."
    r"|per\scent)(?!\w)|[€%°]"
)


class English(Language):
    """British English."""

    code: ClassVar[Lang] = "en"
    locale_name: ClassVar[str] = "en_GB"
    marks: ClassVar[QuoteMarks] = QuoteMarks(("“", "”"), ("‘", "’"))
    short_date_pattern: ClassVar[str] = "dd/MM/y"
    rules: ClassVar[tuple[Rule, ...]] = (
        *COMMON_RULES,
        rule(r"[Nn]os?\.|[Aa]rts?\.|[Ss]s?\.|[Pp]aras?\.|[Cc]ls?\.|[Rr]egs?\.", r"\d|_"),
        rule(r"pp?\.|[Cc]h\.|[Ss]ch\.", r"\d|_|[IVX]+(?!\w)"),
        rule(
            "[Aa]rticles?|[Ss]ections?|[Cc]lauses?|[Pp]aragraphs?|[Aa]nnex|[Ss]chedule|[Pp]age",
            r"\d",
        ),
        rule(r"(?:Mr|Mrs|Ms|Dr|Prof)\.?", "[A-Z]"),
        rule(r"\d{1,2}", rf"(?:{_MONTHS})(?!\w)"),
        rule(r"(?:\d[\d.,]*)?\d", _UNITS),
        rule(r"[A-Z]\.", r"[A-Z]\.(?!\w)"),
        # German statutes keep their sign and name in English too.
        rule(r"§§?\s[\d,\s]{0,16}\d[a-z]?", r"[A-Z][A-Za-z]*[A-Z](?![\w-])"),
    )

    def date_long(self, value: date) -> str:
        """Write '23 November 2026' with a no-break space after the day."""
        return format_date(value, f"d{NBSP}MMMM y", locale=self._locale)

    def date_blank(self) -> str:
        """Give a line for day, month and year."""
        return f"____{NBSP}______________ 20____"
