"""What users' own words can't say: each rule with what is void, and the article by law.

How the words are found says ``free_text``; what they are in each language, ``word_lists``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ..errors import worded


@dataclass(frozen=True, slots=True)
class Rule:
    """What the words of one rule seem to say, and why that is void.

    ``keys`` are citations by law, for sales and other contracts alike; ``works`` replace them
    in a contract for work. ``longest`` is the time in days up to which, ``shortest`` that from
    which nothing is said: the rule is then about a time.
    """

    says: str
    keys: Mapping[str, str]
    works: Mapping[str, str]
    longest: Mapping[str, int] | None = None
    shortest: Mapping[str, int] | None = None


def _rule(
    says: str,
    de: str = "",
    ru: str = "",
    works: tuple[str, str] = ("", ""),
    **times: Mapping[str, int],
) -> Rule:
    keys = {law: key for law, key in (("de", de), ("ru", ru)) if key}
    other = {law: key for law, key in zip(("de", "ru"), works, strict=True) if key}
    return Rule(says, keys, keys | other, **times)


_WORKS = ("fair_terms", "consumer_void_terms")
# What no term can do towards a consumer.
CONSUMER: Final[Mapping[str, Rule]] = {
    "receipt": _rule(
        worded("rights do not depend on a receipt: the purchase may be proved in any way"),
        "consumer_deviation",
        "consumer_receipt",
        _WORKS,
    ),
    "card": _rule(
        worded("statutory rights depend on no warranty card and no registration"),
        "consumer_deviation",
        "consumer_void_terms",
        _WORKS,
    ),
    "packaging": _rule(
        worded("rights in respect of defects don't depend on the packaging"),
        "consumer_deviation",
        "consumer_void_terms",
        _WORKS,
    ),
    "seal": _rule(
        worded(
            "a broken seal alone takes no rights: the trader proves that the opening caused the "
            "defect"
        ),
        "consumer_deviation",
        "consumer_burden",
        ("fair_terms", "consumer_works_burden"),
    ),
    "workshop": _rule(
        worded(
            "whoever repairs elsewhere or with other parts loses no statutory rights, unless that "
            "caused the defect"
        ),
        "consumer_deviation",
        "consumer_burden",
        ("fair_terms", "consumer_works_burden"),
    ),
    "maintenance": _rule(
        worded("statutory rights don't depend on maintenance in a certain workshop, or on any"),
        "consumer_deviation",
        "consumer_void_terms",
        _WORKS,
    ),
    "no-return": _rule(
        worded(
            "a consumer's rights to replacement, price reduction, withdrawal and refund because "
            "of a defect can't be excluded"
        ),
        "consumer_deviation",
        "consumer_remedies",
        ("terms_warranty_repair", "consumer_works_remedies"),
    ),
    "voucher": _rule(
        worded("who may have money back need not take a voucher for it"),
        "sale_remedies",
        "consumer_remedies",
        _WORKS,
    ),
    "forfeit": _rule(
        worded(
            "no term of the trader's own ends statutory rights; only a guarantee given on top of "
            "them may have conditions"
        ),
        "consumer_deviation",
        "consumer_void_terms",
        _WORKS,
    ),
    "no-warranty": _rule(
        worded("liability for defects can't be excluded towards a consumer"),
        "consumer_deviation",
        "consumer_void_terms",
        ("terms_warranty_exclusion", "consumer_void_terms"),
    ),
    "no-liability": _rule(
        worded(
            "liability for intent, gross negligence, injury and, towards consumers, for breach as "
            "such can't be excluded"
        ),
        "terms_liability",
        "consumer_void_terms",
    ),
    "venue": _rule(
        worded("a consumer can't be bound to the trader's court or to arbitration"),
        "jurisdiction_agreement",
        "consumer_court",
    ),
    "burden": _rule(
        worded("the burden of proof can't be moved to the consumer"),
        "consumer_burden",
        "consumer_burden",
        ("terms_burden", "consumer_works_burden"),
    ),
    "costs": _rule(
        worded("what is needed to remedy a defect costs the consumer nothing"),
        "sale_performance_costs",
        "consumer_void_terms",
        ("work_performance_costs", "consumer_works_remedies"),
    ),
    "use-charge": _rule(
        worded(
            "for the use of defective goods until they are replaced or taken back nothing may be "
            "kept back beyond what the law allows"
        ),
        "consumer_special_rules",
        "consumer_remedies",
        _WORKS,
    ),
    "form": _rule(
        worded(
            "a consumer's declarations need no stricter form than text form, and no special way"
        ),
        "terms_form",
        "consumer_void_terms",
    ),
    "consent": _rule(
        worded("silence is not consent, and a consumer can't waive rights in advance"),
        "terms_discretionary",
        "consumer_void_terms",
    ),
    "answer-time": _rule(
        worded("this time may be longer than a consumer has to wait by law"),
        "consumer_performance",
        "consumer_void_terms",
        ("work_performance", "consumer_works_payment_term"),
        longest={"de": 30, "ru": 10},
    ),
    "short-claims": _rule(
        worded(
            "a consumer may claim for as long as the law says; no shorter time ends the rights"
        ),
        "consumer_deviation",
        "consumer_claim_terms",
        ("terms_warranty_limitation", "consumer_works_claim_terms"),
        shortest={"de": 720, "ru": 720},
    ),
    "beyond-list": _rule(
        worded(
            "the law names in full what frees a trader: breach of the rules of use, acts of third "
            "parties, force majeure; a cause beyond it must be one of these"
        ),
        "",
        "consumer_burden",
        ("", "consumer_works_burden"),
    ),
}
# What no term can do between businesses either.
BUSINESS: Final[Mapping[str, Rule]] = {
    "no-liability": _rule(
        worded(
            "liability for intent can't be excluded; in standard terms neither can that for gross "
            "negligence, injury and essential duties"
        ),
        "liability_intent",
        "liability_intent",
    ),
    "no-recourse": _rule(
        worded(
            "recourse for goods that go on to consumers can be excluded only against an equal "
            "compensation"
        ),
        "recourse_deviation",
        "",
    ),
}
# What no job description can do to an employee.
EMPLOYEE: Final[Mapping[str, Rule]] = {
    "full-liability": _rule(
        worded("an employee is not liable for all damage: the law limits it"),
        "breach_proof",
        "full_liability",
    ),
    "fine": _rule(
        worded("a fine or a deduction is not a disciplinary measure under the law"),
        "fair_terms",
        "discipline",
    ),
    "overtime": _rule(
        worded("unpaid overtime can't be agreed across the board"), "fair_terms", ""
    ),
    "any-task": _rule(
        worded("not any task can be ordered: directions stay within the contract"),
        "right_of_direction",
        "outside_contract",
    ),
}
