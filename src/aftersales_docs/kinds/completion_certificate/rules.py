"""What the law and the arithmetic have against a certificate."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import Problem, worded
from ...rules.conflict_of_laws import consumer_abroad
from ...rules.sums import Rate
from ...rules.vat import special_rates, wrong_rate
from ...rules.verdict import Assessment, doubtful, forbidden, judged, note
from ...schemas.field_words import choice_said
from .case import Certificate
from .free_text import word_problems
from .rules_defects import defect_checks
from .schema import CompletionCertificate

__all__ = ["Certificate", "assess", "exempt_warranty_repair"]


def _vat(case: Certificate) -> Iterator[Problem]:
    day = case.law_of_supply.on or case.model.date
    rates = ", ".join(f"{rate.normalize():f}" for rate in case.rates)
    for index, line in enumerate(case.model.lines):
        if line.vat != "none" and wrong_rate(case.law_of_supply, case.model.law, line.vat):
            yield forbidden(
                "vat-rate-not-valid",
                worded(
                    "there is no VAT rate of {normalize:f} % on {day} (law: {law}).",
                    normalize=line.vat.normalize(),
                    day=day,
                    law=case.model.law,
                ),
                worded("Write one of: {rates}, none.", rates=rates),
                f"lines[{index}].vat",
            )
    if _ground_missing(case):
        yield forbidden(
            "vat-ground-missing",
            "there are lines without VAT or at 0 %, but nothing says why.",
            "Give vat_ground, e.g. the article of the tax law.",
            "vat_ground",
        )


def _one_tax_system(case: Certificate) -> Iterator[Problem]:
    """Who pays VAT at 5 or 7 % pays it on all supplies (art. 164(8), (9) of the Tax Code)."""
    special = special_rates(case.law_of_supply, case.model.law)
    rates = {line.vat for line in case.model.lines if line.vat not in {"none", 0}}
    if rates & special and len(rates) > 1:
        shown = ", ".join(f"{rate.normalize():f} %" for rate in sorted(rates) if rate != "none")
        index = next(i for i, line in enumerate(case.model.lines) if line.vat in special)
        yield forbidden(
            "vat-rates-mixed",
            worded(
                (
                    "{shown} stand together, but whoever pays VAT at a special rate pays "
                    "it on all supplies ({basis})."
                ),
                shown=shown,
                basis=case.law_of_supply.cite("en")["vat_simplified_scope"],
            ),
            "Write the rate of the contractor's tax system on every line.",
            f"lines[{index}].vat",
        )


def _reverse_charge(case: Certificate) -> Iterator[Problem]:
    ground = (case.model.vat_ground or "").casefold()
    if case.de and case.consumer and "13b" in ground:
        yield forbidden(
            "reverse-charge-to-consumer",
            worded(
                "a consumer never owes the tax of the contractor ({basis}).",
                basis=case.law.cite("en")["reverse_charge"],
            ),
            "Write the rate on the lines, or the true ground.",
            "vat_ground",
        )


def exempt_warranty_repair(case: Certificate) -> bool:
    """Whether the work is free of charge under warranty, and so exempt in Russia.

    Tax Code, art. 149(3)(37): repair and maintenance during the warranty, without an
    additional charge.
    """
    return case.ru and not case.warranty_over and bool(case.cure or case.guarantee)


def _untaxed(rate: Rate) -> bool:
    return rate in {"none", 0}


def _ground_missing(case: Certificate) -> bool:
    """Where no VAT is shown at all, nobody asks why; elsewhere a line without it says why."""
    untaxed = any(_untaxed(line.vat) for line in case.model.lines)
    return (
        case.tax_owed
        and untaxed
        and not case.model.vat_ground
        and not exempt_warranty_repair(case)
    )


def _totals(case: Certificate) -> Iterator[Problem]:
    given = case.model.totals
    if given is None:
        return
    for name in ("net", "vat", "gross"):
        stated, found = getattr(given, name), getattr(case.sums, name)
        if stated is not None and stated != found:
            yield forbidden(
                "totals-differ",
                worded(
                    (
                        "the lines make {found}, not {stated} (prices: {prices}, rounding: "
                        "{rounding})."
                    ),
                    found=found,
                    stated=stated,
                    prices=choice_said(case.model, "prices", case.model.kind),
                    rounding=choice_said(case.model, "rounding", case.model.kind),
                ),
                "Correct the lines or the total; a difference of 0.01 may be due to rounding.",
                f"totals.{name}",
            )


def _share(case: Certificate) -> Iterator[Problem]:
    """A share is a part of what is to be paid: neither all of it, nor of a credit."""
    percent = case.model.customer_percent
    if case.model.cost.type != "shared" or percent is None:
        return
    if percent >= 100:
        yield forbidden(
            "share-is-all",
            "the costs are said to be shared, but the customer bears all of them.",
            "Write cost: paid.",
            "cost",
        )
    elif case.payable < 0:
        yield forbidden(
            "share-of-credit",
            worded(
                "the lines make a credit of {amount}, of which nobody can bear a share.",
                amount=-case.sums.gross,
            ),
            "Write cost: paid, so that the credit is paid out; or leave the credit out.",
            "lines",
        )


def _signers(case: Certificate) -> Iterator[Problem]:
    """Posts of those who answer for the fact: a primary document needs them (402-FZ).

    A natural person in business signs himself and has no post.
    """
    if not case.ru:
        return
    basis = case.cite("accounting_document")
    signer = case.model.contractor.representative
    if (signer is None or signer.person is None) and case.contractor_alone is None:
        yield forbidden(
            "signer-missing",
            worded(
                (
                    "a primary accounting document names the post and the name of who "
                    "signs for the contractor ({basis})."
                ),
                basis=basis,
            ),
            "Add contractor.representative with post and person.",
            "contractor",
        )
    customer = case.model.customer
    named = customer.person is not None and customer.post is not None
    if not case.consumer and not named and case.customer_alone is None:
        yield forbidden(
            "signer-missing",
            worded(
                (
                    "a primary accounting document names the post and the name of who "
                    "signs for the customer ({basis})."
                ),
                basis=basis,
            ),
            "Add customer.post and customer.person.",
            "customer",
        )


def _dates(case: Certificate) -> Iterator[Problem]:
    times, day = case.model.times, case.model.date
    told = {
        f"times.{name}": getattr(times, name)
        for name in ("demanded", "received", "ready", "returned")
    }
    told["acceptance.date"] = case.model.acceptance.date
    for name, given in told.items():
        if given and given > day:
            yield forbidden(
                "dates-out-of-order",
                worded(
                    (
                        "'{split}' is after the day of the certificate ({day}), which tells it "
                        "as past."
                    ),
                    split=name.split(".")[-1],
                    day=day,
                ),
                "Check both dates against the repair order.",
                name,
            )
    accepted = case.model.acceptance.date
    begun = times.ready or times.received or times.demanded
    if accepted and begun and accepted < begun:
        yield forbidden(
            "dates-out-of-order",
            worded(
                "the acceptance ({accepted}) is before the work ({begun}).",
                accepted=accepted,
                begun=begun,
            ),
            "Check both dates against the repair order.",
            "acceptance.date",
        )
    yield from _days_to_come(case)


def _days_to_come(case: Certificate) -> Iterator[Problem]:
    for name in ("remedy_by", "accept_by"):
        given = getattr(case.model.acceptance, name)
        if given and given < case.model.date:
            yield forbidden(
                "dates-out-of-order",
                worded(
                    "'{name}' is before the day of the certificate ({date}).",
                    name=name,
                    date=case.model.date,
                ),
                "Write a day to come.",
                f"acceptance.{name}",
            )


def _acceptance(case: Certificate) -> Iterator[Problem]:
    """No waiver for a consumer, and for a business none unawares."""
    given = case.model.acceptance
    if given.no_claims and case.consumer:
        key = case.by_law({"ru": "consumer_void_terms", "de": "terms_confirmation"})
        place = case.cite(key)
        yield forbidden(
            "waiver-of-consumer",
            worded(
                "a consumer is not made to confirm that he has no claims ({place}).", place=place
            ),
            "Leave no_claims out.",
            "acceptance.no_claims",
        )
    if given.no_claims and case.de and not case.consumer:
        yield doubtful(
            "penalty-given-up",
            worded(
                (
                    "who accepts without a reservation loses a penalty for delay "
                    "({basis}); a customer may refuse to sign this."
                ),
                basis=case.cite("penalty_reservation"),
            ),
            "Leave no_claims out, unless the customer wants it.",
            "acceptance.no_claims",
        )
    yield from _objection(case)


def _objection(case: Certificate) -> Iterator[Problem]:
    """What goes with a refusal, and with a request to accept."""
    given = case.model.acceptance
    if given.result == "refused" and given.remedy_by is None:
        yield note(
            "remedy-deadline-missing",
            "acceptance is refused, but no day is set for mending what is named "
            "(acceptance.remedy_by).",
            "acceptance",
        )
    if given.result == "pending" and case.de and case.model.times.ready is None:
        yield forbidden(
            "acceptance-before-completion",
            worded(
                "the period for acceptance begins once the work is done ({basis}).",
                basis=case.cite("work_fictitious_acceptance"),
            ),
            "Give times.ready.",
            "acceptance.accept_by",
        )


def _late(case: Certificate) -> Iterator[Problem]:
    agreed = case.model.times.agreed
    if case.late_for_contract and agreed:
        yield doubtful(
            "completed-late",
            worded(
                (
                    "the work was done after the day agreed ({agreed}); the certificate "
                    "does not call it timely."
                ),
                agreed=agreed,
            ),
            "Check the day; if it is right, expect claims for the delay.",
            "times.agreed",
        )


def _seller_particulars(case: Certificate) -> Iterator[Problem]:
    """What an invoice of a German business would need, for a business customer."""
    model = case.model
    if not case.de or case.consumer or case.free:
        return
    if not (model.contractor.vat_id or model.contractor.tax_number):
        yield doubtful(
            "tax-number-missing",
            worded(
                (
                    "without tax number or VAT number no invoice can follow from this "
                    "certificate ({basis})."
                ),
                basis=case.law.cite("en")["invoice"],
            ),
            "Add contractor.vat_id or contractor.tax_number.",
            "contractor",
        )


def _conflict_of_laws(case: Certificate) -> Iterator[Problem]:
    """A consumer who lives elsewhere than where the law applied comes from."""
    customer = case.model.customer
    if customer.type == "consumer":
        yield from consumer_abroad(case, customer.address, "customer.address")


_CHECKS = (
    _vat,
    _one_tax_system,
    _reverse_charge,
    _totals,
    _share,
    _signers,
    _dates,
    _acceptance,
    _late,
    _seller_particulars,
    defect_checks,
    word_problems,
    _conflict_of_laws,
)


def assess(model: CompletionCertificate) -> Assessment[Certificate]:
    """A certificate as the law sees it, and what the law or the arithmetic has against it."""
    case = Certificate(model)
    return Assessment(case, judged(_CHECKS, case))
