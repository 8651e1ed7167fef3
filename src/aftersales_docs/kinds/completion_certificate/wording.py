"""What the text of a completion certificate needs: sums, terms, what is to be said by law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from ...language import language_of
from ...language.legal_forms import full_name
from ...law import Law
from ...resources import Templates
from ...rules.sums import LineSum, Rate, Sums
from ...rules.verdict import Assessment
from .case import Certificate
from .rules import exempt_warranty_repair


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line of the table; ``rate`` is ``None`` without VAT, ``reason`` that of a credit."""

    number: int
    description: str
    reason: str | None
    quantity: Decimal
    unit: str
    price: Decimal
    discount: Decimal | None
    rate: Decimal | None
    vat: Decimal | None
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Total:
    """One line below the table; ``rate`` for those of VAT.

    ``share`` is the customer's part before VAT, ``value`` what free work would have cost,
    ``payable`` what he pays and ``credit`` what he gets back.
    """

    type: Literal[
        "sum", "exempt", "vat", "included", "gross", "value", "share", "payable", "credit"
    ]
    amount: Decimal
    rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class UnitLine:
    """What is to be told of one unit in words: its sale, how it came, with what."""

    label: str
    sold: Any
    sale_document: str | None
    condition: str | None
    accessories: str | None

    @property
    def told(self) -> bool:
        """Whether anything is."""
        return bool(self.sold or self.sale_document or self.condition or self.accessories)


def _line(worked: LineSum, *, taxed: bool, whole: bool) -> PrintedLine:
    """A line as printed; its own VAT only where the ``whole`` of it is charged."""
    line = worked.line
    rate = None if line.vat == "none" or not taxed else line.vat
    return PrintedLine(
        worked.number,
        line.description,
        getattr(line, "reason", None),
        line.quantity,
        line.unit,
        line.price,
        line.discount_percent or None,
        rate,
        worked.vat if rate is not None and whole else None,
        worked.amount,
    )


def _exempt(sums: Sums) -> Iterator[Total]:
    """What bears no VAT, told before the VAT so that it does not read as a part of it."""
    if sums.taxed:
        yield from (Total("exempt", rate.net) for rate in sums.rates if rate.rate == "none")


def _vat_totals(sums: Sums, kind: Literal["vat", "included"]) -> Iterator[Total]:
    for rate in sums.rates:
        if rate.rate != "none":
            yield Total(kind, rate.vat, rate.rate)


def _payable(case: Certificate) -> Iterator[Total]:
    amount = case.payable
    yield Total("credit", -amount) if amount < 0 else Total("payable", amount)


def _totals(case: Certificate) -> Iterator[Total]:
    """The sum, VAT by rate, the total; what is to be paid where that is not all of it."""
    sums, net = case.sums, case.model.prices == "net"
    if case.model.cost.type == "shared":
        yield from _shared_totals(case)
        return
    if not case.vat_shown:
        yield Total("value" if case.free else "gross", sums.net if net else sums.gross)
    elif net:
        yield Total("sum", sums.net)
        yield from _exempt(sums)
        yield from _vat_totals(sums, "vat")
        yield Total("gross", sums.gross)
    else:
        yield from _exempt(sums)
        yield from _vat_totals(sums, "included")
        yield Total("gross", sums.gross)
    if (case.free and case.vat_shown) or case.payable < 0:
        yield from _payable(case)


def _shared_totals(case: Certificate) -> Iterator[Total]:
    """The whole without VAT shown, then the customer's part with the VAT that he is charged."""
    sums, part, net = case.sums, case.charged, case.model.prices == "net"
    if not sums.taxed:
        yield Total("gross", sums.gross)
    elif net:
        yield Total("sum", sums.net)
        yield Total("share", part.net)
        yield from _exempt(part)
        yield from _vat_totals(part, "vat")
    else:
        yield Total("gross", sums.gross)
        yield from _exempt(part)
        yield from _vat_totals(part, "included")
    yield from _payable(case)


def _numbers(case: Certificate, rate: Rate) -> list[str]:
    """The lines of one rate, by their printed numbers."""
    return [str(line.number) for line in case.sums.lines if line.line.vat == rate]


def _untaxed_lines(case: Certificate) -> dict[str, Any]:
    exempt, zero = _numbers(case, "none"), _numbers(case, Decimal(0))
    join = language_of(case.model.lang).join
    return {
        "exempt_numbers": join(exempt) if exempt else "",
        "exempt_many": len(exempt) > 1,
        "zero_numbers": join(zero) if zero else "",
        "zero_many": len(zero) > 1,
        "untaxed": bool(exempt or zero),
    }


def _unit(case: Certificate, index: int) -> UnitLine:
    unit = case.model.units[index]
    return UnitLine(
        language_of(case.model.lang).capitalise(unit.name),
        unit.sold,
        unit.sale_document,
        unit.condition,
        ", ".join(unit.accessories) or None,
    )


