"""A batch is a table that somebody dropped in; its files lie in a folder of their own."""

from __future__ import annotations

from django.db import models

from ..accounts.models import Person

COLUMNS, WAITING, WORKING, DONE, STOPPED, REFUSED = (
    "columns",
    "waiting",
    "working",
    "done",
    "stopped",
    "refused",
)
# While it is in one of these a job has the folder to itself.
BUSY = (WAITING, WORKING)


class Batch(models.Model):
    """One table: whose it is, how far it is, what came of it.

    ``folder`` is the name of its folder below ``bulk/`` of the data folder. ``seen`` is JSON
    of the heads and first rows, ``columns`` JSON of the fields by heads, ``told`` JSON of what
    the run reported. ``lang`` is the language in which its maker reads messages.
    """

    owner = models.ForeignKey(Person, models.CASCADE, related_name="batches")
    office = models.CharField(max_length=40)
    kind = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    folder = models.CharField(max_length=32, unique=True)
    lang = models.CharField(max_length=2)
    state = models.CharField(max_length=12, default=COLUMNS)
    seen = models.TextField(default="[]")
    columns = models.TextField(default="{}")
    told = models.TextField(default="{}")
    rows = models.PositiveIntegerField(default=0)
    ready = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    stop = models.BooleanField(default=False)
    made_at = models.CharField(max_length=32)
    began_at = models.CharField(max_length=32, default="")
    ended_at = models.CharField(max_length=32, default="")

    @property
    def busy(self) -> bool:
        """Whether a job is at it, or will be."""
        return self.state in BUSY


class KeptColumn(models.Model):
    """What a head meant last time in this office; ``field`` is empty for no field of ours."""

    office = models.CharField(max_length=40)
    kind = models.CharField(max_length=60)
    listed = models.CharField(max_length=120, blank=True, default="")
    head = models.CharField(max_length=200)
    field = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        """A head means one thing."""

        constraints = (
            models.UniqueConstraint(
                fields=["office", "kind", "listed", "head"], name="a_head_once"
            ),
        )
