"""Until when a document is kept, and why: by the law, by a hold, because it is still open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from ..errors import DataError, Problem, Worded, worded
from ..law.retention import RetentionRule, rules_for
from ..messages import sentences, term
from .chain import Act, append, entry, moment, now
from .keeping.models import Hold
from .opening import Register
from .register.models import CANCELLED, DONE, PURGED, REPLACED, RESERVED, Document
from .writing import written

CLOSED: Final = (DONE, CANCELLED, REPLACED)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a document may go: ``kept`` says why not; empty if it may, under ``rule``.

    ``until`` is the last day of its retention, where that is known.
    """

    document: Document
    kept: Worded | None
    until: date | None = None
    rule: RetentionRule | None = None


def hold(register: Register, document: Document, ground: str, who: str) -> Hold:
    """Keep a document whatever its retention says, until the hold is released.

    Raises:
        DataError: it is held already, or went by purge.

    """

    def work() -> Hold:
        if Document.objects.select_for_update().get(pk=document.pk).state == PURGED:
            raise _refused(
                "document-purged", worded("{number} went by purge.", number=document.number)
            )
        if document.holds.filter(released_at="").exists():
            raise _refused(
                "held-already", worded("{number} is held already.", number=document.number)
            )
        made = Hold.objects.create(document=document, ground=ground, who=who, since=now())
        append("held", Act(who, {"ground": ground}), document)
        return made

    return written(register, work)


def release(register: Register, document: Document, who: str, note: str = "") -> None:
    """Release the hold on a document.

    Raises:
        DataError: there is none.

    """

    def work() -> None:
        if not document.holds.filter(released_at="").update(released_at=now()):
            raise _refused("not-held", worded("{number} is not held.", number=document.number))
        append("released", Act(who, note=note), document)

    written(register, work)


def _refused(code: str, message: str) -> DataError:
    return DataError(Problem(code, message, "Look at it with 'register show'."))


def verdict(document: Document, today: date) -> Verdict:
    """Whether ``document`` may go on ``today``, and until when it is kept."""
    if document.state == RESERVED:
        return Verdict(document, worded("it is not issued yet."))
    rules = rules_for(document.law, document.kind)
    begun = _begun(document)
    last = max(rules, key=lambda one: one.years, default=None)
    until = None if begun is None or last is None else last.until(begun)
    return Verdict(document, _reason(document, last, until, today), until, last)


def _reason(
    document: Document, rule: RetentionRule | None, until: date | None, today: date
) -> Worded | None:
    """Why a document is kept; nothing if it may go."""
    held = document.holds.filter(released_at="").first()
    if held is not None:
        return worded("it is held: {ground}.", ground=held.ground)
    if rule is None:
        return worded("no rule of retention is known for its kind and law.")
    if until is None:
        return worded("it is in force: its time begins once it is done, cancelled or replaced.")
    if until >= today:
        return _kept(rule, until)
    coming = document.dues.filter(on__gte=today.isoformat()).order_by("-on").first()
    if coming is None or document.state in CLOSED:
        return None
    return worded("something is still to be done by {day}.", day=date.fromisoformat(coming.on))


def _kept(rule: RetentionRule, until: date) -> Worded:
    told = (
        worded(
            "the law requires it to be kept until {until}: {basis}.", until=until, basis=rule.basis
        )
        if rule.duty
        else worded("claims can be brought until {until}: {basis}.", until=until, basis=rule.basis)
    )
    if rule.verified_on is not None:
        return told
    return sentences(told, term(worded("The term was not compared with the official text.")))


def _begun(document: Document) -> date | None:
    """From which day on the time runs; ``None`` as long as the document is in force."""
    begins = {one.begins for one in rules_for(document.law, document.kind)}
    if "closed" in begins and document.state not in CLOSED:
        return None
    days = [date.fromisoformat(document.dated)] if document.dated else []
    for event in document.events.exclude(action__in=("held", "released")).order_by("-seq")[:1]:
        days.append(moment(entry(event)["at"]).date())
    return max(days)
