"""Whose choice it is: grounds that bar one remedy only, and remedies other than demanded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...errors import Problem, worded
from ...law import LawCode
from ...rules.verdict import doubtful, forbidden
from ...schemas.field_words import choices
from .bases import GUARANTEED
from .case import Case
from .remedies import RemedyType, Replacement

_CURES: frozenset[RemedyType] = frozenset({"repair", "replacement"})
# What a slight defect bars, and how a message calls it.
_SLIGHT_BARS: Mapping[LawCode, tuple[frozenset[RemedyType], str]] = {
    "ru": (frozenset({"refund", "replacement"}), worded("replacement and refund")),
    "de": (frozenset({"refund"}), worded("withdrawal")),
}


def _slight(case: Case, field: str) -> Iterator[Problem]:
    """Withdrawal may be refused for a slight defect; in Russia for complex goods only.

    There replacement too; no law knows it as a ground against repair.
    """
    demanded = set(case.model.claim.demanded)
    barred, what = case.by_law(_SLIGHT_BARS)
    if demanded and not demanded & barred:
        russian = "consumer_complex_goods" if case.consumer else "civil_remedies"
        basis = case.cite(case.by_law({"ru": russian, "de": "withdrawal_trivial_breach"}))
        yield forbidden(
            "slight-defect-still-repaired",
            worded(
                (
                    "that a defect is slight bars {what} only ({basis}), and they were not "
                    "demanded."
                ),
                what=what,
                basis=basis,
            ),
            "Grant the repair, or name another ground.",
            field,
        )
    if case.consumer and case.ru:
        yield from _complex_goods(case, field)


def _complex_goods(case: Case, field: str) -> Iterator[Problem]:
    basis = case.cite("consumer_complex_goods")
    if not case.model.product.technically_complex:
        yield forbidden(
            "not-complex-goods",
            worded(
                (
                    "only for technically complex goods does it matter whether a defect is "
                    "substantial ({basis})."
                ),
                basis=basis,
            ),
            "Write product.technically_complex: true, if the goods are on the list; else name "
            "another ground.",
            field,
        )
    elif not case.complex_period_over:
        yield forbidden(
            "within-fifteen-days",
            worded(
                (
                    "within 15 days of handover any defect entitles to replacement or "
                    "refund ({basis})."
                ),
                basis=basis,
            ),
            "Grant the claim, or name another ground.",
            field,
        )
    else:
        yield from _out_of_use(case, field)


def _out_of_use(case: Case, field: str) -> Iterator[Problem]:
    """Goods long under repair go back without a substantial defect."""
    unusable = int(case.law.fact("consumer_unusable_days").value)
    if (case.model.claim.days_out_of_use or 0) > unusable:
        yield forbidden(
            "unusable-too-long",
            worded(
                (
                    "goods that could not be used for more than 30 days of a warranty year "
                    "owing to repairs may be returned, substantial defect or not ({basis})."
                ),
                basis=case.cite("consumer_complex_goods"),
            ),
            "Grant the claim, or name another ground.",
            field,
        )


def _disproportionate(case: Case, field: str) -> Iterator[Problem]:
    if case.ru:
        yield forbidden(
            "not-under-this-law",
            "under Russian law a remedy cannot be refused because of disproportionate cost.",
            "Name another ground.",
            field,
        )
    elif case.de and case.model.claim.demanded and not _CURES & set(case.model.claim.demanded):
        yield forbidden(
            "only-cure-disproportionate",
            worded(
                (
                    "disproportionate cost bars a kind of cure, repair or replacement, and "
                    "neither was demanded ({basis})."
                ),
                basis=case.cite("sale_performance_refusal"),
            ),
            "Name another ground.",
            field,
        )


def _grounds(case: Case) -> Iterator[Problem]:
    for index, ground in enumerate(case.model.grounds):
        field = f"grounds[{index}].type"
        if ground.type == "defect-not-substantial":
            yield from _slight(case, field)
        elif ground.type == "disproportionate":
            yield from _disproportionate(case, field)


def _demanded(case: Case) -> Iterator[Problem]:
    model = case.model
    demanded, given = set(model.claim.demanded), {remedy.type for remedy in model.remedies}
    if model.decision == "granted" and demanded and not demanded <= given:
        owners = [type(model.claim)]
        missing = choices(sorted(demanded - given), owners, "demanded", model.kind)
        yield forbidden(
            "granted-differs",
            worded(
                ("the claim is granted in full, but what was demanded is missing: {missing}."),
                missing=missing,
            ),
            "Add it to remedies, or write decision: partly-granted or alternative.",
            "decision",
        )
    if model.decision == "alternative" and case.consumer and case.ru:
        yield doubtful(
            "choice-is-the-consumers",
            worded(
                (
                    "the consumer chooses among the remedies ({basis}) and may insist on "
                    "the one demanded."
                ),
                basis=case.cite("consumer_remedies"),
            ),
            "Have the consumer's consent confirmed in writing; the answer asks for it.",
            "decision",
        )


def _maker(case: Case) -> str:
    return (
        worded("an importer")
        if case.model.responding_as == "importer"
        else worded("a manufacturer")
    )


def _not_of_a_maker(case: Case) -> Iterator[Problem]:
    """What a Russian consumer may demand of the seller only (art. 18(2) and (3))."""
    model = case.model
    recalled = model.decision == "recall"
    if not (case.ru and case.consumer) or case.seller or model.goodwill or recalled:
        return
    basis = case.cite("consumer_addressee_manufacturer")
    for index, remedy in enumerate(model.remedies):
        if remedy.type == "price-reduction":
            yield forbidden(
                "of-the-seller-only",
                worded(
                    ("{maker} owes no price reduction: it is demanded of the seller ({basis})."),
                    maker=_maker(case),
                    basis=basis,
                ),
                "Leave it out, forward the claim to the seller, or write goodwill: true.",
                f"remedies[{index}].type",
            )
        elif isinstance(remedy, Replacement) and remedy.model not in {None, model.product.model}:
            yield doubtful(
                "of-the-seller-only",
                worded(
                    (
                        "{maker} owes goods of the same model; another model is demanded of "
                        "the seller ({basis})."
                    ),
                    maker=_maker(case),
                    basis=basis,
                ),
                "Have the consumer's consent confirmed in writing.",
                f"remedies[{index}].model",
            )


def _refurbished(case: Case) -> Iterator[Problem]:
    """New goods are replaced by new ones, in Russia in any case (art. 21(2)).

    In Germany the consumer may ask for refurbished ones since 31.07.2026.
    """
    model = case.model
    if not case.consumer or model.goodwill:
        return
    wished = model.claim.refurbished_wished
    for index, remedy in enumerate(model.remedies):
        if not isinstance(remedy, Replacement) or not remedy.refurbished:
            continue
        field = f"remedies[{index}].refurbished"
        if case.ru:
            basis = case.cite("consumer_replacement_warranty")
            yield forbidden(
                "refurbished-replacement",
                worded("goods are replaced by new ones, not by used ones ({basis}).", basis=basis),
                "Write refurbished: false.",
                field,
            )
        elif case.de and not (wished and case.repair_act):
            act = case.repair_act
            key = "consumer_refurbished_replacement" if act else "sale_performance_choice"
            report = doubtful if wished else forbidden
            yield report(
                "refurbished-replacement",
                worded(
                    (
                        "refurbished goods are a replacement only if the consumer expressly asked "
                        "for them{act} ({cite})."
                    ),
                    act="" if act else worded(" and the sale is of 31 July 2026 or later"),
                    cite=case.cite(key),
                ),
                "Deliver new goods, or record the wish: claim.refurbished_wished: true.",
                field,
            )


def _without_guarantee(case: Case) -> Iterator[Problem]:
    """A German maker owes what its own guarantee gives; one must be there, and run."""
    model = case.model
    if not case.de or case.seller or model.goodwill or model.decision == "recall":
        return
    given = any(remedy.type in GUARANTEED for remedy in model.remedies)
    own = case.guarantee_by == model.responding_as
    if given and not (own and case.under_warranty is not False and case.warranty_until):
        yield doubtful(
            "no-guarantee-named",
            worded(
                (
                    "whoever is not the seller owes a remedy only under a guarantee ({basis}), on "
                    "which the letter relies; none that ran when the defect appeared is named."
                ),
                basis=case.cite("guarantee"),
            ),
            "Give product.warranty_months with the day of handover; without a guarantee write "
            "goodwill: true.",
            "product.warranty_months",
        )


def choice_problems(case: Case) -> Iterator[Problem]:
    """Whether what is granted is what was demanded: the choice is the claimant's."""
    yield from _grounds(case)
    yield from _demanded(case)
    yield from _not_of_a_maker(case)
    yield from _refurbished(case)
    yield from _without_guarantee(case)
