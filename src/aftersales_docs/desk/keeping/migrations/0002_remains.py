"""What a purge that was cut off has still to take away."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models

from aftersales_docs.desk import guards


def _guards(_apps: Any, editor: Any) -> None:
    guards.put_up(editor.connection)


class Migration(migrations.Migration):
    """A table of hashes; no guarded table is touched."""

    dependencies: ClassVar = [("keeping", "0001_first")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Remains",
            fields=[
                (
                    "sha256",
                    models.CharField(max_length=64, primary_key=True, serialize=False),
                ),
            ],
        ),
        migrations.RunPython(_guards, migrations.RunPython.noop),
    ]
