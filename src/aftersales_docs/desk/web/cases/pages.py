"""The pages of cases: the list, a case with what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from ....errors import Problem
from ....messages import Worded, term
from ...accounts.models import Person
from ...accounts.rights import CASE_KIND, may, visible_to
from ...cases.facts import facts_in
from ...cases.life import about
from ...cases.models import CASE_STATES, OPEN, Case
from ...cases.steps import CaseStep, steps_of, steps_of_each
from ...days import today
from ...dues import WORDS
from ...history import in_words, of
from ...register.models import Document, Draft
from ..drafts.mine import visible_drafts
from ..signed_in import bounded, person_of
from .facts_form import facts_read
from .mine import kinds_on, matching, offices_of, sees_cases, taking_files, the_case

_SIZE: Final = 25
_LONGEST: Final = 200
_ANY: Final = "any"


@dataclass(frozen=True, slots=True)
class Next:
    """A step of a case as it is shown to a person; ``kind`` is empty where they can't write it."""

    words: Worded
    by: date | None
    days: int | None
    kind: str
    because_of: Document | None
    draft: Draft | None

    @property
    def late(self) -> int:
        """By how many days it is overdue."""
        return -(self.days or 0)


def next_of(case: Case, person: Person) -> list[Next]:
    """What comes next in a case, as far as the person may see what it follows from."""
    return list(_seen(case, person, iter(steps_of(case, today())), _visible([case], person)))


def first_of(cases: list[Case], person: Person) -> dict[int, Next | None]:
    """What comes first in each case by its key, as far as the person may see it."""
    visible, steps = _visible(cases, person), steps_of_each(cases, today())
    return {one.pk: next(_seen(one, person, steps[one.pk], visible), None) for one in cases}


# The documents and drafts of some cases that a person may see.
_Visible = tuple[frozenset[int], frozenset[int]]


def _visible(cases: list[Case], person: Person) -> _Visible:
    keys = [one.pk for one in cases]
    documents = visible_to(person).filter(case_id__in=keys).values_list("pk", flat=True)
    drafts = visible_drafts(person).filter(case_id__in=keys).values_list("pk", flat=True)
    return frozenset(documents), frozenset(drafts)


def _seen(
    case: Case, person: Person, steps: Iterator[CaseStep], visible: _Visible
) -> Iterator[Next]:
    documents, drafts = visible
    for one in steps:
        if one.because_of is None or one.because_of.pk in documents:
            yield _shown(one, person, case, drafts)


def _shown(step: CaseStep, person: Person, case: Case, drafts: frozenset[int]) -> Next:
    writes = bool(step.kind) and may(person, "write", case.office, step.kind)
    return Next(
        WORDS.get(step.what) or term(step.what),
        step.by,
        step.days,
        step.kind if writes else "",
        step.because_of,
        step.draft if step.draft and step.draft.pk in drafts else None,
    )


@login_required
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """The cases that match, the newest first, each with what comes next."""
    person = person_of(request)
    if not sees_cases(person):
        raise Http404
    asked = _asked(request)
    rows = matching(person, asked["text"], asked["state"], asked["office"])
    before = bounded(request.GET.get("before"), 1, 2**62, 0)
    found = list((rows.filter(pk__lt=before) if before else rows)[: _SIZE + 1])
    first = first_of(found[:_SIZE], person)
    shown = [{"case": one, "next": first[one.pk]} for one in found[:_SIZE]]
    more: dict[str, Any] = {**asked, "state": asked["state"] or _ANY}
    if len(found) > _SIZE:
        more["before"] = found[_SIZE - 1].pk
    context = {
        **asked,
        "rows": shown,
        "states": CASE_STATES,
        "offices": offices_of(person, "see"),
        "may_open": bool(offices_of(person, "write")),
        "more": urlencode(more) if len(found) > _SIZE else "",
    }
    return render(request, "cases/list.html", context)


def _asked(request: HttpRequest) -> dict[str, str]:
    """What is looked for: open cases, unless another state or any was asked for."""
    given = {
        name: request.GET.get(name, "").replace("\0", "").strip()[:_LONGEST]
        for name in ("text", "state", "office")
    }
    state = given["state"] or ("" if given["text"] else OPEN)
    return {**given, "state": state if state in CASE_STATES else ""}


@login_required
@require_safe
def case(request: HttpRequest, case: int) -> HttpResponse:
    """The page of a case."""
    return page(request, the_case(request, case))


def page(
    request: HttpRequest,
    shown: Case,
    problems: tuple[Problem, ...] = (),
    given: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page of ``shown``; with problems of what was not done, and what was typed for it."""
    person = person_of(request)
    writes = may(person, "write", shown.office, CASE_KIND)
    drafts_ = list(visible_drafts(person).filter(case=shown).order_by("-pk"))
    context = {
        "case": shown,
        "problems": problems,
        "given": given or {},
        "may_write": writes,
        "steps": next_of(shown, person),
        "facts": facts_read(facts_in(shown)),
        "documents": visible_to(person).filter(case=shown).order_by("-pk"),
        "drafts": drafts_,
        "kinds": kinds_on(person, shown.office),
        "files": shown.files.defer("content").order_by("pk"),
        "enclosing": taking_files(person, drafts_),
        "notes": shown.notes.order_by("-pk"),
        "open": shown.state == OPEN,
        "history": [{**one, "words": in_words(one["action"])} for one in of(about(shown))][::-1],
    }
    return render(request, "cases/case.html", context, status=422 if problems else 200)
