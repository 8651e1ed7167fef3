"""A second pair of eyes: which kinds must be approved, and the steps that lead to it.

An approval holds for the SHA-256 of what was read; another content is approved no more. Who wrote
in a draft can't approve it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from ..errors import DataError, Problem, UsageError, worded
from ..messages import for_reader, term
from .chain import Act, append, now
from .draft_content import digest_of, known_kind
from .drafts import about, changed_since, locked, refuse_issued
from .faults import reached
from .opening import Register
from .register.models import APPROVED, DRAFT, RETURNED, SUBMITTED, ApprovalRule, Draft
from .words import folded
from .writing import written

EVERY_OFFICE: Final = "*"
# From which states a step leads on.
_FROM: Final[Mapping[str, tuple[str, ...]]] = {
    SUBMITTED: (DRAFT, RETURNED),
    APPROVED: (SUBMITTED,),
    RETURNED: (SUBMITTED, APPROVED),
}
# What the chain calls a step, where that is not the state that it leads to.
_ACTION: Final[Mapping[str, str]] = {RETURNED: "returned"}


def demanded(kind: str, office: str) -> bool:
    """Whether documents of ``kind`` must be approved in ``office``; its own rule comes first."""
    rules = ApprovalRule.objects.filter(kind=kind, office__in=(office, EVERY_OFFICE))
    found = {one.office: one.demanded for one in rules}
    return found.get(office, found.get(EVERY_OFFICE, False))


def set_rule(register: Register, kind: str, office: str, who: str, *, demand: bool) -> None:
    """Demand approval for ``kind`` in ``office`` (``*``: everywhere), or demand it no more.

    Raises:
        DataError: there is no such kind.

    """
    known_kind(kind)

    def work() -> None:
        ApprovalRule.objects.update_or_create(
            kind=kind, office=office, defaults={"demanded": demand}
        )
        reached("rule-row")
        clear = {"kind": kind, "office": office, "demanded": demand}
        append("approval-rule", Act(who, clear=clear))
        reached("rule-event")

    written(register, work)


def submit(register: Register, pk: int, version: int, who: str, comment: str = "") -> Draft:
    """Ask for approval of a draft of which ``version`` was read.

    Raises:
        DataError: there is none, it is not its turn, or somebody has saved it since.

    """

    def work() -> Draft:
        row = _ready(pk, version, SUBMITTED)
        row.state, row.submitted_by = SUBMITTED, who
        return _taken(row, Act(who, clear=_clear(row), note=comment))

    return written(register, work)


def approve(register: Register, pk: int, version: int, who: str, comment: str = "") -> Draft:
    """Approve the draft of which ``version`` was read, as a person who did not write in it.

    Raises:
        DataError: there is none, it was not submitted, somebody has saved it since, or ``who``
            wrote in it.

    """

    def work() -> Draft:
        row = _ready(pk, version, APPROVED)
        _refuse_own(row, who)
        row.state, row.comment = APPROVED, comment
        row.approved_by, row.approved_at, row.approved_sha256 = who, now(), digest_of(row)
        return _taken(row, Act(who, clear=_clear(row), note=comment))

    return written(register, work)


def send_back(register: Register, pk: int, version: int, who: str, comment: str) -> Draft:
    """Return a draft to who wrote it, with what is to be changed.

    Raises:
        UsageError: the comment is empty.
        DataError: as :func:`approve`; but anybody may return it.

    """
    if not comment.strip():
        raise UsageError(
            Problem(
                "no-comment",
                "it is not said what is to be changed.",
                for_reader("Say it with --comment.", form="Say it in the comment."),
            )
        )

    def work() -> Draft:
        row = _ready(pk, version, RETURNED)
        row.state, row.comment = RETURNED, comment
        row.approved_by = row.approved_at = row.approved_sha256 = row.submitted_by = ""
        return _taken(row, Act(who, clear=_clear(row), note=comment))

    return written(register, work)


def _ready(pk: int, version: int, to: str) -> Draft:
    """The draft, if it is the one that was read and the step leads on from its state."""
    row = locked(pk)
    refuse_issued(row)
    if row.version != version:
        raise changed_since(row)
    if row.state not in _FROM[to]:
        raise DataError(
            Problem(
                "draft-step-not-possible",
                worded(
                    "draft {draft} is '{state}'; it can't become '{to}'.",
                    draft=pk,
                    state=term(row.state),
                    to=term(to),
                ),
                for_reader(
                    "Submit it with 'register draft submit'.", form="Ask for approval first."
                )
                if to == APPROVED
                else for_reader(
                    "Look at it with 'register draft show'.", form="Look at it again."
                ),
            )
        )
    return row


def _taken(row: Draft, act: Act) -> Draft:
    row.save()
    reached("draft-step")
    append(_ACTION.get(row.state, row.state), act, about=about(row))
    reached("draft-step-event")
    return row


def _clear(row: Draft) -> dict[str, Any]:
    return {"draft": row.pk, "version": row.version, "sha256": digest_of(row)}


def _refuse_own(row: Draft, who: str) -> None:
    writers = [row.author, row.changed_by, row.submitted_by, *json.loads(row.writers)]
    if folded(who) not in map(folded, writers):
        return
    raise DataError(
        Problem(
            "own-draft",
            worded("{who} wrote draft {draft} and can't approve it.", who=who, draft=row.pk),
            "Let a second person read and approve it.",
        )
    )


def approval_of(kind: str, office: str, draft: Draft | None) -> dict[str, Any]:
    """What the chain keeps of the approval under which a document is issued; empty without one.

    Raises:
        DataError: approval is demanded or asked for, and there is none for this content.

    """
    if draft is not None and draft.state == APPROVED and draft.approved_sha256 == digest_of(draft):
        return {
            "by": draft.approved_by,
            "at": draft.approved_at,
            "sha256": draft.approved_sha256,
            "comment": draft.comment,
        }
    if draft is not None and draft.state in (SUBMITTED, RETURNED, APPROVED):
        raise _unapproved(draft)
    if demanded(kind, office):
        raise _demanded(kind, office, draft)
    return {}


def _unapproved(draft: Draft) -> DataError:
    return DataError(
        Problem(
            "draft-not-approved",
            worded("draft {draft} is '{state}'.", draft=draft.pk, state=term(draft.state)),
            "Let a second person approve it, or change what was objected to and submit it again.",
        )
    )


def _demanded(kind: str, office: str, draft: Draft | None) -> DataError:
    return DataError(
        Problem(
            "approval-demanded",
            worded(
                "a {kind} of the office {office} is issued only after a second person has "
                "approved it.",
                kind=kind,
                office=office,
            ),
            for_reader("Submit the draft with 'register draft submit'.", form="Ask for approval.")
            if draft is not None
            else "Keep it with 'register draft new', submit it, and let it be approved.",
        )
    )
