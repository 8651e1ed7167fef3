"""Where a warranty section falls short of mandatory law, and where it is risky."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...errors import Problem
from ...rules.own_words import asks_for_paper, limits_liability
from ...rules.verdict import Assessment, doubtful, forbidden, judged
from . import rules_de as section_de
from . import rules_ru as section_ru
from .case import Section
from .schema import WarrantySection

# Where the law keeps a consumer from losing rights: law, and whether it is a contract for work.
_CONSUMER_BASIS = {
    (True, False): "consumer_deviation",
    (True, True): "terms_warranty",
    (False, False): "consumer_void_terms",
    (False, True): "consumer_void_terms",
}


def _consumer_basis(case: Section) -> str:
    return case.cite(_CONSUMER_BASIS[case.de, case.work])


def _notice(case: Section) -> Iterator[Problem]:
    if case.consumer and case.model.notice is not None:
        yield forbidden(
            "no-notice-duty",
            f"a consumer loses no rights for telling of a defect late ({_consumer_basis(case)}).",
            "Leave notice out.",
            "notice",
        )


def _exclusions(case: Section) -> Iterator[Problem]:
    for index, exclusion in enumerate(case.model.exclusions):
        if case.consumer and asks_for_paper(exclusion):
            yield forbidden(
                "exclusion-void",
                "towards a consumer neither a receipt nor the packaging is a condition of rights "
                f"({_consumer_basis(case)}).",
                "Leave the exclusion out.",
                f"exclusions[{index}]",
            )


def _recourse(case: Section) -> Iterator[Problem]:
    if case.consumer and case.model.recourse:
        basis = case.cite("recourse" if case.de else "damages")
        yield forbidden(
            "recourse-of-consumer",
            f"a consumer has no customers, so that nobody takes recourse ({basis}).",
            "Leave recourse out.",
            "recourse",
        )


def _own_terms(case: Section) -> Iterator[Problem]:
    # What no term can limit: by law, and whether the terms are controlled.
    controlled = case.standard_terms if case.de else case.consumer
    key = {
        (True, True): "terms_liability",
        (False, True): "consumer_void_terms",
    }.get((case.de, controlled), "liability_intent")
    for index, term in enumerate(case.model.special_terms):
        if limits_liability(term):
            yield doubtful(
                "term-limits-liability",
                f"this term seems to limit liability; the law sets it bounds ({case.cite(key)}).",
                "Compare it with the point on what this section does not limit.",
                f"special_terms[{index}]",
            )


_CHECKS: tuple[Callable[[Section], Iterator[Problem]], ...] = (
    _notice,
    _exclusions,
    _recourse,
    _own_terms,
)


def assess(model: WarrantySection) -> Assessment[Section]:
    """A section as the law sees it: errors with the article, and warnings."""
    case = Section(model)
    own = section_de.CHECKS if case.de else section_ru.CHECKS
    return Assessment(case, judged((*_CHECKS, *own), case))
