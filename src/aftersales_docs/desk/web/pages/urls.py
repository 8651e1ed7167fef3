"""The addresses of the pages, and their lines in the navigation."""

from __future__ import annotations

from typing import Final

from django.urls import path

from ....messages import worded
from ..rooms import Entry
from . import document, due, files, house, look, me, read_pages, register, search, start, steps

app_name = "desk"
urlpatterns = [
    path("", start.start, name="start"),
    path("healthy/", start.healthy, name="healthy"),
    path("language/", start.language, name="language"),
    path("tokens.css", look.tokens, name="tokens"),
    path("me/", me.me, name="me"),
    path("search/", search.search, name="search"),
    path("register/", register.register, name="register"),
    path("register/export.<str:format_>", register.export, name="export"),
    path("documents/<int:pk>/", document.document, name="document"),
    path("documents/<int:pk>/files/<int:file>/", files.download, name="file"),
    path("documents/<int:pk>/signed/", files.signed, name="signed"),
    path("documents/<int:pk>/returned/", files.returned, name="returned"),
    path("documents/<int:pk>/steps/<str:step>/", steps.take, name="step"),
    path("due/", due.due, name="due"),
    path("due/feed/", due.make_feed, name="make-feed"),
    path("due/feed/<int:pk>/revoke/", due.revoke_feed, name="revoke-feed"),
    path("feed/<str:secret>/due.ics", due.feed, name="feed"),
    path("house/", house.house, name="house"),
    path("house/people/", house.people, name="people"),
    path("house/people/<int:pk>/", house.person, name="person"),
    path("audit/", house.audit, name="audit"),
    path("help/", read_pages.contents, name="help"),
    path("help/<slug:name>/", read_pages.page, name="help-page"),
    path("help/<slug:lang>/<slug:name>/", read_pages.page_in, name="help-page-in"),
]

NAVIGATION: Final = (
    Entry("desk:start", worded("Start"), 0),
    Entry("desk:register", worded("Register"), 30, "see"),
    Entry("desk:due", worded("Due"), 40, "see"),
    Entry("desk:house", worded("House"), 90, "manage"),
    Entry("desk:audit", worded("Audit trail"), 95, "audit"),
)
