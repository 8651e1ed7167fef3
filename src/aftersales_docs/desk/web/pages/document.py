"""A document's page: state and next steps, files, what is due, history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ....errors import Problem
from ...accounts.rights import may_with, visible_to
from ...accounts.roles import Action
from ...chain import entry
from ...days import today
from ...dues import open_dues
from ...register.models import CANCELLED, DONE, INPUT, SENT, SIGNED, Document
from ...steps import STEPS
from ..rooms import document_parts
from ..signed_in import person_of, the_document
from . import actions
from .due import Row, words_of

# The facts of an entry that its line in the history tells.
_TOLD = ("way", "tracking", "by", "ground")
# Which right a step takes.
NEEDS: dict[str, Action] = {SENT: "send", SIGNED: "sign", DONE: "send", CANCELLED: "cancel"}


@login_required
@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The page."""
    return page(request, the_document(request, pk))


def page(
    request: HttpRequest,
    shown: Document,
    problems: tuple[Problem, ...] = (),
    given: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page of ``shown``; with problems of a step that was not taken, and what was typed."""
    person = person_of(request)
    same = visible_to(person).filter(kind=shown.kind, number=shown.number)
    context = {
        "document": shown,
        "problems": problems,
        "given": given or {},
        "today": today().isoformat(),
        "files": shown.files.exclude(role=INPUT).order_by("pk"),
        "editions": same.exclude(pk=shown.pk).order_by("edition"),
        "steps": [
            name
            for name, from_ in STEPS.items()
            if shown.state in from_ and may_with(person, NEEDS[name], shown)
        ],
        "dues": [
            Row(one.document, words_of(one), one.on, one.days)
            for one in open_dues(today(), among=Document.objects.filter(pk=shown.pk))
        ],
        "history": list(history(shown)),
        "parts": document_parts(request, shown),
    }
    return render(request, "desk/document.html", context, status=422 if problems else 200)


def history(shown: Document) -> Iterator[dict[str, Any]]:
    """What the audit trail has of a document, newest first."""
    for event in shown.events.order_by("-seq"):
        found = entry(event)
        facts = found["facts"]
        yield {
            "at": found["at"],
            "who": found["who"],
            "action": actions.words_of(found["action"]),
            "note": found["note"],
            "day": facts.get("on", ""),
            "facts": [str(facts[name]) for name in _TOLD if name in facts],
        }
