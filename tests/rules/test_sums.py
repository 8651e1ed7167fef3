"""The arithmetic of a bill, against the sums that anyone could work out by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales_docs.kinds.completion_certificate.schema import WorkLine
from aftersales_docs.rules.sums import line_out_of_bounds, share_of, sums_of

CENT = Decimal("0.01")
D = Decimal
amounts = st.decimals(D(0), D(100_000), places=2)
quantities = st.decimals(D("0.001"), D(500), places=3)
rates: Any = st.sampled_from([D(22), D(19), D(10), D(7), D(0), "none"])
lines = st.lists(
    st.builds(
        lambda quantity, price, discount, vat: WorkLine(
            description="x",
            quantity=quantity,
            unit="h",
            price=price,
            discount_percent=discount,
            vat=vat,
        ),
        quantities,
        amounts,
        st.none() | st.decimals(D(0), D(100), places=2),
        rates,
    ),
    min_size=1,
    max_size=12,
)
Prices = Literal["net", "gross"]
Rounding = Literal["line", "total"]


def line(quantity: str, price: str, vat: Any, discount: str | None = None) -> WorkLine:
    return WorkLine(
        description="x",
        quantity=D(quantity),
        unit="h",
        price=D(price),
        vat=vat,
        discount_percent=D(discount) if discount else None,
    )


@pytest.mark.parametrize(
    ("prices", "rounding", "net", "vat", "gross"),
    [
        # 3 × 0.33 at 22 %: 0.0726 a line is 0.07, three lines 0.21; on the sum 0.2178 is 0.22.
        ("net", "line", "0.99", "0.21", "1.20"),
        ("net", "total", "0.99", "0.22", "1.21"),
        # Inside 0.33 there are 0.0595…, that is 0.06 a line; inside 0.99 it is 0.1785…
        ("gross", "line", "0.81", "0.18", "0.99"),
        ("gross", "total", "0.81", "0.18", "0.99"),
    ],
)
def test_where_vat_is_rounded(
    prices: Prices, rounding: Rounding, net: str, vat: str, gross: str
) -> None:
    sums = sums_of([line("1", "0.33", D(22))] * 3, prices, rounding)
    assert (sums.net, sums.vat, sums.gross) == (D(net), D(vat), D(gross))


def test_several_rates_and_none() -> None:
    bill = [
        line("2", "100", D(22)),
        line("1", "50", D(10)),
        line("1", "30", "none"),
        line("1", "200", D(22), "50"),
    ]
    sums = sums_of(bill, "net", "total")
    assert [(rate.rate, rate.net, rate.vat) for rate in sums.rates] == [
        (D(22), D(300), D(66)),
        (D(10), D(50), D(5)),
        ("none", D(30), D(0)),
    ]
    assert (sums.net, sums.vat, sums.gross, sums.discount) == (D(380), D(71), D(451), D(100))


def test_halves_are_rounded_up() -> None:
    assert sums_of([line("0.5", "0.01", "none")], "net", "line").gross == D("0.01")


@given(
    bill=lines,
    prices=st.sampled_from(["net", "gross"]),
    rounding=st.sampled_from(["line", "total"]),
)
def test_what_is_shown_adds_up(bill: list[WorkLine], prices: Prices, rounding: Rounding) -> None:
    sums = sums_of(bill, prices, rounding)
    shown = sum((one.amount for one in sums.lines), D(0))
    assert shown == (sums.net if prices == "net" else sums.gross)
    assert sums.net + sums.vat == sums.gross
    assert sum((rate.vat for rate in sums.rates), D(0)) == sums.vat
    assert sum((rate.gross for rate in sums.rates), D(0)) == sums.gross
    if rounding == "line":
        assert sum((one.vat or D(0) for one in sums.lines), D(0)) == sums.vat
    every = [amount for rate in sums.rates for amount in (rate.net, rate.vat, rate.gross)]
    assert all(amount == amount.quantize(CENT) for amount in every)


@given(bill=lines, rounding=st.sampled_from(["line", "total"]))
def test_vat_is_right_to_half_a_cent_for_each_rounding(
    bill: list[WorkLine], rounding: Rounding
) -> None:
    sums = sums_of(bill, "net", rounding)
    for rate in sums.rates:
        exact = D(0) if rate.rate == "none" else rate.net * rate.rate / 100
        count = sum(1 for one in bill if one.vat == rate.rate) if rounding == "line" else 1
        assert abs(rate.vat - exact) <= CENT / 2 * count


@given(
    bill=lines,
    prices=st.sampled_from(["net", "gross"]),
    percent=st.decimals(D(0), D(100), places=2),
)
def test_a_share_adds_up(bill: list[WorkLine], prices: Prices, percent: Decimal) -> None:
    sums = sums_of(bill, prices, "total")
    part = share_of(sums, percent)
    assert abs(part.gross - sums.gross * percent / 100) <= CENT / 2
    assert sum((rate.gross for rate in part.rates), D(0)) == part.gross
    assert part.net + part.vat == part.gross
    assert sum((rate.vat for rate in part.rates), D(0)) == part.vat
    for whole, rate in zip(sums.rates, part.rates, strict=True):
        assert abs(rate.gross - whole.gross * percent / 100) < CENT * 2
        assert rate.net + rate.vat == rate.gross


def test_all_of_a_bill_is_the_bill() -> None:
    bill = [line("3", "0.33", D(19)), line("1", "10.01", D(7)), line("1", "5.00", "none")]
    sums = sums_of(bill, "gross", "total")
    part = share_of(sums, D(100))
    assert (part.net, part.vat, part.gross) == (sums.net, sums.vat, sums.gross)


@given(bill=lines, prices=st.sampled_from(["net", "gross"]))
def test_a_credit_takes_back_what_was_charged(bill: list[WorkLine], prices: Prices) -> None:
    """To the hundredth, discounts and halves included."""
    back = [one.model_copy(update={"price": -one.price}) for one in bill]
    for rounding in ("line", "total"):
        sums = sums_of([*bill, *back], prices, rounding)
        assert (sums.net, sums.vat, sums.gross) == (0, 0, 0)


def test_the_line_that_is_too_much_is_found() -> None:
    ones = [line("1000", "999999999.99", "none")] * 3
    assert line_out_of_bounds([line("1", "1", "none"), *ones], "net", "total") == 2
    assert line_out_of_bounds(ones[:1], "net", "total") is None
    # With its VAT it is too much.
    assert line_out_of_bounds([line("900", "999999999.99", D(19))], "net", "total") == 0
