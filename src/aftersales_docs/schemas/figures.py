"""Figures of input files: amounts of money, quantities, percentages, VAT rates.

All are exact decimal numbers. Whoever types an amount as text may use a comma for the
decimals, spaces between thousands, and the minus of typesetters. Where a point and a comma stand
together (``1.234,50``, ``1,234.50``) the last one begins the decimals, and there is no other way
to read it; one mark before three figures alone may be either, and is refused.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import partial
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from ..messages import for_reader, worded
from .refusal import refusal
from .scalars import as_typed

MAX_AMOUNT = Decimal("999999999.99")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+(?:[.,][0-9]+)?")
_PLAIN = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
# Thousands and decimals, each with its own mark.
_BOTH_MARKS = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+,[0-9]+|(?:,[0-9]{3})+\.[0-9]+)")
# A leading zero can't stand before thousands.
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_UNIT = r"[^\W\d_]{1,12}\.?|[€₽$£%]|,-|,–|,--"
_FIGURES = r"[+-]?[0-9](?:[0-9 .,\u00a0\u202f]*[0-9])?"
_WITH_UNIT = re.compile(
    rf"(?P<figures>{_FIGURES})\s*(?P<unit>{_UNIT})|(?P<before>{_UNIT})\s*(?P<after>{_FIGURES})"
)
_MINUS = re.compile(r"\A\s*[\u2212\u2013]\s*(?=[0-9])")


def _wrong(code: str, message: str, cure: str) -> PydanticCustomError:
    return refusal(code, "{message}", {"message": message, "cure": cure})


def _decimal(value: Any, *, small: bool = False) -> Any:
    """The exact number that was typed, with a point or a comma for the decimals.

    A ``small`` number, such as a percentage, has no thousands to be taken for decimals.

    Raises:
        PydanticCustomError: it can be read in two ways.
    """
    text = as_typed(value)
    if isinstance(value, bool) or not isinstance(text, str):
        return Decimal(value) if type(value) is int else value
    text = _MINUS.sub("-", text.strip())
    if isinstance(value, str) and not small and _THOUSANDS.fullmatch(text):
        raise _wrong(
            "ambiguous-number",
            "it is unclear whether three figures after the mark are thousands or decimals",
            for_reader(
                "Write it without quotes and without a mark for thousands, e.g. 1234.50.",
                form="Type it without a mark for thousands, e.g. 1234.50.",
                program="Give a number (Decimal or int).",
            ),
        )
    if _PLAIN.fullmatch(text) or _GROUPED.fullmatch(text) or _BOTH_MARKS.fullmatch(text):
        return Decimal(plain_figures(text))
    return value if not isinstance(value, str) else _not_a_number(text)


def plain_figures(text: str) -> str:
    """``text``, which is a number, without what parts its thousands, decimals after a point."""
    text = re.sub(r"[ \u00a0\u202f]", "", text)
    if _BOTH_MARKS.fullmatch(text):
        text = text.replace("," if text.rfind(".") > text.rfind(",") else ".", "")
    return text.replace(",", ".")


def _not_a_number(text: str) -> Any:
    if found := _WITH_UNIT.fullmatch(text):
        figures = found["figures"] or found["after"]
        raise _wrong(
            "not-a-number",
            worded("'{unit}' stands beside the number", unit=found["unit"] or found["before"]),
            worded(
                "Write the figures alone: {figures}.",
                # In braces a comma would part two fields.
                figures=plain_figures(figures)
                if _BOTH_MARKS.fullmatch(figures)
                else re.sub(r"(?<=\d),(?=\d+$)", ".", figures),
            ),
        )
    raise _wrong("not-a-number", "this is not a number", "Write figures, e.g. 1234.50.")


def _cents(value: Decimal) -> Decimal:
    if value != value.quantize(Decimal("0.01")):
        raise _wrong(
            "fraction-of-a-cent",
            "an amount of money has two decimals at most",
            "Round it to hundredths, e.g. 1234.50.",
        )
    return value.quantize(Decimal("0.01"))


def _schema(minimum: float | None = 0, maximum: float | None = None) -> WithJsonSchema:
    number: dict[str, Any] = {"type": "number"}
    if minimum is not None:
        number["minimum"] = minimum
    if maximum is not None:
        number["maximum"] = maximum
    marks = r"[1-9][0-9]{0,2}((\.[0-9]{3})+,[0-9]+|(,[0-9]{3})+\.[0-9]+)"
    text = {"type": "string", "pattern": rf"^[+-]?([0-9][0-9 ]*([.,][0-9]+)?|{marks})$"}
    return WithJsonSchema({"anyOf": [number, text]})


# The order matters: the conversion stands outermost, so that bounds see a number.
Amount: TypeAlias = Annotated[
    Decimal,
    Field(ge=0, le=MAX_AMOUNT),
    BeforeValidator(_decimal),
    AfterValidator(_cents),
    _schema(0, float(MAX_AMOUNT)),
]
# An amount that may be a credit.
SignedAmount: TypeAlias = Annotated[
    Decimal,
    Field(ge=-MAX_AMOUNT, le=MAX_AMOUNT),
    BeforeValidator(_decimal),
    AfterValidator(_cents),
    _schema(-float(MAX_AMOUNT), float(MAX_AMOUNT)),
]
Quantity: TypeAlias = Annotated[
    Decimal,
    Field(gt=0, le=1_000_000, max_digits=12, decimal_places=4),
    BeforeValidator(_decimal),
    _schema(0, 1_000_000),
]
Percent: TypeAlias = Annotated[
    Decimal,
    Field(ge=0, le=100, max_digits=6, decimal_places=3),
    BeforeValidator(partial(_decimal, small=True)),
    _schema(0, 100),
]
# Hours of work in a week; no law of ours allows more than 60.
Hours: TypeAlias = Annotated[
    Decimal,
    Field(gt=0, le=60, max_digits=4, decimal_places=2),
    BeforeValidator(_decimal),
    _schema(0, 60),
]
Kilograms: TypeAlias = Annotated[
    Decimal,
    Field(gt=0, le=100_000, max_digits=9, decimal_places=3),
    BeforeValidator(_decimal),
    _schema(0, 100_000),
]


# "none" in the words of a user.
_NO_VAT = frozenset(
    {"none", "no vat", "keine", "ohne", "ohne umsatzsteuer", "ohne mwst"}
    | {"нет", "без ндс", "ндс не облагается", "не облагается"}
)


def _rate(value: Any) -> Any:
    """A VAT rate: ``22``, ``"22 %"`` or ``none``."""
    text = as_typed(value)
    if not isinstance(text, str) or isinstance(value, bool):
        return value
    text = text.strip()
    if text.casefold() in _NO_VAT:
        return "none"
    if isinstance(value, str) and not re.search("[0-9]", text):
        raise _wrong(
            "not-a-rate",
            worded("'{found}' is not a rate of VAT", found=text[:60]),
            "Write the rate in per cent, e.g. 19, or 'none' where no VAT is charged.",
        )
    figures = text.removesuffix("%").rstrip() if isinstance(value, str) else value
    return _decimal(figures, small=True)


VatRate: TypeAlias = Annotated[
    Annotated[Decimal, Field(ge=0, le=50, max_digits=5, decimal_places=2)] | Literal["none"],
    BeforeValidator(_rate),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "minimum": 0, "maximum": 50},
                {"type": "string", "pattern": r"^(none|[0-9]+([.,][0-9]+)?\s*%?)$"},
            ]
        }
    ),
]
