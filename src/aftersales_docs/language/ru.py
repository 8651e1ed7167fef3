"""Russian: dates, money, spaces, the parts of a name; cases are in `ru_names` and `ru_phrases`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from .base import Declinable, Language, PersonName, format_date
from .errors import GenderUnknownError
from .money import RUSSIAN, cardinal
from .numerals import RUSSIAN_NOUNS, russian_noun, russian_numeral, russian_ordinal
from .ru_morph import is_common_word
from .ru_names import NameParts, decline_name
from .ru_phrases import decline_phrase
from .typography import COMMON_RULES, NBSP, QuoteMarks, Rule, rule

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from .codes import Case, Currency, Lang, ReferenceTo
    from .money import CurrencyName
    from .numerals import CountedNoun, NounGender

_MONTHS = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
_UNITS = (
    r"(?:лет|год[а-я]{0,2}|месяц[а-я]{0,3}|недел[а-я]{1,3}|дн(?:я|ей|ям|ями|ях)|день|час[а-я]{0,3}"
    r"|минут[а-я]{0,3}|сут(?:ки|ок)|календарн[а-я]+|рабоч[а-я]+|рубл[а-я]+|процент[а-я]{0,3}"
    r"|км|кг|мм|см|м|л)(?!\w)|(?:руб|коп|тыс|млн|млрд|шт|экз|л|мин)\.|[₽€%°]"
)
_REFERENCE = "ст|п|пп|ч|гл|абз|подп|разд|с|стр|рис|табл|прил|кв|д|корп|оф|каб|тел|изд|ред|т|вып"
_REFERENCE_WORD = "стать[а-я]{1,3}|пункт[а-я]{0,3}|глав[а-я]{1,3}|част[а-я]{1,3}|раздел[а-я]{0,3}"
_PLACE = "гор|ул|пл|пер|наб|пос|просп|бул|бульв|обл|дер"

_INITIALS_FIRST = re.compile(r"((?:\w\.(?:-\w\.)?\s?)+)(.+)", re.DOTALL)


class Russian(Language):
    """Russian as personnel offices write it."""

    code: ClassVar[Lang] = "ru"
    locale_name: ClassVar[str] = "ru"
    reference_words: ClassVar[Mapping[ReferenceTo, Mapping[Case, str]]] = {
        "chapter": {
            "nom": "раздел",
            "gen": "раздела",
            "dat": "разделу",
            "acc": "раздел",
            "ins": "разделом",
            "prp": "разделе",
        },
        "point": {
            "nom": "пункт",
            "gen": "пункта",
            "dat": "пункту",
            "acc": "пункт",
            "ins": "пунктом",
            "prp": "пункте",
        },
        "annex": {
            "nom": "приложение №",
            "gen": "приложения №",
            "dat": "приложению №",
            "acc": "приложение №",
            "ins": "приложением №",
            "prp": "приложении №",
        },
    }
    currencies: ClassVar[Mapping[Currency, CurrencyName]] = RUSSIAN
    minus_word: ClassVar[str] = "минус"
    marks: ClassVar[QuoteMarks] = QuoteMarks(("«", "»"), ("„", "“"))
    plural_order: ClassVar[tuple[str, ...]] = ("one", "few", "many")
    rules: ClassVar[tuple[Rule, ...]] = (
        *COMMON_RULES,
        rule(rf"(?:{_REFERENCE})\.", r"[\d_]|[IVX]+(?!\w)|«\w»"),
        rule(r"между\s[\d.:]+", r"и\s\d"),
        rule(r"между\s[\d.:]+\sи", r"\d"),
        rule(_REFERENCE_WORD, r"\d"),
        # г. Москва, but not "2026 г. Москва", where г. is the year's.
        rule(r"(?<!\d\s)г\.", "[А-ЯЁ]"),
        rule(rf"(?:{_PLACE})\.", "[А-ЯЁ]"),
        rule(r"\d{1,2}|«?_+»?", rf"(?:{_MONTHS})(?!\w)"),
        rule(r"\d{4}|_\d{2,4}|20_+", r"гг?\.(?!\w)"),
        rule(r"(?:\d[\d.,]*)?\d", _UNITS),
        rule(r"\d{1,3}", r"\d{3}(?!\d)"),
        # Иванову И. И. — unless the initials belong to the surname that follows.
        rule(r"[А-ЯЁ][а-яё]+", r"[А-ЯЁ]\.\s?[А-ЯЁ]\.(?!\s?[А-ЯЁ][а-яё])"),
        rule("и", r"(?:т\.\s?[дп]|др|пр)\.(?!\w)"),
        rule(r"т\.", r"[декпнч]\.(?!\w)"),
        rule(r"и\.", r"о\.(?!\w)"),
        rule(r"и\.\s?о\.", r"\w"),
        rule("(?:ТК|ГК|УК|НК|КоАП|МК)", r"РФ(?!\w)"),
        # A dash never opens a line.
        Rule(re.compile(r"\S\Z"), re.compile(r"—(?!\S)")),
    )

    def _ordinary(self, word: str) -> bool:
        """Whether the dictionary has the word with a small letter, and as no name."""
        return not word[1:2].isupper() and is_common_word(word)

    def date_long(self, value: date) -> str:
        """Write '23 ноября 2026 г.'; day and month, year and 'г.' stay together."""
        return format_date(value, f"d{NBSP}MMMM y{NBSP}'г.'", self._locale)

    def date_blank(self) -> str:
        """Give the line «____» ______________ 20___ г."""
        return f"«____»{NBSP}______________ 20___{NBSP}г."

    def _category(self, n: int | Decimal) -> str:
        # Fractions take the genitive singular, which is the form of 'few': 1,5 года.
        category = super()._category(n)
        return "few" if category == "other" else category

    def amount_in_words(self, amount: Decimal, currency: str) -> str:
        """Write 'Два рубля 05 копеек': a capital first, the hundredths in two figures.

        A no-break space keeps the figures with their noun.

        Raises:
            ValueError: as for every language.

        """
        return self.capitalise(super().amount_in_words(amount, currency))

    def _in_words(self, units: int, subunits: int, name: CurrencyName) -> str:
        # All six units are masculine, as the library's cardinals are.
        words = f"{cardinal(units, self.code)} {self.plural(units, *name.unit.forms)}"
        return f"{words} {subunits:02d}{NBSP}{self.plural(subunits, *name.subunit.forms)}"

    def counted(self, n: int, noun: CountedNoun, case: Case = "nom") -> str:
        """Write 'одного дня', 'трёх рабочих дней', '14~дней', '21~дня'."""
        forms = RUSSIAN_NOUNS[noun]
        word = russian_noun(n, case, forms)
        number = russian_numeral(n, case, forms.gender)
        return f"{number} {word}" if number else f"{self.number(n)}{NBSP}{word}"

    def numeral(self, n: int, case: Case = "nom", gender: NounGender = "m") -> str:
        """Write 'одного', 'двух', '14'."""
        return russian_numeral(n, case, gender) or self.number(n)

    def ordinal(self, n: int, case: Case = "nom", gender: NounGender = "m") -> str:
        """Write 'второй', 'второго', '11-й'."""
        return russian_ordinal(n, case, gender)

    def decline(self, declinable: Declinable, case: Case) -> str:
        """Put a post or the name of goods into a case; the user's own form wins."""
        return declinable.forms.get(case) or decline_phrase(declinable.text, case).text

    def is_guess(self, declinable: Declinable, case: Case) -> bool:
        """Whether no word was recognised that declines, or it stands in no dictionary."""
        given = case == "nom" or case in declinable.forms
        return not given and not decline_phrase(declinable.text, case).sure

    def full_name(self, person: PersonName, case: Case = "nom") -> str:
        """Write 'Кузнецов Павел Ильич'; the user's own form wins.

        Raises:
            GenderUnknownError: the form depends on the gender, and that is unknown.

        """
        if case in person.forms:
            return person.forms[case]
        parts = NameParts(person.surname, person.given_name, person.patronymic or "")
        return str(self._declined(person, parts, case))

    def signature_name(self, person: PersonName, case: Case = "nom") -> str:
        """Write 'И. И. Иванов' with no-break spaces; the user's own form wins.

        Raises:
            GenderUnknownError: as for ``full_name``.

        """
        if case in person.initials_forms:
            return person.initials_forms[case]
        return NBSP.join(part for part in (_initials(person), self._surname(person, case)) if part)

    def surname_initials(self, person: PersonName, case: Case = "nom") -> str:
        """Write 'Иванову И. И.' with no-break spaces, the user's own form turned round.

        Raises:
            GenderUnknownError: as for ``full_name``.

        """
        given = person.initials_forms.get(case)
        if given is None:
            parts = (self._surname(person, case), _initials(person))
            return NBSP.join(part for part in parts if part)
        turned = _INITIALS_FIRST.fullmatch(given)
        return f"{turned[2]}{NBSP}{turned[1].strip()}" if turned else given

    def _surname(self, person: PersonName, case: Case) -> str:
        """Decline the surname, or take it from the full form the user gave."""
        own = person.forms.get(case, "").split()
        surname = person.surname.split()
        whole = f"{person.surname} {person.given_name} {person.patronymic or ''}".split()
        if own and len(own) == len(whole):
            return " ".join(own[: len(surname)])
        return self._declined(person, NameParts(person.surname), case).surname

    def _declined(self, person: PersonName, parts: NameParts, case: Case) -> NameParts:
        """Decline; an unknown gender matters only if the two genders' forms differ."""
        if case == "nom":
            return parts
        gender = self.gender(person)
        if gender is not None:
            return decline_name(parts, gender, case)
        form = decline_name(parts, "male", case)
        if form != decline_name(parts, "female", case):
            raise GenderUnknownError(self.full_name(person), case)
        return form

    def honorific(self, person: PersonName) -> str:
        """Give nothing: a Russian address names post and name alone."""
        return ""

    def salutation(self, person: PersonName | None) -> str:
        """Write 'Уважаемая Анна Сергеевна!'; without a patronymic 'Уважаемый господин Мюллер!'.

        Raises:
            GenderUnknownError: neither patronymic nor data tell the gender.
        """
        if person is None:
            return "Уважаемые господа!"
        gender = self.gender(person)
        if gender is None:
            raise GenderUnknownError(self.full_name(person), "nom")
        dear = {"male": "Уважаемый", "female": "Уважаемая"}[gender]
        if person.patronymic:
            return f"{dear} {person.given_name}{NBSP}{person.patronymic}!"
        sir = {"male": "господин", "female": "госпожа"}[gender]
        return f"{dear} {sir}{NBSP}{person.surname}!"


def _initials(person: PersonName) -> str:
    """Give 'И. И.'; a hyphenated name keeps its hyphen: 'А.-М.'."""
    # оглы and кызы are part of the patronymic before them and have no initial.
    names = [*person.given_name.split(), *(person.patronymic or "").split()[:1]]
    return NBSP.join(
        "-".join(f"{piece[0].upper()}." for piece in name.split("-") if piece) for name in names
    )
