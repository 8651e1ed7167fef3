"""The addresses of the interface for other programs."""

from __future__ import annotations

from typing import Any, Final

from django.urls import path

from .api import api

app_name = "rest"
urlpatterns: Final[list[Any]] = [path("api/v1/", (api.urls[0], "rest-v1", "rest-v1"))]
