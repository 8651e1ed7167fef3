"""What is counted of documents; those of before are counted once statistics are asked for."""

from __future__ import annotations

from typing import Any, ClassVar

import django.db.models.deletion
from django.db import migrations, models

from aftersales_docs.desk import guards


def _guards(_apps: Any, editor: Any) -> None:
    guards.put_up(editor.connection)


class Migration(migrations.Migration):
    """The table."""

    initial: ClassVar = True

    dependencies: ClassVar = [("register", "0002_drafts")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Counted",
            fields=[
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="counted",
                        serialize=False,
                        to="register.document",
                    ),
                ),
                ("on", models.CharField(db_index=True, max_length=10)),
                ("answered", models.CharField(max_length=10)),
                ("due", models.CharField(max_length=10)),
                ("product", models.TextField()),
                ("product_key", models.TextField()),
                ("matter", models.CharField(max_length=64)),
                ("choices", models.TextField()),
                ("words", models.TextField()),
            ],
        ),
        migrations.RunPython(_guards, migrations.RunPython.noop),
    ]
