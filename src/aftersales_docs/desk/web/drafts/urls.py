"""The addresses of drafts, and what they put on other pages."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import path
from django.utils.safestring import SafeString, mark_safe

from ....messages import worded
from ...accounts.rights import may_with
from ...register.models import PURGED, RESERVED, SUBMITTED, Document
from ..rooms import Entry
from ..signed_in import person_of
from . import beginning, deciding, editing, preview
from .mine import may_do, visible_drafts, writers_of, writing_kinds

app_name = "drafts"
urlpatterns = [
    path("new/", beginning.new, name="new"),
    path("drafts/", beginning.drafts, name="list"),
    path("drafts/<int:draft>/", editing.draft, name="draft"),
    path("drafts/<int:draft>/typing/", editing.typing, name="typing"),
    path("drafts/<int:draft>/pages/", preview.pages, name="pages"),
    path("drafts/<int:draft>/preview.pdf", preview.pdf, name="preview-pdf"),
    path("drafts/<int:draft>/text/", preview.text, name="text"),
    path("drafts/<int:draft>/decide/", deciding.decide, name="decide"),
    path("drafts/<int:draft>/issue/", deciding.issue, name="issue"),
    path("drafts/<int:draft>/ask/", deciding.ask, name="ask"),
    path("drafts/<int:draft>/approve/", deciding.approved, name="approve"),
    path("drafts/<int:draft>/withdraw/", deciding.withdraw, name="withdraw"),
    path("drafts/<int:draft>/delete/", deciding.remove, name="delete"),
    path("documents/<int:pk>/again/", beginning.again, name="again"),
]
NAVIGATION: Final = (Entry("drafts:new", worded("New"), 10, "write"),)
_LAST: Final = 8


def start_part(request: HttpRequest) -> SafeString:
    """The drafts at which one was last, and those that wait for one's approval."""
    person = person_of(request)
    rows = visible_drafts(person).order_by("-changed_at", "-pk")
    own = [one for one in rows[:200] if person.signature() in writers_of(one)][:_LAST]
    waiting = [one for one in rows.filter(state=SUBMITTED)[:50] if may_do(person, "approve", one)]
    context = {
        "drafts": own,
        "waiting": [one for one in waiting if person.signature() not in writers_of(one)],
        "may_write": bool(writing_kinds(person)),
    }
    return mark_safe(render_to_string("drafts/start.html", context, request))  # noqa: S308


def document_part(request: HttpRequest, document: Document) -> SafeString:
    """The way from a document to a draft of the same, or of its next edition."""
    if document.state in {RESERVED, PURGED}:
        return mark_safe("")
    if not may_with(person_of(request), "write", document):
        return mark_safe("")
    context = {"document": document}
    return mark_safe(render_to_string("drafts/of_document.html", context, request))  # noqa: S308
