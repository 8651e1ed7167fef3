"""Where a service agreement falls short of mandatory law, and where it is risky."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from ...errors import Problem, worded
from ...law import LawCode
from ...rules.conflict_of_laws import territory_problems
from ...rules.free_text import texts_at, void_word_problems
from ...rules.vat import valid_rates, wrong_rate
from ...rules.verdict import Assessment, doubtful, forbidden, judged
from . import contradictions, rules_de, rules_ru
from .case import Agreement
from .schema import ServiceAgreement

# Beyond these, courts reduce penalties or hold them void in standard terms; no statute
# names a number.
_USUAL_DAILY_PERCENT = Decimal("0.5")
_USUAL_CAP_PERCENT = Decimal(5)
# An arbitration agreement that names no place.
_PLACE = re.compile(r"schiedsort|\bsitz\b|ort des|\bseat|place of arb|мест|\bг\. ", re.IGNORECASE)


_WORD = re.compile(r"[^\W\d_]+")
_LEAST_OF_CLAUSE = 3  # Words; a sentence has no fewer.

# Papers that an exclusion can't ask a consumer for.
_PAPERS = {"receipt", "card", "packaging"}


# Where terms of the user's own stand; what is excluded from the warranty is judged apart.
_TERMS = (
    "special_terms[]",
    "definitions[].meaning",
    "consumer_information.points[]",
    "recitals[]",
)


def _exclusions(case: Agreement) -> Iterator[Problem]:
    """A paper is no condition of rights; what else is void the law chosen says."""
    model = case.model
    texts = texts_at(model, "warranty.exclusions[]")
    for problem in void_word_problems(case, texts, consumer=model.consumers, excluding=True):
        if problem.code.removeprefix("void-words-") in _PAPERS:
            yield forbidden(
                "exclusion-void",
                "towards consumers neither a receipt nor a warranty card nor the packaging is a "
                "condition of rights.",
                "Leave the exclusion out.",
                problem.field,
            )


def _void_words(case: Agreement) -> Iterator[Problem]:
    """Own terms that seem to take rights from customers, or to exclude all liability."""
    model = case.model
    texts = tuple(texts_at(model, *_TERMS))
    if model.consumers:
        yield from void_word_problems(case, texts, consumer=True, named_buyer=True)
    yield from void_word_problems(case, texts, consumer=False)


def _conflict_of_laws(case: Agreement) -> Iterator[Problem]:
    """Customers who are consumers elsewhere than where the law chosen comes from."""
    if case.model.consumers:
        yield from territory_problems(case, case.model.territory, "territory")


def _service_life(case: Agreement) -> Iterator[Problem]:
    for index, group in enumerate(case.model.products):
        if group.service_life_years and group.service_life_years * 12 < group.warranty_months:
            yield doubtful(
                "service-life-too-short",
                worded(
                    (
                        "the service life of {service_life_years} years ends before the "
                        "warranty of {warranty_months} months."
                    ),
                    service_life_years=group.service_life_years,
                    warranty_months=group.warranty_months,
                ),
                "Compare both.",
                f"products[{index}].service_life_years",
            )


def _payment(case: Agreement) -> Iterator[Problem]:
    model = case.model
    if wrong_rate(case.law, model.law, model.settlement.vat):
        rates = ", ".join(f"{rate.normalize():f}" for rate in valid_rates(case.law, model.law))
        yield forbidden(
            "vat-rate-not-valid",
            worded(
                "there is no VAT rate of {vat} % on {date} (law: {law}).",
                vat=model.settlement.vat,
                date=model.date,
                law=model.law,
            ),
            worded("Write one of: {rates}, none.", rates=rates),
            "settlement.vat",
        )


def _notices(case: Agreement) -> Iterator[Problem]:
    """Notices go by e-mail, but a party gives no address for them."""
    if case.model.notices.electronic != "email":
        return
    for name in ("principal", "seller"):
        if getattr(case.model, name).email is None:
            yield doubtful(
                "no-address-for-notices",
                "notices may be given by e-mail, but this party states no address.",
                worded("Add email, or write notices: {{electronic: none}}."),
                f"{name}.email",
            )


def _penalties(case: Agreement) -> Iterator[Problem]:
    penalties = case.model.penalties
    if penalties is None:
        return
    daily = max(penalties.repair_percent, penalties.payment_percent or Decimal(0))
    if daily > _USUAL_DAILY_PERCENT or (case.de and penalties.cap_percent > _USUAL_CAP_PERCENT):
        yield doubtful(
            "penalty-high",
            worded(
                (
                    "courts reduce penalties of this height, or hold them void in standard "
                    "terms ({basis})."
                ),
                basis=case.cite("penalty_reduction"),
            ),
            worded(
                ("Up to {USUAL_DAILY_PERCENT} % a day and {USUAL_CAP_PERCENT} % in all is usual."),
                USUAL_DAILY_PERCENT=_USUAL_DAILY_PERCENT,
                USUAL_CAP_PERCENT=_USUAL_CAP_PERCENT,
            ),
            "penalties",
        )


def _data(case: Agreement) -> Iterator[Problem]:
    if case.model.consumers and case.model.data_protection is None:
        yield doubtful(
            "data-protection-missing",
            "complaints of consumers carry personal data, but the agreement says nothing of it.",
            "Add data_protection.",
            "data_protection",
        )


def _dates(case: Agreement) -> Iterator[Problem]:
    model = case.model
    # A new edition goes on with a term that began under the one that it replaces.
    if model.term.starts < model.date and model.replaces is None:
        yield doubtful(
            "starts-before-signing",
            "the agreement begins before its own date.",
            "Say in recitals that the parties want that, or correct the date.",
            "term.starts",
        )


def _diagnosis(case: Agreement) -> Iterator[Problem]:
    levels = case.model.service_levels
    for days, what, field in (
        (levels.diagnosis_days, "diagnosis", "service_levels.diagnosis_days"),
        (case.model.examination.days, "examination", "examination.days"),
    ):
        if days > levels.repair_days:
            yield doubtful(
                "diagnosis-after-repair",
                worded("the {what} may take longer than the whole repair.", what=what),
                "Compare both times.",
                field,
            )


def _sentences(case: Agreement) -> Iterator[Problem]:
    """What is printed as a clause of its own has to be one."""
    disputes = ("disputes.court", "disputes.arbitration")
    for field, text in texts_at(case.model, *disputes, *_TERMS):
        if field != "definitions[].meaning" and len(_WORD.findall(text)) < _LEAST_OF_CLAUSE:
            yield doubtful(
                "no-sentence",
                worded(
                    "'{text}' would be printed as a whole clause, and is no sentence.", text=text
                ),
                "Write the whole sentence, with subject and verb.",
                field,
            )


def _arbitration(case: Agreement) -> Iterator[Problem]:
    clause = case.model.disputes.arbitration
    if clause and not _PLACE.search(clause):
        yield doubtful(
            "arbitration-without-place",
            "the arbitration agreement names no place of arbitration; which courts help and "
            "supervise depends on it.",
            "Name the place and the number of arbitrators.",
            "disputes.arbitration",
        )


_CHECKS: tuple[Callable[[Agreement], Iterator[Problem]], ...] = (
    _diagnosis,
    _exclusions,
    _void_words,
    _service_life,
    _payment,
    _notices,
    _penalties,
    _data,
    _dates,
    _arbitration,
    _sentences,
    _conflict_of_laws,
    *contradictions.CHECKS,
)
# What the law chosen says.
_BY_LAW: Mapping[LawCode, tuple[Callable[[Agreement], Iterator[Problem]], ...]] = {
    "de": rules_de.CHECKS,
    "ru": rules_ru.CHECKS,
}


def assess(model: ServiceAgreement) -> Assessment[Agreement]:
    """An agreement as the law sees it: errors with the article, and warnings."""
    case = Agreement(model)
    return Assessment(case, judged((*_CHECKS, *case.by_law(_BY_LAW)), case))
