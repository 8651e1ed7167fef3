"""Reads what most processes read; imported by the one that they are forked from."""

from dataclasses import fields

from aftersales_docs.desk.opening import migrations_here, set_up

set_up()
migrations_here()

from django.core.management import call_command  # noqa: E402
from django.db.migrations import recorder  # noqa: E402

from aftersales_docs import api  # noqa: E402
from aftersales_docs.batch import job, progress, run, sinks, state  # noqa: E402
from aftersales_docs.commands import batch  # noqa: E402
from aftersales_docs.desk import draft_issuing, verifying  # noqa: E402
from aftersales_docs.desk.cases import sharing  # noqa: E402
from aftersales_docs.kinds import KINDS  # noqa: E402
from tests.batch import tables  # noqa: E402
from tests.desk import case_file, draft_worker, orders, worker  # noqa: E402

__all__ = ["call_command", "case_file", "draft_issuing", "draft_worker", "orders", "recorder"]
__all__ += ["api", "batch", "job", "progress", "run", "sinks", "state", "tables"]
__all__ += ["sharing", "verifying", "worker"]

for kind in KINDS.values():
    for field in fields(kind):
        getattr(kind, field.name)
orders.requested(str(orders.LETTER), None)
