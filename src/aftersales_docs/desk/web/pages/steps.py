"""Steps of a document: sent, signed on paper, done, cancelled."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from ....errors import DataError, Problem
from ....messages import term, told
from ...chain import Act
from ...days import day_given, today
from ...register.models import CANCELLED, DONE, SENT, SIGNED
from ...steps import step
from ..forms.typed import day_typed
from ..signed_in import person_of, the_document
from ..starting import the_register
from .document import NEEDS, page

_LONGEST: Final = 2000
# What a step must be told, and what it may be.
_MUST: Final = {SENT: ("way",), SIGNED: ("by",), DONE: (), CANCELLED: ("ground",)}
_MAY: Final = {SENT: ("tracking",), SIGNED: (), DONE: (), CANCELLED: ()}
_LACKING: Final = {
    "way": Problem("no-way", "it is not said how the document was sent.", "Say how."),
    "by": Problem("no-signer", "it is not said who signed.", "Give the name."),
    "ground": Problem("no-ground", "the ground is empty.", "Say why."),
}


@login_required
@require_POST
def take(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take the step, or show the page again with what stands in its way."""
    if step not in NEEDS:
        raise Http404
    shown = the_document(request, pk, NEEDS[step])
    given = {name: request.POST.get(name, "").strip()[:_LONGEST] for name in request.POST}
    try:
        _taken(request, shown.pk, step, given)
    except DataError as error:
        return page(request, shown, error.problems, {**given, "step": step})
    messages.success(request, told("Recorded: {state}.", state=term(step)))
    return redirect("desk:document", pk)


def _taken(request: HttpRequest, pk: int, to: str, given: dict[str, Any]) -> None:
    lacking = [_LACKING[name] for name in _MUST[to] if not given.get(name)]
    if lacking:
        raise DataError(lacking)
    facts: dict[str, Any] = {name: given[name] for name in _MUST[to]}
    facts |= {name: given[name] for name in _MAY[to] if given.get(name)}
    if to != CANCELLED:
        facts["on"] = day_given(day_typed(given.get("on", ""), today()))
    if to == SIGNED:
        facts["way"] = "paper"
    act = Act(person_of(request).signature(), facts, given.get("note", ""))
    step(the_register(), the_document(request, pk), to, act)
