"""Versions of the house's facts, templates and logo, and their files."""

from __future__ import annotations

from typing import Any, ClassVar

import django.db.models.deletion
from django.db import migrations, models

from aftersales_docs.desk import guards


def _guards(_apps: Any, editor: Any) -> None:
    guards.put_up(editor.connection)


class Migration(migrations.Migration):
    """Tables of their own; no guarded table is touched."""

    initial = True

    dependencies: ClassVar[list[tuple[str, str]]] = []

    operations: ClassVar = [
        migrations.CreateModel(
            name="HouseVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("matter", models.CharField(max_length=12)),
                ("number", models.PositiveIntegerField()),
                ("made_at", models.CharField(max_length=32)),
                ("made_by", models.CharField(max_length=200)),
                ("note", models.CharField(default="", max_length=400)),
                ("in_force", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("matter", "number"), name="a_house_version_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("in_force", True)),
                        fields=("matter",),
                        name="one_in_force",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HouseFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=200)),
                ("content", models.BinaryField()),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="house.houseversion",
                    ),
                ),
            ],
        ),
        migrations.RunPython(_guards, migrations.RunPython.noop),
    ]
