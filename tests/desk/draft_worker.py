"""A process that takes a draft on a case to its document and may end without a word.

``DATA [--kill-at POINT]``: goes on where a run before it ended, and prints the number.
"""

from __future__ import annotations

import argparse
import os
import signal
from pathlib import Path

from aftersales_docs.desk import faults
from aftersales_docs.desk.opening import Register, open_register
from aftersales_docs.desk.place import register_place

AUTHOR, APPROVER = "Anna Author", "Boris Berater"


def _through(register: Register) -> str:
    """Each step that is not taken yet; the number of the document."""
    from aftersales_docs.desk.approvals import approve, demanded, set_rule, submit
    from aftersales_docs.desk.cases.life import open_case
    from aftersales_docs.desk.cases.models import Case
    from aftersales_docs.desk.cases.sharing import draft_on, input_of
    from aftersales_docs.desk.draft_content import content_of_mapping
    from aftersales_docs.desk.draft_issuing import issue_draft
    from aftersales_docs.desk.drafts import create, delete, save
    from aftersales_docs.desk.register.models import Draft

    from .case_file import facts
    from .orders import KIND

    if not demanded(KIND, "main"):
        set_rule(register, KIND, "main", AUTHOR, demand=True)
    case = Case.objects.first() or open_case(register, "main", facts(), AUTHOR)
    gone = Draft.objects.filter(case=None).first()
    if not Draft.objects.exists():
        gone = create(register, content_of_mapping(KIND, {}), AUTHOR)
    if gone is not None:
        delete(register, gone.pk, AUTHOR)
    granted = {"decision": "granted"}
    row = Draft.objects.first() or draft_on(register, case, KIND, granted, AUTHOR)
    if row.version == 1:
        typed = content_of_mapping(KIND, input_of(case, KIND, granted | {"notes": "Neu."}))
        row = save(register, row.pk, 1, typed, AUTHOR)
    if row.state == "draft":
        row = submit(register, row.pk, row.version, AUTHOR)
    if row.state == "submitted":
        row = approve(register, row.pk, row.version, APPROVER)
    return issue_draft(register, row.pk, row.version, AUTHOR).document.number


def main(arguments: list[str]) -> None:
    """Go on until it is issued, or until the end."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--kill-at", default="")
    args = parser.parse_args(arguments)
    register = open_register(register_place(args.data))
    from aftersales_docs.desk import issuing

    from .orders import quickly_made

    def at(point: str) -> None:
        if point == args.kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    issuing.made = quickly_made
    issuing.check = lambda _order: []
    faults.hooks.append(at)
    print(_through(register), flush=True)
