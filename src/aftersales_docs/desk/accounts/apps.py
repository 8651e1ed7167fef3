"""The people of the desk as an app of Django; only the web desk loads it."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, their posts, and the secret addresses of their calendars."""

    name = "aftersales_docs.desk.accounts"
    label = "accounts"
