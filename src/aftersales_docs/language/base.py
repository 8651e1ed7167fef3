"""What every language can do; the languages themselves say how."""

from __future__ import annotations

from abc import ABC, abstractmethod
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, ClassVar, Literal, Protocol

from babel import Locale, dates
from babel.lists import format_list
from babel.numbers import format_decimal

from .money import MINUS, currency_name, take_apart
from .typography import NBSP, QuoteMarks, Rule, glue, quote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from .codes import Case, Currency, Gender, Lang, ReferenceTo
    from .money import CurrencyName
    from .numerals import CountedNoun, NounGender


@lru_cache(maxsize=4096)
def format_date(value: date, pattern: str, locale: Locale) -> str:
    """A day by a pattern of CLDR; documents say the same days many times."""
    return dates.format_date(value, pattern, locale=locale)


class Declinable(Protocol):
    """A word or phrase, such as a post, with the user's own forms where given."""

    @property
    def text(self) -> str:
        """The phrase in the nominative."""
        ...

    @property
    def forms(self) -> Mapping[Case, str]:
        """The user's exact forms; they win over any rule."""
        ...


class PersonName(Protocol):
    """A person's name as far as languages need it."""

    @property
    def surname(self) -> str:
        """The family name with its particles."""
        ...

    @property
    def given_name(self) -> str:
        """The given name or names."""
        ...

    @property
    def patronymic(self) -> str | None:
        """The Russian отчество, if there is one."""
        ...

    @property
    def academic_title(self) -> str | None:
        """A title that stands before the name, as 'Dr.'."""
        ...

    @property
    def gender(self) -> Gender | None:
        """The gender, if the user gave it."""
        ...

    @property
    def forms(self) -> Mapping[Case, str]:
        """The user's exact forms of the full name."""
        ...

    @property
    def initials_forms(self) -> Mapping[Case, str]:
        """The user's exact forms of the name with initials, as 'И. И. Иванову'."""
        ...


_MALE_ENDINGS = ("ич", "ovich", "evich", "owitsch", "ewitsch")
_FEMALE_ENDINGS = ("овна", "евна", "ична", "ovna", "evna", "owna", "ewna", "ichna", "itschna")
_MALE_WORDS = frozenset({"оглы", "оглу", "улы", "уулу", "угли", "ogly", "oglu"})
_FEMALE_WORDS = frozenset({"кызы", "гызы", "кизи", "kyzy", "gyzy", "kizi"})


