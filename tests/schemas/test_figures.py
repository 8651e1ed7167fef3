"""Figures as people and programs type them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from aftersales_docs.schemas.figures import Amount, Percent, Quantity, SignedAmount, VatRate


class Figures(BaseModel):
    amount: Amount | None = None
    signed: SignedAmount | None = None
    quantity: Quantity | None = None
    percent: Percent | None = None
    rate: VatRate | None = None


@pytest.mark.parametrize(
    ("field", "typed", "number"),
    [
        # A zero in front can't stand before thousands, and a percentage has none (L11).
        ("quantity", "0.333", "0.333"),
        ("quantity", "0,125", "0.125"),
        ("percent", "33.333", "33.333"),
        ("rate", "19,000 %", "19.000"),
        ("signed", "-30.00", "-30.00"),
        ("signed", "\u22121\u00a0234,50", "-1234.50"),
        ("signed", "\u2013 30", "-30.00"),
        ("signed", "-999999999.99", "-999999999.99"),
    ],
)
def test_what_is_clear_is_read(field: str, typed: str, number: str) -> None:
    found = getattr(Figures.model_validate({field: typed}), field)
    assert found == Decimal(number)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("quantity", "1.333"),
        ("amount", "1.234"),
        ("amount", "-1.00"),
        ("signed", "-1.234"),
        ("signed", "-1000000000.00"),
        ("signed", "1.005"),
        ("quantity", "-1"),
        ("percent", "100.5"),
    ],
)
def test_what_is_unclear_or_too_much_is_told(field: str, typed: Any) -> None:
    with pytest.raises(ValidationError):
        Figures.model_validate({field: typed})


@pytest.mark.parametrize("typed", ["none", "keine", "Ohne Umsatzsteuer", "без НДС", "No VAT"])
def test_no_vat_in_the_words_of_a_user(typed: str) -> None:
    assert Figures.model_validate({"rate": typed}).rate == "none"


def test_a_rate_in_other_words_is_told_what_to_write() -> None:
    with pytest.raises(ValidationError) as caught:
        Figures.model_validate({"rate": "befreit"})
    (told,) = caught.value.errors()
    assert told["type"] == "not-a-rate"
    assert "'none'" in told["ctx"]["cure"]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("25.000,00", "25000"),
        ("1.149,9", "1149.90"),
        ("1,149.90", "1149.90"),
        ("1.234.567,89", "1234567.89"),
        ("1,234,567.89", "1234567.89"),
    ],
)
def test_thousands_and_decimals_with_marks_of_their_own(typed: str, number: str) -> None:
    model = Figures.model_validate({"signed": f"-{typed}", "amount": typed})
    assert (model.amount, model.signed) == (Decimal(number), -Decimal(number))


@pytest.mark.parametrize(
    "typed", ["1.23,50", "1.234.50", "1,234,5", "0.123,50", "1.234,", "12.34.567,00"]
)
def test_marks_at_odds_are_told(typed: str) -> None:
    with pytest.raises(ValidationError):
        Figures.model_validate({"signed": typed})


@pytest.mark.parametrize(
    ("typed", "figures"),
    [("1.149,90 €", "1149.90"), ("€ 1,149.90", "1149.90"), ("899,00 €", "899.00")],
)
def test_a_number_beside_its_unit_is_told_as_one_writes_it(typed: str, figures: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Figures.model_validate({"signed": typed})
    (told,) = caught.value.errors()
    assert told["ctx"]["cure"] == f"Write the figures alone: {figures}."
