"""Money in figures and in words: against tables written by hand, and read back as numbers."""

from __future__ import annotations

import re
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aftersales_docs.language import LANGS, language_of
from aftersales_docs.language.codes import CURRENCIES, Currency

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from _pytest.mark.structures import ParameterSet

    from aftersales_docs.language import Lang


def test_list_and_type_of_currencies_agree() -> None:
    assert get_args(Currency) == CURRENCIES


# ------------------------------------------------------------------------- in figures

# '~' stands for the no-break space in all tables.
FIGURES = {
    "de": """
        1234.5 EUR: 1.234,50~€
        1234567.89 EUR: 1.234.567,89~€
        0 EUR: 0,00~€
        -5 EUR: −5,00~€
        1234.5 RUB: 1.234,50~RUB
        1234.5 CHF: 1.234,50~CHF
        1234.5 USD: 1.234,50~USD
        1234.5 KZT: 1.234,50~KZT
        1234.5 BYN: 1.234,50~BYN
    """,
    "ru": """
        1234.5 RUB: 1~234,50~руб.
        1234567.89 RUB: 1~234~567,89~руб.
        0 RUB: 0,00~руб.
        -1234.5 RUB: −1~234,50~руб.
        1234.5 EUR: 1~234,50~евро
        1234.5 CHF: 1~234,50~CHF
        1234.5 USD: 1~234,50~долл.~США
        1234.5 KZT: 1~234,50~тенге
        1234.5 BYN: 1~234,50~бел.~руб.
    """,
    "en": """
        1234.5 EUR: €1,234.50
        1234567.89 EUR: €1,234,567.89
        0 EUR: €0.00
        -1234.5 EUR: −€1,234.50
        1234.5 RUB: RUB~1,234.50
        -1234.5 RUB: RUB~−1,234.50
        1234.5 CHF: CHF~1,234.50
        1234.5 USD: USD~1,234.50
        1234.5 KZT: KZT~1,234.50
        1234.5 BYN: BYN~1,234.50
    """,
}


def _rows(tables: Mapping[str, str]) -> Iterator[ParameterSet]:
    for code, table in tables.items():
        for line in table.strip().splitlines():
            key, _, text = line.strip().partition(": ")
            amount, _, currency = key.partition(" ")
            name = f"{code} {amount} {currency}"
            yield pytest.param(code, Decimal(amount), currency, text.replace("~", "\xa0"), id=name)


@pytest.mark.parametrize(("code", "amount", "currency", "text"), [*_rows(FIGURES)])
def test_money(code: Lang, amount: Decimal, currency: str, text: str) -> None:
    assert language_of(code).money(amount, currency) == text


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("de", "1234567.8", "1.234.567,80"),
        ("ru", "1234567.8", "1\xa0234\xa0567,80"),
        ("en", "1234567.8", "1,234,567.80"),
        ("de", "-0.01", "−0,01"),
        ("en", "-0.00", "0.00"),
        ("ru", "1.500", "1,50"),
        ("ru", "1E3", "1\xa0000,00"),
        ("en", "999999999999.99", "999,999,999,999.99"),
    ],
)
def test_amount(code: Lang, value: str, text: str) -> None:
    assert language_of(code).amount(Decimal(value)) == text


hundredths = st.integers(-99_999_999_999_999, 99_999_999_999_999)


@given(st.sampled_from(LANGS), st.sampled_from(CURRENCIES), hundredths)
def test_figures_read_back(code: Lang, currency: str, cents: int) -> None:
    language = language_of(code)
    text = language.amount(Decimal(cents).scaleb(-2))
    assert int(re.sub(r"\D", "", text)) == abs(cents)
    assert text.startswith("−") == (cents < 0)
    assert re.fullmatch(r"−?\d{1,3}(?:([.,\xa0])\d{3}(?:\1\d{3})*)?[.,]\d\d", text)
    money = language.money(Decimal(cents).scaleb(-2), currency)
    assert text.removeprefix("−") in money
    assert " " not in money
    assert language.typeset(money) == money


