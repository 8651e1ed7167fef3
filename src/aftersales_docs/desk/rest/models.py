"""Keys of other programs and what they may; work that is done once.

Of a secret only what proves it is kept. Moments are text in UTC, as in the register.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from django.db import models

from ...kinds import KINDS
from ..register.models import Document

ALL = "*"


class ApiKey(models.Model):
    """A key: ``public`` is the part that names it, ``digest`` the SHA-256 of the secret part.

    ``used_on`` is the last day of its use.
    """

    name = models.CharField(max_length=60)
    public = models.CharField(max_length=16, unique=True)
    digest = models.CharField(max_length=64)
    made_by = models.CharField(max_length=200)
    made_at = models.CharField(max_length=32)
    expires_at = models.CharField(max_length=32)
    revoked_at = models.CharField(max_length=32, default="")
    used_on = models.CharField(max_length=10, default="")

    def signature(self) -> str:
        """How the audit trail names this key."""
        return f"{self.name} (key {self.public})"

    def held(self, action: str) -> Mapping[str, frozenset[str]]:
        """The kinds for which it has the right, by office; ``*`` stands for every office."""
        found: dict[str, set[str]] = defaultdict(set)
        for one in self.scopes.all():
            if one.action == action:
                found[one.office] |= set(KINDS) if one.kind == ALL else {one.kind} & set(KINDS)
        return {office: frozenset(kinds) for office, kinds in found.items() if kinds}


class Scope(models.Model):
    """What a key may do, with which kind, in which office; ``*`` is every one."""

    key = models.ForeignKey(ApiKey, models.CASCADE, related_name="scopes")
    action = models.CharField(max_length=10)
    kind = models.CharField(max_length=60)
    office = models.CharField(max_length=40)

    class Meta:
        """The same scope is given once."""

        constraints = (
            models.UniqueConstraint(
                fields=["key", "action", "kind", "office"], name="a_scope_once"
            ),
        )


class Work(models.Model):
    """Work that a caller named by an ``Idempotency-Key``; ``digest`` is that of the request."""

    key = models.ForeignKey(ApiKey, models.CASCADE, related_name="works")
    name = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    made_at = models.CharField(max_length=32)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")

    class Meta:
        """A name of a key stands for one work."""

        constraints = (models.UniqueConstraint(fields=["key", "name"], name="a_work_once"),)
