"""What the text of a warranty section needs: the parties as the host contract calls them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...law import Fact, Law
from ...resources import Templates
from ...rules.verdict import Assessment
from ...schemas.parts import Words
from ...texts import catalogue
from .basis import basis
from .case import Section

_IN_MONTHS = {"months": 1, "years": 12}
# How long claims last beyond a shorter warranty period: for a work, towards a consumer.
_CLAIM_PERIODS = {
    (False, False): "civil_claim_period",
    (False, True): "consumer_claim_period",
    (True, False): "works_claim_period",
    (True, True): "consumer_works_claim_period",
}


def _months(fact: Fact) -> int:
    return int(fact.value) * _IN_MONTHS[fact.unit]


def prepare(
    assessment: Assessment[Section], templates: Templates, law: Law, context: Mapping[str, Any]
) -> dict[str, Any]:
    """What the text asks for besides the fields of the input."""
    case = assessment.case
    model = case.model
    known = catalogue.words(templates, "parties", model.lang)

    def named(value: str | Words) -> Words:
        return value if isinstance(value, Words) else known[value]

    return {
        "supplier": named(model.names.supplier),
        "buyer": named(model.names.buyer),
        "goods": named(model.names.goods),
        "work": case.work,
        "remedies": case.remedies,
        "period": case.period,
        "loan_unit_days": case.loan_unit_days,
        "harmonised": case.consumer_sale and case.cited("harmonised_notice"),
        "cure_information": case.consumer_sale and case.cited("consumer_cure_information"),
        "used_sheet": _separate_sheet(case),
        "limitation_months_shown": case.shortest,
        "basis": basis(model.law, model.contract, context["cite"], consumer=model.consumer),
    } | _terms(case, law)


def _separate_sheet(case: Section) -> bool:
    """Whether a shorter limitation for used goods needs a sheet that the consumer signs.

    It does since 01.01.2022 (§ 476(2), second sentence, BGB).
    """
    since = case.cited("consumer_limitation_agreement")
    used = case.consumer_sale and case.model.used and since
    if not (used and case.law.has_fact("consumer_limitation_min")):
        return False
    usual = _months(case.law.fact("consumer_limitation_min"))
    return case.model.form == "document" and case.shortest < usual


def _terms(case: Section, law: Law) -> dict[str, Any]:
    """The statutory terms that the text states, those that don't apply being ``None``.

    ``presumption_months``: how long a defect is presumed to be old; ``late_years``: how long
    claims last beyond the warranty period; ``first_replacement_days``: the shorter term for
    a replacement that needs no examination of quality.
    """
    model, work = case.model, case.work
    terms: dict[str, Any] = dict.fromkeys(
        ("presumption_months", "late_years", "first_replacement_days")
    )
    if law.has_fact("consumer_burden_period"):
        if case.consumer_sale:
            terms["presumption_months"] = _months(law.fact("consumer_burden_period"))
        return terms
    claims = law.fact(_CLAIM_PERIODS[work, model.consumer])
    if model.period.months < _months(claims):
        terms["late_years"] = int(claims.value)
    if model.consumer and not work:
        first = int(law.fact("consumer_replacement_term").value)
        if case.remedies.replacement_days > first:
            terms["first_replacement_days"] = first
    return terms