# --------------------------------------------------------------------------- in words

WORDS = {
    "ru": """
        0 RUB: Ноль рублей 00~копеек
        1 RUB: Один рубль 00~копеек
        2 RUB: Два рубля 00~копеек
        5 RUB: Пять рублей 00~копеек
        11 RUB: Одиннадцать рублей 00~копеек
        12 RUB: Двенадцать рублей 00~копеек
        21 RUB: Двадцать один рубль 00~копеек
        21.01 RUB: Двадцать один рубль 01~копейка
        101 RUB: Сто один рубль 00~копеек
        111 RUB: Сто одиннадцать рублей 00~копеек
        1000 RUB: Одна тысяча рублей 00~копеек
        1234.5 RUB: Одна тысяча двести тридцать четыре рубля 50~копеек
        2002.02 RUB: Две тысячи два рубля 02~копейки
        21000 RUB: Двадцать одна тысяча рублей 00~копеек
        0.11 RUB: Ноль рублей 11~копеек
        0.12 RUB: Ноль рублей 12~копеек
        0.21 RUB: Ноль рублей 21~копейка
        0.24 RUB: Ноль рублей 24~копейки
        1000001 RUB: Один миллион один рубль 00~копеек
        999999999.99 RUB: Девятьсот девяносто девять миллионов девятьсот девяносто девять \
тысяч девятьсот девяносто девять рублей 99~копеек
        -1234.5 RUB: Минус одна тысяча двести тридцать четыре рубля 50~копеек
        0 EUR: Ноль евро 00~центов
        1 EUR: Один евро 00~центов
        2 EUR: Два евро 00~центов
        5 EUR: Пять евро 00~центов
        11 EUR: Одиннадцать евро 00~центов
        21.01 EUR: Двадцать один евро 01~цент
        101.03 EUR: Сто один евро 03~цента
        1000001 EUR: Один миллион один евро 00~центов
        999999999.99 EUR: Девятьсот девяносто девять миллионов девятьсот девяносто девять \
тысяч девятьсот девяносто девять евро 99~центов
        0 CHF: Ноль швейцарских франков 00~сантимов
        1.01 CHF: Один швейцарский франк 01~сантим
        2.02 CHF: Два швейцарских франка 02~сантима
        5.05 CHF: Пять швейцарских франков 05~сантимов
        11.11 CHF: Одиннадцать швейцарских франков 11~сантимов
        21.21 CHF: Двадцать один швейцарский франк 21~сантим
        0 USD: Ноль долларов США 00~центов
        1.01 USD: Один доллар США 01~цент
        2.02 USD: Два доллара США 02~цента
        5.05 USD: Пять долларов США 05~центов
        21.21 USD: Двадцать один доллар США 21~цент
        101 USD: Сто один доллар США 00~центов
        0 KZT: Ноль тенге 00~тиынов
        1.01 KZT: Один тенге 01~тиын
        2.02 KZT: Два тенге 02~тиына
        5.05 KZT: Пять тенге 05~тиынов
        21.21 KZT: Двадцать один тенге 21~тиын
        1000001 KZT: Один миллион один тенге 00~тиынов
        0 BYN: Ноль белорусских рублей 00~копеек
        1.01 BYN: Один белорусский рубль 01~копейка
        2.02 BYN: Два белорусских рубля 02~копейки
        5.05 BYN: Пять белорусских рублей 05~копеек
        11.11 BYN: Одиннадцать белорусских рублей 11~копеек
        21.21 BYN: Двадцать один белорусский рубль 21~копейка
        1000001 BYN: Один миллион один белорусский рубль 00~копеек
    """,
    "de": """
        0 RUB: null Rubel
        1 RUB: ein Rubel
        2 RUB: zwei Rubel
        5 RUB: fünf Rubel
        11 RUB: elf Rubel
        21.01 RUB: einundzwanzig Rubel und eine Kopeke
        101.02 RUB: einhundertein Rubel und zwei Kopeken
        1234.21 RUB: eintausendzweihundertvierunddreißig Rubel und einundzwanzig Kopeken
        1000001 RUB: eine Million ein Rubel
        999999999.99 RUB: neunhundertneunundneunzig Millionen neunhundertneunundneunzigtausend\
neunhundertneunundneunzig Rubel und neunundneunzig Kopeken
        0 EUR: null Euro
        0.5 EUR: null Euro und fünfzig Cent
        1 EUR: ein Euro
        1.01 EUR: ein Euro und ein Cent
        2 EUR: zwei Euro
        5 EUR: fünf Euro
        11 EUR: elf Euro
        16.17 EUR: sechzehn Euro und siebzehn Cent
        21 EUR: einundzwanzig Euro
        30.6 EUR: dreißig Euro und sechzig Cent
        100 EUR: einhundert Euro
        101 EUR: einhundertein Euro
        1000 EUR: eintausend Euro
        1001 EUR: eintausendein Euro
        1234.5 EUR: eintausendzweihundertvierunddreißig Euro und fünfzig Cent
        101000 EUR: einhunderteintausend Euro
        1000000 EUR: eine Million Euro
        1000001 EUR: eine Million ein Euro
        2001000 EUR: zwei Millionen eintausend Euro
        1000000000 EUR: eine Milliarde Euro
        999999999.99 EUR: neunhundertneunundneunzig Millionen neunhundertneunundneunzigtausend\
neunhundertneunundneunzig Euro und neunundneunzig Cent
        -1234.5 EUR: minus eintausendzweihundertvierunddreißig Euro und fünfzig Cent
        0 CHF: null Franken
        1.01 CHF: ein Franken und ein Rappen
        2.02 CHF: zwei Franken und zwei Rappen
        5.05 CHF: fünf Franken und fünf Rappen
        21.21 CHF: einundzwanzig Franken und einundzwanzig Rappen
        0 USD: null US-Dollar
        1.01 USD: ein US-Dollar und ein Cent
        2.02 USD: zwei US-Dollar und zwei Cent
        5.05 USD: fünf US-Dollar und fünf Cent
        21.21 USD: einundzwanzig US-Dollar und einundzwanzig Cent
        0 KZT: null Tenge
        1.01 KZT: ein Tenge und ein Tiyn
        2.02 KZT: zwei Tenge und zwei Tiyn
        5.05 KZT: fünf Tenge und fünf Tiyn
        21.21 KZT: einundzwanzig Tenge und einundzwanzig Tiyn
        0 BYN: null belarussische Rubel
        1.01 BYN: ein belarussischer Rubel und eine Kopeke
        2.02 BYN: zwei belarussische Rubel und zwei Kopeken
        5.05 BYN: fünf belarussische Rubel und fünf Kopeken
        11.11 BYN: elf belarussische Rubel und elf Kopeken
        21.21 BYN: einundzwanzig belarussische Rubel und einundzwanzig Kopeken
        101 BYN: einhundertein belarussischer Rubel
        1000000 BYN: eine Million belarussische Rubel
        1000001 BYN: eine Million ein belarussischer Rubel
    """,
    "en": """
        0 RUB: zero roubles
        1 RUB: one rouble
        2 RUB: two roubles
        5 RUB: five roubles
        11 RUB: eleven roubles
        21.01 RUB: twenty-one roubles and one kopeck
        101.02 RUB: one hundred and one roubles and two kopecks
        1000001 RUB: one million and one roubles
        999999999.99 RUB: nine hundred and ninety-nine million nine hundred and ninety-nine \
thousand nine hundred and ninety-nine roubles and ninety-nine kopecks
        0 EUR: zero euros
        0.5 EUR: zero euros and fifty cents
        1 EUR: one euro
        1.01 EUR: one euro and one cent
        2 EUR: two euros
        5 EUR: five euros
        11 EUR: eleven euros
        21 EUR: twenty-one euros
        101 EUR: one hundred and one euros
        1001 EUR: one thousand and one euros
        1100 EUR: one thousand one hundred euros
        1234.5 EUR: one thousand two hundred and thirty-four euros and fifty cents
        1000001 EUR: one million and one euros
        999999999.99 EUR: nine hundred and ninety-nine million nine hundred and ninety-nine \
thousand nine hundred and ninety-nine euros and ninety-nine cents
        -1234.5 EUR: minus one thousand two hundred and thirty-four euros and fifty cents
        0 CHF: zero Swiss francs
        1.01 CHF: one Swiss franc and one centime
        2.02 CHF: two Swiss francs and two centimes
        5.05 CHF: five Swiss francs and five centimes
        21.21 CHF: twenty-one Swiss francs and twenty-one centimes
        0 USD: zero US dollars
        1.01 USD: one US dollar and one cent
        2.02 USD: two US dollars and two cents
        5.05 USD: five US dollars and five cents
        21.21 USD: twenty-one US dollars and twenty-one cents
        0 KZT: zero tenge
        1.01 KZT: one tenge and one tiyn
        2.02 KZT: two tenge and two tiyn
        5.05 KZT: five tenge and five tiyn
        21.21 KZT: twenty-one tenge and twenty-one tiyn
        0 BYN: zero Belarusian roubles
        1.01 BYN: one Belarusian rouble and one kopeck
        2.02 BYN: two Belarusian roubles and two kopecks
        5.05 BYN: five Belarusian roubles and five kopecks
        21.21 BYN: twenty-one Belarusian roubles and twenty-one kopecks
    """,
}


