"""The arithmetic of a bill: lines, discounts, VAT by rate, totals.

Amounts are exact decimals. Every amount that is shown is a whole number of hundredths,
rounded half away from zero, so that a credit takes back to the hundredth what was charged,
and every total is the sum of the amounts shown above it; what differs by
``rounding`` is only where VAT is rounded: on each line, or once for each rate.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Literal, Protocol, TypeAlias

from ..language.money import MAX_AMOUNT

Rate: TypeAlias = Decimal | Literal["none"]


class PricedLine(Protocol):
    """One line of work, material or travel, with its price; ``vat`` is its rate in percent."""

    @property
    def description(self) -> str:
        """What was done or supplied."""
        ...

    @property
    def quantity(self) -> Decimal:
        """How much of it, in ``unit``."""
        ...

    @property
    def unit(self) -> str:
        """The unit of the quantity."""
        ...

    @property
    def price(self) -> Decimal:
        """The price of one unit."""
        ...

    @property
    def discount_percent(self) -> Decimal | None:
        """What is taken off the line."""
        ...

    @property
    def vat(self) -> Rate:
        """The rate of VAT; ``none`` where none is charged."""
        ...


_CENT = Decimal("0.01")
_ZERO = Decimal("0.00")
_HUNDRED = Decimal(100)


def to_cents(value: Decimal) -> Decimal:
    """``value`` in whole hundredths, rounded half up."""
    return value.quantize(_CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class LineSum:
    """One line worked out: ``amount`` is net or gross, as the prices are; ``vat`` its tax.

    With rounding on the total a line has no tax of its own, and ``vat`` is ``None``.
    """

    line: PricedLine
    number: int
    full: Decimal
    discount: Decimal
    amount: Decimal
    vat: Decimal | None


@dataclass(frozen=True, slots=True)
class RateSum:
    """The sums of all lines of one VAT rate."""

    rate: Rate
    net: Decimal
    vat: Decimal
    gross: Decimal


@dataclass(frozen=True, slots=True)
class Sums:
    """A bill worked out."""

    lines: tuple[LineSum, ...]
    rates: tuple[RateSum, ...]
    discount: Decimal
    net: Decimal
    vat: Decimal
    gross: Decimal

    @property
    def taxed(self) -> bool:
        """Whether any line bears tax, be it of 0 %."""
        return any(rate.rate != "none" for rate in self.rates)


def _tax(amount: Decimal, rate: Rate, *, gross: bool) -> Decimal:
    """The VAT on a net ``amount``, or the VAT inside a gross one."""
    if rate == "none":
        return _ZERO
    base = _HUNDRED + rate if gross else _HUNDRED
    return to_cents(amount * rate / base)


def _line(line: PricedLine, number: int, *, gross: bool, by_line: bool) -> LineSum:
    full = to_cents(line.quantity * line.price)
    discount = to_cents(full * (line.discount_percent or 0) / _HUNDRED)
    amount = full - discount
    vat = _tax(amount, line.vat, gross=gross) if by_line else None
    return LineSum(line, number, full, discount, amount, vat)


def _order(rate: Rate) -> Decimal:
    """Highest rate first, lines without VAT last."""
    return Decimal(-1) if rate == "none" else rate


def _rate(rate: Rate, lines: Sequence[LineSum], *, gross: bool) -> RateSum:
    amount = sum((line.amount for line in lines), _ZERO)
    taxes = [line.vat for line in lines if line.vat is not None]
    vat = sum(taxes, _ZERO) if taxes else _tax(amount, rate, gross=gross)
    return (
        RateSum(rate, amount - vat, vat, amount)
        if gross
        else RateSum(rate, amount, vat, amount + vat)
    )


def sums_of(
    lines: Sequence[PricedLine],
    prices: Literal["net", "gross"],
    rounding: Literal["line", "total"],
) -> Sums:
    """The sums of a bill whose prices are ``net`` or ``gross`` of VAT."""
    gross, by_line = prices == "gross", rounding == "line"
    worked = tuple(
        _line(line, number, gross=gross, by_line=by_line) for number, line in enumerate(lines, 1)
    )
    found = sorted({line.line.vat for line in worked}, key=_order, reverse=True)
    rates = tuple(
        _rate(rate, [line for line in worked if line.line.vat == rate], gross=gross)
        for rate in found
    )
    return Sums(
        worked,
        rates,
        sum((line.discount for line in worked), _ZERO),
        sum((rate.net for rate in rates), _ZERO),
        sum((rate.vat for rate in rates), _ZERO),
        sum((rate.gross for rate in rates), _ZERO),
    )


def share_of(sums: Sums, percent: Decimal) -> Sums:
    """The part of a bill that one side bears, with the VAT inside that part.

    The whole part is rounded once; what rounding leaves over among the rates goes to those
    that lost most by it, so that the rates add up to the whole.
    """
    whole = to_cents(sums.gross * percent / _HUNDRED)
    exact = [rate.gross * percent / _HUNDRED for rate in sums.rates]
    parts = [amount.quantize(_CENT, ROUND_FLOOR) for amount in exact]
    left = int((whole - sum(parts, _ZERO)) / _CENT)
    by_loss = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for index in by_loss[:left]:
        parts[index] += _CENT
    rates = tuple(
        RateSum(rate.rate, gross - (vat := _tax(gross, rate.rate, gross=True)), vat, gross)
        for rate, gross in zip(sums.rates, parts, strict=True)
    )
    vat = sum((rate.vat for rate in rates), _ZERO)
    return Sums((), rates, _ZERO, whole - vat, vat, whole)


NOTHING = Sums((), (), _ZERO, _ZERO, _ZERO, _ZERO)


def line_out_of_bounds(
    lines: Sequence[PricedLine],
    prices: Literal["net", "gross"],
    rounding: Literal["line", "total"],
) -> int | None:
    """The line, counted from 0, with which an amount outgrows what words can tell."""

    def too_large(count: int) -> bool:
        sums = sums_of(lines[:count], prices, rounding)
        shown = [sums.net, sums.gross, *(line.full for line in sums.lines)]
        return any(abs(amount) > MAX_AMOUNT for amount in shown)

    if not too_large(len(lines)):
        return None
    return bisect_left(range(1, len(lines) + 1), True, key=too_large)
