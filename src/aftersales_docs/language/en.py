"""English, in British usage."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from .base import Language, format_date
from .money import ENGLISH, MINUS, cardinal, currency_name
from .numerals import ENGLISH_NOUNS, english_numeral, english_ordinal
from .typography import CODE, COMMON_RULES, NBSP, QuoteMarks, Rule, rule, word_set

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from .base import PersonName
    from .codes import Case, Currency, Lang, ReferenceTo
    from .money import CurrencyName, Noun
    from .numerals import CountedNoun, NounGender

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
    reference_words: ClassVar[Mapping[ReferenceTo, Mapping[Case, str]]] = {
        "chapter": {"nom": "clause"},
        "point": {"nom": "clause"},
        "annex": {"nom": "Annex"},
    }
    currencies: ClassVar[Mapping[Currency, CurrencyName]] = ENGLISH
    marks: ClassVar[QuoteMarks] = QuoteMarks(("“", "”"), ("‘", "’"))
    # 03/02/2025 is another day to an American: the month is named.
    short_date_pattern: ClassVar[str] = f"d{NBSP}MMM{NBSP}y"
    openers: ClassVar[frozenset[str]] = word_set(
        "The A An This That These Those It They We There No Not None All Both Some Several "
        "Its Their Our Is Are Was Were Has Have Had Does Do Did Can Could Whether When "
        "Where Why What Which Who How After Before During By With Without In On At From To "
        "For Of Under Over Since Until Because Please Repair Replacement Refund Defective "
        "Broken Worn Loose Cracked Leaking Noisy Faulty"
    )
    rules: ClassVar[tuple[Rule, ...]] = (
        *COMMON_RULES,
        rule(r"[Nn]os?\.", CODE),
        rule(r"between\s[\d.:]+(?:\s?[ap]m)?", r"and\s\d"),
        rule(r"between\s[\d.:]+(?:\s?[ap]m)?\sand", r"\d"),
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
        return format_date(value, f"d{NBSP}MMMM y", self._locale)

    def date_blank(self) -> str:
        """Give a line for day, month and year."""
        return f"____{NBSP}______________ 20____"

    def money(self, amount: Decimal, currency: str) -> str:
        """Write '€1,234.50', and with a code 'RUB 1,234.50', no break between the two.

        The minus stands before a sign but after a code: '−€5.00', 'RUB −5.00'.

        Raises:
            ValueError: as for every language.

        """
        sign = currency_name(self.currencies, currency).sign
        figures = self.amount(amount)
        if sign.isalpha():
            return f"{sign}{NBSP}{figures}"
        unsigned = figures.removeprefix(MINUS)
        return f"{figures[: -len(unsigned)]}{sign}{unsigned}"

    def _in_words(self, units: int, subunits: int, name: CurrencyName) -> str:
        """Write 'two euros and fifty cents', or 'two euros' if there are no hundredths."""
        words = self._counted(units, name.unit)
        return f"{words} and {self._counted(subunits, name.subunit)}" if subunits else words

    def _counted(self, n: int, noun: Noun) -> str:
        """Write 'one thousand two hundred and one euros', without commas."""
        words = cardinal(n, self.code).replace(",", "")
        return f"{words} {self.plural(n, *noun.forms)}"

    def counted(self, n: int, noun: CountedNoun, case: Case = "nom") -> str:
        """Write 'one day', 'five working days', '14~days'; as a genitive 'three months’'."""
        forms = ENGLISH_NOUNS[noun]
        word = (forms.one if n == 1 else forms.several)["nom"]
        if case == "gen":
            word += "’" if word.endswith("s") else "’s"
        number = english_numeral(n)
        return f"{number} {word}" if number else f"{self.number(n)}{NBSP}{word}"

    def numeral(self, n: int, case: Case = "nom", gender: NounGender = "m") -> str:
        """Write 'one', 'five', '14'."""
        return english_numeral(n) or self.number(n)

    def ordinal(self, n: int, case: Case = "nom", gender: NounGender = "m") -> str:
        """Write 'second', '11th'."""
        return english_ordinal(n)

    def honorific(self, person: PersonName) -> str:
        """Give 'Ms' or 'Mr'; an academic title takes its place."""
        gender = self.gender(person)
        if person.academic_title or gender is None:
            return ""
        return {"male": "Mr", "female": "Ms"}[gender]

    def salutation(self, person: PersonName | None) -> str:
        """Write 'Dear Ms Brown,'; without a gender 'Dear Kim Meyer,'."""
        if person is None:
            return "Dear Sir or Madam,"
        title = person.academic_title or self.honorific(person)
        if not title:
            return f"Dear {self.full_name(person)},"
        return f"Dear {title.rstrip('.')}{NBSP}{person.surname},"
