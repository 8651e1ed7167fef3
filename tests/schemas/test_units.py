"""Figures with a currency beside them: what is too much is named, and what to write."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from aftersales_docs.schemas.figures import Amount


@pytest.mark.parametrize(
    ("typed", "unit", "figures"),
    [
        ("12 900,00 руб.", "руб.", "12 900.00"),
        ("649,00 €", "€", "649.00"),
        ("€ 649", "€", "649"),
        ("649,-", ",-", "649"),
        ("EUR 649.00", "EUR", "649.00"),
        ("12900₽", "₽", "12900"),
        ("1 500 рублей", "рублей", "1 500"),
    ],
)
def test_what_stands_beside_figures_is_named(typed: str, unit: str, figures: str) -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Amount).validate_python(typed)
    (error,) = caught.value.errors()
    assert error["msg"] == f"'{unit}' stands beside the number"
    assert error["ctx"]["cure"] == f"Write the figures alone: {figures}."
    # What the cure offers is taken.
    assert TypeAdapter(Amount).validate_python(figures) > 0


@pytest.mark.parametrize("typed", ["abc", "zwölf", "1-2", "12 x 3"])
def test_other_words_are_no_number(typed: str) -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Amount).validate_python(typed)
    assert caught.value.errors()[0]["msg"] == "this is not a number"
