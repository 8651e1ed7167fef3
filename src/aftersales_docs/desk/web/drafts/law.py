"""What the law makes of a draft, gaps or no gaps: what is due when, who proves what."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from ....api import Assessed
from ....errors import AftersalesError, Problem, Severity
from ....kinds import KINDS
from ....loading import Input
from ....messages import current, said, told
from ....messages.forms import day_on_page
from ....schemas.by_language import first_language
from ....schemas.draft import UnknownFieldError, draft
from ....schemas.mapping import mapping_source
from ...draft_content import fields_of
from ...draft_looking import problems
from ...dues import WORDS, dues_of
from ...register.models import Draft
from ..forms.typed import day_shown
from ..starting import the_register

_GAPS = frozenset({"missing", "incomplete"})


@dataclass(frozen=True, slots=True)
class Law:
    """``errors`` without what is only not filled in yet, which ``gaps`` are."""

    errors: tuple[Problem, ...]
    gaps: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    dues: tuple[tuple[str, str], ...]
    burden: str

    @property
    def complete(self) -> bool:
        """Whether a document could be made."""
        return not self.errors and not self.gaps


def law_of(row: Draft) -> Law:
    """What is to be said of a draft."""
    found = problems(row, the_register())
    errors = [one for one in found if one.severity is Severity.ERROR]
    dues, burden = _judged(row)
    return Law(
        tuple(one for one in errors if one.code not in _GAPS),
        tuple(one for one in errors if one.code in _GAPS),
        tuple(one for one in found if one.severity is Severity.WARNING),
        tuple(one for one in found if one.severity is Severity.NOTE),
        tuple(dues),
        burden,
    )


def _judged(row: Draft) -> tuple[list[tuple[str, str]], str]:
    """What is due and who proves what, as far as what is filled in tells."""
    kind = KINDS[row.kind]
    with suppress(AftersalesError, UnknownFieldError, TypeError):
        source = first_language(mapping_source(fields_of(row)))
        model = draft(kind.model, source.data)
        assessed = Assessed(Input(kind, model, source), kind.judge(model))
        return list(_dues(assessed)), _burden(assessed.assessment.case)
    return [], ""


def _dues(assessed: Assessed) -> Iterator[tuple[str, str]]:
    with suppress(UnknownFieldError):
        for what, day in dues_of(assessed):
            yield said(WORDS[what]) if what in WORDS else what, day_shown(day, current())


def _burden(case: Any) -> str:
    """Who has to prove where the defect comes from, and by what."""
    with suppress(UnknownFieldError, AttributeError, KeyError, LookupError):
        side = case.burden
        if side is None:
            return ""
        first = case.presumption
        key = first.key if first else case.burden_key
        basis = case.cited_law.cite(current())[key]
        if side == "company":
            return told(
                "Where the defect comes from is for your house to prove until {day} ({basis}).",
                day=day_on_page(first.until, current()),
                basis=basis,
            )
        return told(
            "Where the defect comes from is for the claimant to prove ({basis}).", basis=basis
        )
    return ""
