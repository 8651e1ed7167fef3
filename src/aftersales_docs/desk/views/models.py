"""What a person keeps of the register's list: nobody else sees it."""

from __future__ import annotations

from django.db import models

from ..accounts.models import Person


class SavedView(models.Model):
    """Filters under a name; ``query`` is that of the list's address."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="views")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=2000)

    class Meta:
        """A name is given once."""

        constraints = (models.UniqueConstraint(fields=["person", "name"], name="a_view_once"),)


class ListColumns(models.Model):
    """The columns that a person wants, with commas between."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="list_columns")
    names = models.CharField(max_length=200)
