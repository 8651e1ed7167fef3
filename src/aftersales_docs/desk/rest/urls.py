"""The addresses of the interface for other programs, and of the page of their keys."""

from __future__ import annotations

from typing import Any, Final

from django.urls import path

from . import pages
from .api import api

app_name = "rest"
urlpatterns: Final[list[Any]] = [
    path("house/programs/", pages.programs, name="programs"),
    path("api/v1/", (api.urls[0], "rest-v1", "rest-v1")),
]
