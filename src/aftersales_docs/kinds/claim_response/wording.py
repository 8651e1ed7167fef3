"""What the text of a claim response needs: the case as the law sees it, remedy by remedy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ...language import language_of
from ...law import Law
from ...law.listing import listed
from ...resources import Templates
from ...texts import catalogue
from .promises import Promise, basis
from .refusal import CAUSES
from .rules import ClaimAssessment
from .schema import PAYMENTS, Ground, Remedy


@dataclass(frozen=True, slots=True)
class Promised:
    """One remedy as the text prints it.

    ``due`` is the day it is promised for, else ``days`` the term from the handover of the
    goods; ``days`` and ``months`` of the statutory term are ``None`` where there is none.
    """

    remedy: Remedy
    due: date | None
    days: int | None
    moved: bool
    own: bool
    late: bool
    ended: date | None
    term_days: int | None
    term_months: int | None
    basis: str

    @property
    def amount(self) -> Decimal:
        """The amount to be paid; the schema sees to it that payments have one."""
        return self.remedy.amount or Decimal(0)


def _promised(promise: Promise, cited: str) -> Promised:
    term = promise.term
    value = int(term.fact.value) if term else None
    in_months = term is not None and term.fact.unit == "months"
    return Promised(
        promise.remedy,
        promise.due,
        promise.days,
        promise.moved,
        promise.own,
        promise.late,
        term.deadline.day if term else None,
        None if in_months else value,
        value if in_months else None,
        cited,
    )


def _by_key(items: Sequence[Any], key: Any) -> dict[str, list[Any]]:
    """``items`` by their type; a type that does not occur has an empty list."""
    found: dict[str, list[Any]] = {}
    for item in items:
        found.setdefault(key(item).replace("-", "_"), []).append(item)
    return found


class _Lists(dict[str, list[Any]]):
    """Lists by key; what is not there is empty."""

    def __missing__(self, _key: str) -> list[Any]:
        return []


def prepare(
    assessment: ClaimAssessment, own: Templates, law: Law, context: Mapping[str, Any]
) -> dict[str, Any]:
    """What the text asks for besides the fields of the input."""
    case = assessment.case
    model = case.model
    language = language_of(model.lang)
    cite = context["cite"]
    wordings = catalogue.section(own, "remedies")
    demanded = [
        wordings[key.replace("-", "_")].source(model.lang, model.law)
        for key in model.claim.demanded
    ]

    def cited(promise: Promise) -> str:
        places = [cite[key] for key in basis(case, promise.remedy.type)]
        return listed(places)

    promised = [_promised(promise, cited(promise)) for promise in assessment.promises]
    reasons: dict[str, list[Ground]] = _by_key(model.grounds, lambda ground: ground.type)
    extension = "repair_limitation_extension"
    months = int(law.fact(extension).value) if law.has_fact(extension) else None
    return {
        "repair_extension_months": months,
        "seller": model.responding_as == "seller",
        "demanded": "; ".join(demanded),
        "appeared": case.appeared,
        "late_promises": [one for one in promised if one.late and not model.goodwill][:1],
        "paid": any(one.remedy.type in PAYMENTS for one in promised),
        "causal": any(ground.type in CAUSES for ground in model.grounds),
        "examined": any(finding.type == "examination" for finding in model.findings),
        "within_two_years": bool(case.claims_until and case.appeared <= case.claims_until),
        "promised": _Lists(_by_key(promised, lambda one: one.remedy.type)),
        "reasons": _Lists(reasons),
        "burden": case.burden,
        "presumption_until": case.presumption_until,
        "warranty_until": case.warranty_until,
        "claims_until": case.claims_until,
        "claims_ended": case.discovery_until if case.ru else case.claims_until,
        "under_warranty": case.under_warranty,
        "enclosure_names": language.join([item.name for item in model.enclosures]),
    }
