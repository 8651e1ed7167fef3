"""Statistics as an app of Django."""

from __future__ import annotations

from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    """What is counted of each document."""

    name = "aftersales_docs.desk.statistics"
    label = "statistics"
