"""Cases as an app of Django."""

from __future__ import annotations

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Claims with what their documents share."""

    name = "aftersales_docs.desk.cases"
    label = "cases"
