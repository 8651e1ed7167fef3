"""Bulk work as an app of Django; only the web desk loads it."""

from __future__ import annotations

from django.apps import AppConfig


class BulkConfig(AppConfig):
    """Tables of many documents, and what their columns meant last time."""

    name = "aftersales_docs.desk.bulk"
    label = "bulk"

    def ready(self) -> None:
        """Take part where data of a person are found and erased."""
        from ..holdings import join
        from .persons import Tables

        join(Tables())
