"""Money: the names of the currencies, their grammar, and the bounds of an amount.

The signs are those of business papers in the language, which need not be those of
keyboards: Russian acts write 'руб.', not '₽'. Where a language has no settled short form,
the ISO 4217 code stands.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from .codes import CURRENCIES
from .typography import NBSP

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .codes import Currency, Lang

MINUS: Final = "\u2212"
MAX_AMOUNT: Final = Decimal("999999999999.99")
_HUNDREDTH: Final = Decimal("0.01")


class Noun(NamedTuple):
    """A noun that is counted.

    Attributes:
        forms: its forms in the order in which ``Language.plural`` takes them.
        feminine: whether 'one' before it is feminine, as in 'eine Kopeke'. Russian does
            not ask: its units are masculine and its subunits stand after figures.

    """

    forms: tuple[str, ...]
    feminine: bool = False


class CurrencyName(NamedTuple):
    """A currency in one language: what stands by the figures, unit and hundredth in words."""

    sign: str
    unit: Noun
    subunit: Noun


class Sum(NamedTuple):
    """An amount taken apart: its sign, whole units, and hundredths from 0 to 99."""

    negative: bool
    units: int
    subunits: int


def _noun(forms: str, *, feminine: bool = False) -> Noun:
    """Read forms set apart by '|'; one form alone serves as singular and plural."""
    parts = tuple(forms.split("|"))
    return Noun(parts if len(parts) > 1 else parts * 2, feminine)


_DE_KOPEKE = _noun("Kopeke|Kopeken", feminine=True)
_RU_KOPEYKA = _noun("копейка|копейки|копеек")
_RU_CENT = _noun("цент|цента|центов")
_EN_KOPECK = _noun("kopeck|kopecks")
_EN_CENT = _noun("cent|cents")

GERMAN: Final[Mapping[Currency, CurrencyName]] = {
    "RUB": CurrencyName("RUB", _noun("Rubel"), _DE_KOPEKE),
    "EUR": CurrencyName("€", _noun("Euro"), _noun("Cent")),
    "CHF": CurrencyName("CHF", _noun("Franken"), _noun("Rappen")),
    "USD": CurrencyName("USD", _noun("US-Dollar"), _noun("Cent")),
    "KZT": CurrencyName("KZT", _noun("Tenge"), _noun("Tiyn")),
    "BYN": CurrencyName("BYN", _noun("belarussischer Rubel|belarussische Rubel"), _DE_KOPEKE),
}
RUSSIAN: Final[Mapping[Currency, CurrencyName]] = {
    "RUB": CurrencyName("руб.", _noun("рубль|рубля|рублей"), _RU_KOPEYKA),
    "EUR": CurrencyName("евро", _noun("евро|евро|евро"), _RU_CENT),
    "CHF": CurrencyName(
        "CHF",
        _noun("швейцарский франк|швейцарских франка|швейцарских франков"),
        _noun("сантим|сантима|сантимов"),
    ),
    "USD": CurrencyName(f"долл.{NBSP}США", _noun("доллар США|доллара США|долларов США"), _RU_CENT),
    "KZT": CurrencyName("тенге", _noun("тенге|тенге|тенге"), _noun("тиын|тиына|тиынов")),
    "BYN": CurrencyName(
        f"бел.{NBSP}руб.",
        _noun("белорусский рубль|белорусских рубля|белорусских рублей"),
        _RU_KOPEYKA,
    ),
}
ENGLISH: Final[Mapping[Currency, CurrencyName]] = {
    "RUB": CurrencyName("RUB", _noun("rouble|roubles"), _EN_KOPECK),
    "EUR": CurrencyName("€", _noun("euro|euros"), _EN_CENT),
    "CHF": CurrencyName("CHF", _noun("Swiss franc|Swiss francs"), _noun("centime|centimes")),
    "USD": CurrencyName("USD", _noun("US dollar|US dollars"), _EN_CENT),
    "KZT": CurrencyName("KZT", _noun("tenge"), _noun("tiyn")),
    "BYN": CurrencyName("BYN", _noun("Belarusian rouble|Belarusian roubles"), _EN_KOPECK),
}


def currency_name(names: Mapping[Currency, CurrencyName], code: str) -> CurrencyName:
    """Find a currency by its ISO 4217 code.

    Raises:
        ValueError: ``code`` is none of ``CURRENCIES``.

    """
    if code not in CURRENCIES:
        raise ValueError(f"unknown currency {code!r}; known: {', '.join(CURRENCIES)}")
    return names[code]


def take_apart(amount: Decimal) -> Sum:
    """Split an amount of money into sign, units and hundredths; nothing is rounded.

    Raises:
        ValueError: the amount is no finite number, has a part of a hundredth, or lies
            beyond ``MAX_AMOUNT`` on either side of zero.

    """
    if not amount.is_finite():
        raise ValueError(f"{amount} is not an amount of money")
    if abs(amount) > MAX_AMOUNT:
        raise ValueError(f"{amount} is beyond the largest amount, {MAX_AMOUNT}")
    exact = amount.quantize(_HUNDREDTH)
    if exact != amount:
        raise ValueError(f"{amount} has more than two decimals")
    return Sum(exact < 0, *divmod(abs(int(exact.scaleb(2))), 100))


def cardinal(n: int, code: Lang) -> str:
    """Write a whole number of at least 0 in words, masculine where genders differ."""
    from num2words import num2words

    return str(num2words(n, lang=code))
