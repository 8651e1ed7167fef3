"""The addresses of the clauses."""

from __future__ import annotations

from typing import Final

from django.urls import path

from ....messages import worded
from ..rooms import Entry
from . import pages

app_name = "clauses"
urlpatterns = [
    path("clauses/", pages.contents, name="contents"),
    path("clauses/<slug:kind>/", pages.kind, name="kind"),
    path("clauses/<slug:kind>/<slug:clause>/", pages.clause, name="clause"),
]
NAVIGATION: Final = (Entry("clauses:contents", worded("Clauses"), 60, "see"),)
