"""Where a warranty section falls short of mandatory law, and where it is risky."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...errors import Problem
from ...rules.own_words import limits_liability, void_word_problems
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


# Papers that an exclusion can't ask a consumer for.
_PAPERS = {"receipt", "card", "packaging"}


def _exclusions(case: Section) -> Iterator[Problem]:
    """Causes that a consumer's rights can't hang on; a paper is none at all."""
    model = case.model
    texts = [(f"exclusions[{index}]", text) for index, text in enumerate(model.exclusions)]
    for problem in void_word_problems(
        case, texts, consumer=case.consumer, work=case.work, excluding=True
    ):
        if problem.code.removeprefix("void-words-") in _PAPERS:
            yield forbidden(
                "exclusion-void",
                "towards a consumer neither a receipt nor a warranty card nor the packaging is a "
                f"condition of rights ({_consumer_basis(case)}).",
                "Leave the exclusion out.",
                problem.field,
            )
        else:
            yield problem


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
        if limits_liability(term, case.model.lang):
            yield doubtful(
                "term-limits-liability",
                f"this term seems to limit liability; the law sets it bounds ({case.cite(key)}).",
                "Compare it with the point on what this section does not limit.",
                f"special_terms[{index}]",
            )


def _void_words(case: Section) -> Iterator[Problem]:
    """Own terms, and words of the quality, that seem to take rights away."""
    model = case.model
    texts = [(f"special_terms[{index}]", text) for index, text in enumerate(model.special_terms)]
    texts += [(f"quality[{index}]", text) for index, text in enumerate(model.quality)]
    for problem in void_word_problems(case, texts, consumer=case.consumer, work=case.work):
        # That it limits liability is told by a check of its own, with the bounds.
        if problem.code != "void-words-no-liability":
            yield problem


_CHECKS: tuple[Callable[[Section], Iterator[Problem]], ...] = (
    _notice,
    _exclusions,
    _recourse,
    _own_terms,
    _void_words,
)


def assess(model: WarrantySection) -> Assessment[Section]:
    """A section as the law sees it: errors with the article, and warnings."""
    case = Section(model)
    own = section_de.CHECKS if case.de else section_ru.CHECKS
    return Assessment(case, judged((*_CHECKS, *own), case))
