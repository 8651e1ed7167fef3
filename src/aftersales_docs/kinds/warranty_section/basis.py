"""Which place in the law each clause of a warranty section rests on.

One table for all languages: a text asks for ``basis.remedies`` and can't cite the wrong law.
A contract to make and supply movable goods is a sale under German law (§ 650 BGB), so that
'work' stands here for work in the strict sense. An empty entry says that no statute has the
clause: it holds because the parties agree to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ...law import LawCode
from ...law.listing import listed


class Keys(NamedTuple):
    """Keys of citations, parted by spaces: between businesses, and towards a consumer."""

    business: str
    consumer: str


def _both(keys: str) -> Keys:
    return Keys(keys, keys)


_NONE = _both("")
_GERMAN_SALE = {
    "duty": _both("sale_duty"),
    "quality": _both("sale_quality"),
    "burden": Keys("", "consumer_burden"),
    "notice": Keys("merchant_notice", ""),
    "remedies": Keys("sale_performance", "sale_performance consumer_performance"),
    "remedies_failed": Keys("sale_remedies", "sale_remedies consumer_withdrawal"),
    "costs": _both("sale_performance_costs"),
    "costs_fitting": _both("sale_cure_costs"),
    "concealed": _both("sale_exclusion_limit"),
    "recourse": Keys("recourse", ""),
    "recourse_limitation": Keys("recourse_limitation", ""),
    "limitation": _both("limitation_agreement"),
    "suspension": Keys("", "consumer_limitation"),
    "guarantee": Keys("guarantee", "guarantee consumer_guarantee"),
}
_GERMAN_WORK = {
    "duty": _both("work_quality"),
    "reservation": Keys("work_acceptance_reservation", ""),
    "remedies": _both("work_performance"),
    "remedies_failed": _both("work_remedies"),
    "self_remedy": _both("work_self_remedy"),
    "costs": _both("work_performance_costs"),
    "costs_fitting": _both("work_performance_costs"),
    "concealed": _both("work_exclusion_limit"),
    "recourse": Keys("damages", ""),
    "limitation": _both("limitation_agreement"),
}
_RUSSIAN_SALE = {
    "duty": _both("civil_title"),
    "quality": Keys("civil_quality", "consumer_quality"),
    "burden": Keys("civil_burden", "consumer_burden"),
    "late_claims": Keys("civil_late_claims", "consumer_two_years"),
    "notice": Keys("civil_notice", ""),
    "examination": Keys("", "consumer_examination"),
    "remedies": Keys("civil_remedies", "consumer_remedies"),
    "remedies_failed": Keys("civil_remedies", "consumer_remedies"),
    "self_remedy": Keys("civil_remedies", "consumer_remedies"),
    "costs": Keys("", "consumer_transport"),
    "costs_fitting": Keys("", "consumer_transport"),
    "loan": Keys("", "consumer_loan_unit consumer_replacement_loan"),
    "extension_repair": Keys("civil_warranty_suspension", "consumer_warranty_extension"),
    "new_part": Keys("", "consumer_new_part_warranty"),
    "extension_replacement": Keys("civil_warranty_replacement", "consumer_replacement_warranty"),
    "recourse": Keys("damages", ""),
    "limitation": _both("limitation_agreement"),
}
_RUSSIAN_SUPPLY = _RUSSIAN_SALE | {
    "notice": Keys("supply_acceptance", ""),
    "remedies": Keys("civil_remedies supply_defects", "consumer_remedies"),
}
_RUSSIAN_WORK = {
    "quality": Keys("works_quality_duty", "consumer_quality"),
    "burden": Keys("works_warranty works_defect_terms", "consumer_works_burden"),
    "late_claims": Keys("works_late_claims", "consumer_works_late_claims"),
    "notice": Keys("works_acceptance", ""),
    "examination": _both("works_examination"),
    "remedies": Keys(
        "works_remedies",
        "consumer_works_choice consumer_works_repair_term consumer_works_repetition_term",
    ),
    "remedies_failed": Keys("works_remedies", "consumer_works_remedies"),
    "self_remedy": Keys("works_remedies", "consumer_works_remedies"),
    "costs": Keys("", "consumer_works_remedies"),
    "costs_fitting": Keys("", "consumer_works_remedies"),
    "recourse": Keys("damages", ""),
    "limitation": Keys("limitation_agreement works_limitation", "limitation_agreement"),
}
BASIS: Mapping[tuple[LawCode, str], Mapping[str, Keys]] = {
    ("de", "supply"): _GERMAN_SALE,
    ("de", "sale"): _GERMAN_SALE,
    ("de", "work"): _GERMAN_WORK,
    ("ru", "supply"): _RUSSIAN_SUPPLY,
    ("ru", "sale"): _RUSSIAN_SALE,
    ("ru", "work"): _RUSSIAN_WORK,
}
# What was cited before a place came into the law.
_BEFORE: Mapping[str, str] = {"sale_cure_costs": "sale_performance_costs"}
CLAUSES = frozenset().union(*BASIS.values())


def keys(law: LawCode, contract: str, clause: str, *, consumer: bool) -> tuple[str, ...]:
    """The keys of what ``clause`` rests on; none if no statute has it."""
    found = BASIS[law, contract].get(clause, _NONE)
    return tuple((found.consumer if consumer else found.business).split())


def basis(
    law: LawCode, contract: str, cite: Mapping[str, str], *, consumer: bool
) -> Mapping[str, str]:
    """For each clause what is cited behind its words: `` (§ 439 BGB)``, or nothing."""
    found = {}
    for clause in sorted(CLAUSES):
        places = [
            cite[key if key in cite else _BEFORE.get(key, key)]
            for key in keys(law, contract, clause, consumer=consumer)
        ]
        found[clause] = f" ({listed(places)})" if places else ""
    return found
