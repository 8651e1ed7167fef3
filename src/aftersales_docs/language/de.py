"""German."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from .base import Language, format_date
from .money import GERMAN, cardinal
from .numerals import GERMAN_NOUNS, german_noun_case, german_numeral, german_ordinal
from .typography import CODE, COMMON_RULES, NBSP, QuoteMarks, Rule, rule, word_set

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from .base import PersonName
    from .codes import Case, Currency, Lang, ReferenceTo
    from .money import CurrencyName, Noun
    from .numerals import CountedNoun, NounGender

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
    reference_words: ClassVar[Mapping[ReferenceTo, Mapping[Case, str]]] = {
        "chapter": {"nom": "Ziffer"},
        "point": {"nom": "Ziffer"},
        "annex": {"nom": "Anlage"},
    }
    currencies: ClassVar[Mapping[Currency, CurrencyName]] = GERMAN
    marks: ClassVar[QuoteMarks] = QuoteMarks(("„", "“"), ("‚", "‘"))
    openers: ClassVar[frozenset[str]] = word_set(
        "Der Die Das Des Dem Den Ein Eine Einer Eines Einem Einen Kein Keine Keiner Es Er "
        "Wir Ich Man Dieser Diese Dieses Ihr Ihre Sein Seine Nicht Nach Bei Beim Mit Ohne "
        "Im In Am An Auf Aus Vom Von Zum Zur Zu Durch Wegen Trotz Während Seit Bis Über "
        "Unter Vor Ist Sind Hat Haben War Wurde Wurden Kann Ob Wann Warum Was Welche "
        "Welcher Welches Wer Wie Wo Wodurch Womit Worauf Woran Alle Beide Mehrere Neu "
        "Defekt Undicht Teilweise"
    )
    rules: ClassVar[tuple[Rule, ...]] = (
        *COMMON_RULES,
        rule(r"Nrn?\.|IdNr\.", CODE),
        rule(r"zwischen\s[\d.:]+", r"und\s\d"),
        rule(r"zwischen\s[\d.:]+\sund", r"\d"),
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
        return format_date(value, f"d.{NBSP}MMMM y", self._locale)

    def date_blank(self) -> str:
        """Give a line for day, month and year in figures."""
        return "____.____.20____"

    def _in_words(self, units: int, subunits: int, name: CurrencyName) -> str:
        """Write 'zwei Euro und fünfzig Cent', or 'zwei Euro' if there are no hundredths."""
        words = self._counted(units, name.unit)
        return f"{words} und {self._counted(subunits, name.subunit)}" if subunits else words

    def _counted(self, n: int, noun: Noun) -> str:
        """Write 'eine Kopeke', 'zwei Kopeken', 'eine Million ein Euro'."""
        # The library counts 101,000 as 'einhunderteinstausend'.
        words = cardinal(n, self.code).replace("einstausend", "eintausend")
        if words.endswith("eins"):
            # The noun agrees with the 'ein' next to it: einhundertein belarussischer Rubel.
            words = words.removesuffix("s") + ("e" if noun.feminine else "")
            return f"{words} {self.plural(1, *noun.forms)}"
        return f"{words} {self.plural(n, *noun.forms)}"

    def counted(self, n: int, noun: CountedNoun, case: Case = "nom") -> str:
        """Write 'eines Tages', 'fünf Werktagen', '14~Tagen'."""
        forms = GERMAN_NOUNS[noun]
        word = (forms.one if n == 1 else forms.several)[german_noun_case(n, case)]
        number = german_numeral(n, case, forms.gender)
        return f"{number} {word}" if number else f"{self.number(n)}{NBSP}{word}"

    def numeral(self, n: int, case: Case = "nom", gender: NounGender = "m") -> str:
        """Write 'eines', 'fünf', '14'."""
        return german_numeral(n, case, gender) or self.number(n)

    def ordinal(self, n: int, case: Case = "nom", gender: NounGender = "m") -> str:
        """Write 'zweiten', as after 'beim'; '13.' above twelve."""
        return german_ordinal(n, case, gender)

    def honorific(self, person: PersonName) -> str:
        """Give 'Frau' or 'Herrn', as an address wants it."""
        gender = self.gender(person)
        return "" if gender is None else {"male": "Herrn", "female": "Frau"}[gender]

    def salutation(self, person: PersonName | None) -> str:
        """Write 'Sehr geehrte Frau Dr. Brandt,'; without a gender 'Guten Tag Kim Meyer,'."""
        if person is None:
            return "Sehr geehrte Damen und Herren,"
        gender = self.gender(person)
        if gender is None:
            return f"Guten Tag {self.full_name(person)},"
        title = f"{person.academic_title}{NBSP}" if person.academic_title else ""
        greeting = {"male": "Sehr geehrter Herr", "female": "Sehr geehrte Frau"}[gender]
        return f"{greeting} {title}{person.surname},"
