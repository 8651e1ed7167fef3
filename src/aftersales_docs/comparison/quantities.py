"""Numbers, dates, amounts and percentages in a text: what is looked at first in a contract."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_N = r"\d+(?:[ .,’']\d+)*"
_MONTHS = (
    "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|"
    "January|February|March|May|June|July|October|December|"
    "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
)
_MONEY = (
    r"€|\$|£|₽|₸|EUR|USD|CHF|RUB|KZT|BYN|GBP|Euros?|Cents?|Dollars?|Franken|"
    r"руб(?:\.|л\w+)?|коп(?:\.|е\w+)?|евро|доллар\w*|тенге"
)
_GERMAN_ONES = "ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun"
_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    "(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    "(?:-(?:one|two|three|four|five|six|seven|eight|nine))?|hundred|thousand|million|"
    f"zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|(?:drei|vier|fünf|sech|sieb|acht|"
    f"neun)zehn|(?:(?:{_GERMAN_ONES})und)?(?:zwan|drei|vier|fünf|sech|sieb|acht|neun)(?:zig|ßig)|"
    f"(?:{_GERMAN_ONES})?hundert|(?:{_GERMAN_ONES})?tausend|"
    "два|две|двух|двум|двумя|три|трёх|трех|четыре|четырёх|четырех|пять|пяти|шесть|шести|семь|"
    "семи|восемь|восьми|девять|девяти|десять|десяти|\\w+надцат[ьи]|двадцат[ьи]|тридцат[ьи]|"
    "сорока?|пят(?:ь|и)десяти?|шест(?:ь|и)десяти?|сем(?:ь|и)десяти?|восем(?:ь)?десяти?|"
    "восьмидесяти|девяносто?а?|сто|ста|двести|триста|пятьсот|тысяч\\w{0,2}|миллион\\w{0,2}"
)
_KINDS = {
    "date": (
        rf"\d{{1,2}}\.\s?\d{{1,2}}\.\s?\d{{2,4}}\b|\b\d{{4}}-\d{{2}}-\d{{2}}\b|"
        rf"[«„\"]?\b\d{{1,2}}[»“\"]?\.?\s+(?:{_MONTHS})(?:\s+\d{{4}})?|"
        rf"\b(?:{_MONTHS})\s+\d{{1,2}}(?:,\s*\d{{4}})?\b|\b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b"
    ),
    "percentage": rf"{_N}\s?(?:[%‰]|Prozent\w*|процент\w*|per ?cent\b)",
    "amount": rf"(?:{_MONEY})\s?{_N}|{_N}\s?(?:{_MONEY})(?!\w)",
    "number": rf"{_N}|\b(?:{_WORDS})\b",
}
_FIND = re.compile(
    "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items()), re.IGNORECASE
)
_AROUND = 100  # Characters; no quantity is longer.
_LONGEST = 4_000
_SPACES = str.maketrans(dict.fromkeys("\xa0\u202f\u2009\t\n", " "))


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity as it stands in the text. ``kind``: date, percentage, amount or number."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Shift:
    """A quantity that became another; empty where there was or is none."""

    kind: str
    old: str
    new: str


@lru_cache(maxsize=64)
def quantities(text: str) -> tuple[Quantity, ...]:
    """All quantities of ``text``, in their order."""
    return tuple(
        Quantity(match.lastgroup or "number", match[0].strip(), match.start(), match.end())
        for match in _FIND.finditer(text.translate(_SPACES))
    )


def shifts(
    old: str, old_span: tuple[int, int], new: str, new_span: tuple[int, int]
) -> tuple[Shift, ...]:
    """The quantities that a change touches, before and after it."""
    before, after = _touched(old, old_span), _touched(new, new_span)
    shared = [
        quantity.text for quantity in before if quantity.text in {other.text for other in after}
    ]
    return _matched(
        [quantity for quantity in before if quantity.text not in shared],
        [quantity for quantity in after if quantity.text not in shared],
    )


def _touched(text: str, span: tuple[int, int]) -> list[Quantity]:
    """What a stretch of characters touches; of a very long one what it begins with."""
    first = max(0, span[0] - _AROUND)
    start, end = span[0] - first, span[1] - first
    near = text[first : min(span[1] + _AROUND, first + _LONGEST)]
    return [
        one
        for one in quantities(near)
        if (one.start < end and start < one.end) or (start == end and one.start < start < one.end)
    ]


def _matched(before: Sequence[Quantity], after: Sequence[Quantity]) -> tuple[Shift, ...]:
    found: list[Shift] = []
    for index in range(max(len(before), len(after))):
        old = before[index] if index < len(before) else None
        new = after[index] if index < len(after) else None
        kind = old.kind if old is not None else new.kind if new is not None else ""
        found.append(Shift(kind, old.text if old else "", new.text if new else ""))
    return tuple(found)
