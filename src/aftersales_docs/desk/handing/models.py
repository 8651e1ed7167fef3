"""A link leads to one document, for a while, until it is answered."""

from __future__ import annotations

from django.db import models

from ..register.models import Document

SIGNED, DECLINED = "signed", "declined"


class Link(models.Model):
    """A secret address for the other party: only the SHA-256 of the secret is kept.

    It leads somewhere until ``until``, unless it was answered or revoked before. ``name`` is
    whom it was made for. Moments are text in UTC, empty for not yet.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    made_by = models.CharField(max_length=200)
    made_at = models.CharField(max_length=32)
    until = models.CharField(max_length=32)
    opened_at = models.CharField(max_length=32, default="")
    answered_at = models.CharField(max_length=32, default="")
    answer = models.CharField(max_length=12, default="")
    revoked_at = models.CharField(max_length=32, default="")
