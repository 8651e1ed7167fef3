"""What the register holds. Moments are text in UTC (ISO 8601), as the chain proves them."""

from __future__ import annotations

from django.db import models

RESERVED, ISSUED, SENT, SIGNED = "reserved", "issued", "sent", "signed"
DONE, CANCELLED, REPLACED = "done", "cancelled", "replaced"
PURGED = "purged"
STATES = (RESERVED, ISSUED, SENT, SIGNED, DONE, CANCELLED, REPLACED, PURGED)
DRAFT, SUBMITTED, APPROVED, RETURNED = "draft", "submitted", "approved", "sent back"
# A draft that became a document keeps its row and can't be changed any more.
DRAFT_STATES = (DRAFT, SUBMITTED, APPROVED, RETURNED, ISSUED)
DOCX, PDF, INPUT, SIGNED_PDF = "docx", "pdf", "input", "signed"


class Pattern(models.Model):
    """How an office numbers a kind of document: ``WR-{year}-{seq:05}``, or ``*``."""

    office = models.CharField(max_length=40)
    kind = models.CharField(max_length=60)
    pattern = models.CharField(max_length=80)

    class Meta:
        """One pattern for a kind in an office."""

        constraints = (
            models.UniqueConstraint(fields=["office", "kind"], name="one_pattern_a_kind"),
        )


class Counter(models.Model):
    """The last number given in a series: a kind's pattern with all but ``seq`` filled in."""

    kind = models.CharField(max_length=60)
    series = models.CharField(max_length=120)
    last = models.BigIntegerField()

    class Meta:
        """One counter a series; offices whose patterns give the same series share it."""

        constraints = (
            models.UniqueConstraint(fields=["kind", "series"], name="one_counter_a_series"),
        )


class Document(models.Model):
    """An issued document, or a number that is reserved for one.

    ``key`` makes a second call of the same work find the first. ``inputs`` are the input files
    by name as JSON, complete in themselves, with the number. For searching, ``party_key`` and
    ``product_key`` are names in small letters without accents, ``marks`` number and serial
    numbers without anything but letters and figures.
    """

    office = models.CharField(max_length=40)
    kind = models.CharField(max_length=60)
    number = models.CharField(max_length=120)
    edition = models.PositiveIntegerField(default=1)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")
    state = models.CharField(max_length=12, db_index=True)
    key = models.CharField(max_length=128, unique=True)
    lang = models.CharField(max_length=8)
    law = models.CharField(max_length=8)
    dated = models.CharField(max_length=10, db_index=True)
    title = models.TextField()
    party = models.TextField()
    product = models.TextField()
    party_key = models.TextField()
    product_key = models.TextField()
    serials = models.TextField()
    marks = models.TextField()
    inputs = models.TextField()
    options = models.TextField()
    reserved_at = models.CharField(max_length=32)
    issued_at = models.CharField(max_length=32, default="")
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="documents")

    class Meta:
        """A number of a kind is there once in each edition."""

        constraints = (
            models.UniqueConstraint(fields=["kind", "number", "edition"], name="number_once"),
        )


class StoredFile(models.Model):
    """A file of a document, by the SHA-256 of its content."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="files")
    role = models.CharField(max_length=12)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    name = models.CharField(max_length=255)
    added_at = models.CharField(max_length=32)


class Due(models.Model):
    """Something that is to be done by a day because of a document."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="dues")
    what = models.CharField(max_length=40)
    on = models.CharField(max_length=10, db_index=True)


class Event(models.Model):
    """A link of the chain: what was done, as canonical JSON, and its SHA-256.

    The JSON holds the hash of the link before it. ``document`` is the row it speaks of, so that
    a document's history is found, ``about`` a draft or case (``draft:12``); what counts is in
    ``body``.
    """

    seq = models.BigIntegerField(primary_key=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="events")
    action = models.CharField(max_length=20)
    body = models.TextField()
    sha256 = models.CharField(max_length=64)
    # No default: SQLite would make the table anew for one, and lose its guards.
    about = models.CharField(max_length=40, null=True, db_index=True)


class Draft(models.Model):
    """A document that is still being written; it may have gaps and takes no number.

    ``content`` is its input as JSON, with the files that it names by hash; ``version`` counts
    the savings, so that nobody overwrites what another has saved meanwhile. ``sha256`` is that
    of all a document would be made of: what was approved is bound to it. ``replaces`` is the
    document of which it is to be a new edition, ``document`` the one that came of it.
    ``accepted`` is JSON: codes of warnings that were accepted, and why. ``writers`` is JSON: all
    who saved it.
    """

    office = models.CharField(max_length=40)
    kind = models.CharField(max_length=60)
    lang = models.CharField(max_length=8)
    state = models.CharField(max_length=12, db_index=True)
    version = models.PositiveIntegerField(default=1)
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    options = models.TextField()
    accepted = models.TextField(default="{}")
    party = models.TextField()
    product = models.TextField()
    author = models.CharField(max_length=200)
    writers = models.TextField()
    created_at = models.CharField(max_length=32)
    changed_by = models.CharField(max_length=200)
    changed_at = models.CharField(max_length=32)
    submitted_by = models.CharField(max_length=200, default="")
    approved_by = models.CharField(max_length=200, default="")
    approved_at = models.CharField(max_length=32, default="")
    approved_sha256 = models.CharField(max_length=64, default="")
    comment = models.TextField(default="")
    replaces = models.ForeignKey(Document, models.PROTECT, null=True, related_name="new_editions")
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="drafts")
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="drafts")


class ApprovalRule(models.Model):
    """Whether documents of a kind must be approved by a second person; ``*`` is every office."""

    office = models.CharField(max_length=40)
    kind = models.CharField(max_length=60)
    demanded = models.BooleanField()

    class Meta:
        """One rule for a kind in an office."""

        constraints = (models.UniqueConstraint(fields=["office", "kind"], name="one_rule_a_kind"),)


class Checkpoint(models.Model):
    """A link of the chain signed by the house's key (Ed25519)."""

    seq = models.BigIntegerField(primary_key=True)
    body = models.TextField()
    signature = models.CharField(max_length=128)
    public_key = models.CharField(max_length=64)
