"""The closed lists of the language room: languages, cases, genders, currencies."""

from __future__ import annotations

from typing import Final, Literal

Lang = Literal["de", "ru", "en"]
Case = Literal["nom", "gen", "dat", "acc", "ins", "prp"]
Gender = Literal["male", "female"]
# What a document may refer to within itself.
ReferenceTo = Literal["chapter", "point", "annex"]
# ISO 4217.
Currency = Literal["RUB", "EUR", "CHF", "USD", "KZT", "BYN"]

LANGS: Final[tuple[Lang, ...]] = ("de", "ru", "en")
CASES: Final[tuple[Case, ...]] = ("nom", "gen", "dat", "acc", "ins", "prp")
GENDERS: Final[tuple[Gender, ...]] = ("male", "female")
CURRENCIES: Final[tuple[Currency, ...]] = ("RUB", "EUR", "CHF", "USD", "KZT", "BYN")
NATIVE_NAMES: Final[dict[Lang, str]] = {"de": "Deutsch", "ru": "Русский", "en": "English"}
LANGUAGE_TAGS: Final[dict[Lang, str]] = {"de": "de-DE", "ru": "ru-RU", "en": "en-GB"}
