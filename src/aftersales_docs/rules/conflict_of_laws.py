"""Where the law chosen, the territory and the homes of consumers do not go together.

A choice of law can't take from consumers what the mandatory law of their home country gives
them: art. 6(2) of the Rome I Regulation before courts of the European Union, art. 1212(1) of
the Russian Civil Code before Russian ones. Between businesses the choice is free (art. 3,
art. 1210), but for overriding rules (art. 9, art. 1192).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

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
_COUNTRY: Final = re.compile(
    "|".join(rf"(?P<{code}>(?<!\w)(?:{words})(?!\w))" for code, words in _WORDS.items())
)
# What follows is not in the territory; whoever writes so has thought of it.
_EXCEPT: Final = re.compile(
    r"(?<!\w)(?:außer|ohne|ausgenommen|Ausnahme|except|excluding|without|кроме|исключением)(?!\w)",
    re.IGNORECASE,
)


def countries(*texts: str) -> list[str]:
    """The countries named in ``texts``, by their codes; none where some are excepted."""
    if any(_EXCEPT.search(text) for text in texts):
        return []
    found = (match.lastgroup for text in texts for match in _COUNTRY.finditer(text))
    return list(dict.fromkeys(str(code) for code in found))


def territory_problems(case: Judged[Any], territory: str, field: str) -> Iterator[Problem]:
    """A territory of consumers in other countries than that of the law chosen."""
    found = countries(territory)
    home = _HOME.get(case.model.law)
    abroad = [code for code in found if code != home]
    if home is None or not abroad:
        return
    if len(abroad) < len(found):
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
    laws = [own, *(law for law, home in _HOME.items() if law != own and home in abroad)]
    day = case.model.date
    return joined(
        [str(law_of(law, day).cite("en")["choice_of_law_consumer"]) for law in laws], between="; "
    )
