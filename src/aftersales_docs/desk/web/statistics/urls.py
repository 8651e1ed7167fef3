"""The addresses of the statistics."""

from __future__ import annotations

from typing import Final

from django.urls import path

from ....messages import worded
from ..rooms import Entry
from . import pages

app_name = "statistics"
urlpatterns = [
    path("statistics/", pages.shown, name="shown"),
    path("statistics/export.<str:format_>", pages.export, name="export"),
]

NAVIGATION: Final = (Entry("statistics:shown", worded("Statistics"), 60, "see"),)
