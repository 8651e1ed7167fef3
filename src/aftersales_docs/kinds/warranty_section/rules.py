"""Where a warranty section falls short of mandatory law, and where it is risky."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ...errors import Problem, worded
from ...law import LawCode
from ...rules.conflict_of_laws import territory_problems
from ...rules.free_text import limits_liability, texts_at, void_word_problems
from ...rules.verdict import Assessment, doubtful, forbidden, judged
from . import rules_de as section_de
from . import rules_ru as section_ru
from .case import Section
from .schema import WarrantySection

# Where the law keeps a consumer from losing rights: in a sale, in a contract for work.
_CONSUMER_BASIS: Mapping[LawCode, tuple[str, str]] = {
    "de": ("consumer_deviation", "terms_warranty"),
    "ru": ("consumer_void_terms", "consumer_void_terms"),
}
_RECOURSE: Mapping[LawCode, str] = {"de": "recourse", "ru": "damages"}
# What no term can limit: in controlled terms, and in others.
_LIABILITY: Mapping[LawCode, tuple[str, str]] = {
    "de": ("terms_liability", "liability_intent"),
    "ru": ("consumer_void_terms", "liability_intent"),
}


def _consumer_basis(case: Section) -> str:
    return case.cite(_CONSUMER_BASIS[case.model.law][case.work])


def _notice(case: Section) -> Iterator[Problem]:
    if case.consumer and case.model.notice is not None:
        yield forbidden(
            "no-notice-duty",
            worded(
                (
                    "a consumer does not lose rights by giving late notice of a defect "
                    "({consumer_basis})."
                ),
                consumer_basis=_consumer_basis(case),
            ),
            "Leave notice out.",
            "notice",
        )


# Papers that an exclusion can't ask a consumer for.
_PAPERS = {"receipt", "card", "packaging"}


def _exclusions(case: Section) -> Iterator[Problem]:
    """Causes that a consumer's rights can't hang on; a paper is none at all."""
    texts = texts_at(case.model, "exclusions[]")
    for problem in void_word_problems(
        case, texts, consumer=case.consumer, work=case.work, excluding=True
    ):
        if problem.code.removeprefix("void-words-") in _PAPERS:
            yield forbidden(
                "exclusion-void",
                worded(
                    (
                        "towards a consumer neither a receipt nor a warranty card nor the "
                        "packaging is a condition of rights ({consumer_basis})."
                    ),
                    consumer_basis=_consumer_basis(case),
                ),
                "Leave the exclusion out.",
                problem.field,
            )
        else:
            yield problem


def _recourse(case: Section) -> Iterator[Problem]:
    if case.consumer and case.model.recourse:
        basis = case.cite(_RECOURSE[case.model.law])
        yield forbidden(
            "recourse-of-consumer",
            worded(
                "a consumer does not resell, so recourse does not apply ({basis}).", basis=basis
            ),
            "Leave recourse out.",
            "recourse",
        )


def _user_terms(case: Section) -> Iterator[Problem]:
    controlled = case.consumer or case.model.standard_terms
    key = _LIABILITY[case.model.law][0 if controlled else 1]
    for index, term in enumerate(case.model.special_terms):
        if limits_liability(term, case.model.lang):
            yield doubtful(
                "term-limits-liability",
                worded(
                    "this term seems to limit liability, which is limited by law ({cite}).",
                    cite=case.cite(key),
                ),
                "Compare it with the point on what this section does not limit.",
                f"special_terms[{index}]",
            )


def _void_words(case: Section) -> Iterator[Problem]:
    """Own terms, and words of the quality, that seem to take rights away."""
    texts = texts_at(case.model, "special_terms[]", "quality[]")
    for problem in void_word_problems(case, texts, consumer=case.consumer, work=case.work):
        # That it limits liability is told by a check of its own, with the bounds.
        if problem.code != "void-words-no-liability":
            yield problem


def _period(case: Section) -> Iterator[Problem]:
    """The latest end must come after the usual one, or it is the period itself."""
    latest, months = case.period.latest_months, case.period.months
    if latest is None:
        return
    if case.period.start == "delivery":
        yield doubtful(
            "latest-end-idle",
            "the period begins at delivery, so that a latest end after delivery says nothing.",
            "Leave latest_months out.",
            "period.latest_months",
        )
    elif latest <= months:
        yield doubtful(
            "latest-end-before-end",
            worded(
                ("the period of {months} months would always end {latest} months after delivery."),
                months=months,
                latest=latest,
            ),
            worded(
                (
                    "Write more than {months}, as in 24 months from commissioning, at the "
                    "latest 30."
                ),
                months=months,
            ),
            "period.latest_months",
        )


def _conflict_of_laws(case: Section) -> Iterator[Problem]:
    """A guarantee for consumers elsewhere than where the law chosen comes from."""
    guarantee = case.model.guarantee
    if case.model.consumer and guarantee is not None:
        yield from territory_problems(case, guarantee.territory, "guarantee.territory")


_CHECKS: tuple[Callable[[Section], Iterator[Problem]], ...] = (
    _notice,
    _exclusions,
    _recourse,
    _user_terms,
    _void_words,
    _period,
    _conflict_of_laws,
)


# What the law chosen says.
_BY_LAW: Mapping[LawCode, tuple[Callable[[Section], Iterator[Problem]], ...]] = {
    "de": section_de.CHECKS,
    "ru": section_ru.CHECKS,
}


def assess(model: WarrantySection) -> Assessment[Section]:
    """A section as the law sees it: errors with the article, and warnings."""
    case = Section(model)
    return Assessment(case, judged((*_CHECKS, *case.by_law(_BY_LAW)), case))
