"""Keys and their scopes, work done once, jobs, webhooks."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from aftersales_docs.desk import guards


def _guards(_apps: Any, editor: Any) -> None:
    guards.put_up(editor.connection)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("register", "0002_drafts"),
    ]

    operations = [
        migrations.CreateModel(
            name="ApiKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("public", models.CharField(max_length=16, unique=True)),
                ("digest", models.CharField(max_length=64)),
                ("made_by", models.CharField(max_length=200)),
                ("made_at", models.CharField(max_length=32)),
                ("expires_at", models.CharField(max_length=32)),
                ("revoked_at", models.CharField(default="", max_length=32)),
                ("used_on", models.CharField(default="", max_length=10)),
            ],
        ),
        migrations.CreateModel(
            name="Webhook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public", models.CharField(max_length=16, unique=True)),
                ("address", models.CharField(max_length=500)),
                ("events", models.CharField(max_length=100)),
                ("kind", models.CharField(max_length=60)),
                ("office", models.CharField(max_length=40)),
                ("salt", models.CharField(max_length=64)),
                ("seen", models.BigIntegerField()),
                ("made_by", models.CharField(max_length=200)),
                ("made_at", models.CharField(max_length=32)),
                ("ended_at", models.CharField(default="", max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public", models.CharField(max_length=32, unique=True)),
                ("kind", models.CharField(max_length=60)),
                ("work", models.CharField(max_length=64, null=True)),
                ("digest", models.CharField(max_length=64)),
                ("format", models.CharField(max_length=4)),
                ("lang", models.CharField(max_length=2)),
                ("state", models.CharField(max_length=10)),
                ("inputs", models.TextField()),
                ("total", models.PositiveIntegerField()),
                ("done", models.PositiveIntegerField(default=0)),
                ("outcomes", models.TextField(default="[]")),
                ("made_at", models.CharField(max_length=32)),
                ("finished_at", models.CharField(default="", max_length=32)),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="jobs",
                        to="rest.apikey",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("key", "work"), name="a_job_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Scope",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("action", models.CharField(max_length=10)),
                ("kind", models.CharField(max_length=60)),
                ("office", models.CharField(max_length=40)),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scopes",
                        to="rest.apikey",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("key", "action", "kind", "office"), name="a_scope_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("event", models.BigIntegerField()),
                ("tries", models.PositiveIntegerField(default=0)),
                ("next_at", models.CharField(db_index=True, max_length=32)),
                ("taken_at", models.CharField(default="", max_length=32)),
                ("answer", models.CharField(default="", max_length=200)),
                (
                    "webhook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="rest.webhook",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("webhook", "event"), name="an_entry_told_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Work",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
                ("made_at", models.CharField(max_length=32)),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.document",
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="works",
                        to="rest.apikey",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("key", "name"), name="a_work_once")
                ],
            },
        ),
        migrations.RunPython(_guards, migrations.RunPython.noop),
    ]
