"""What is sealed in the chain, holds, and the mails of a day."""

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
            name="Detail",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                ("text", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", _ID.clone()),
                ("ground", models.TextField()),
                ("who", models.CharField(max_length=200)),
                ("since", models.CharField(max_length=32)),
                ("released_at", models.CharField(default="", max_length=32)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holds",
                        to="register.document",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Sent",
            fields=[
                ("id", _ID.clone()),
                ("day", models.CharField(max_length=10)),
                ("address", models.CharField(max_length=254)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("day", "address"), name="one_mail_a_day")
                ],
            },
        ),
        migrations.RunPython(_guards, migrations.RunPython.noop),
    ]
