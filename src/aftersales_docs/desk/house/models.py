"""Versions of what the house gives its documents; none is ever changed."""

from __future__ import annotations

from django.db import models

TEMPLATES, LOGO, FACTS = "templates", "logo", "facts"
MATTERS = (TEMPLATES, LOGO, FACTS)


class HouseVersion(models.Model):
    """A version of one matter: its files as they came; one of a matter at most is in force."""

    matter = models.CharField(max_length=12)
    number = models.PositiveIntegerField()
    made_at = models.CharField(max_length=32)
    made_by = models.CharField(max_length=200)
    note = models.CharField(max_length=400, default="")
    in_force = models.BooleanField(default=False)

    class Meta:
        """A number is given once."""

        constraints = (
            models.UniqueConstraint(fields=["matter", "number"], name="a_house_version_once"),
            models.UniqueConstraint(
                fields=["matter"], condition=models.Q(in_force=True), name="one_in_force"
            ),
        )


class HouseFile(models.Model):
    """A file of a version, under the name that it has in its folder."""

    version = models.ForeignKey(HouseVersion, models.CASCADE, related_name="files")
    path = models.CharField(max_length=200)
    content = models.BinaryField()
