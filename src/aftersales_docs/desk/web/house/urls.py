"""The addresses of the house's templates, logo, facts and terms."""

from __future__ import annotations

from django.urls import path

from . import entries, pages

app_name = "house"
urlpatterns = [
    path("house/retention/", pages.retention, name="retention"),
    path("house/templates/<int:number>/tried/", pages.tried, name="tried"),
    path("house/<slug:matter>/<int:number>/files/<path:path>", pages.file, name="file"),
    path("house/facts/new/<slug:sort>/", entries.new, name="new-fact"),
    path("house/facts/<str:section>/<str:key>/", entries.entry, name="fact"),
    path("house/of/<slug:matter>/", pages.matter, name="matter"),
]
