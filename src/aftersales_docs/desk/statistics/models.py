"""What is counted of a document, so that statistics need not read its input again."""

from __future__ import annotations

from django.db import models

from ..register.models import Document


class Counted(models.Model):
    """What a document counts as; ``on`` is empty where it counts as nothing.

    ``on``, ``answered`` and ``due`` are days, the last empty where none is set. ``product`` is
    what it is called, ``product_key`` what tells one product from another, ``matter`` what makes
    documents one matter, ``choices`` JSON: the values of each field counted, by its path;
    ``words`` words of free text. The row goes when its document is purged.
    """

    document = models.OneToOneField(
        Document, models.PROTECT, primary_key=True, related_name="counted"
    )
    on = models.CharField(max_length=10, db_index=True)
    answered = models.CharField(max_length=10)
    due = models.CharField(max_length=10)
    product = models.TextField()
    product_key = models.TextField()
    matter = models.CharField(max_length=64)
    choices = models.TextField()
    words = models.TextField()