def _intake(case: Certificate) -> dict[str, Any]:
    """How the units came: one with the findings, several each on its own."""
    units = [_unit(case, index) for index in range(len(case.model.units))]
    alone = len(units) == 1
    only = units[0] if alone else UnitLine("", None, None, None, None)
    return {"intake": [] if alone else [unit for unit in units if unit.told], "only": only}


def _parties(case: Certificate) -> dict[str, Any]:
    contractor, customer = case.model.contractor, case.model.customer
    return {
        "contractor_name": full_name(contractor.name, contractor.legal_form),
        "contractor_alone": case.contractor_alone,
        "customer_alone": case.customer_alone,
        "customer_numbers": any(
            (
                customer.vat_id,
                customer.ogrn,
                customer.inn,
                customer.kpp,
                customer.phone,
                customer.email,
            )
        ),
        "contractor_acts": case.contractor_alone is None and contractor.representative,
        "customer_acts": bool(
            customer.company and customer.person and case.customer_alone is None
        ),
    }


def _amounts(case: Certificate, exempt: str | None) -> dict[str, Any]:
    model, charged = case.model, case.charged
    # A Russian act shows the tax of each line, whatever its rates.
    each_line = case.by_law({"ru": True, "de": False})
    taxed, whole = case.vat_shown, model.cost.type != "shared"
    vat = case.sums.vat if whole else charged.vat
    return {
        "bill": [_line(line, taxed=taxed, whole=whole) for line in case.sums.lines],
        "printed_totals": list(_totals(case)),
        "value": case.sums.gross if taxed or model.prices == "gross" else case.sums.net,
        # What goes back to the customer is told without its sign, and so is the tax in it.
        "vat_sum": -vat if case.payable < 0 else vat,
        "taxed": taxed,
        "vat_told": taxed
        and not case.free
        and (each_line or model.rounding == "line" or len(case.charged.rates) > 1),
        "net_prices": model.prices == "net" and case.sums.taxed,
        **_untaxed_lines(case),
        "vat_reason": model.vat_ground or exempt if case.tax_owed else None,
        "payable": case.payable,
        "owed": abs(case.payable),
        "customer_percent": model.customer_percent,
    }


def _defect_rights(case: Certificate, cite: Mapping[str, Any]) -> dict[str, Any]:
    """What a text says of a repair that was owed: its basis, its terms and their ends."""
    found, cure = case.limitation, case.cure
    warranty = case.model.warranty
    due = case.consumer and case.law.has_fact("repair_limitation_extension")
    informed = cure and cure.informed and due
    return {
        "cure_basis": _cure_basis(case, cite) if cure and case.ru else None,
        "informed": bool(informed),
        "guarantee_until": warranty.original_until
        if warranty and case.guarantee and not case.warranty_over
        else None,
        "within_warranty": bool(warranty and warranty.original_until and not case.warranty_over),
        "limitation": found,
        "months_after_defect": _months(case, "consumer_limitation_after_defect"),
        "months_after_return": _months(case, "consumer_limitation_after_return"),
        "extension_days": case.extension_days,
        "extended_until": case.extended_until,
        "work_warranty_until": case.work_warranty_until,
        "work_limitation": case.number("work_limitation") if case.de else None,
    }


def _months(case: Certificate, key: str) -> int | None:
    return case.number(key) if case.law.has_fact(key) else None


def _cure_basis(case: Certificate, cite: Mapping[str, Any]) -> Any:
    """The place by which a Russian buyer may demand repair from the one who answers."""
    if not case.consumer:
        return cite["civil_remedies"]
    answers = case.cure.answers if case.cure else "seller"
    return cite[
        {
            "seller": "consumer_remedies",
            "authorised-organisation": "consumer_addressee_seller",
            "manufacturer": "consumer_addressee_manufacturer",
            "importer": "consumer_addressee_manufacturer",
        }[answers]
    ]


def prepare(
    assessment: Assessment[Certificate],
    _templates: Templates,
    _law: Law,
    context: Mapping[str, Any],
) -> dict[str, Any]:
    """What the text asks for besides the fields of the input."""
    case = assessment.case
    model, cite = case.model, context["cite"]
    exempt = str(cite["vat_warranty_exemption"]) if exempt_warranty_repair(case) else None
    times = model.times
    told = (
        model.defect_reported,
        model.defect_found,
        *(getattr(times, name) for name in type(times).model_fields),
    )
    return {
        "free": case.free,
        "late": case.late,
        "on_time": case.on_time,
        "handed_in": case.handed_in,
        **_intake(case),
        "findings": any(told) or (len(model.units) == 1 and _unit(case, 0).told),
        **_defect_rights(case, cite),
        **_parties(case),
        **_amounts(case, exempt),
    }
