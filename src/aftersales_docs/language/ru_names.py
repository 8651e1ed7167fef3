"""Cases of Russian and foreign names in Russian: pytrovich, mended where it errs.

Where the norm itself leaves a choice (Заеца or Зайца; Калина, a woman's name from Калин or
Калина; Айгуль declined or not), the form that shows the nominative is kept; the bearer's
own usage goes into the data as a form.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from .ru_morph import TAGS, graft, nominatives

if TYPE_CHECKING:
    from pytrovich.maker import PetrovichDeclinationMaker

    from .codes import Case, Gender

Part = Literal["surname", "given_name", "patronymic"]


class NameParts(NamedTuple):
    """A name in parts; its text is in the order of Russian papers."""

    surname: str
    given_name: str = ""
    patronymic: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in self if part)


@lru_cache(maxsize=4096)
def decline_name(parts: NameParts, gender: Gender, case: Case) -> NameParts:
    """Put a name, given in the nominative, into ``case``."""
    if case == "nom":
        return parts
    return NameParts(
        _decline("surname", parts.surname, gender, case),
        _decline("given_name", parts.given_name, gender, case),
        _decline("patronymic", parts.patronymic, gender, case),
    )


# ---------------------------------------------------------------- taking names apart


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CYRILLIC = re.compile(r"[А-ЯЁа-яё]")
_LINKS = re.compile(r"([\s-]+)")
# Particles and first parts that never decline: ван дер Верф, аль-Асад, Тер-Петросян.
_FIXED = _words(
    "де ди да ду дю дель делла дер ден дос фон цу ван тен ле ла лос сан сен сент мак о аль "
    "эль ас аш ат ибн бен бин тер кара оглы оглу улы уулу угли кызы гызы кизи заде жан пьер "
    "бонч"
)
# оглы, кызы and their like: 'son of', 'daughter of' in Turkic patronymics.
_PATRONYMIC_WORDS = _words("оглы оглу улы уулу угли кызы гызы кизи")


def _decline(part: Part, text: str, gender: Gender, case: Case) -> str:
    """Decline each word and each hyphenated piece of a part of a name."""
    pieces = _LINKS.split(text)
    words = pieces[::2]
    if part != "given_name" and words[-1].lower() in _PATRONYMIC_WORDS:
        return text  # 'Мамед оглы' is one whole and stays, as a surname too: 'Умар уулу'
    last = len(words) - 1
    for index, word in enumerate(words):
        if index != last and _stays(part, word, words[index + 1], pieces[2 * index + 1]):
            continue
        # A small letter begins a particle that the list above does not know; d'Artagnan is none.
        if word[:1].isupper() or "'" in word or "’" in word:
            pieces[2 * index] = _decline_word(part, word, gender, case, index == last)
    return "".join(pieces)


def _stays(part: Part, word: str, following: str, link: str) -> bool:
    """Tell whether a word before the last stays: a particle, the first of 'Чен Ын', 'Ир Сен'."""
    low = word.lower()
    eastern = link.isspace() and _syllables(low) == _syllables(following.lower()) == 1
    return low in _FIXED or (part == "given_name" and eastern)


def _decline_word(part: Part, word: str, gender: Gender, case: Case, last: bool) -> str:
    if not _CYRILLIC.search(word) or word.lower() in _PATRONYMIC_WORDS:
        return word
    # pytrovich adds small endings to capitals: give it an ordinary word.
    shouted = len(word) > 1 and word.isupper()
    name = word.capitalize() if shouted else word
    form = _mended(part, name, gender, case) or _by_pytrovich(part, name, gender, case, last)
    form = _ending_mended(part, name, form, gender, case)
    return form.upper() if shouted else form


# ---------------------------------------------------------------- pytrovich


@cache
def _maker() -> PetrovichDeclinationMaker:
    # Its rules are a large JSON file: read only when Russian cases are asked for.
    from pytrovich.maker import PetrovichDeclinationMaker

    return PetrovichDeclinationMaker()


def _by_pytrovich(part: Part, name: str, gender: Gender, case: Case, last: bool) -> str:
    from pytrovich import enums

    parts = {
        "surname": enums.NamePart.LASTNAME,
        "given_name": enums.NamePart.FIRSTNAME,
        "patronymic": enums.NamePart.MIDDLENAME,
    }
    cases = {
        "gen": enums.Case.GENITIVE,
        "dat": enums.Case.DATIVE,
        "acc": enums.Case.ACCUSATIVE,
        "ins": enums.Case.INSTRUMENTAL,
        "prp": enums.Case.PREPOSITIONAL,
    }
    sex = enums.Gender.MALE if gender == "male" else enums.Gender.FEMALE
    # The gender rules of pytrovich hold for the last piece of a double name only.
    return _maker().make(parts[part], sex, cases[case], name, known_gender=last)


# ---------------------------------------------------------------- mending

_VOWELS = "аеёиоуыэюя"
_ENDINGS_HARD: dict[Case, str] = {"gen": "а", "dat": "у", "acc": "а", "ins": "ом", "prp": "е"}
_ENDINGS_SOFT: dict[Case, str] = {"gen": "я", "dat": "ю", "acc": "я", "ins": "ем", "prp": "е"}
_ENDINGS_TS: dict[Case, str] = {**_ENDINGS_HARD, "ins": "ем"}
_ENDINGS_A: dict[Case, str] = {"gen": "ы", "dat": "е", "acc": "у", "ins": "ой", "prp": "е"}
_ENDINGS_YA: dict[Case, str] = {"gen": "и", "dat": "е", "acc": "ю", "ins": "ей", "prp": "е"}
_ENDINGS_AYA_SOFT: dict[Case, str] = {
    "gen": "ей",
    "dat": "ей",
    "acc": "ую",
    "ins": "ей",
    "prp": "ей",
}
_ENDINGS_AYA_HARD: dict[Case, str] = {
    "gen": "ой",
    "dat": "ой",
    "acc": "ую",
    "ins": "ой",
    "prp": "ой",
}
# Lions and hares decline by what shows the nominative: Левом, no possessive; Заеца, not Зайца.
_AS_NOUNS = {"заец": _ENDINGS_TS, "лев": _ENDINGS_HARD, "ёж": _ENDINGS_HARD}
# Adjectives after ж, ш, щ that are stressed on the end.
_STRESSED_AYA = _words("большая меньшая чужая")
# Not adjectives in the genitive plural (Черных, Долгих), but German names and one-syllable
# nouns: an adjective's stem never ends in л, р, т, д, м … before -их.
_NOUN_IN_IKH = re.compile(r".*[лртдмбпзсфэаеиоу]их|[^аеёиоуыэюя]*[иы]х")
_ADJECTIVES_IN_IKH = _words("тихих сухих лютых")
# French names stressed on the last vowel do not decline (pytrovich knows the others), nor do
# Vietnamese ones in -оа.
_UNDECLINED: dict[Part, frozenset[str]] = {
    "surname": _words("золя труайя"),
    "given_name": _words("хоа тхоа лоа тоа"),
    "patronymic": _words(""),
}
# Slavic men's names in -ло decline like Михаила's popular form 'Михайла'.
_MEN_IN_LO = _words("михайло данило гаврило кирило самойло")


def _mended(part: Part, name: str, gender: Gender, case: Case) -> str | None:
    """Give the whole form where pytrovich takes the name for another type."""
    low = name.lower()
    if low in _UNDECLINED[part]:
        return name
    if part == "given_name" and gender == "male" and low in _MEN_IN_LO:
        return name[:-1] + _ENDINGS_A[case]
    if part != "patronymic" and _syllables(low) == 2 and low.endswith("ия"):
        # Лия, Ия, Мия, Гия: with one syllable before -я the norm is 'Лие', not 'Лии'.
        return name[:-1] + _ENDINGS_YA[case]
    if part == "given_name" and gender == "male" and low.endswith("ия"):
        # Илия, Захария: dative and prepositional in -ии.
        return name[:-1] + {**_ENDINGS_YA, "dat": "и", "prp": "и"}[case]
    if part == "surname":
        return (_mended_man if gender == "male" else _mended_woman)(name, low, case)
    return None


def _mended_man(name: str, low: str, case: Case) -> str | None:
    # Цой, Чой, Кий, Вий are no adjectives; nor are Вэй, Сюй.
    short = _syllables(low) == 1 and low.endswith(("ий", "ой"))
    if short or low.endswith(("эй", "юй", "уй")):
        return name[:-1] + _ENDINGS_SOFT[case]
    noun = _NOUN_IN_IKH.fullmatch(low) and low not in _ADJECTIVES_IN_IKH
    if noun and low.endswith(("их", "ых")):
        return name + _ENDINGS_HARD[case]  # Фрейндлих, Эрлих, Вих
    if low in _AS_NOUNS:
        stem = name.replace("Ё", "Е").replace("ё", "е") if low == "ёж" else name
        return stem + _AS_NOUNS[low][case]
    return _bird_or_beast(name, low, case) if low.endswith("ей") else None


def _bird_or_beast(name: str, low: str, case: Case) -> str | None:
    """Воробей, Соловей, Муравей decline as the nouns they are: Соловья, Муравья."""
    for reading in nominatives(low):
        proper = reading.tag.grammemes & {"Name", "Surn", "Geox", "Patr"}
        genitive = reading.inflect({TAGS["gen"], "sing"})
        if reading.is_known and not proper and genitive and genitive.word.endswith("ья"):
            found = reading.inflect({TAGS["gen" if case == "acc" else case], "sing"})
            return graft(name, found.word) if found else None
    return None


def _mended_woman(name: str, low: str, case: Case) -> str | None:
    """Decline nouns that only look like women's forms of adjectives: Сова, Ева, Зая.

    Adjectives in -шая and -щая have -ей, unless the ending is stressed: Непомнящей, Большой.
    """
    if low.endswith(("жая", "шая", "щая")) and _syllables(low) > 2:
        endings = _ENDINGS_AYA_HARD if low in _STRESSED_AYA else _ENDINGS_AYA_SOFT
        return name[:-2] + endings[case]
    if re.fullmatch(r"[^аеёиоуыэюя]?(?:ов|ев|ин)а", low):
        return name[:-1] + _ENDINGS_A[case]
    if re.fullmatch(r"[^аеёиоуыэюя]+ая", low):
        return name[:-1] + _ENDINGS_YA[case]
    return None


# Foreign names in -ин and -ов are no Russian possessives: Чаплином, Вирховом.
_FOREIGN_POSSESSIVES = _words(
    "чаплин дарвин франклин гудвин кронин цеппелин болдуин бюлов вирхов флотов"
)
_HISSING = "жшчщц"


def _ending_mended(part: Part, name: str, form: str, gender: Gender, case: Case) -> str:
    """Mend the instrumental: -ым or -ом, о or е after ж, ш, ч, щ, ц, ём or ем by stress."""
    if part != "surname" or case != "ins":
        return form
    low = name.lower()
    if gender == "male" and low[-1] in "ьй" and form.endswith("ем"):
        return form[:-2] + ("ём" if _stressed_end(low, "ём", default=False) else "ем")
    if gender == "male" and form.endswith("ым") and _is_foreign(low):
        return form[:-2] + "ом"
    if gender == "male" and low[-1] in _HISSING and form.endswith(("ем", "ом")):
        return form[:-2] + ("ом" if _stressed_end(low, "ом", low.endswith("ач")) else "ем")
    if low[-2:-1] in set(_HISSING) and low.endswith("а") and form.endswith(("ой", "ей")):
        unknown = form.endswith("ой") and _syllables(low) < 3
        return form[:-2] + ("ой" if _stressed_end(low, "ой", unknown) else "ей")
    return form


def _is_foreign(low: str) -> bool:
    """Tell Шин, Мин, Чжэн, Чаплин from the possessives Бородин and Чехов."""
    short = _syllables(low) == 1 and low.endswith(("ин", "ын"))
    return short or low.endswith("эн") or low in _FOREIGN_POSSESSIVES


# Stressed on the end without being nouns of the dictionary, and the contrary.
_STRESSED = _words("кравец горобец чернец кваша ходжа")
_UNSTRESSED = _words("ковач")


def _stressed_end(low: str, ending: str, default: bool) -> bool:
    """Tell whether the ending is stressed; a common noun of the same form shows it."""
    if low in _STRESSED or low in _UNSTRESSED:
        return low in _STRESSED
    for reading in nominatives(low):
        proper = reading.tag.grammemes & {"Name", "Surn", "Geox", "Patr"}
        if reading.tag.POS == "NOUN" and reading.is_known and not proper:
            instrumental = reading.inflect({TAGS["ins"], "sing"})
            return instrumental is not None and instrumental.word.endswith(ending)
    return default


def _syllables(low: str) -> int:
    return sum(char in _VOWELS for char in low)
