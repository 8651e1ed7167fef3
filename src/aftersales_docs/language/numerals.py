"""Small numbers as words, and spans of time, as lawyers write them in running text.

German writes numbers up to twelve as words, English and Russian up to ten; larger ones stand
in figures. What follows a number takes the form that the number asks for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from .codes import Case, Lang
from .typography import NBSP

GrammaticalGender: TypeAlias = Literal["m", "f", "n"]
Unit: TypeAlias = Literal["day", "week", "month", "year"]

_GERMAN_ONE: Final[Mapping[GrammaticalGender, Mapping[Case, str]]] = {
    "m": {"nom": "ein", "gen": "eines", "dat": "einem", "acc": "einen"},
    "f": {"nom": "eine", "gen": "einer", "dat": "einer", "acc": "eine"},
    "n": {"nom": "ein", "gen": "eines", "dat": "einem", "acc": "ein"},
}
_GERMAN: Final = (
    "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf",
)  # fmt: skip
_ENGLISH: Final = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
)  # fmt: skip
_CASES: Final[tuple[Case, ...]] = ("nom", "gen", "dat", "acc", "ins", "prp")
_RUSSIAN_ONE: Final[Mapping[GrammaticalGender, tuple[str, ...]]] = {
    "m": ("один", "одного", "одному", "один", "одним", "одном"),
    "f": ("одна", "одной", "одной", "одну", "одной", "одной"),
    "n": ("одно", "одного", "одному", "одно", "одним", "одном"),
}
_RUSSIAN: Final[Mapping[int, tuple[str, ...]]] = {
    2: ("два", "двух", "двум", "два", "двумя", "двух"),
    3: ("три", "трёх", "трём", "три", "тремя", "трёх"),
    4: ("четыре", "четырёх", "четырём", "четыре", "четырьмя", "четырёх"),
    5: ("пять", "пяти", "пяти", "пять", "пятью", "пяти"),
    6: ("шесть", "шести", "шести", "шесть", "шестью", "шести"),
    7: ("семь", "семи", "семи", "семь", "семью", "семи"),
    8: ("восемь", "восьми", "восьми", "восемь", "восемью", "восьми"),
    9: ("девять", "девяти", "девяти", "девять", "девятью", "девяти"),
    10: ("десять", "десяти", "десяти", "десять", "десятью", "десяти"),
}
_GERMAN_UNITS: Final[Mapping[Unit, tuple[GrammaticalGender, str, str, str, str]]] = {
    # Gender, singular, its genitive, plural, its dative.
    "day": ("m", "Tag", "Tages", "Tage", "Tagen"),
    "week": ("f", "Woche", "Woche", "Wochen", "Wochen"),
    "month": ("m", "Monat", "Monats", "Monate", "Monaten"),
    "year": ("n", "Jahr", "Jahres", "Jahre", "Jahren"),
}
_RUSSIAN_UNITS: Final[Mapping[Unit, tuple[GrammaticalGender, str, str]]] = {
    # Gender, cases of the singular, cases of the plural.
    "day": ("m", "день дня дню день днём дне", "дни дней дням дни днями днях"),
    "week": ("f", "неделя недели неделе неделю неделей неделе",
             "недели недель неделям недели неделями неделях"),
    "month": ("m", "месяц месяца месяцу месяц месяцем месяце",
              "месяцы месяцев месяцам месяцы месяцами месяцах"),
    "year": ("m", "год года году год годом годе", "годы лет годам годы годами годах"),
}  # fmt: skip


def numeral(lang: Lang, n: int, case: Case = "nom", gender: GrammaticalGender = "m") -> str:
    """``n`` as lawyers write it: a word in ``case`` if it is small, else figures."""
    if lang == "de":
        if n == 1:
            return _GERMAN_ONE[gender][case]
        return _GERMAN[n - 2] if 2 <= n <= len(_GERMAN) + 1 else str(n)
    if lang == "en":
        return _ENGLISH[n - 1] if 1 <= n <= len(_ENGLISH) else str(n)
    index = _CASES.index(case)
    if n == 1:
        return _RUSSIAN_ONE[gender][index]
    if n == 2 and gender == "f" and case in {"nom", "acc"}:
        return "две"
    return _RUSSIAN[n][index] if n in _RUSSIAN else str(n)


def _german_unit(n: int, unit: Unit, case: Case) -> str:
    _, one, genitive, many, dative = _GERMAN_UNITS[unit]
    if n == 1:
        return genitive if case == "gen" else one
    # The genitive of several can't be heard after a number: 'binnen zwei Tagen'.
    return dative if case in {"dat", "gen"} else many


def _russian_unit(n: int, unit: Unit, case: Case) -> str:
    _, one, many = _RUSSIAN_UNITS[unit]
    singular, plural = one.split(), many.split()
    index = _CASES.index(case)
    if n % 10 == 1 and n % 100 != 11:
        return singular[index]
    if case in {"nom", "acc"}:
        few = n % 10 in {2, 3, 4} and n % 100 not in {12, 13, 14}
        return singular[1] if few else plural[1]
    return plural[index]


def period(lang: Lang, n: int, unit: Unit, case: Case = "nom") -> str:
    """A span of time in running text: ``zwei Tagen``, ``30 дней``, ``one month``."""
    if lang == "de":
        gender, words = _GERMAN_UNITS[unit][0], _german_unit(n, unit, case)
    elif lang == "ru":
        gender, words = _RUSSIAN_UNITS[unit][0], _russian_unit(n, unit, case)
    else:
        gender, words = "n", unit if n == 1 else f"{unit}s"
    number = numeral(lang, n, case, gender)
    return f"{number}{NBSP if number.isdigit() else ' '}{words}"
