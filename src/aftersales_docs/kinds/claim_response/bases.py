"""Where each remedy stands in the law: what obliges the company to what it promises."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ...law import LawCode
from .case import Case
from .remedies import RemedyType

_Bases = Mapping[RemedyType, tuple[str, ...]]

_RU_CONSUMER: _Bases = {
    "repair": ("consumer_remedies", "consumer_repair_term"),
    "replacement": ("consumer_remedies", "consumer_replacement_term"),
    "price-reduction": ("consumer_remedies", "consumer_payment_term"),
    "refund": ("consumer_remedies", "consumer_payment_term"),
    "price-difference": ("consumer_settlement_refund", "consumer_payment_term"),
    "repair-costs": ("consumer_remedies", "consumer_payment_term"),
    "damages": ("consumer_remedies", "consumer_payment_term"),
    "loan-unit": ("consumer_loan_unit",),
    "transport": ("consumer_transport",),
    "penalty": ("consumer_penalty",),
}
# A maker or importer owes repair, the same goods anew, or the price for goods returned to him.
_RU_MAKER: _Bases = dict(_RU_CONSUMER) | {
    "repair": ("consumer_addressee_manufacturer", "consumer_repair_term"),
    "replacement": ("consumer_addressee_manufacturer", "consumer_replacement_term"),
    "refund": ("consumer_addressee_manufacturer", "consumer_payment_term"),
    "repair-costs": ("consumer_addressee_manufacturer", "consumer_payment_term"),
    "damages": ("consumer_damages", "consumer_payment_term"),
}
_RU_BUSINESS: _Bases = dict.fromkeys(
    ("repair", "replacement", "price-reduction", "refund", "repair-costs"), ("civil_remedies",)
)
_DE: _Bases = {
    "repair": ("sale_performance_right", "sale_performance"),
    "replacement": ("sale_performance_right", "sale_performance"),
    "price-reduction": ("sale_withdrawal_right", "sale_price_reduction"),
    "refund": ("sale_withdrawal_right", "sale_withdrawal", "withdrawal_restitution"),
    "repair-costs": ("sale_damages",),
    "damages": ("sale_damages",),
    "transport": ("sale_performance_costs",),
}
_DE_CONSUMER: _Bases = dict(_DE) | {
    "refund": ("sale_withdrawal_right", "consumer_withdrawal", "withdrawal_restitution"),
}
# What a guarantee gives is what it says; the law names no more than its basis.
GUARANTEED: frozenset[RemedyType] = frozenset(
    {"repair", "replacement", "price-reduction", "refund", "repair-costs", "transport"}
)


def _russian(case: Case, type_: RemedyType) -> tuple[str, ...]:
    if not case.consumer:
        return _RU_BUSINESS.get(type_, ())
    if type_ == "repair" and case.from_manufacturer:
        return ("consumer_substantial_defects",)
    if type_ == "loan-unit" and not _lends_for_repair(case):
        return ("consumer_replacement_loan",)
    return (_RU_CONSUMER if case.seller else _RU_MAKER).get(type_, ())


def _lends_for_repair(case: Case) -> bool:
    types = {remedy.type for remedy in case.model.remedies}
    return "repair" in types or "replacement" not in types


def _german(case: Case, type_: RemedyType) -> tuple[str, ...]:
    if not case.seller:
        return ("guarantee",) if type_ in GUARANTEED else ()
    if type_ == "loan-unit" and case.consumer and case.repair_act and _lends_for_repair(case):
        return ("consumer_loan_goods",)
    return (_DE_CONSUMER if case.consumer else _DE).get(type_, ())


_BY_LAW: Mapping[LawCode, Callable[[Case, RemedyType], tuple[str, ...]]] = {
    "ru": _russian,
    "de": _german,
}


def basis(case: Case, type_: RemedyType) -> tuple[str, ...]:
    """The citation keys of what obliges the company; empty where it acts out of goodwill."""
    if case.model.goodwill:
        return ()
    return case.by_law(_BY_LAW)(case, type_)
