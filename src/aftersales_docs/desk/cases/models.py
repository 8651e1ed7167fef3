"""What a case holds. Moments are text in UTC (ISO 8601), as the chain proves them."""

from __future__ import annotations

from django.db import models

OPEN, CLOSED = "open", "closed"
CASE_STATES = (OPEN, CLOSED)


class Case(models.Model):
    """A claim: what its documents share, typed once.

    ``facts`` is YAML with the facts as they were typed, under the names that the fields of
    inputs have; ``version`` counts the savings. The names beside it are there to find it by:
    ``party_key`` and ``product_key`` in small letters without accents, ``marks`` numbers
    without anything but letters and figures. ``received`` is the day the claim came in.
    """

    office = models.CharField(max_length=40)
    state = models.CharField(max_length=12, default=OPEN, db_index=True)
    version = models.PositiveIntegerField(default=1)
    facts = models.TextField()
    party = models.TextField()
    product = models.TextField()
    serials = models.TextField()
    party_key = models.TextField()
    product_key = models.TextField()
    marks = models.TextField()
    received = models.CharField(max_length=10, default="", db_index=True)
    opened_at = models.CharField(max_length=32)
    opened_by = models.CharField(max_length=200)
    changed_at = models.CharField(max_length=32)
    changed_by = models.CharField(max_length=200)
    closed_at = models.CharField(max_length=32, default="")


class CaseNote(models.Model):
    """What somebody noted on a case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="notes")
    at = models.CharField(max_length=32)
    who = models.CharField(max_length=200)
    text = models.TextField()


class CaseFile(models.Model):
    """A picture or PDF kept on a case; ``name`` is what it is called, without a folder."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="files")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    content = models.BinaryField()
    at = models.CharField(max_length=32)
    who = models.CharField(max_length=200)

    class Meta:
        """A name stands once on a case."""

        constraints = (models.UniqueConstraint(fields=["case", "name"], name="one_file_a_name"),)
