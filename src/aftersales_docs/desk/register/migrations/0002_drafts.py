"""Drafts, the rules of approval, the case of a document, what an entry of the chain is about."""

from __future__ import annotations

from typing import Any, ClassVar

import django.db.models.deletion
from django.db import migrations, models

from aftersales_docs.desk import guards

_ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _guards(_apps: Any, editor: Any) -> None:
    guards.put_up(editor.connection)


def _to(model: str, names: str) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=names,
        to=model,
    )


class Migration(migrations.Migration):
    """What comes before a document is issued."""

    dependencies: ClassVar = [("cases", "0001_first"), ("register", "0001_first")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="document", name="case", field=_to("cases.case", "documents")
        ),
        migrations.AddField(
            model_name="event",
            name="about",
            field=models.CharField(db_index=True, max_length=40, null=True),
        ),
        migrations.CreateModel(
            name="ApprovalRule",
            fields=[
                ("id", _ID.clone()),
                ("office", models.CharField(max_length=40)),
                ("kind", models.CharField(max_length=60)),
                ("demanded", models.BooleanField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("office", "kind"), name="one_rule_a_kind")
                ],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", _ID.clone()),
                ("office", models.CharField(max_length=40)),
                ("kind", models.CharField(max_length=60)),
                ("lang", models.CharField(max_length=8)),
                ("state", models.CharField(db_index=True, max_length=12)),
                ("version", models.PositiveIntegerField(default=1)),
                ("content", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("options", models.TextField()),
                ("accepted", models.TextField(default="{}")),
                ("party", models.TextField()),
                ("product", models.TextField()),
                ("author", models.CharField(max_length=200)),
                ("writers", models.TextField()),
                ("created_at", models.CharField(max_length=32)),
                ("changed_by", models.CharField(max_length=200)),
                ("changed_at", models.CharField(max_length=32)),
                ("submitted_by", models.CharField(default="", max_length=200)),
                ("approved_by", models.CharField(default="", max_length=200)),
                ("approved_at", models.CharField(default="", max_length=32)),
                ("approved_sha256", models.CharField(default="", max_length=64)),
                ("comment", models.TextField(default="")),
                ("case", _to("cases.case", "drafts")),
                ("document", _to("register.document", "drafts")),
                ("replaces", _to("register.document", "new_editions")),
            ],
        ),
        migrations.RunPython(_guards, migrations.RunPython.noop),
    ]
