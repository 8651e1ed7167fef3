"""The documents of an office in order."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations

from aftersales_docs.desk import guards, index


def _added(_apps: Any, editor: Any) -> None:
    index.add_offices(editor.connection)
    guards.put_up(editor.connection)


class Migration(migrations.Migration):
    """An index on offices."""

    dependencies: ClassVar = [("searching", "0001_parts"), ("register", "0002_drafts")]

    operations: ClassVar = [migrations.RunPython(_added, migrations.RunPython.noop)]
