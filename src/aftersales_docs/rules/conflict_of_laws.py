"""Where the law chosen, the territory and the homes of consumers do not go together.

A choice of law can't take from consumers what the mandatory law of their home country gives
them: art. 6(2) of the Rome I Regulation before courts of the European Union, art. 1212(1) of
the Russian Civil Code before Russian ones. Between businesses the choice is free (art. 3,
art. 1210), but for overriding rules (art. 9, art. 1192).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from ..core_yaml import load_yaml
from ..errors import Problem, Worded, joined, worded
from ..law import LawCode, law_of
from .under_law import Judged
from .verdict import doubtful, note

# The country of each law by its code; others have no law here.
_HOME: Final[Mapping[LawCode, str]] = {"de": "DE", "ru": "RU"}
_NAMES: Final[Mapping[str, Worded]] = {
    "DE": worded("Germany"),
    "RU": worded("Russia"),
    "AT": worded("Austria"),
    "CH": worded("Switzerland"),
    "LU": worded("Luxembourg"),
    "FR": worded("France"),
    "PL": worded("Poland"),
    "IT": worded("Italy"),
    "NL": worded("the Netherlands"),
    "BE": worded("Belgium"),
    "CZ": worded("the Czech Republic"),
    "BY": worded("Belarus"),
    "KZ": worded("Kazakhstan"),
    "KG": worded("Kyrgyzstan"),
    "AM": worded("Armenia"),
    "UZ": worded("Uzbekistan"),
    "EU": worded("the European Union"),
    "CIS": worded("the Commonwealth of Independent States"),
    "DACH": worded("Germany, Austria and Switzerland"),
}
_LAWS: Final[Mapping[LawCode, Worded]] = {"de": worded("German law"), "ru": worded("Russian law")}
# As they stand in texts of the three languages; Russian in all its cases.
_WORDS: Final[Mapping[str, str]] = {
    "DE": r"Deutschlands?|Bundesrepublik|BRD|Germany|Германи[яиейю]+|ФРГ",
    "RU": r"Russlands?|Rußlands?|Russischen? Föderation|Russia|Russian Federation|"
    r"Росси[яиейю]+|Российск(?:ая|ой|ую) Федераци[яиейю]+|РФ",
    "AT": r"Österreichs?|Austria|Австри[яиейю]+",
    "CH": r"Schweiz|Switzerland|Швейцари[яиейю]+",
    "LU": r"Luxemburgs?|Luxembourg|Люксембург[аеу]?",
    "FR": r"Frankreichs?|France|Франци[яиейю]+",
    "PL": r"Polens?|Poland|Польш[аеиуй]+",
    "IT": r"Italiens?|Italy|Итали[яиейю]+",
    "NL": r"Niederlanden?|Netherlands|Нидерланд(?:ы|ов|ах)",
    "BE": r"Belgiens?|Belgium|Бельги[яиейю]+",
    "CZ": r"Tschechien|Tschechischen? Republik|Czech Republic|Czechia|Чехи[яиейю]+",
    "BY": r"Belarus|Weißrussland|Белорусси[яиейю]+|Беларус[ьи]",
    "KZ": r"Kasachstans?|Kazakhstan|Казахстан[аеу]?",
    "KG": r"Kirgisistans?|Kyrgyzstan|Кыргызстан[аеу]?|Киргизи[яиейю]+",
    "AM": r"Armeniens?|Armenia|Армени[яиейю]+",
    "UZ": r"Usbekistans?|Uzbekistan|Узбекистан[аеу]?",
}
# The countries of a union that have a law here.
_MEMBERS: Final[Mapping[str, tuple[str, ...]]] = {"EU": ("DE",), "CIS": ("RU",), "DACH": ("DE",)}


def _named(*tables: Mapping[str, str]) -> re.Pattern[str]:
    words = [(code, found) for table in tables for code, found in table.items()]
    return re.compile(
        "|".join(rf"(?P<{code}_{i}>(?<!\w)(?:{w})(?!\w))" for i, (code, w) in enumerate(words))
    )


_COUNTRY: Final = _named(_WORDS)


@lru_cache(maxsize=1)
def _country_or_place() -> re.Pattern[str]:
    """Also parts of countries, towns, unions and markets."""
    source = files(__package__).joinpath("word_lists", "places.yaml").read_text("utf-8")
    places: Mapping[str, list[str]] = load_yaml(source)
    return _named(_WORDS, {code: "|".join(words) for code, words in places.items()})


# What follows is not in the territory; whoever writes so has thought of it.
_EXCEPT: Final = re.compile(
    r"(?<!\w)(?:außer|ohne|ausgenommen|Ausnahme|except|excluding|without|кроме|исключением)(?!\w)",
    re.IGNORECASE,
)


def countries(*texts: str, places: bool = False) -> list[str]:
    """The countries named in ``texts``, by their codes; none where some are excepted.

    With ``places`` a part of a country, a town or a union tells it too.
    """
    if any(_EXCEPT.search(text) for text in texts):
        return []
    pattern = _country_or_place() if places else _COUNTRY
    found = (match.lastgroup for text in texts for match in pattern.finditer(text))
    return list(dict.fromkeys(str(code).rpartition("_")[0] for code in found))


def territory_problems(case: Judged[Any], territory: str, field: str) -> Iterator[Problem]:
    """A territory of consumers in other countries than that of the law chosen."""
    found = countries(territory, places=True)
    home = _HOME.get(case.model.law)
    abroad = [code for code in found if code != home]
    if home is None or not abroad:
        return
    if any(home in (code, *_MEMBERS.get(code, ())) for code in found):
        yield note(
            "territory-in-other-countries",
            worded(
                "consumers who live in {countries} keep the protection of the mandatory law "
                "there, although {law} is chosen ({basis}).",
                countries=_names(abroad),
                law=_LAWS[case.model.law],
                basis=_basis(case, abroad),
            ),
            field,
        )
        return
    yield doubtful(
        "territory-under-other-law",
        worded(
            "the territory is {countries}, but {law} is chosen: consumers there keep the "
            "protection of the mandatory law of their country ({basis}), and the terms here "
            "follow the consumer law of another.",
            countries=_names(abroad),
            law=_LAWS[case.model.law],
            basis=_basis(case, abroad),
        ),
        "Choose the law of the territory, or have the terms compared with its mandatory law.",
        field,
    )


def consumer_abroad(case: Judged[Any], address: Iterable[str], field: str) -> Iterator[Problem]:
    """A consumer who lives in another country than that of the law chosen."""
    found = countries(*address)
    home = _HOME.get(case.model.law)
    if home is None or not found or home in found:
        return
    yield doubtful(
        "consumer-under-other-law",
        worded(
            "the consumer lives in {countries}, but {law} is applied: if the seller's business "
            "was directed there, the consumer keeps the protection of the mandatory law of that "
            "country ({basis}).",
            countries=_names(found),
            law=_LAWS[case.model.law],
            basis=_basis(case, found),
        ),
        "See which law governs the contract, and write it under law.",
        field,
    )


def _names(codes: Iterable[str]) -> Worded:
    return joined([_NAMES[code] for code in codes])


def _basis(case: Judged[Any], abroad: Iterable[str]) -> Worded:
    """The rule of the law chosen, and that of courts in the other country where it is known."""
    own: LawCode = case.model.law
    known = {home for code in abroad for home in (code, *_MEMBERS.get(code, ()))}
    laws = [own, *(law for law, home in _HOME.items() if law != own and home in known)]
    day = case.model.date
    return joined(
        [str(law_of(law, day).cite("en")["choice_of_law_consumer"]) for law in laws], between="; "
    )
