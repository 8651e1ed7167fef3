"""Links for the other party as an app of Django; only the web desk loads it."""

from __future__ import annotations

from django.apps import AppConfig


class HandingConfig(AppConfig):
    """Links that lead to one document each."""

    name = "aftersales_docs.desk.handing"
    label = "handing"
