"""Cases and their notes."""

from __future__ import annotations

from typing import Any, ClassVar

import django.db.models.deletion
from django.db import migrations, models

from aftersales_docs.desk import guards

_ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _guards(_apps: Any, editor: Any) -> None:
    guards.put_up(editor.connection)


class Migration(migrations.Migration):
    """Everything that the first version holds."""

    initial: ClassVar = True

    dependencies: ClassVar = [("register", "0001_first")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", _ID.clone()),
                ("office", models.CharField(max_length=40)),
                ("state", models.CharField(db_index=True, default="open", max_length=12)),
                ("version", models.PositiveIntegerField(default=1)),
                ("facts", models.TextField()),
                ("party", models.TextField()),
                ("product", models.TextField()),
                ("serials", models.TextField()),
                ("party_key", models.TextField()),
                ("product_key", models.TextField()),
                ("marks", models.TextField()),
                ("received", models.CharField(db_index=True, default="", max_length=10)),
                ("opened_at", models.CharField(max_length=32)),
                ("opened_by", models.CharField(max_length=200)),
                ("changed_at", models.CharField(max_length=32)),
                ("changed_by", models.CharField(max_length=200)),
                ("closed_at", models.CharField(default="", max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name="CaseNote",
            fields=[
                ("id", _ID.clone()),
                ("at", models.CharField(max_length=32)),
                ("who", models.CharField(max_length=200)),
                ("text", models.TextField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="cases.case",
                    ),
                ),
            ],
        ),
        migrations.RunPython(_guards, migrations.RunPython.noop),
    ]