class Language(ABC):
    """The rules of one language; objects hold no state and may be shared."""

    code: ClassVar[Lang]
    locale_name: ClassVar[str]
    marks: ClassVar[QuoteMarks]
    rules: ClassVar[tuple[Rule, ...]]
    currencies: ClassVar[Mapping[Currency, CurrencyName]]
    minus_word: ClassVar[str] = "minus"
    short_date_pattern: ClassVar[str] = "dd.MM.y"
    # What a reference calls its target: a chapter, a point, an annex; by case.
    reference_words: ClassVar[Mapping[ReferenceTo, Mapping[Case, str]]]
    # The CLDR plural categories in the order in which ``plural`` takes the forms.
    plural_order: ClassVar[tuple[str, ...]] = ("one", "other")

    @cached_property
    def _locale(self) -> Locale:
        return Locale.parse(self.locale_name)

    # ------------------------------------------------------------ dates and numbers

    @abstractmethod
    def date_long(self, value: date) -> str:
        """Write the date with the month's name; no break between day and month."""

    def date_short(self, value: date) -> str:
        """Write the date in figures, day first."""
        return format_date(value, self.short_date_pattern, self._locale)

    @abstractmethod
    def date_blank(self) -> str:
        """Give a line on which a date is written by hand."""

    def number(self, value: int | Decimal, places: int | None = None) -> str:
        """Write a number with the language's separators.

        Args:
            value: the number.
            places: how many decimal places to show, rounded half up; ``None`` shows
                those the value has.

        """
        if places is None:
            return str(format_decimal(value, locale=self._locale, decimal_quantization=False))
        rounded = Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        pattern = "#,##0." + "0" * places if places else "#,##0"
        return str(format_decimal(rounded, pattern, locale=self._locale))

    def plural(self, n: int | Decimal, *forms: str) -> str:
        """Choose the form that goes with ``n``; the number itself is not written.

        Args:
            n: the number that stands before the word.
            forms: one and other in German and English; one, few and many in Russian.

        Raises:
            ValueError: the number of forms is not that of the language.

        """
        if len(forms) != len(self.plural_order):
            raise ValueError(
                f"{self.code} needs {len(self.plural_order)} plural forms "
                f"({', '.join(self.plural_order)}), not {len(forms)}"
            )
        return forms[self.plural_order.index(self._category(n))]

    def _category(self, n: int | Decimal) -> str:
        return self._locale.plural_form(n)

    # ------------------------------------------------------------ small numbers in words

    @abstractmethod
    def counted(self, n: int, noun: CountedNoun, case: Case = "nom") -> str:
        """Write a number with what it counts, in a case: 'eines Tages', 'fünf Tagen'.

        In words up to the limit of the language (twelve in German, ten in Russian and
        English), in figures above. German after a preposition with the genitive takes the
        dative from two on, as its grammar does: 'binnen eines Tages', 'binnen fünf Tagen'.
        """

    @abstractmethod
    def numeral(self, n: int, case: Case = "nom", gender: NounGender = "m") -> str:
        """Write the number alone, to go with a noun of the text's own: 'einer', 'двух'."""

    @abstractmethod
    def ordinal(self, n: int, case: Case = "nom", gender: NounGender = "m") -> str:
        """Write the ordinal: German as after an article ('beim zweiten'), 'второй', 'third'."""

    # ------------------------------------------------------------ money

    def amount(self, value: Decimal) -> str:
        """Write an amount of money in figures alone, grouped, always with two decimals.

        A negative amount has a true minus sign.

        Raises:
            ValueError: ``value`` has more than two decimals, is no finite number, or is
                beyond 999,999,999,999.99 in size.

        """
        minus = MINUS if take_apart(value).negative else ""
        return f"{minus}{self.number(abs(value), 2)}"

    def money(self, amount: Decimal, currency: str) -> str:
        """Write an amount in figures with the currency's sign; no break between the two.

        Args:
            amount: how much, in whole units with two decimals at most.
            currency: one of ``CURRENCIES``.

        Raises:
            ValueError: the currency is unknown, or the amount is as bad as for ``amount``.

        """
        sign = currency_name(self.currencies, currency).sign
        return f"{self.amount(amount)}{NBSP}{sign}"

    def amount_in_words(self, amount: Decimal, currency: str) -> str:
        """Write an amount in words, the currency in the case and number it calls for.

        Args:
            amount: how much, in whole units with two decimals at most.
            currency: one of ``CURRENCIES``.

        Raises:
            ValueError: as for ``money``.

        """
        name = currency_name(self.currencies, currency)
        negative, units, subunits = take_apart(amount)
        words = self._in_words(units, subunits, name)
        return f"{self.minus_word} {words}" if negative else words

    @abstractmethod
    def _in_words(self, units: int, subunits: int, name: CurrencyName) -> str:
        """Write units and hundredths of a currency, neither of them negative, in words."""

    # ------------------------------------------------------------ marks and spaces

    def quote(self, text: str) -> str:
        """Set the text in outer quotes; quotes in it become inner ones."""
        return quote(text, self.marks)

    def join(self, items: Sequence[str], conjunction: Literal["and", "or"] = "and") -> str:
        """Join items as 'a, b and c' or 'a, b or c'; no items give an empty text."""
        style: Literal["standard", "or"] = "standard" if conjunction == "and" else "or"
        return format_list(list(items), style, locale=self._locale)

    def reference_word(self, target: ReferenceTo, case: Case) -> str:
        """The noun before the number of a reference, with the space that joins them."""
        words = self.reference_words[target]
        return f"{words.get(case, words['nom'])}{NBSP}"

    def typeset(self, text: str) -> str:
        """Set no-break spaces where typographers do; nothing else changes."""
        return glue(text, self.rules)

    def capitalise(self, text: str) -> str:
        """Make the first letter a capital, past any opening quote; the rest stays."""
        for index, char in enumerate(text):
            if char.isalnum():
                return text[:index] + char.title() + text[index + 1 :]
        return text

    # Words that begin a user's sentence with a capital only because it begins there.
    openers: ClassVar[frozenset[str]] = frozenset()

    def uncapitalise(self, text: str) -> str:
        """Make the first letter small where ``text`` goes on in a sentence, after a colon, say.

        Names, abbreviations and German nouns keep their capital: only a word that is known to
        need none loses it.
        """
        first, _, rest = text.partition(" ")
        if not first[:1].isupper() or not self._ordinary(first.rstrip(",.:;!?")):
            return text
        return f"{first[0].lower()}{first[1:]}{f' {rest}' if rest else ''}"

    def _ordinary(self, word: str) -> bool:
        """Whether ``word`` has its capital only because a sentence begins with it."""
        return word in self.openers

    # ------------------------------------------------------------ words and names

    def decline(self, declinable: Declinable, case: Case) -> str:
        """Put a phrase into a case; the user's own form wins."""
        return declinable.forms.get(case, declinable.text)

    def is_guess(self, declinable: Declinable, case: Case) -> bool:
        """Whether the form that ``decline`` gives is a guess that its user should look at."""
        return False

    def full_name(self, person: PersonName, case: Case = "nom") -> str:
        """Write the name in full; the user's own form wins."""
        if case in person.forms:
            return person.forms[case]
        name = f"{person.given_name} {person.surname}".strip()
        return f"{person.academic_title}{NBSP}{name}" if person.academic_title else name

    def signature_name(self, person: PersonName, case: Case = "nom") -> str:
        """Write the name as it stands under a signature."""
        return person.initials_forms.get(case) or self.full_name(person, case)

    def surname_initials(self, person: PersonName, case: Case = "nom") -> str:
        """Write the name as it stands in an address or a list."""
        return self.signature_name(person, case)

    @abstractmethod
    def honorific(self, person: PersonName) -> str:
        """Give the word before a name in an address, as 'Frau'; empty if the gender is open."""

    @abstractmethod
    def salutation(self, person: PersonName | None) -> str:
        """Write how a letter greets its reader, with its mark; ``None`` is an unknown one."""

    def gender(self, person: PersonName) -> Gender | None:
        """Give the gender as stated, else as the patronymic shows it, else ``None``."""
        return person.gender or _patronymic_gender(person.patronymic or "")


def _patronymic_gender(patronymic: str) -> Gender | None:
    """Read the gender off a patronymic, Cyrillic or transliterated."""
    word = patronymic.strip().lower()
    last = word.replace("-", " ").rpartition(" ")[2]
    if last in _FEMALE_WORDS or word.endswith(_FEMALE_ENDINGS):
        return "female"
    if last in _MALE_WORDS or word.endswith(_MALE_ENDINGS):
        return "male"
    return None
