"""The addresses of bulk work."""

from __future__ import annotations

from typing import Final

from django.urls import path

from ....messages import worded
from ..rooms import Entry
from . import mending, pages, results

app_name = "bulk"
urlpatterns = [
    path("bulk/", pages.batches, name="batches"),
    path("bulk/tables/<slug:kind>.xlsx", results.empty_table, name="template"),
    path("bulk/<int:batch>/", pages.batch, name="batch"),
    path("bulk/<int:batch>/columns/", pages.columns, name="columns"),
    path("bulk/<int:batch>/stop/", pages.stop, name="stop"),
    path("bulk/<int:batch>/delete/", pages.delete, name="delete"),
    path("bulk/<int:batch>/errors/", mending.mend, name="mend"),
    path("bulk/<int:batch>/files/<str:part>/", results.download, name="file"),
]
NAVIGATION: Final = (Entry("bulk:batches", worded("Bulk"), 25, "write"),)
