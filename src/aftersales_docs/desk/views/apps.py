"""Saved views as an app of Django; only the web desk loads it."""

from __future__ import annotations

from django.apps import AppConfig


class ViewsConfig(AppConfig):
    """Each person's own views of the register."""

    name = "aftersales_docs.desk.views"
    label = "views"
