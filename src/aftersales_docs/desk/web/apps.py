"""The web desk as an app of Django, for its templates, tags and static files."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages; no tables of its own."""

    name = "aftersales_docs.desk.web"
    label = "desk"
