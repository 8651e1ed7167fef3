"""Data of a person in drafts and cases: found, handed out, erased."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ...errors import Worded, worded
from ..days import today
from ..draft_content import name_of_draft
from ..drafts import delete, input_files
from ..history import of, of_draft
from ..holdings import Held, Outcome
from ..inputs import named_in
from ..opening import Register
from ..persons_named import Person
from ..purging import clear, note_remains
from ..register.models import PURGED, Draft
from ..retention import verdict
from ..writing import written
from .life import about, delete_case
from .models import Case

_DOCUMENTS: Worded = worded("documents of the case are kept, and it says what they are about.")
_DRAFTS: Worded = worded("what was issued of the draft is kept, and the draft proves it.")


class Drafts:
    """Drafts as a holding; one that was issued goes with its document."""

    def held(self, register: Register, person: Person) -> Iterator[Held]:
        """Each draft that tells of ``person``, with its input and history."""
        for row in _drafts_of(person):
            data = {"kind": row.kind, "state": row.state, "history": of_draft(row)}
            yield Held("draft", name_of_draft(row), data, input_files(register, row))

    def erased(
        self, register: Register, person: Person, who: str, *, dry_run: bool
    ) -> Iterator[Outcome]:
        """Delete each that was not issued; the others go with their documents."""
        for row in list(_drafts_of(person)):
            if row.document is not None:
                yield Outcome("draft", name_of_draft(row), _DRAFTS)
                continue
            if not dry_run:
                names = set(named_in(row.content).values())
                written(register, partial(note_remains, names))
                delete(register, row.pk, who)
            yield Outcome("draft", name_of_draft(row))
        if not dry_run:
            clear(register)


class Cases:
    """Cases as a holding; one with documents stays as long as they do."""

    def held(self, _register: Register, person: Person) -> Iterator[Held]:
        """Each case that tells of ``person``, with its notes and history."""
        for case in _cases_of(person):
            notes = [
                {"at": one.at, "who": one.who, "text": one.text}
                for one in case.notes.order_by("pk")
            ]
            data = {"state": case.state, "notes": notes, "history": of(about(case))}
            files = {one.name: bytes(one.content) for one in case.files.order_by("pk")}
            yield Held("case", about(case), data, {**files, "case.yaml": case.facts.encode()})

    def erased(
        self, register: Register, person: Person, who: str, *, dry_run: bool
    ) -> Iterator[Outcome]:
        """Delete each that has no document or draft any more."""
        for case in list(_cases_of(person)):
            if _stays(case, person, dry_run=dry_run):
                yield Outcome("case", about(case), _DOCUMENTS)
                continue
            name = about(case)
            if not dry_run:
                written(register, note_remains)
                delete_case(register, case.pk, who)
            yield Outcome("case", name)
        if not dry_run:
            clear(register)


def _stays(case: Case, person: Person, *, dry_run: bool) -> bool:
    """Whether something still hangs on a case; in a dry run, would hang on it."""
    documents, drafts = case.documents.exclude(state=PURGED), case.drafts.order_by("pk")
    if not dry_run:
        return documents.exists() or drafts.exists()
    day = today()
    return any(verdict(one, day).kept is not None for one in documents) or any(
        row.document is None and not _told_in(row, person) for row in drafts
    )


def _drafts_of(person: Person) -> Iterator[Draft]:
    for row in Draft.objects.order_by("pk").iterator(200):
        if _told_in(row, person):
            yield row


def _told_in(row: Draft, person: Person) -> bool:
    parts = (row.content, row.party, row.accepted, row.comment)
    return any(person.told_of_in(part.replace("\\n", " ")) for part in parts)


def _cases_of(person: Person) -> Iterator[Case]:
    for case in Case.objects.order_by("pk").iterator(200):
        notes = case.notes.values_list("text", flat=True)
        files = case.files.values_list("name", flat=True)
        if any(person.told_of_in(part) for part in (case.facts, case.party, *notes, *files)):
            yield case