@pytest.mark.parametrize(("code", "amount", "currency", "text"), [*_rows(WORDS)])
def test_amount_in_words(code: Lang, amount: Decimal, currency: str, text: str) -> None:
    assert language_of(code).amount_in_words(amount, currency) == text


def test_minus_zero_is_zero() -> None:
    assert language_of("de").amount_in_words(Decimal("-0.00"), "EUR") == "null Euro"
    assert language_of("en").money(Decimal("-0.00"), "EUR") == "€0.00"


# ------------------------------------------------------------------------ read back

Names = dict[str, int]

# The names of 1 to 19 (German: 1 to 9 and 10 to 19), of 20 to 90, of 100 to 900.
RU_LOW = """пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать
    пятнадцать шестнадцать семнадцать восемнадцать девятнадцать"""
RU_TENS = "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто"
RU_HUNDREDS = "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот"
DE_ONES = "ein zwei drei vier fünf sechs sieben acht neun"
DE_TEENS = """zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn
    neunzehn"""
DE_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"
EN_LOW = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen"""
EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def _names(low: list[str], tens: dict[str, str], hundreds: dict[str, str]) -> Names:
    """Name the numbers from 1 to 999.

    Args:
        low: the names of 1 to 19.
        tens: 20, 30 and so on, each with a pattern for what has ones as well.
        hundreds: 100, 200 and so on, each with a pattern for what has more as well.

    """
    below = dict(enumerate(low, 1))
    for n, (word, pattern) in enumerate(tens.items(), 2):
        below[n * 10] = word
        below |= {n * 10 + m: pattern.format(low[m - 1]) for m in range(1, 10)}
    names = {word: n for n, word in below.items()}
    for n, (word, pattern) in enumerate(hundreds.items(), 1):
        names[word] = n * 100
        names |= {pattern.format(rest): n * 100 + m for m, rest in below.items()}
    return names


def _russian_names(first: str) -> Names:
    return _names(
        f"{first} {RU_LOW}".split(),
        {word: f"{word} {{}}" for word in RU_TENS.split()},
        {word: f"{word} {{}}" for word in RU_HUNDREDS.split()},
    )


def _german_names(one: str) -> Names:
    """Give the names of 1 to 999; ``one`` is what 1 is called at the end of a number."""
    names = _names(
        f"{DE_ONES} {DE_TEENS}".split(),
        {word: f"{{}}und{word}" for word in DE_TENS.split()},
        {f"{word}hundert": f"{word}hundert{{}}" for word in DE_ONES.split()},
    )
    return {
        word.removesuffix("ein") + one if n % 100 == 1 else word: n for word, n in names.items()
    }


RU_MASCULINE = _russian_names("один два три четыре")
RU_FEMININE = _russian_names("одна две три четыре")
DE_BEFORE_NOUN = _german_names("ein")
# 'eine Million', but the ending stays off within a longer word: 'einhunderteins Millionen'.
DE_BEFORE_MILLION = {word: n for word, n in _german_names("eins").items() if n > 1} | {"eine": 1}
EN = _names(
    EN_LOW.split(),
    {word: f"{word}-{{}}" for word in EN_TENS.split()},
    {f"{word} hundred": f"{word} hundred and {{}}" for word in EN_LOW.split()[:9]},
)


def _form(n: int, forms: tuple[str, ...]) -> str:
    """Choose among one and other, or by the Russian rule among one, few and many."""
    if len(forms) == 2:
        return forms[n != 1]
    if n % 10 == 1 and n % 100 != 11:
        return forms[0]
    return forms[1] if n % 10 in {2, 3, 4} and n % 100 not in {12, 13, 14} else forms[2]


def _above(words: str, *scales: tuple[int, Names, tuple[str, ...]]) -> tuple[int, list[str]]:
    """Read the millions and their like, each in its right form; give also what is left."""
    total, rest = 0, words.split()
    for factor, names, forms in scales:
        at = next((index for index, word in enumerate(rest) if word in forms), None)
        if at is not None:
            n = names[" ".join(rest[:at])]
            assert rest[at] == _form(n, forms)
            total += n * factor
            rest = rest[at + 1 :]
    return total, rest


def read_russian(words: str) -> int:
    if words == "ноль":
        return 0
    total, rest = _above(
        words,
        (10**9, RU_MASCULINE, ("миллиард", "миллиарда", "миллиардов")),
        (10**6, RU_MASCULINE, ("миллион", "миллиона", "миллионов")),
        (10**3, RU_FEMININE, ("тысяча", "тысячи", "тысяч")),
    )
    return total + (RU_MASCULINE[" ".join(rest)] if rest else 0)


def read_german(words: str) -> int:
    if words == "null":
        return 0
    total, rest = _above(
        words,
        (10**9, DE_BEFORE_MILLION, ("Milliarde", "Milliarden")),
        (10**6, DE_BEFORE_MILLION, ("Million", "Millionen")),
    )
    if not rest:
        return total
    (word,) = rest
    if "tausend" in word:
        thousands, _, word = word.partition("tausend")
        total += DE_BEFORE_NOUN[thousands] * 1000
    return total + (DE_BEFORE_NOUN[word] if word else 0)


def read_english(words: str) -> int:
    if words == "zero":
        return 0
    total, rest = _above(
        words,
        (10**9, EN, ("billion", "billion")),
        (10**6, EN, ("million", "million")),
        (10**3, EN, ("thousand", "thousand")),
    )
    if not rest:
        return total
    joined = rest[0] == "and"
    n = EN[" ".join(rest[joined:])]
    assert joined == (total > 0 and n < 100)
    return total + n


@pytest.mark.parametrize(
    ("read", "right", "wrong"),
    [
        (read_russian, "двадцать одна тысяча два", "двадцать один тысяча два"),
        (read_russian, "два миллиона", "два миллион"),
        (read_german, "einhunderteintausendein", "einhunderteinstausendein"),
        (read_german, "eine Million", "ein Million"),
        (read_english, "one thousand and two", "one thousand two"),
        (read_english, "twenty-one", "twenty one"),
    ],
)
def test_readers_take_only_what_is_right(
    read: Callable[[str], int], right: str, wrong: str
) -> None:
    assert read(right) in {21_002, 2_000_000, 101_001, 1_000_000, 1_002, 21}
    with pytest.raises((AssertionError, KeyError)):
        read(wrong)


groups = st.sampled_from([0, 0, 1, 2, 5, 11, 12, 21, 100, 101, 111, 121]) | st.integers(0, 999)
units = st.builds(
    lambda a, b, c, d: ((a * 1000 + b) * 1000 + c) * 1000 + d, groups, groups, groups, groups
)
subunits = st.integers(0, 99)


def _written(code: Lang, n: int, cents: int, currency: str) -> str:
    return language_of(code).amount_in_words(Decimal(n * 100 + cents).scaleb(-2), currency)


@given(units, subunits)
@example(101_101_101_101, 1)
@example(999_999_999_999, 99)
def test_russian_words_read_back(n: int, cents: int) -> None:
    text = _written("ru", n, cents, "RUB")
    match = re.fullmatch(r"([А-ЯЁ].*) (рубл\w+) (\d\d)\xa0(копе\w+)", text)
    assert match
    assert read_russian(match[1].lower()) == n
    assert match[2] == _form(n, ("рубль", "рубля", "рублей"))
    assert int(match[3]) == cents
    assert match[4] == _form(cents, ("копейка", "копейки", "копеек"))


@given(units, subunits)
@example(101_101_101_101, 1)
@example(999_999_999_999, 99)
def test_german_words_read_back(n: int, cents: int) -> None:
    match = re.fullmatch(r"(.+?) Euro(?: und (.+) Cent)?", _written("de", n, cents, "EUR"))
    assert match
    assert read_german(match[1]) == n
    assert (read_german(match[2]) if match[2] else 0) == cents


@given(units, subunits)
@example(101_101_101_101, 1)
@example(999_999_999_999, 99)
def test_english_words_read_back(n: int, cents: int) -> None:
    text = _written("en", n, cents, "EUR")
    match = re.fullmatch(r"(.+?) (euros?)(?: and (.+) (cents?))?", text)
    assert match
    assert read_english(match[1]) == n
    assert match[2] == ("euro" if n == 1 else "euros")
    assert (read_english(match[3]) if match[3] else 0) == cents
    assert match[4] == (None if cents == 0 else "cent" if cents == 1 else "cents")


@given(st.sampled_from(LANGS), st.sampled_from(CURRENCIES), units, st.integers(1, 99))
def test_negative_words_are_the_positive_ones_after_minus(
    code: Lang, currency: str, n: int, cents: int
) -> None:
    amount = Decimal(n * 100 + cents).scaleb(-2)
    language = language_of(code)
    positive = language.amount_in_words(amount, currency)
    negative = language.amount_in_words(-amount, currency)
    assert negative.lower() == f"{'минус' if code == 'ru' else 'minus'} {positive.lower()}"


# -------------------------------------------------------------------------- refusals


@pytest.mark.parametrize("code", LANGS)
@pytest.mark.parametrize("currency", ["", "rub", "GBP", "€"])
def test_unknown_currency_is_refused(code: Lang, currency: str) -> None:
    language = language_of(code)
    for write in (language.money, language.amount_in_words):
        with pytest.raises(ValueError, match=r"unknown currency .*RUB, EUR"):
            write(Decimal(1), currency)


@pytest.mark.parametrize("code", LANGS)
@pytest.mark.parametrize(
    ("amount", "message"),
    [
        ("0.001", "more than two decimals"),
        ("-1234.567", "more than two decimals"),
        ("0.000000000000000000000000000000000001", "more than two decimals"),
        ("1000000000000", "beyond the largest amount"),
        ("-1000000000000", "beyond the largest amount"),
        ("999999999999.991", "beyond the largest amount"),
        ("1E+999999", "beyond the largest amount"),
        ("NaN", "not an amount"),
        ("sNaN", "not an amount"),
        ("Infinity", "not an amount"),
    ],
)
def test_bad_amounts_are_refused(code: Lang, amount: str, message: str) -> None:
    language = language_of(code)
    with pytest.raises(ValueError, match=message):
        language.amount(Decimal(amount))
    for write in (language.money, language.amount_in_words):
        with pytest.raises(ValueError, match=message):
            write(Decimal(amount), "EUR")


def test_rounding_of_the_caller_changes_nothing() -> None:
    with localcontext() as context:
        context.prec = 16
        amount = Decimal("-999999999999.99")
        assert language_of("de").amount(amount) == "−999.999.999.999,99"
