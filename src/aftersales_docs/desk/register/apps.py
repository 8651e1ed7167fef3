"""The register as an app of Django."""

from __future__ import annotations

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """The one app of the desk as yet."""

    name = "aftersales_docs.desk.register"
    label = "register"
