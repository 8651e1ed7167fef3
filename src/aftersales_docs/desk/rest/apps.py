"""Keys, jobs and webhooks as an app of Django; the commands of the register load it too."""

from __future__ import annotations

from django.apps import AppConfig


class RestConfig(AppConfig):
    """Keys and what they may, work that is done once, jobs, webhooks."""

    name = "aftersales_docs.desk.rest"
    label = "rest"
