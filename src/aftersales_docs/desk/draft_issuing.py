"""From a draft to its document: the draft's content is what is issued, and both stay linked."""

from __future__ import annotations

from dataclasses import replace

from ..errors import DataError
from .draft_content import placed, request_of
from .drafts import changed_since, frame_of, the_draft
from .issuing import check, issue
from .opening import Register
from .order import Issued, Order
from .register.models import Draft


def order_of(register: Register, row: Draft, who: str) -> Order:
    """What is to be issued of a draft.

    Raises:
        DataError: it can't be read.

    """
    frame = frame_of(row)
    return Order(
        request_of(register, row),
        row.office,
        who,
        frame.options,
        frame.replaces,
        draft=row,
        case=frame.case,
        reasons=frame.accepted,
    )


def issue_draft(register: Register, pk: int, version: int, who: str) -> Issued:
    """Issue the draft of which ``version`` was read; issued before, it gives the same document.

    Raises:
        DataError: it is not complete or right, not approved where that is demanded, or somebody
            has saved it since.
        OutputError: the register can't be written to.

    """
    row = the_draft(pk)
    if row.document is None and row.version != version:
        raise changed_since(row)
    try:
        done = issue(register, order_of(register, row, who))
    except DataError as error:
        raise DataError(placed(row, error.problems)) from error
    return replace(done, remarks=tuple(placed(row, done.remarks)))


def refuse_unissuable(register: Register, row: Draft, who: str) -> None:
    """See that a draft could be issued as it is, but for the approval.

    Raises:
        DataError: it is not complete or not right.

    """
    try:
        check(order_of(register, row, who))
    except DataError as error:
        raise DataError(placed(row, error.problems)) from error
