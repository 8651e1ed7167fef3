"""People, the posts they hold, and the secret addresses under which calendars fetch dues."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models

from ...messages import UI_LANGS
from .roles import ROLES

EVERY_OFFICE = "*"


class Person(AbstractUser):
    """Somebody with an account; ``language`` is that of the pages, empty for the browser's."""

    language = models.CharField(
        max_length=2, blank=True, default="", choices=[(lang, lang) for lang in UI_LANGS]
    )
    # Kept by Django for accounts that are made on a terminal.
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def signature(self) -> str:
        """How the audit trail names this person: the name, and the account it belongs to."""
        full = self.get_full_name()
        return f"{full} ({self.username})" if full else self.username


class Post(models.Model):
    """A role that a person has in an office; with ``kind`` for that kind of document alone."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="posts")
    office = models.CharField(max_length=40)
    role = models.CharField(max_length=20, choices=[(name, name) for name in ROLES])
    kind = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        """The same post is held once."""

        constraints = (
            models.UniqueConstraint(
                fields=["person", "office", "role", "kind"], name="a_post_once"
            ),
        )


class Feed(models.Model):
    """A calendar's secret address: only the SHA-256 of the secret is kept."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="feeds")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.CharField(max_length=32)
