"""The addresses of the web desk: accounts, and those of each room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from .rooms import rooms

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("allauth.urls")),
    *(path("", include(room)) for room in rooms()),
]
handler400 = "aftersales_docs.desk.web.failures.bad_request"
handler403 = "aftersales_docs.desk.web.failures.forbidden"
handler404 = "aftersales_docs.desk.web.failures.not_found"
handler500 = "aftersales_docs.desk.web.failures.server_error"
