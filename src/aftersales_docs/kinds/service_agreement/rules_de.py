"""Where a service agreement falls short of German law, and where it is risky under it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from ...errors import Problem, worded
from ...language.legal_forms import full_name
from ...rules.representation import post_of_another_form
from ...rules.verdict import doubtful, forbidden
from .case import Agreement

_REASONABLE_REPAIR_DAYS: Final = 30
# Goods of Annex II to Directive (EU) 2024/1799, by stems of their names.
_ANNEX_II: Final = re.compile(
    r"wasch(maschine|trockner)|wäschetrockner|\btrockner|geschirrspül|spülmaschine|kühl|gefrier"
    r"|staubsauger|fernseh|bildschirm|monitor|\bdisplay|mobiltelefon|smartphone|handy|tablet"
    r"|telefon|server|datenspeicher|schweiß|e-bike|pedelec|e-scooter|elektro(roller|fahrrad)"
    r"|washing|washer|dishwash|refrigerat|fridge|freezer|tumble dr|\bdryer|vacuum|television"
    r"|\btv\b|phone|welding|e-scooter"
    r"|стиральн|сушильн|посудомоечн|холодильник|морозильн|пылесос|телевизор|монитор|смартфон"
    r"|телефон|планшет|сервер|сварочн|электросамокат|электровелосипед",
    re.IGNORECASE,
)


def _repair_time(case: Agreement) -> Iterator[Problem]:
    days = case.model.service_levels.repair_days
    if case.consumers and days > _REASONABLE_REPAIR_DAYS:
        yield doubtful(
            "term-perhaps-unreasonable",
            worded(
                (
                    "whether {days} days are still a reasonable time for repair depends on "
                    "the goods ({basis})."
                ),
                days=days,
                basis=case.cite("consumer_performance"),
            ),
            "Shorten the time, or provide loan units.",
            "service_levels.repair_days",
        )


def _guarantee_start(case: Agreement) -> Iterator[Problem]:
    for index, group in enumerate(case.model.products):
        if case.consumers and group.warranty_start in {"delivery", "production"}:
            yield doubtful(
                "warranty-starts-too-early",
                worded(
                    (
                        "a guarantee that began before the consumer had the goods may mislead; "
                        "the statement must say clearly when it begins ({basis})."
                    ),
                    basis=case.cite("consumer_guarantee"),
                ),
                "Write warranty_start: handover, or say so in the guarantee statement.",
                f"products[{index}].warranty_start",
            )


def _label(case: Agreement) -> Iterator[Problem]:
    """Whoever guarantees consumers more than two years owes the harmonised label."""
    if not (case.consumers and case.law.has_fact("harmonised_label_threshold")):
        return
    limit = case.number("harmonised_label_threshold")
    for index, group in enumerate(case.model.products):
        if case.model.role == "manufacturer" and group.warranty_months > limit:
            yield doubtful(
                "harmonised-label-due",
                worded(
                    (
                        "a guarantee of more than {limit} months for the entire goods at no "
                        "cost calls for the harmonised label at the point of sale ({basis}; "
                        "{basis2})."
                    ),
                    limit=limit,
                    basis=case.cite("harmonised_notice"),
                    basis2=case.cite("harmonised_notice_form"),
                ),
                "Have the label supplied with these goods; then accept this warning.",
                f"products[{index}].warranty_months",
            )


def _manufacturer_repair(case: Agreement) -> Iterator[Problem]:
    """The manufacturer's duty to repair once the buyer's rights have ended."""
    model = case.model
    if model.manufacturer_repair is not None:
        if not case.cited("repair_scope"):
            yield forbidden(
                "manufacturer-repair-too-early",
                worded(
                    "on {date} the manufacturer had no statutory duty to repair.",
                    date=model.date,
                ),
                "Leave manufacturer_repair out.",
                "manufacturer_repair",
            )
        elif not case.consumers:
            yield doubtful(
                "manufacturer-repair-without-consumers",
                worded(
                    (
                        "the duty to repair exists towards consumers only ({basis}); the "
                        "agreement prints nothing of it."
                    ),
                    basis=case.cite("repair_scope"),
                ),
                "Leave manufacturer_repair out, or write consumers: true.",
                "manufacturer_repair",
            )
    elif case.consumers and case.cited("repair_scope"):
        yield from _repair_unsettled(case)


def _repair_unsettled(case: Agreement) -> Iterator[Problem]:
    """Goods that have to be repaired, and nobody who does it; told once."""
    model = case.model
    for index, group in enumerate(model.products):
        if _ANNEX_II.search(group.name):
            yield doubtful(
                "manufacturer-repair-missing",
                worded(
                    (
                        "for '{name}' the manufacturer, or in his place the importer, has to "
                        "repair at a consumer's request even after the rights against the "
                        "seller have ended ({basis}, {basis2}); the agreement says nothing of "
                        "who does it."
                    ),
                    name=group.name,
                    basis=case.cite("repair_scope"),
                    basis2=case.cite("repair_duty"),
                ),
                "Add manufacturer_repair.",
                f"products[{index}].name",
            )
            return


def _payment(case: Agreement) -> Iterator[Problem]:
    settlement = case.model.settlement
    limit = case.number("payment_term_max")
    if settlement.payment_days > limit:
        yield doubtful(
            "payment-term-long",
            worded(
                (
                    "a time for payment over {limit} days is valid only if it is agreed "
                    "expressly and is not grossly unfair ({basis})."
                ),
                limit=limit,
                basis=case.cite("payment_term"),
            ),
            "Shorten it, or record why it is fair.",
            "settlement.payment_days",
        )
    limit = case.number("review_term_max")
    if settlement.check_days > limit:
        yield doubtful(
            "review-term-long",
            worded(
                (
                    "a time over {limit} days for checking the work is valid only if it is "
                    "agreed expressly and is not grossly unfair ({basis})."
                ),
                limit=limit,
                basis=case.cite("review_term"),
            ),
            "Shorten it, or record why it is fair.",
            "settlement.check_days",
        )


def _cap(case: Agreement) -> Iterator[Problem]:
    liability = case.model.liability
    if liability.cap != "none" and not liability.negotiated:
        yield doubtful(
            "cap-in-standard-terms",
            worded(
                (
                    "in standard terms a cap on liability for a breach of essential duties "
                    "is valid only down to the foreseeable damage, also between businesses "
                    "({basis})."
                ),
                basis=case.cite("fair_terms"),
            ),
            "Negotiate it and write negotiated: true, or write cap: none.",
            "liability.cap",
        )


def _organs(case: Agreement) -> Iterator[Problem]:
    """A company acts through the organ of its own form, unless someone has a power."""
    for name in ("principal", "seller"):
        party = getattr(case.model, name)
        if party.representative is None or party.authority or party.general_partner:
            continue
        called = full_name(party.name, party.legal_form)
        post = party.representative.post.text
        if post_of_another_form(called, post):
            yield doubtful(
                "post-of-another-form",
                worded(
                    (
                        "'{called}' has no such organ as '{post}': a GmbH acts through its "
                        "managing directors, an AG through its management board, a KG or OHG "
                        "through its general partners."
                    ),
                    called=called,
                    post=post,
                ),
                "Compare it with the register; give general_partner, or authority for a power.",
                f"{name}.representative.post",
            )


CHECKS: tuple[Callable[[Agreement], Iterator[Problem]], ...] = (
    _repair_time,
    _guarantee_start,
    _label,
    _manufacturer_repair,
    _payment,
    _cap,
    _organs,
)
