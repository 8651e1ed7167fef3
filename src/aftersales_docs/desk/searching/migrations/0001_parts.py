"""Parts of names in the index, and what of it is read a range of keys at a time."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations

from aftersales_docs.desk import guards, index


def _brought_up(_apps: Any, editor: Any) -> None:
    index.bring_up(editor.connection)
    guards.put_up(editor.connection)


class Migration(migrations.Migration):
    """The index as this version reads it, made of the rows that are there."""

    initial: ClassVar = True

    dependencies: ClassVar = [("register", "0001_first"), ("keeping", "0001_first")]

    operations: ClassVar = [migrations.RunPython(_brought_up, migrations.RunPython.noop)]
