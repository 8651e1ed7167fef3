"""The user's own words in a letter to a consumer: refusals and conditions that are void."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...errors import Problem, worded
from ...rules.verdict import doubtful
from ...rules.void_words import Topic, void_words
from .case import Case

_RU: Mapping[Topic, str] = {
    "paper": "consumer_receipt",
    "seal": "consumer_burden",
    "workshop": "consumer_burden",
    "forfeit": "consumer_void_terms",
    "no-exchange": "consumer_remedies",
    "court": "consumer_court_choice",
    "deduction": "consumer_remedies",
    "voucher": "consumer_remedies",
}
# A deduction for use is lawful where the contract is cancelled, not where goods are replaced.
_DE: Mapping[Topic, str] = {
    "paper": "consumer_deviation",
    "seal": "consumer_deviation",
    "workshop": "consumer_deviation",
    "forfeit": "consumer_deviation",
    "no-exchange": "consumer_deviation",
    "court": "consumer_deviation",
    "voucher": "sale_remedies",
}


def _texts(case: Case) -> Iterator[tuple[str, str]]:
    """What users put into their own words, by field."""
    model = case.model
    for index, ground in enumerate(model.grounds):
        if ground.details:
            yield f"grounds[{index}].details", ground.details
    for index, remedy in enumerate(model.remedies):
        if remedy.details:
            yield f"remedies[{index}].details", remedy.details
    if model.notes:
        yield "notes", model.notes
    if model.costs.examination_reason:
        yield "costs.examination_reason", model.costs.examination_reason


def _bases(case: Case) -> Mapping[Topic, str]:
    if case.ru:
        return _RU
    replaced = any(remedy.type == "replacement" for remedy in case.model.remedies)
    return {**_DE, "deduction": "consumer_no_compensation_for_use"} if replaced else _DE


def word_problems(case: Case) -> Iterator[Problem]:
    """What in the user's words seems to take rights from a consumer."""
    if not case.consumer or case.model.goodwill:
        return
    bases = _bases(case)
    for field, text in _texts(case):
        for found in void_words(text, *bases):
            if bases[found.topic] in case.law.cite("en"):
                yield doubtful(
                    "void-words",
                    worded(
                        (
                            "'{found}' seems to make a consumer's rights depend on {meaning} "
                            "({cite})."
                        ),
                        found=found.found,
                        meaning=found.meaning,
                        cite=case.cite(bases[found.topic]),
                    ),
                    "Leave it out, unless it only describes what happened.",
                    field,
                )
