"""The user's own words in a letter to a consumer: refusals and conditions that are void."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...errors import Problem
from ...rules.free_text import texts_at, void_word_problems
from .case import Case

_REASONS: Final = ("grounds[].details", "costs.examination_reason")
_OFFERS: Final = ("remedies[].details", "notes", "repair_service.impossible_because")
# A letter may say that claims are barred, unproved or none of the company's: what is said of
# terms, proof, costs and liability is checked by the days and grounds of the case.
_ASKED: Final = frozenset(
    f"void-words-{name}"
    for name in (
        "receipt",
        "card",
        "packaging",
        "seal",
        "workshop",
        "maintenance",
        "no-return",
        "use-charge",
        "voucher",
        "forfeit",
        "venue",
        "form",
        "consent",
    )
)


def word_problems(case: Case) -> Iterator[Problem]:
    """What in the user's words seems to take rights from a consumer."""
    if not case.consumer or case.model.goodwill:
        return
    replaced = any(remedy.type == "replacement" for remedy in case.model.remedies)
    texts = tuple(texts_at(case.model, *_REASONS, *_OFFERS))
    for problem in void_word_problems(case, texts, consumer=True):
        # A deduction for use is lawful in Germany where the contract is cancelled.
        lawful = problem.code == "void-words-use-charge" and case.de and not replaced
        if problem.code in _ASKED and not lawful:
            yield problem
    yield from _others_repair(case)


def _others_repair(case: Case) -> Iterator[Problem]:
    """That another mended it is no reason by itself, in whatever words it is given as one."""
    reasons = tuple(texts_at(case.model, *_REASONS))
    told = {
        problem.field
        for problem in void_word_problems(case, reasons, consumer=True)
        if problem.code == "void-words-workshop"
    }
    for problem in void_word_problems(case, reasons, consumer=True, excluding=True):
        if problem.code == "void-words-workshop" and problem.field not in told:
            yield problem
