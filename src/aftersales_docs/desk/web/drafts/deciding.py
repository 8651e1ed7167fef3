"""Before a draft becomes a document: warnings accepted, approval, issuing; or it is deleted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from ....errors import AftersalesError, DataError, Problem, worded
from ....kinds import KINDS
from ....messages import current, told
from ...approvals import approve, send_back, submit
from ...draft_content import fields_of
from ...draft_issuing import issue_draft, refuse_unissuable
from ...drafts import Frame, delete, frame_of, save
from ...register.models import Draft
from ..forms.making import form
from ..forms.state import State
from ..signed_in import bounded, person_of
from ..starting import the_register
from .editing import panel_of
from .law import Law, law_of
from .mine import the_draft
from .saving import same_content

_LONGEST: Final = 2000
_WHY: Final = "why-"


@login_required
@require_http_methods(["GET", "HEAD"])
def decide(request: HttpRequest, draft: int) -> HttpResponse:
    """The page on which a draft is looked at before it is approved or issued."""
    return _page(request, the_draft(request, draft))


def _page(
    request: HttpRequest,
    row: Draft,
    refused: tuple[Problem, ...] = (),
    given: Mapping[str, str] | None = None,
) -> HttpResponse:
    law = law_of(row)
    accepted = {**frame_of(row).accepted, **(given or {})}
    state = State(KINDS[row.kind], current(), fields_of(row), "")
    context = {
        **panel_of(request, row, law),
        "refused": refused,
        "warnings": [(one, accepted.get(one.code, "")) for one in _once(law)],
        "comment": request.POST.get("comment", ""),
        "wrong": form(state, (*law.errors, *law.gaps)).told if not law.complete else (),
    }
    return render(request, "drafts/decide.html", context, status=422 if refused else 200)


def _once(law: Law) -> list[Problem]:
    """The warnings, each once: they are accepted by their code."""
    return list({one.code: one for one in law.warnings}.values())


def _version(request: HttpRequest) -> int:
    return bounded(request.POST.get("draft-version"), 1, 2**31 - 1, 0)


def _given(request: HttpRequest) -> dict[str, str]:
    """Why warnings are accepted, by code."""
    return {
        key.removeprefix(_WHY): text.strip()[:_LONGEST]
        for key, text in request.POST.items()
        if key.startswith(_WHY) and isinstance(text, str)
    }


def _accepted(request: HttpRequest, row: Draft) -> Draft:
    """The draft with its warnings accepted, each with the reason that was given.

    Raises:
        DataError: one was accepted without a reason, or somebody has saved it since.

    """
    law, given = law_of(row), _given(request)
    reasons = {one.code: given.get(one.code, "") for one in _once(law)}
    known = frame_of(row)
    reasons = {code: why or known.accepted.get(code, "") for code, why in reasons.items()}
    lacking = [code for code, why in reasons.items() if not why]
    if lacking:
        raise DataError(
            [
                Problem(
                    "warning-without-reason",
                    worded("it is not said why this warning is accepted: {warning}", warning=one),
                    "Say why, or change what it is about.",
                )
                for one in (two.message for two in _once(law) if two.code in lacking)
            ]
        )
    if reasons == dict(known.accepted):
        return row
    frame: Frame = replace(known, accepted=reasons)
    who = person_of(request).signature()
    return save(the_register(), row.pk, _version(request), same_content(row), who, frame)


@login_required
@require_POST
def issue(request: HttpRequest, draft: int) -> HttpResponse:
    """Issue the draft that was read."""
    row = the_draft(request, draft, "issue")
    who = person_of(request).signature()
    before, version = row, _version(request)
    try:
        row = _accepted(request, row)
        version = row.version if row is not before else version
        done = issue_draft(the_register(), row.pk, version, who)
    except DataError as error:
        return _page(request, row, error.problems, _given(request))
    messages.success(request, told("Issued as {number}.", number=done.document.number))
    return redirect("desk:document", done.document.pk)


@login_required
@require_POST
def ask(request: HttpRequest, draft: int) -> HttpResponse:
    """Ask for approval of the draft that was read."""
    row = the_draft(request, draft, "write")
    who, comment = person_of(request).signature(), _comment(request)
    before, version = row, _version(request)
    try:
        row = _accepted(request, row)
        version = row.version if row is not before else version
        refuse_unissuable(the_register(), row, who)
        submit(the_register(), row.pk, version, who, comment)
    except DataError as error:
        return _page(request, row, error.problems, _given(request))
    messages.success(request, told("Approval was asked for. A second person has to give it."))
    return redirect("drafts:draft", row.pk)


def _comment(request: HttpRequest) -> str:
    return request.POST.get("comment", "").strip()[:_LONGEST]


@login_required
@require_POST
def approved(request: HttpRequest, draft: int) -> HttpResponse:
    """Approve the draft that was read, or return it with what is to be changed."""
    row = the_draft(request, draft, "approve")
    who, comment = person_of(request).signature(), _comment(request)
    back = request.POST.get("decision") == "return"
    step = send_back if back else approve
    try:
        step(the_register(), row.pk, _version(request), who, comment)
    except AftersalesError as error:
        return _page(request, row, error.problems)
    messages.success(request, told("Returned to be changed.") if back else told("Approved."))
    return redirect("drafts:list")


@login_required
@require_POST
def withdraw(request: HttpRequest, draft: int) -> HttpResponse:
    """Take a draft back from approval, with a word why."""
    row = the_draft(request, draft, "write")
    try:
        send_back(
            the_register(),
            row.pk,
            _version(request),
            person_of(request).signature(),
            _comment(request),
        )
    except AftersalesError as error:
        return _page(request, row, error.problems)
    messages.success(request, told("Taken back from approval."))
    return redirect("drafts:draft", row.pk)


@login_required
@require_POST
def remove(request: HttpRequest, draft: int) -> HttpResponse:
    """Delete the draft that was read; that there was one stays recorded."""
    row = the_draft(request, draft, "write")
    try:
        delete(the_register(), row.pk, person_of(request).signature(), _version(request))
    except DataError as error:
        return _page(request, row, error.problems)
    messages.success(request, told("Draft {draft} was deleted.", draft=draft))
    return redirect("drafts:list")
