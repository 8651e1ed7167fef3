"""What the text of a completion certificate needs: sums, terms, what is to be said by law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from ...law import Law
from ...resources import Templates
from ...rules.sums import LineSum, Sums
from ...rules.verdict import Assessment
from .rules import Certificate, exempt_warranty_repair


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line of the table; ``rate`` is ``None`` without VAT."""

    number: int
    description: str
    quantity: Decimal
    unit: str
    price: Decimal
    discount: Decimal | None
    rate: Decimal | None
    vat: Decimal | None
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Total:
    """One line below the table; ``rate`` for those of VAT."""

    type: Literal["discount", "sum", "vat", "included", "exempt", "gross", "payable"]
    amount: Decimal
    rate: Decimal | None = None


def _line(worked: LineSum) -> PrintedLine:
    line = worked.line
    return PrintedLine(
        worked.number,
        line.description,
        line.quantity,
        line.unit,
        line.price,
        line.discount_percent or None,
        None if line.vat == "none" else line.vat,
        worked.vat if line.vat != "none" else None,
        worked.amount,
    )


def _vat_totals(sums: Sums, kind: Literal["vat", "included"]) -> Iterator[Total]:
    for rate in sums.rates:
        if rate.rate == "none":
            yield Total("exempt", rate.net)
        else:
            yield Total(kind, rate.vat, rate.rate)


def _totals(case: Certificate) -> Iterator[Total]:
    """The sum, VAT by rate, the total; what is to be paid where that is not all of it."""
    sums = case.sums
    if not sums.taxed:
        yield Total("gross", sums.gross)
    elif case.model.prices == "net":
        yield Total("sum", sums.net)
        yield from _vat_totals(sums, "vat")
        yield Total("gross", sums.gross)
    else:
        yield Total("gross", sums.gross)
        yield from _vat_totals(sums, "included")
    if case.model.cost != "paid":
        yield Total("payable", case.payable)


def prepare(
    assessment: Assessment[Certificate], _own: Templates, _law: Law, context: Mapping[str, Any]
) -> dict[str, Any]:
    """What the text asks for besides the fields of the input."""
    case = assessment.case
    model = case.model
    cite = context["cite"]
    exempt = str(cite["vat_warranty_exemption"]) if exempt_warranty_repair(case) else None
    untaxed = [rate for rate in case.sums.rates if rate.rate in {"none", 0}]
    limitation = None if case.ru else int(case.law.fact("work_limitation").value)
    return {
        "work_limitation": limitation,
        "bill": [_line(line) for line in case.sums.lines],
        "printed_totals": list(_totals(case)),
        "gross": case.sums.gross,
        "vat_sum": case.sums.vat,
        "taxed": case.sums.taxed,
        "untaxed": bool(untaxed),
        "vat_reason": model.vat_ground or exempt,
        "payable": case.payable,
        "extension_days": case.extension_days,
        "extended_until": case.extended_until,
        "work_warranty_until": case.work_warranty_until,
    }
