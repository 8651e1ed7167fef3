"""The house's own things as an app of Django."""

from __future__ import annotations

from django.apps import AppConfig


class HouseConfig(AppConfig):
    """Templates, logo and facts of the house, by versions."""

    name = "aftersales_docs.desk.house"
    label = "house"
