"""The user's own words in a certificate that seem to be terms, and void ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...errors import Problem
from ...rules.free_text import texts_at, void_word_problems
from .case import Certificate

# Terms are smuggled in wherever a paragraph is free; most of what stands there are facts.
_FREE: Final = (
    "units[].condition",
    "defect_found",
    "work_done[]",
    "handback.condition",
    "acceptance.reservations[]",
    "remarks",
)


def word_problems(case: Certificate) -> Iterator[Problem]:
    """What in the user's words seems to take rights from the customer."""
    texts = texts_at(case.model, *_FREE)
    for problem in void_word_problems(
        case, texts, consumer=case.consumer, work=not case.free, facts=True
    ):
        # Work that is paid for has its costs.
        if case.free or problem.code != "void-words-costs":
            yield problem
