"""Keys of other programs and what they may; work that is done once; jobs; webhooks.

Of a secret only what proves it is kept. Moments are text in UTC, as in the register.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from django.db import models

from ...kinds import KINDS
from ..register.models import Document

ALL = "*"
WAITING, RUNNING, FINISHED = "waiting", "running", "finished"


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


class Job(models.Model):
    """Many documents made in one go; ``inputs`` go away when it is finished.

    ``work`` is what the caller named it by, ``digest`` that of the request; ``outcomes`` are
    JSON, one for each input.
    """

    key = models.ForeignKey(ApiKey, models.CASCADE, related_name="jobs")
    public = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=60)
    work = models.CharField(max_length=64, null=True)
    digest = models.CharField(max_length=64)
    format = models.CharField(max_length=4)
    lang = models.CharField(max_length=2)
    state = models.CharField(max_length=10)
    inputs = models.TextField()
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    outcomes = models.TextField(default="[]")
    made_at = models.CharField(max_length=32)
    finished_at = models.CharField(max_length=32, default="")

    class Meta:
        """A name of a key stands for one job."""

        constraints = (models.UniqueConstraint(fields=["key", "work"], name="a_job_once"),)


class Webhook(models.Model):
    """An address that is told of what happens; its secret is made of ``salt`` and the desk's key.

    ``seen`` is the last entry of the chain that was looked at for it.
    """

    public = models.CharField(max_length=16, unique=True)
    address = models.CharField(max_length=500)
    events = models.CharField(max_length=100)
    kind = models.CharField(max_length=60)
    office = models.CharField(max_length=40)
    salt = models.CharField(max_length=64)
    seen = models.BigIntegerField()
    made_by = models.CharField(max_length=200)
    made_at = models.CharField(max_length=32)
    ended_at = models.CharField(max_length=32, default="")


class Delivery(models.Model):
    """A message about an entry of the chain, tried until it was taken or given up."""

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    event = models.BigIntegerField()
    tries = models.PositiveIntegerField(default=0)
    next_at = models.CharField(max_length=32, db_index=True)
    taken_at = models.CharField(max_length=32, default="")
    answer = models.CharField(max_length=200, default="")

    class Meta:
        """An entry is told once."""

        constraints = (
            models.UniqueConstraint(fields=["webhook", "event"], name="an_entry_told_once"),
        )
