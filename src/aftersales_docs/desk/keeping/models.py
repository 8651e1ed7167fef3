"""What is sealed in the chain, and what must not be purged."""

from __future__ import annotations

from django.db import models


class Detail(models.Model):
    """What an entry of the chain tells of persons: salted JSON, proven by its hash there.

    ``seq`` is the number of the entry. Purge and erasure delete the row.
    """

    seq = models.BigIntegerField(primary_key=True)
    text = models.TextField()


class Hold(models.Model):
    """A document that must be kept whatever its retention says, as for a lawsuit."""

    document = models.ForeignKey("register.Document", models.PROTECT, related_name="holds")
    ground = models.TextField()
    who = models.CharField(max_length=200)
    since = models.CharField(max_length=32)
    released_at = models.CharField(max_length=32, default="")


class Remains(models.Model):
    """A file that a purge has to take away once its rows are gone, by its hash.

    The empty hash stands for the database's own files, in which deleted rows are left. Whoever
    opens the register next takes up what a killed purge left here.
    """

    sha256 = models.CharField(max_length=64, primary_key=True)


class Sent(models.Model):
    """A mail of what is due that went out: one a day and address."""

    day = models.CharField(max_length=10)
    address = models.CharField(max_length=254)

    class Meta:
        """The same day's mail goes to an address once."""

        constraints = (models.UniqueConstraint(fields=["day", "address"], name="one_mail_a_day"),)
