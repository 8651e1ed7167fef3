"""Keeping as an app of Django."""

from __future__ import annotations

from django.apps import AppConfig


class KeepingConfig(AppConfig):
    """What is sealed in the chain, and holds."""

    name = "aftersales_docs.desk.keeping"
    label = "keeping"
