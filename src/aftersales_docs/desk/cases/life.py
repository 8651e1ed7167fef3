"""The life of a case: opened, changed, noted on, its documents filed, closed, opened again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...errors import DataError, Problem, worded
from ..chain import Act, append, digest, now
from ..drafts import details_taken, locked, refuse_issued
from ..faults import reached
from ..opening import Register
from ..register.models import Document, Draft
from ..words import bare, folded
from ..writing import written
from .facts import fill
from .models import CLOSED, OPEN, Case, CaseNote


def about(case: Case) -> str:
    """How entries of the chain name a case."""
    return f"case:{case.pk}"


def the_case(pk: int) -> Case:
    """The case of that number.

    Raises:
        DataError: there is none.

    """
    found = Case.objects.filter(pk=pk).first()
    if found is None:
        raise _no_case(pk)
    return found


def _no_case(pk: int) -> DataError:
    return DataError(
        Problem(
            "no-case",
            worded("the register has no case {number}.", number=pk),
            "Look for it with 'register case list'.",
        )
    )


def locked_case(pk: int) -> Case:
    """An open case, held in the transaction that is open.

    Raises:
        DataError: there is none, or it is closed.

    """
    return _locked(pk)


def record(case: Case, action: str, who: str, more: Mapping[str, Any]) -> None:
    """Record a step of a case in the transaction that is open."""
    _told(case, action, who, more)


def _locked(pk: int, *, open_only: bool = True) -> Case:
    found = Case.objects.select_for_update().filter(pk=pk).first()
    if found is None:
        raise _no_case(pk)
    if open_only and found.state == CLOSED:
        raise DataError(
            Problem(
                "case-closed",
                worded("case {number} is closed.", number=pk),
                "Open it again with 'register case reopen'.",
            )
        )
    return found


def refuse_closed(case: Case) -> None:
    """See that a case is open, in the transaction that is open.

    Raises:
        DataError: it is closed, or gone.

    """
    _locked(case.pk)


def open_case(register: Register, office: str, facts: Mapping[str, Any], who: str) -> Case:
    """Open a case with what is known so far.

    Raises:
        DataError: the facts hold what documents do not share.
        OutputError: the register can't be written to.

    """
    case = Case(office=office, state=OPEN, opened_by=who, changed_by=who)
    fill(case, facts)
    case.opened_at = case.changed_at = now()

    def work() -> Case:
        case.pk = None
        case.save(force_insert=True)
        reached("case-row")
        _told(case, "case-opened", who)
        return case

    return written(register, work)


def _told(case: Case, action: str, who: str, more: Mapping[str, Any] | None = None) -> None:
    """The entry of a step: which case, the hash of its facts, and nothing that stands in them."""
    clear = {"case": case.pk, "sha256": digest(case.facts), **(more or {})}
    append(action, Act(who, clear=clear), about=about(case))
    reached("case-event")


def change(register: Register, pk: int, version: int, facts: Mapping[str, Any], who: str) -> Case:
    """Put other facts into a case of which ``version`` was read.

    Raises:
        DataError: there is none, it is closed, somebody has changed it since, or the facts hold
            what documents do not share.

    """

    def work() -> Case:
        case = _locked(pk)
        before = case.facts
        fill(case, facts)
        if case.facts == before:
            return case
        if case.version != version:
            raise _changed_since(case)
        case.version += 1
        case.changed_by, case.changed_at = who, now()
        case.save()
        reached("case-row")
        _told(case, "case-changed", who)
        return case

    return written(register, work)


def _changed_since(case: Case) -> DataError:
    return DataError(
        Problem(
            "case-changed",
            worded(
                "{who} has changed case {case} meanwhile ({at}); it is version {version} now.",
                who=case.changed_by,
                case=case.pk,
                at=case.changed_at,
                version=case.version,
            ),
            "Look at it with 'register case show', and change it naming that version. Nothing was "
            "overwritten.",
        )
    )


def note(register: Register, pk: int, text: str, who: str) -> CaseNote:
    """Note something on a case; the chain has the hash of it.

    Raises:
        DataError: there is no such case, or the note is empty.

    """
    if not text.strip():
        raise DataError(Problem("empty-note", "the note is empty.", "Write what is to be noted."))

    def work() -> CaseNote:
        case = _locked(pk, open_only=False)
        made = CaseNote.objects.create(case=case, at=now(), who=who, text=text.strip())
        reached("case-row")
        _told(case, "case-noted", who, {"note": digest(made.text)})
        return made

    return written(register, work)


def file_document(register: Register, pk: int, document: Document, who: str) -> None:
    """File a document on an open case; it may stand on one only.

    Raises:
        DataError: there is no such case, it is closed, or the document is on another one.

    """

    def work() -> None:
        case = _locked(pk)
        row = Document.objects.select_for_update().get(pk=document.pk)
        if row.case_id == pk:
            return
        if row.case_id is not None:
            raise DataError(
                Problem(
                    "on-another-case",
                    worded("{number} is on case {case}.", number=row.number, case=row.case_id),
                    "A document stands on one case only.",
                )
            )
        row.case = case
        row.save(update_fields=["case"])
        reached("case-row")
        append("filed", Act(who, clear={"case": pk}), row, about(case))
        reached("case-event")

    written(register, work)


def file_draft(register: Register, pk: int, draft: int, who: str) -> Draft:
    """File a draft on an open case; its document will stand there too.

    Raises:
        DataError: there is no such case or draft, or it was issued.

    """

    def work() -> Draft:
        row = locked(draft)
        refuse_issued(row)
        row.case = _locked(pk)
        row.save(update_fields=["case"])
        reached("case-row")
        _told(row.case, "filed", who, {"draft": draft})
        return row

    return written(register, work)


def close(register: Register, pk: int, who: str, ground: str = "", *, pending: int = 0) -> Case:
    """Close a case; while steps are ``pending`` it takes a ground.

    Raises:
        DataError: there is none, it is closed, or something is pending and no ground is given.

    """
    if pending and not ground.strip():
        raise DataError(
            Problem(
                "case-pending",
                worded(
                    "case {case} has {pending} open {pending:step|steps}.",
                    case=pk,
                    pending=pending,
                ),
                "See them with 'register case next'; or say with --note why it is closed.",
            )
        )
    return _stated(register, pk, CLOSED, "case-closed", Act(who, note=ground))


def reopen(register: Register, pk: int, who: str, ground: str = "") -> Case:
    """Open a closed case again.

    Raises:
        DataError: there is none, or it is open.

    """
    return _stated(register, pk, OPEN, "case-reopened", Act(who, note=ground))


def _stated(register: Register, pk: int, state: str, action: str, act: Act) -> Case:
    def work() -> Case:
        case = _locked(pk, open_only=state == CLOSED)
        if case.state == state:
            raise DataError(
                Problem(
                    "case-open",
                    worded("case {number} is open.", number=pk),
                    "There is nothing to do.",
                )
            )
        case.state, case.closed_at = state, now() if state == CLOSED else ""
        case.save(update_fields=["state", "closed_at"])
        reached("case-row")
        append(action, Act(act.who, note=act.note, clear={"case": pk}), about=about(case))
        reached("case-event")
        return case

    return written(register, work)


def delete_case(register: Register, pk: int, who: str) -> None:
    """Delete a case whose documents were purged, or that never had one.

    Its notes go, and what its entries tell beside the chain; that there was one stays recorded.

    Raises:
        DataError: there is none.

    """

    def work() -> None:
        case = _locked(pk, open_only=False)
        name = about(case)
        Document.objects.filter(case=case).update(case=None)
        case.delete()
        reached("case-row")
        gone = [[seq, ""] for seq in details_taken(name)]
        append("case-deleted", Act(who, clear={"case": pk, "gone": gone}), about=name)
        reached("case-event")

    written(register, work)


def listed(
    *, office: str = "", state: str = "", party: str = "", product: str = "", number: str = ""
) -> Iterator[Case]:
    """Cases, the newest first; parts of names, and any part of a claim's or serial number."""
    wanted = {
        "office": office,
        "state": state,
        "party_key__contains": folded(party),
        "product_key__contains": folded(product),
        "marks__contains": bare(number),
    }
    rows = Case.objects.filter(**{name: value for name, value in wanted.items() if value})
    yield from rows.order_by("-pk").iterator(500)
