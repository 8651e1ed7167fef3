"""The register's first tables, the search index, and the guards."""

from __future__ import annotations

from typing import Any, ClassVar

import django.db.models.deletion
from django.db import migrations, models

from aftersales_docs.desk import guards, index


def _search_and_guards(_apps: Any, editor: Any) -> None:
    index.make(editor.connection)
    guards.put_up(editor.connection)


class Migration(migrations.Migration):
    """Everything that the first version of the register holds."""

    initial: ClassVar = True

    dependencies: ClassVar = []

    operations: ClassVar = [
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                ("body", models.TextField()),
                ("signature", models.CharField(max_length=128)),
                ("public_key", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Counter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=60)),
                ("series", models.CharField(max_length=120)),
                ("last", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "series"), name="one_counter_a_series")
                ],
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("office", models.CharField(max_length=40)),
                ("kind", models.CharField(max_length=60)),
                ("number", models.CharField(max_length=120)),
                ("edition", models.PositiveIntegerField(default=1)),
                ("state", models.CharField(db_index=True, max_length=12)),
                ("key", models.CharField(max_length=128, unique=True)),
                ("lang", models.CharField(max_length=8)),
                ("law", models.CharField(max_length=8)),
                ("dated", models.CharField(db_index=True, max_length=10)),
                ("title", models.TextField()),
                ("party", models.TextField()),
                ("product", models.TextField()),
                ("party_key", models.TextField()),
                ("product_key", models.TextField()),
                ("serials", models.TextField()),
                ("marks", models.TextField()),
                ("inputs", models.TextField()),
                ("options", models.TextField()),
                ("reserved_at", models.CharField(max_length=32)),
                ("issued_at", models.CharField(default="", max_length=32)),
                (
                    "replaces",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="register.document",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                ("action", models.CharField(max_length=20)),
                ("body", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="register.document",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Pattern",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("office", models.CharField(max_length=40)),
                ("kind", models.CharField(max_length=60)),
                ("pattern", models.CharField(max_length=80)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("office", "kind"), name="one_pattern_a_kind")
                ],
            },
        ),
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("role", models.CharField(max_length=12)),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("size", models.BigIntegerField()),
                ("name", models.CharField(max_length=255)),
                ("added_at", models.CharField(max_length=32)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="register.document",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Due",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=40)),
                ("on", models.CharField(db_index=True, max_length=10)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dues",
                        to="register.document",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                fields=("kind", "number", "edition"), name="number_once"
            ),
        ),
        migrations.RunPython(_search_and_guards, migrations.RunPython.noop),
    ]
