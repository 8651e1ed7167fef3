"""The page of a draft: its form, what the law makes of it, what can be done with it."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from ....errors import DataError, Problem, worded
from ....kinds import KINDS
from ....messages import current, told
from ...accounts.rights import cases_within
from ...accounts.roles import Action
from ...approvals import demanded
from ...cases.sharing import input_of
from ...draft_content import fields_of
from ...drafts import create, frame_of
from ...history import in_words, of_draft
from ...house.facts import held_in
from ...register.models import APPROVED, DRAFT, RETURNED, SUBMITTED, Draft
from ..forms.making import Form, form
from ..forms.paths import Path
from ..forms.state import State
from ..signed_in import person_of
from ..starting import the_register
from .law import Law, law_of
from .mine import may_do, the_draft
from .saving import acted, content, kept, typed

# What the preview is renewed by.
KEPT: Final = "draft-kept"
_OPEN: Final = (DRAFT, RETURNED)
_CASE, _HOUSE = worded("from the case"), worded("from the house")
# Where a button leads once all is saved.
_LEADING: Final = {"save": "{}", "check": "{}?checked=1", "issue": "{}decide/"}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, draft: int) -> HttpResponse:
    """The page; a POST saves what is typed, and does what its button says."""
    row = the_draft(request, draft, "write" if request.method == "POST" else None)
    if request.method != "POST":
        return page(request, row, fields_of(row), checked="checked" in request.GET)
    return _posted(request, row)


def _posted(request: HttpRequest, row: Draft) -> HttpResponse:
    act = request.POST.get("draft-act", "save")
    try:
        data, focus, named = acted(row, request)
    except DataError as error:
        return page(request, row, typed(row, request.POST), error.problems)
    if act == "apart":
        return _apart(request, row, data, named)
    try:
        row = kept(request, row, data, named)
    except DataError as error:
        return page(request, row, data, error.problems, conflict=True)
    if act not in _LEADING:
        return page(request, row, data, focus=focus)
    if act == "save":
        messages.success(request, told("Saved."))
    return redirect(_LEADING[act].format(reverse("drafts:draft", args=[row.pk])))


def _apart(
    request: HttpRequest, row: Draft, data: dict[str, Any], named: dict[str, bytes]
) -> HttpResponse:
    """Keep what was typed as a draft of its own, since another has saved this one."""
    who = person_of(request).signature()
    made = create(the_register(), content(row, data, named), who, frame_of(row))
    messages.success(request, told("Kept as a draft of its own."))
    return redirect("drafts:draft", made.pk)


@login_required
@require_POST
def typing(request: HttpRequest, draft: int) -> HttpResponse:
    """Keep what is typed while it is typed; what the law makes of it comes back."""
    row = the_draft(request, draft, "write")
    try:
        row = kept(request, row, typed(row, request.POST), {})
    except DataError as error:
        context = {"draft": row, "refused": error.problems}
        return render(request, "drafts/conflict.html", context)
    law = law_of(row)
    context = {**panel_of(request, row, law), "version": row.version}
    response = render(request, "drafts/typed.html", context)
    if law.complete:
        response["HX-Trigger"] = KEPT
    return response


def panel_of(request: HttpRequest, row: Draft, law: Law) -> dict[str, Any]:
    """What stands beside the form."""
    person = person_of(request)
    rights: tuple[Action, ...] = ("write", "issue", "approve")
    return {
        "draft": row,
        "law": law,
        "may": {one: may_do(person, one, row) for one in rights},
        "demanded": demanded(row.kind, row.office),
        "submitted": row.state == SUBMITTED,
        "approved": row.state == APPROVED,
        "open": row.state in _OPEN,
    }


def page(  # noqa: PLR0913 (what is shown, and how)
    request: HttpRequest,
    row: Draft,
    data: dict[str, Any],
    refused: tuple[Problem, ...] = (),
    *,
    focus: Path = (),
    checked: bool = False,
    conflict: bool = False,
) -> HttpResponse:
    """The page of a draft; ``refused`` is why what was asked for was not done."""
    law = law_of(row)
    shown = [*law.errors, *law.warnings]
    shown += law.gaps if checked else ()
    state = State(
        KINDS[row.kind],
        current(),
        data,
        reverse("drafts:draft", args=[row.pk]),
        taken=_of_case(row) if row.case else held_in(data),
        taken_from=_CASE if row.case else _HOUSE,
        focus=focus,
    )
    made: Form = form(state, [] if conflict else shown)
    context = {
        **panel_of(request, row, law),
        "form": made,
        "refused": refused,
        "conflict": conflict,
        "checked": checked,
        "version": request.POST.get("draft-version", "") if conflict else row.version,
        "history": [{**one, "words": in_words(one["action"])} for one in of_draft(row)][::-1],
        "case": cases_within(person_of(request)).filter(pk=row.case_id or 0).first(),
        "typing": reverse("drafts:typing", args=[row.pk]),
    }
    return render(request, "drafts/draft.html", context, status=422 if refused else 200)


def _of_case(row: Draft) -> dict[str, Any]:
    """What the case of a draft tells of it."""
    return input_of(row.case, row.kind) if row.case is not None else {}
