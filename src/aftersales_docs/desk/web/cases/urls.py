"""The addresses of cases, their line in the navigation, and what other pages show of them."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import path
from django.utils.safestring import SafeString, mark_safe

from ....messages import worded
from ...accounts.rights import CASE_KIND, cases_within
from ...register.models import Document
from ..rooms import Entry
from ..signed_in import person_of
from . import acting, filing, pages
from .mine import matching, offices_of, sees_cases

app_name = "cases"
urlpatterns = [
    path("cases/", pages.cases, name="list"),
    path("cases/new/", acting.new, name="new"),
    path("cases/<int:case>/", pages.case, name="case"),
    path("cases/<int:case>/facts/", acting.facts, name="facts"),
    path("cases/<int:case>/act/", acting.act, name="act"),
    path("cases/<int:case>/begin/", acting.begin, name="begin"),
    path("cases/<int:case>/files/", filing.files, name="files"),
    path("cases/<int:case>/files/<int:file>/", filing.file, name="file"),
    path("documents/<int:pk>/case/", acting.of_document, name="of-document"),
]
NAVIGATION: Final = (Entry("cases:list", worded("Cases"), 20, "see", CASE_KIND),)
_LAST: Final = 6


def start_part(request: HttpRequest) -> SafeString:
    """The newest open cases, and the way to a new one."""
    person = person_of(request)
    if not sees_cases(person):
        return mark_safe("")
    context = {
        "cases": matching(person)[:_LAST],
        "may_open": bool(offices_of(person, "write")),
    }
    return mark_safe(render_to_string("cases/start.html", context, request))  # noqa: S308


def document_part(request: HttpRequest, document: Document) -> SafeString:
    """The case on which a document is filed, or the way to one."""
    person = person_of(request)
    seen = cases_within(person, "see").filter(pk=document.case_id or 0).first()
    may_open = acting.may_open(request, document)
    if seen is None and not may_open:
        return mark_safe("")
    context = {"document": document, "case": seen, "may_open": may_open}
    return mark_safe(render_to_string("cases/of_document.html", context, request))  # noqa: S308
