"""Small numbers as lawyers write them: in words up to a limit, the noun in its case.

'binnen eines Tages', 'von einem Monat', 'beim zweiten Versuch'; «в течение трёх дней»,
«при второй попытке»; 'one month’s notice'. Above the limit figures stand: '14 Tagen'.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from .codes import Case

# The genders of German and Russian nouns, as dictionaries mark them.
NounGender = Literal["m", "f", "n"]
NOUN_GENDERS: Final[tuple[NounGender, ...]] = ("m", "f", "n")

# What texts count; every language knows each of them.
CountedNoun = Literal[
    "day",
    "working_day",
    "calendar_day",
    "week",
    "month",
    "year",
    "hour",
    "copy",
    "attempt",
    "page",
]


@dataclass(frozen=True, slots=True)
class NounForms:
    """A counted noun: its gender and its forms by case, one and several.

    ``few`` is what Russian puts after два, три, четыре in the nominative.
    """

    gender: NounGender
    one: Mapping[Case, str]
    several: Mapping[Case, str]
    few: str = ""


# ---------------------------------------------------------------- German

GERMAN_LIMIT: Final = 12
_DE_NUMBERS = [
    "null",
    "ein",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
]
_DE_ONE: Mapping[NounGender, Mapping[Case, str]] = {
    "m": {"nom": "ein", "gen": "eines", "dat": "einem", "acc": "einen"},
    "f": {"nom": "eine", "gen": "einer", "dat": "einer", "acc": "eine"},
    "n": {"nom": "ein", "gen": "eines", "dat": "einem", "acc": "ein"},
}
_DE_ORDINALS = [
    "erst",
    "zweit",
    "dritt",
    "viert",
    "fünft",
    "sechst",
    "siebt",
    "acht",
    "neunt",
    "zehnt",
    "elft",
    "zwölft",
]


def _german(gender: NounGender, one: str, several: str) -> NounForms:
    """Read 'nominative|genitive|dative' of each number; the accusative is the nominative."""
    cases: tuple[Case, ...] = ("nom", "gen", "dat", "acc")

    def by_case(forms: str) -> dict[Case, str]:
        nominative, genitive, dative = forms.split("|")
        return dict(zip(cases, (nominative, genitive, dative, nominative), strict=True))

    return NounForms(gender, by_case(one), by_case(several))


GERMAN_NOUNS: Mapping[CountedNoun, NounForms] = {
    "day": _german("m", "Tag|Tages|Tag", "Tage|Tage|Tagen"),
    "working_day": _german("m", "Werktag|Werktages|Werktag", "Werktage|Werktage|Werktagen"),
    "calendar_day": _german(
        "m", "Kalendertag|Kalendertages|Kalendertag", "Kalendertage|Kalendertage|Kalendertagen"
    ),
    "week": _german("f", "Woche|Woche|Woche", "Wochen|Wochen|Wochen"),
    "month": _german("m", "Monat|Monats|Monat", "Monate|Monate|Monaten"),
    "year": _german("n", "Jahr|Jahres|Jahr", "Jahre|Jahre|Jahren"),
    "hour": _german("f", "Stunde|Stunde|Stunde", "Stunden|Stunden|Stunden"),
    "copy": _german(
        "f",
        "Ausfertigung|Ausfertigung|Ausfertigung",
        "Ausfertigungen|Ausfertigungen|Ausfertigungen",
    ),
    "attempt": _german("m", "Versuch|Versuchs|Versuch", "Versuche|Versuche|Versuchen"),
    "page": _german("n", "Blatt|Blattes|Blatt", "Blatt|Blatt|Blatt"),
}


def german_numeral(n: int, case: Case, gender: NounGender) -> str | None:
    """'eines', 'einer', 'fünf'; ``None`` above the limit."""
    if not 0 <= n <= GERMAN_LIMIT:
        return None
    return _DE_ONE[gender][_german_case(case)] if n == 1 else _DE_NUMBERS[n]


def german_noun_case(n: int, case: Case) -> Case:
    """After a preposition with the genitive several take the dative: 'binnen fünf Tagen'.

    The number shows no genitive there, so the noun can't either (Duden).
    """
    case = _german_case(case)
    return "dat" if case == "gen" and n != 1 else case


def _german_case(case: Case) -> Case:
    return {"ins": "dat", "prp": "dat"}.get(case, case)  # type: ignore[return-value]


def german_ordinal(n: int, case: Case, gender: NounGender) -> str:
    """The ordinal after an article: 'der zweite', 'beim zweiten'; '13.' above the limit."""
    if not 1 <= n <= GERMAN_LIMIT:
        return f"{n}."
    case = _german_case(case)
    bare = case == "nom" or (case == "acc" and gender != "m")
    return _DE_ORDINALS[n - 1] + ("e" if bare else "en")


# ---------------------------------------------------------------- Russian

RUSSIAN_LIMIT: Final = 10
_RU_CASES: tuple[Case, ...] = ("nom", "gen", "dat", "acc", "ins", "prp")


def _russian_cases(forms: str) -> dict[Case, str]:
    return dict(zip(_RU_CASES, forms.split("|"), strict=True))


def _soft(stem: str) -> dict[Case, str]:
    """пять, шесть … десять."""
    return _russian_cases(f"{stem}ь|{stem}и|{stem}и|{stem}ь|{stem}ью|{stem}и")


_RU_ONE: Mapping[NounGender, Mapping[Case, str]] = {
    "m": _russian_cases("один|одного|одному|один|одним|одном"),
    "f": _russian_cases("одна|одной|одной|одну|одной|одной"),
    "n": _russian_cases("одно|одного|одному|одно|одним|одном"),
}
_RU_NUMBERS: Mapping[int, Mapping[Case, str]] = {
    2: _russian_cases("два|двух|двум|два|двумя|двух"),
    3: _russian_cases("три|трёх|трём|три|тремя|трёх"),
    4: _russian_cases("четыре|четырёх|четырём|четыре|четырьмя|четырёх"),
    8: _russian_cases("восемь|восьми|восьми|восемь|восемью|восьми"),
    **{n: _soft(s) for n, s in {5: "пят", 6: "шест", 7: "сем", 9: "девят", 10: "десят"}.items()},
}
_RU_ORDINALS = [
    "перв",
    "втор",
    "трет",
    "четвёрт",
    "пят",
    "шест",
    "седьм",
    "восьм",
    "девят",
    "десят",
]
_RU_HARD: Mapping[NounGender, Mapping[Case, str]] = {
    "m": _russian_cases("ый|ого|ому|ый|ым|ом"),
    "f": _russian_cases("ая|ой|ой|ую|ой|ой"),
    "n": _russian_cases("ое|ого|ому|ое|ым|ом"),
}
_RU_THIRD: Mapping[NounGender, Mapping[Case, str]] = {
    "m": _russian_cases("ий|ьего|ьему|ий|ьим|ьем"),
    "f": _russian_cases("ья|ьей|ьей|ью|ьей|ьей"),
    "n": _russian_cases("ье|ьего|ьему|ье|ьим|ьем"),
}
_STRESSED_ORDINALS = frozenset({2, 6, 7, 8})  # второй, шестой, седьмой, восьмой


def _russian(gender: NounGender, one: str, several: str, few: str) -> NounForms:
    """Read the six cases of each number, and the form after два."""
    return NounForms(gender, _russian_cases(one), _russian_cases(several), few)


def _russian_day(adjective: str = "") -> NounForms:
    """день, рабочий день, календарный день."""
    one = ["день", "дня", "дню", "день", "днём", "дне"]
    several = ["дни", "дней", "дням", "дни", "днями", "днях"]
    few = "дня"
    if adjective:
        soft = adjective == "рабоч"
        singular = ("ий его ему ий им ем" if soft else "ый ого ому ый ым ом").split()
        plural = ("ие их им ие ими их" if soft else "ые ых ым ые ыми ых").split()
        one = [f"{adjective}{end} {noun}" for end, noun in zip(singular, one, strict=True)]
        several = [f"{adjective}{end} {noun}" for end, noun in zip(plural, several, strict=True)]
        few = f"{adjective}{plural[1]} {few}"
    return _russian("m", "|".join(one), "|".join(several), few)


RUSSIAN_NOUNS: Mapping[CountedNoun, NounForms] = {
    "day": _russian_day(),
    "working_day": _russian_day("рабоч"),
    "calendar_day": _russian_day("календарн"),
    "week": _russian(
        "f",
        "неделя|недели|неделе|неделю|неделей|неделе",
        "недели|недель|неделям|недели|неделями|неделях",
        "недели",
    ),
    "month": _russian(
        "m",
        "месяц|месяца|месяцу|месяц|месяцем|месяце",
        "месяцы|месяцев|месяцам|месяцы|месяцами|месяцах",
        "месяца",
    ),
    "year": _russian(
        "m",
        "год|года|году|год|годом|годе",
        "годы|лет|годам|годы|годами|годах",
        "года",
    ),
    "hour": _russian(
        "m",
        "час|часа|часу|час|часом|часе",
        "часы|часов|часам|часы|часами|часах",
        "часа",
    ),
    "copy": _russian(
        "m",
        "экземпляр|экземпляра|экземпляру|экземпляр|экземпляром|экземпляре",
        "экземпляры|экземпляров|экземплярам|экземпляры|экземплярами|экземплярах",
        "экземпляра",
    ),
    "attempt": _russian(
        "f",
        "попытка|попытки|попытке|попытку|попыткой|попытке",
        "попытки|попыток|попыткам|попытки|попытками|попытках",
        "попытки",
    ),
    "page": _russian(
        "m",
        "лист|листа|листу|лист|листом|листе",
        "листы|листов|листам|листы|листами|листах",
        "листа",
    ),
}


def russian_numeral(n: int, case: Case, gender: NounGender) -> str | None:
    """'одного', 'двух', 'две недели'; ``None`` for nought and above the limit."""
    if n == 1:
        return _RU_ONE[gender][case]
    if n == 2 and gender == "f" and case in {"nom", "acc"}:
        return "две"
    forms = _RU_NUMBERS.get(n)
    return forms[case] if forms else None


def russian_noun(n: int, case: Case, noun: NounForms) -> str:
    """The noun after ``n``: 'три дня', 'пять дней', 'трёх дней', '21 дня'."""
    last, teens = n % 10, n % 100 // 10 == 1
    if last == 1 and not teens:
        return noun.one[case]
    if case not in {"nom", "acc"}:
        return noun.several[case]
    return noun.few if 2 <= last <= 4 and not teens else noun.several["gen"]


def russian_ordinal(n: int, case: Case, gender: NounGender) -> str:
    """'второй', 'третьего'; '11-го' above the limit."""
    if n == 3:
        return f"трет{_RU_THIRD[gender][case]}"
    ending = _RU_HARD[gender][case]
    if 1 <= n <= RUSSIAN_LIMIT:
        stressed = n in _STRESSED_ORDINALS and ending == "ый"
        return _RU_ORDINALS[n - 1] + ("ой" if stressed else ending)
    # Added to figures stands the last letter, or the last two after a consonant: 11-й, 11-го.
    return f"{n}-{ending[-1] if len(ending) == 2 else ending[-2:]}"


# ---------------------------------------------------------------- English

ENGLISH_LIMIT: Final = 10
_EN_NUMBERS = [
    "nought",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
]
_EN_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
]


def _english(one: str, several: str) -> NounForms:
    return NounForms("n", {"nom": one}, {"nom": several})


ENGLISH_NOUNS: Mapping[CountedNoun, NounForms] = {
    "day": _english("day", "days"),
    "working_day": _english("working day", "working days"),
    "calendar_day": _english("calendar day", "calendar days"),
    "week": _english("week", "weeks"),
    "month": _english("month", "months"),
    "year": _english("year", "years"),
    "hour": _english("hour", "hours"),
    "copy": _english("original", "originals"),
    "attempt": _english("attempt", "attempts"),
    "page": _english("page", "pages"),
}


def english_numeral(n: int) -> str | None:
    """'one' to 'ten'; ``None`` for nought and above."""
    return _EN_NUMBERS[n] if 1 <= n <= ENGLISH_LIMIT else None


def english_ordinal(n: int) -> str:
    """'first' to 'tenth', then '11th', '21st'."""
    if 1 <= n <= ENGLISH_LIMIT:
        return _EN_ORDINALS[n - 1]
    teens = n % 100 // 10 == 1
    return f"{n}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"
