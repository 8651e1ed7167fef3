"""Amounts compared with each other: what is paid with the price, the penalty with the delay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from ...errors import Problem, Worded, joined, worded
from ...rules.verdict import doubtful, forbidden, note
from ...schemas.correspondence import CURRENCY_OF
from .case import Case
from .promises import Promise
from .remedies import Payment, RemedyType, Repair, Replacement
from .terms import PENALTY_CAP, penalty, repair_limit

_ZERO = Decimal("0.00")


def paid(case: Case, type_: RemedyType) -> Decimal:
    """The sum of all payments of one kind."""
    payments = (one for one in case.model.remedies if isinstance(one, Payment))
    return sum((one.amount for one in payments if one.type == type_), _ZERO)


def _first(case: Case, type_: RemedyType) -> str:
    types = [remedy.type for remedy in case.model.remedies]
    return f"remedies[{types.index(type_)}].amount"


def _money(case: Case, amount: Decimal) -> str:
    return f"{amount} {case.model.currency or CURRENCY_OF[case.model.law]}"


def whole_refund(case: Case) -> bool:
    """Whether the whole price goes back, so that the goods do too.

    Without a price a refund counts as whole unless something else is done about the goods.
    """
    amount, price = paid(case, "refund"), case.model.product.price
    if not amount:
        return False
    if price is not None:
        return amount >= price
    return not any(isinstance(one, Repair | Replacement) for one in case.model.remedies)


def _refund(case: Case) -> Iterator[Problem]:
    """In full means in full: the price itself, no less and no more."""
    model, price = case.model, case.model.product.price
    amount = paid(case, "refund")
    if not amount or price is None or amount == price or (model.goodwill and amount < price):
        return
    field = _first(case, "refund")
    sums = worded(
        "{money} is refunded of a price of {money2}",
        money=_money(case, amount),
        money2=_money(case, price),
    )
    if amount > price:
        report = doubtful if model.goodwill else forbidden
        yield report(
            "refund-above-price",
            worded("{sums}: more than was paid.", sums=sums),
            "Refund the price; name what goes beyond it as a remedy of its own, such as damages.",
            field,
        )
    else:
        yield from _below_price(case, field, sums)


def _below_price(case: Case, field: str, sums: str) -> Iterator[Problem]:
    if case.model.decision == "granted":
        yield forbidden(
            "refund-below-price",
            worded(
                ("{sums}, but the letter says that the claim is met in full ({refund_basis})."),
                sums=sums,
                refund_basis=_refund_basis(case),
            ),
            "Refund the whole price, or write decision: partly-granted and give the ground for "
            "what is kept back.",
            field,
        )
    elif case.ru and case.consumer:
        yield doubtful(
            "refund-below-price",
            worded(
                (
                    "{sums}; a consumer gets back the whole sum paid, without a deduction "
                    "for use or wear ({refund_basis})."
                ),
                sums=sums,
                refund_basis=_refund_basis(case),
            ),
            "Refund the whole price, unless a part of it is not concerned.",
            field,
        )


def _refund_basis(case: Case) -> str:
    russian = "consumer_remedies" if case.consumer else "civil_remedies"
    return case.cite(case.by_law({"ru": russian, "de": "withdrawal_restitution"}))


def _reduction(case: Case) -> Iterator[Problem]:
    amount, price = paid(case, "price-reduction"), case.model.product.price
    if amount and price is not None and amount >= price:
        report = forbidden if amount > price else doubtful
        yield report(
            "reduction-above-price",
            worded(
                "the price is reduced by {money}, but it was {money2}.",
                money=_money(case, amount),
                money2=_money(case, price),
            ),
            "Compare both amounts; if all of it goes back, the remedy is a refund.",
            _first(case, "price-reduction"),
        )


def _exclusive(case: Case) -> Iterator[Problem]:
    """Remedies of which the claimant may have one only."""
    model = case.model
    types = {remedy.type for remedy in model.remedies}
    if {"price-reduction", "refund"} <= types and not model.goodwill:
        russian = "consumer_remedies" if case.consumer else "civil_remedies"
        key = case.by_law({"ru": russian, "de": "sale_price_reduction_instead"})
        yield forbidden(
            "remedies-exclude-each-other",
            worded(
                (
                    "the price is reduced and refunded at once; the one is there instead "
                    "of the other ({basis})."
                ),
                basis=case.cite(key),
            ),
            "Leave one of them.",
            "remedies",
        )
    kept = types & {"repair", "replacement"}
    if whole_refund(case) and kept:
        yield forbidden(
            "remedies-exclude-each-other",
            worded(
                (
                    "the whole price is refunded, so that the goods go back, but {either} "
                    "is promised too."
                ),
                either=_either(kept),
            ),
            "Leave one of them.",
            "remedies",
        )


# What the law gives for one defect instead of each other.
_ONE_OF: tuple[frozenset[RemedyType], ...] = (
    frozenset({"repair", "replacement"}),
    frozenset({"repair", "repair-costs"}),
    frozenset({"repair", "price-reduction"}),
    frozenset({"replacement", "price-reduction"}),
    frozenset({"replacement", "repair-costs"}),
)


def _several(case: Case) -> Iterator[Problem]:
    """Remedies that the law gives instead of each other; several goods may have one each."""
    model = case.model
    types = {remedy.type for remedy in model.remedies}
    promised = set().union(*(pair for pair in _ONE_OF if pair <= types))
    if promised and not model.goodwill:
        russian = "consumer_remedies" if case.consumer else "civil_remedies"
        key = case.by_law({"ru": russian, "de": "sale_remedies"})
        yield doubtful(
            "several-remedies",
            worded(
                (
                    "{either} are promised at once; for one defect the law gives one instead "
                    "of the other ({basis})."
                ),
                either=_either(promised),
                basis=case.cite(key),
            ),
            "Keep only one, or say in the details which goods or which defect each is for.",
            "remedies",
        )


def _price_unknown(case: Case) -> Iterator[Problem]:
    """A refund beside another remedy is a part of the price, or a contradiction."""
    model = case.model
    kept = {remedy.type for remedy in model.remedies} & {"repair", "replacement"}
    if paid(case, "refund") and kept and model.product.price is None and not model.goodwill:
        yield doubtful(
            "price-unknown",
            worded(
                (
                    "a refund is promised beside {either}; without the price it can't be "
                    "told whether it is the whole price, so that both exclude each other."
                ),
                either=_either(kept),
            ),
            "Give product.price.",
            "product.price",
        )


_A_REMEDY: Mapping[RemedyType, Worded] = {
    "repair": worded("a repair"),
    "replacement": worded("a replacement"),
    "refund": worded("a refund"),
    "price-reduction": worded("a price reduction"),
    "price-difference": worded("a price difference"),
    "repair-costs": worded("the costs of a repair"),
    "damages": worded("damages"),
    "loan-unit": worded("a loan unit"),
    "transport": worded("the transport"),
    "penalty": worded("a penalty"),
}


def _either(types: set[RemedyType]) -> str:
    return joined([_A_REMEDY[one] for one in sorted(types)], worded(" and "))


def _difference(case: Case) -> Iterator[Problem]:
    """The difference in price of goods delivered instead."""
    model = case.model
    for index, remedy in enumerate(model.remedies):
        if not isinstance(remedy, Replacement) or not remedy.price_difference:
            continue
        field = f"remedies[{index}].price_difference"
        price = model.product.price
        if price is not None and remedy.price_difference > price:
            yield doubtful(
                "difference-above-price",
                worded(
                    "the difference of {money} is more than the price of {money2}.",
                    money=_money(case, remedy.price_difference),
                    money2=_money(case, price),
                ),
                "Compare both amounts.",
                field,
            )
        if case.ru and case.consumer:
            basis = case.cite("consumer_settlement_replacement")
            yield note(
                "price-of-the-day",
                worded(
                    (
                        "in the difference the goods returned count at their price on the day "
                        "of the replacement, not at the price paid ({basis})."
                    ),
                    basis=basis,
                ),
                field,
            )
        elif case.de and remedy.difference_paid_by == "claimant" and not model.goodwill:
            yield from _cure_for_money(case, field)


def _cure_for_money(case: Case, field: str) -> Iterator[Problem]:
    if case.model.decision == "alternative":
        return
    report = forbidden if case.consumer and case.seller else doubtful
    owed = worded(
        "a replacement owed for a defect costs the buyer nothing ({cite}).",
        cite=case.cite("sale_performance_choice"),
    )
    guaranteed = worded(
        "a guarantee gives what it says ({cite}); a surcharge must be provided for in it.",
        cite=case.cite("guarantee"),
    )
    yield report(
        "cure-is-free",
        owed if case.seller else guaranteed,
        "Leave price_difference out, or offer the other model as what it is: decision: "
        "alternative, which asks for consent.",
        field,
    )


def _settlement(case: Case) -> Iterator[Problem]:
    """What a Russian consumer may ask for besides the price he gets back."""
    model = case.model
    types = {remedy.type for remedy in model.remedies}
    for index, remedy in enumerate(model.remedies):
        if remedy.type == "price-difference" and not (case.ru and case.consumer):
            yield forbidden(
                "no-price-difference",
                "only a consumer under Russian law may claim the difference to today's price.",
                "Write type: damages.",
                f"remedies[{index}].type",
            )
    if case.ru and case.consumer and "refund" in types and "price-difference" not in types:
        like = (
            worded("like goods of the same wear and year")
            if model.product.technically_complex and case.demanded >= PENALTY_CAP
            else worded("like goods on the day the demand is met")
        )
        yield note(
            "price-difference-possible",
            worded(
                (
                    "if {like} cost more than was paid, the consumer may claim the "
                    "difference ({basis}); type: price-difference."
                ),
                like=like,
                basis=case.cite("consumer_settlement_refund"),
            ),
            _first(case, "refund"),
        )


def _days_late(case: Case, promises: Sequence[Promise]) -> int:
    """The longest delay, until the day on which each late remedy is performed."""
    delays = [0]
    for promise in promises:
        until = promise.due or case.model.date
        if promise.term and promise.remedy.type != "penalty":
            delays.append((until - promise.term.deadline.day).days)
        elif isinstance(promise.remedy, Repair):
            limit = repair_limit(case)
            delays += [(until - limit.day).days] if limit else []
    return max(delays)


def _penalty(case: Case, promises: Sequence[Promise]) -> Iterator[Problem]:
    amount, price = paid(case, "penalty"), case.model.product.price
    if not amount or price is None or not (case.ru and case.consumer):
        return
    field = _first(case, "penalty")
    if amount > price and case.model.date >= PENALTY_CAP:
        yield forbidden(
            "penalty-above-cap",
            worded(
                (
                    "a penalty of {money} is more than the price of {money2}, to which it "
                    "is limited since 01.02.2026 ({basis})."
                ),
                money=_money(case, amount),
                money2=_money(case, price),
                basis=case.cite("consumer_penalty"),
            ),
            worded("Write {price} or less.", price=price),
            field,
        )
        return
    yield from _penalty_by_days(case, amount, price, _days_late(case, promises))


def _penalty_by_days(case: Case, amount: Decimal, price: Decimal, days: int) -> Iterator[Problem]:
    """The penalty with the days that the letter gives for the delay."""
    field = _first(case, "penalty")
    if not days:
        yield doubtful(
            "penalty-without-delay",
            worded(
                (
                    "the letter says that a time limit of the law was not met, and pays a penalty "
                    "({basis}); by the days given none was missed."
                ),
                basis=case.cite("consumer_penalty"),
            ),
            "Compare the days; what is paid without a delay is a remedy of another type.",
            field,
        )
    due = penalty(case, days)
    if days and due is not None and due != amount:
        yield doubtful(
            "penalty-differs",
            worded(
                (
                    "{days} days late at 1% of {money} a day come to {money2}, not "
                    "{money3} ({basis})."
                ),
                days=days,
                money=_money(case, price),
                money2=_money(case, due),
                money3=_money(case, amount),
                basis=case.cite("consumer_penalty"),
            ),
            "Compare the days and the amount.",
            field,
        )


def amount_problems(case: Case, promises: Sequence[Promise]) -> Iterator[Problem]:
    """What the amounts of the answer have against each other."""
    yield from _refund(case)
    yield from _reduction(case)
    yield from _exclusive(case)
    yield from _several(case)
    yield from _price_unknown(case)
    yield from _difference(case)
    yield from _settlement(case)
    yield from _penalty(case, promises)
