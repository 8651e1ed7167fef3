"""What is done with a case: opened, changed, noted on, documents begun and filed, closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from ....errors import AftersalesError, DataError, Problem, worded
from ....messages import told
from ....schemas.source import parse_source
from ...accounts.rights import CASE_KIND, may_with, visible_to
from ...cases.facts import facts_in, known
from ...cases.life import change, close, file_document, note, open_case, reopen
from ...cases.models import Case
from ...cases.steps import steps_of
from ...days import today
from ...inputs import named_in, unpacked
from ...register.models import PURGED, RESERVED, Document
from ..drafts.beginning import house_choices
from ..drafts.filling import begun as begun_on
from ..drafts.filling import facts_chosen
from ..signed_in import bounded, person_of, the_document
from ..starting import the_register
from .facts_form import after, begun, facts_typed, form_of, without_files
from .mine import kinds_on, matching, offices_of, the_case
from .pages import page

_LONGEST: Final = 2000
_METHODS: Final = ["GET", "HEAD", "POST"]
_SAVE: Final = "save"


@login_required
@require_http_methods(_METHODS)
def new(request: HttpRequest) -> HttpResponse:
    """The form of a new case; saving opens it."""
    person = person_of(request)
    offices = offices_of(person, "write")
    if not offices:
        raise Http404
    asked = request.POST.get("office", request.GET.get("office", offices[0]))
    office = asked if asked in offices else ""
    if not office:
        raise Http404
    last = matching(person, state="", office=office).first()
    picked = facts_chosen(request.GET)
    before = {**begun(request, last), **picked}
    house = house_choices(request.GET)
    context = {"offices": offices, "office": office, "house": house}
    address = reverse("cases:new")
    if request.method != "POST":
        return _form(request, context, form_of(before, address, before))
    facts = facts_typed(request.POST, {})
    act = request.POST.get("draft-act", _SAVE)
    if act != _SAVE:
        facts, focus = after(facts, act)
        return _form(request, context, form_of(facts, address, before, focus))
    try:
        made = open_case(the_register(), office, facts, person.signature())
    except DataError as error:
        return _form(request, context, form_of(facts, address, before), error.problems)
    messages.success(request, told("Case {case} is open.", case=made.pk))
    return redirect("cases:case", made.pk)


@login_required
@require_http_methods(_METHODS)
def facts(request: HttpRequest, case: int) -> HttpResponse:
    """The form of a case's facts; saving changes them, unless somebody else has meanwhile."""
    shown = the_case(request, case, "write")
    address = reverse("cases:facts", args=[case])
    context: dict[str, Any] = {"case": shown, "version": shown.version}
    before = facts_in(shown)
    if request.method != "POST":
        return _form(request, context, form_of(before, address, {}))
    typed = facts_typed(request.POST, before)
    act = request.POST.get("draft-act", _SAVE)
    context["version"] = bounded(request.POST.get("draft-version"), 1, 2**31 - 1, 0)
    if act != _SAVE:
        typed, focus = after(typed, act)
        return _form(request, context, form_of(typed, address, {}, focus))
    who = person_of(request).signature()
    try:
        change(the_register(), case, context["version"], typed, who)
    except DataError as error:
        return _form(request, context, form_of(typed, address, {}), error.problems)
    messages.success(request, told("Saved."))
    return redirect("cases:case", case)


def _form(
    request: HttpRequest, context: dict[str, Any], form: Any, refused: tuple[Problem, ...] = ()
) -> HttpResponse:
    context |= {"form": form, "refused": refused, "kind": CASE_KIND}
    return render(request, "cases/form.html", context, status=422 if refused else 200)


def _text(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\0", "").strip()[:_LONGEST]


def _noted(request: HttpRequest, shown: Case, who: str) -> str:
    note(the_register(), shown.pk, _text(request, "note"), who)
    return told("Noted.")


def _closed(request: HttpRequest, shown: Case, who: str) -> str:
    pending = len(steps_of(shown, today()))
    close(the_register(), shown.pk, who, _text(request, "ground"), pending=pending)
    return told("The case is closed.")


def _reopened(request: HttpRequest, shown: Case, who: str) -> str:
    reopen(the_register(), shown.pk, who, _text(request, "ground"))
    return told("The case is open again.")


def _filed(request: HttpRequest, shown: Case, who: str) -> str:
    number = _text(request, "number")
    rows = visible_to(person_of(request)).filter(number=number).exclude(state=RESERVED)
    found = rows.order_by("-edition", "-pk").first()
    if found is None:
        raise DataError(
            Problem(
                "no-document",
                worded("there is no document '{number}'.", number=number),
                "Look for it in the register, and write its number as it stands there.",
            )
        )
    file_document(the_register(), shown.pk, found, who)
    return told("{number} is filed on the case.", number=found.number)


# What a form on the page of a case does, by the name of its act; each says what was done.
_ACTS: Final[dict[str, Callable[[HttpRequest, Case, str], str]]] = {
    "note": _noted,
    "close": _closed,
    "reopen": _reopened,
    "file": _filed,
}


@login_required
@require_POST
def act(request: HttpRequest, case: int) -> HttpResponse:
    """Do what a form of the page says, or show the page again with why it was not done."""
    shown = the_case(request, case, "write")
    done = _ACTS.get(request.POST.get("act", ""))
    if done is None:
        raise Http404
    try:
        said = done(request, shown, person_of(request).signature())
    except DataError as error:
        given = {name: _text(request, name) for name in ("act", "note", "ground", "number")}
        return page(request, shown, error.problems, given)
    messages.success(request, said)
    return redirect("cases:case", case)


@login_required
@require_POST
def begin(request: HttpRequest, case: int) -> HttpResponse:
    """Begin a document of the case: what the case tells is filled in."""
    person, shown = person_of(request), the_case(request, case, "write")
    kind = request.POST.get("kind", "")
    if kind not in kinds_on(person, shown.office):
        raise Http404
    try:
        row = begun_on(kind, {}, shown.office, person.signature(), shown)
    except AftersalesError as error:
        return page(request, shown, error.problems)
    messages.success(
        request, told("The details of case {case} are filled in, and marked.", case=shown.pk)
    )
    return redirect("drafts:draft", row.pk)


@login_required
@require_POST
def of_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a case with what a document tells, and file the document on it."""
    document = the_document(request, pk)
    if not may_open(request, document):
        raise Http404
    who = person_of(request).signature()
    name, text = next(iter(unpacked(document.inputs).items()))
    told_there = parse_source(name, text).data
    found = {one: value for one, value in told_there.items() if one in known()}
    found = without_files(found, named_in(document.inputs))
    made = open_case(the_register(), document.office, found, who)
    file_document(the_register(), made.pk, document, who)
    messages.success(request, told("Case {case} is open.", case=made.pk))
    return redirect("cases:case", made.pk)


def may_open(request: HttpRequest, document: Document) -> bool:
    """Whether the person may open a case of what a document tells; only an answer tells of one."""
    person = person_of(request)
    return (
        document.kind == CASE_KIND
        and document.case_id is None
        and document.state not in {RESERVED, PURGED}
        and may_with(person, "write", document)
    )
