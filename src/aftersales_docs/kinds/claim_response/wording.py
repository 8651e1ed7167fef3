"""What the text of a claim response needs: the case as the law sees it, remedy by remedy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ...language import language_of
from ...language.legal_forms import apart_from, entrepreneur, full_name
from ...law import Law
from ...law.listing import listed
from ...resources import Templates
from ...rules.business_letter import management
from ...texts import catalogue
from .bases import basis
from .case import Case
from .consumer_sale import cured, tells_of_repair
from .grounds import Ground
from .money import whole_refund
from .refusal import CAUSES
from .remedies import PAYMENTS
from .rules import ClaimAssessment
from .schema import ClaimResponse

# The language in which each law is read without a word of explanation.
_AT_HOME: Mapping[str, str] = {"de": "de", "ru": "ru"}


class _Lists(dict[str, list[Any]]):
    """Lists by key; what is not there is empty."""

    def __missing__(self, _key: str) -> list[Any]:
        return []


def _by_type(items: Any, key: Any) -> _Lists:
    """``items`` by their type."""
    found: dict[str, list[Any]] = {}
    for item in items:
        found.setdefault(key(item).replace("-", "_"), []).append(item)
    return _Lists(found)


@dataclass(frozen=True, slots=True)
class _Citing:
    """Lists citations as lawyers do, each act named once."""

    cite: Mapping[str, str]

    def __call__(self, *keys: str) -> str:
        return listed(self.cite[key] for key in keys)


def _sender(model: ClaimResponse) -> dict[str, Any]:
    """The company by its names, and what those are called who manage it."""
    company = model.organisation
    return {
        "sender_form": apart_from(company.legal_form, company.name),
        "sender_name": full_name(company.name, company.legal_form),
        "management": management(company),
    }


def _proof(case: Case, cited: _Citing) -> dict[str, Any]:
    """Who must prove what, and until when the law looks at it so."""
    first = case.presumption
    ends = case.limitation
    return {
        "appeared": case.appeared,
        "burden": case.burden,
        "burden_cite": cited(first.key if first else case.burden_key) if case.burden else "",
        "presumption_until": first.until if first else None,
        "by_guarantee": bool(first and first.key == "durability_guarantee"),
        "warranty_until": case.warranty_until,
        "under_warranty": case.under_warranty,
        "others_guarantee": case.others_guarantee,
        "own_guarantee": case.own_guarantee,
        "guarantor": case.guarantee_by,
        "claims_until": case.claims_until,
        "within_two_years": bool(case.claims_until and case.appeared <= case.claims_until),
        "claims_ended": case.claims_end,
        "limitation_cite": cited(*ends[1]) if ends else "",
    }


def _german(case: Case) -> dict[str, Any]:
    """What German consumers are told before a cure, and of the repair that makers owe."""
    grounds = {ground.type for ground in case.model.grounds}
    told = case.consumer and cured(case) and bool(case.repair_act)
    months = int(case.law.fact("repair_limitation_extension").value) if told else None
    return {
        "cure_information": told,
        "cure_limited": "disproportionate" in grounds,
        "repair_extension_months": months,
        "repaired_limitation": case.repaired_limitation if told else None,
        "repair_offered": tells_of_repair(case),
        "whole_refund": whole_refund(case),
    }


def prepare(
    assessment: ClaimAssessment, templates: Templates, _law: Law, context: Mapping[str, Any]
) -> dict[str, Any]:
    """What the text asks for besides the fields of the input."""
    case = assessment.case
    model = case.model
    language = language_of(model.lang)
    cited = _Citing(context["cite"])
    wordings = catalogue.section(templates, "remedies")
    demanded = [
        wordings[key.replace("-", "_")].source(model.lang, model.law)
        for key in model.claim.demanded
    ]
    promised = [
        replace(promise, basis=cited(*basis(case, promise.remedy.type)))
        for promise in assessment.promises
    ]
    reasons: Mapping[str, list[Ground]] = _by_type(model.grounds, lambda ground: ground.type)
    return {
        **_sender(model),
        **_proof(case, cited),
        **_german(case),
        "seller": case.seller,
        "claimant_alone": entrepreneur(model.claimant.company or "") is not None,
        "foreign_law": _AT_HOME[model.law] != model.lang,
        "demanded": "; ".join(demanded),
        "late_promises": [one for one in promised if one.late and not model.goodwill],
        "paid": sum(one.remedy.type in PAYMENTS for one in promised),
        "causal": any(ground.type in CAUSES for ground in model.grounds),
        "examined": any(finding.type == "examination" for finding in model.findings),
        "promised": _by_type(promised, lambda one: one.remedy.type),
        "reasons": reasons,
        "line_break": "\n",
        "enclosure_names": language.join([item.called for item in model.enclosures]),
    }
