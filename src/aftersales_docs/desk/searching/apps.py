"""Searching as an app of Django."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class SearchingConfig(AppConfig):
    """The tables of the index that came after the first version."""

    name = "aftersales_docs.desk.searching"
    label = "searching"

    def ready(self) -> None:
        """Tell PostgreSQL that all questions are short: it would compile longer than it looks."""
        connection_created.connect(_uncompiled, dispatch_uid="searching")


def _uncompiled(connection: Any, **_given: Any) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET jit = off")
