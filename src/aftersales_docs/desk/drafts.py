"""Drafts: kept while they are written, by a counter that lets nobody overwrite another's words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..api import FORMATS, assess, write
from ..checking import check as checked
from ..composing import composed
from ..document import as_draft
from ..document.draft import MARKS
from ..errors import DataError, Problem, UsageError, worded
from .cases.models import Case
from .chain import Act, append, now
from .draft_content import (
    Content,
    digest_of,
    fields_of,
    named_files,
    placed,
    request_of,
    told_of,
)
from .faults import reached
from .inputs import loaded, named_in, unpacked
from .keeping.models import Detail
from .opening import Register
from .options import Options, edition_after, options_in
from .register.models import APPROVED, DRAFT, ISSUED, SUBMITTED, Document, Draft, Event
from .writing import written


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a draft belongs, and how its document is to be made.

    ``accepted`` are codes of warnings that were accepted, and why. ``replaces`` is the document
    of which it is to be a new edition.
    """

    office: str = "main"
    options: Options = field(default_factory=Options)
    accepted: Mapping[str, str] = field(default_factory=dict)
    replaces: Document | None = None
    case: Case | None = None


def about(row: Draft) -> str:
    """How entries of the chain name a draft beside their document."""
    return f"draft:{row.pk}"


def create(register: Register, content: Content, who: str, frame: Frame = Frame()) -> Draft:
    """Keep a new draft, whatever its input lacks.

    Raises:
        UsageError: a warning is accepted without a word why.
        OutputError: the register can't be written to.

    """
    content.stored(register)
    row = Draft(author=who, writers=json.dumps([who], ensure_ascii=False), state=DRAFT)
    _filled(row, content, who, frame)
    row.created_at = row.changed_at

    def work() -> Draft:
        row.pk = None
        row.save(force_insert=True)
        reached("draft-row")
        clear = {"draft": row.pk, "kind": row.kind, "office": row.office}
        append("drafted", Act(who, clear=clear), about=about(row))
        reached("draft-event")
        return row

    return written(register, work)


def save(  # noqa: PLR0913, PLR0917 (what is saved, over what, by whom)
    register: Register,
    pk: int,
    version: int,
    content: Content,
    who: str,
    frame: Frame | None = None,
) -> Draft:
    """Keep what became of a draft of which ``version`` was read.

    The same content again is no change. Another content is approved no more.

    Raises:
        DataError: there is no such draft, somebody else has saved it since, it was issued, or
            the content is of another kind.
        OutputError: the register can't be written to.

    """
    content.stored(register)

    def work() -> Draft:
        row = locked(pk)
        refuse_issued(row)
        before = row.sha256
        kept = frame if frame is not None else frame_of(row)
        if content.kind != row.kind:
            raise _other_kind(row, content.kind)
        _filled(row, content, who, kept)
        if row.sha256 == before and row.case_id == (kept.case.pk if kept.case else None):
            return Draft.objects.get(pk=pk)
        if row.version != version:
            raise changed_since(Draft.objects.get(pk=pk))
        row.version = version + 1
        row.writers = _with_writer(row.writers, who)
        _voided(row, who)
        row.save()
        reached("draft-saved")
        return row

    return written(register, work)


def _filled(row: Draft, content: Content, who: str, frame: Frame) -> None:
    """``row`` with what is to be kept."""
    refuse_silent(frame.accepted)
    row.kind, row.office, row.content = content.kind, frame.office, content.text
    options = replace(frame.options, accepted=tuple(sorted(frame.accepted)))
    row.options = options.text
    row.accepted = json.dumps(dict(sorted(frame.accepted.items())), ensure_ascii=False)
    row.replaces, row.case = frame.replaces, frame.case
    for name, value in told_of(content).items():
        setattr(row, name, value)
    row.sha256 = digest_of(row)
    row.changed_by, row.changed_at = who, now()


def refuse_silent(accepted: Mapping[str, str]) -> None:
    """See that each accepted warning has a word why.

    Raises:
        UsageError: one has none.

    """
    for code, why in accepted.items():
        if not why.strip():
            raise UsageError(
                Problem(
                    "accepted-without-reason",
                    worded("the warning '{code}' is accepted, but not why.", code=code),
                    worded("Write {example}.", example=f"--accept-warning {code}=…"),
                )
            )


def _with_writer(writers: str, who: str) -> str:
    return json.dumps(list(dict.fromkeys([*json.loads(writers), who])), ensure_ascii=False)


def _voided(row: Draft, who: str) -> None:
    """What was submitted or approved is a draft again once its content is another."""
    if row.state == APPROVED:
        clear = {"draft": row.pk, "sha256": row.approved_sha256}
        append("approval-void", Act(who, clear=clear), about=about(row))
    row.state = DRAFT
    row.approved_by = row.approved_at = row.approved_sha256 = row.submitted_by = ""


def frame_of(row: Draft) -> Frame:
    """Where a draft belongs."""
    options = options_in(row.options)
    return Frame(row.office, options, json.loads(row.accepted), row.replaces, row.case)


def the_draft(pk: int) -> Draft:
    """The draft of that number.

    Raises:
        DataError: there is none.

    """
    found = Draft.objects.filter(pk=pk).first()
    if found is None:
        raise _no_draft(pk)
    return found


def locked(pk: int) -> Draft:
    """The draft of that number, for the transaction that is open.

    Raises:
        DataError: there is none.

    """
    found = Draft.objects.select_for_update().filter(pk=pk).first()
    if found is None:
        raise _no_draft(pk)
    return found


def _no_draft(pk: int) -> DataError:
    return DataError(
        Problem(
            "no-draft",
            worded("the register has no draft {number}.", number=pk),
            "Look for it with 'register draft list'; it may have been deleted.",
        )
    )


def refuse_issued(row: Draft) -> None:
    """See that a draft is one still.

    Raises:
        DataError: a document has come of it.

    """
    if row.state == ISSUED and row.document is not None:
        raise DataError(
            Problem(
                "draft-issued",
                worded(
                    "draft {draft} was issued as {number}; it can't be changed any more.",
                    draft=row.pk,
                    number=row.document.number,
                ),
                "Make a new draft; with --replaces it becomes a new edition.",
            )
        )


def changed_since(row: Draft) -> DataError:
    """That somebody has saved a draft since it was read."""
    return DataError(
        Problem(
            "draft-changed",
            worded(
                "{who} has saved draft {draft} meanwhile ({at}); it is version {version} now.",
                who=row.changed_by,
                draft=row.pk,
                at=row.changed_at,
                version=row.version,
            ),
            "Look at it with 'register draft show', take in what was changed, and save it naming "
            "that version. Nothing was overwritten.",
        )
    )


def _other_kind(row: Draft, kind: str) -> DataError:
    return DataError(
        Problem(
            "draft-of-kind",
            worded(
                "draft {draft} is a {kind}, not a {other}.",
                draft=row.pk,
                kind=row.kind,
                other=kind,
            ),
            "Make a new draft.",
            "kind",
        )
    )


def delete(register: Register, pk: int, who: str, version: int | None = None) -> None:
    """Delete a draft; that there was one stays recorded, and nothing that stood in it.

    Raises:
        DataError: there is none, it was issued, or somebody has saved it since ``version``.

    """

    def work() -> None:
        row = locked(pk)
        refuse_issued(row)
        if version is not None and version != row.version:
            raise changed_since(row)
        name, clear = about(row), {"draft": row.pk, "kind": row.kind, "office": row.office}
        row.delete()
        reached("draft-deleted")
        gone = [[seq, ""] for seq in details_taken(name)]
        append("draft-deleted", Act(who, clear=clear | {"gone": gone}), about=name)

    written(register, work)


def details_taken(name: str) -> list[int]:
    """Take away what the entries about a draft or case tell beside the chain; their numbers."""
    seqs = list(Event.objects.filter(about=name).order_by("seq").values_list("seq", flat=True))
    Detail.objects.filter(pk__in=seqs).delete()
    return seqs


def problems(row: Draft) -> list[Problem]:
    """Everything that is to be said of a draft, with gaps or without."""
    try:
        fields = fields_of(row)
        with suppress(ValueError):
            fields.setdefault("number", _mark(row))
        found = checked(fields, frame_of(row).options.folder)
    except DataError as error:
        found = list(error.problems)
    return placed(row, found)


def _mark(row: Draft) -> str:
    """What stands in place of a number that is not given yet."""
    return next((mark for lang, mark in MARKS.items() if lang == row.lang), MARKS["en"])


def rendered(register: Register, row: Draft) -> dict[str, bytes]:
    """Word and PDF of a draft by format, with its mark; where there is no number, the mark.

    Raises:
        DataError: it is not complete or not right yet.

    """
    request, frame = request_of(register, row), frame_of(row)
    edition = edition_after(row.replaces)
    try:
        with loaded(request.files(_mark(row)), named_files(register, row)) as data:
            assessed = assess(data)
            if assessed.errors:
                raise DataError(assessed.errors)
            accepted = frame.options.accepted
            tree = composed(assessed, frame.options.folder, accepted)
            tree = as_draft(edition.shown_in(tree) if edition else tree)
            return {
                format_: write(
                    tree,
                    format_,
                    own_templates=frame.options.folder,
                    data=assessed,
                    with_data=frame.options.with_data,
                )
                for format_ in FORMATS
            }
    except DataError as error:
        raise DataError(placed(row, error.problems)) from error


def deliver(register: Register, row: Draft, folder: Path, *, force: bool) -> list[Path]:
    """Write Word and PDF of a draft into ``folder``.

    Raises:
        DataError: it is not complete or not right yet.
        OutputError: a file is there already.

    """
    from ..output import write_files

    files = rendered(register, row)
    results = {folder / f"draft-{row.pk}.{format_}": one for format_, one in files.items()}
    write_files(results, force=force)
    return list(results)


def input_files(register: Register, row: Draft) -> dict[str, bytes]:
    """The input of a draft, and the files that it names, by name."""
    return unpacked(row.content) | named_files(register, row)


def files_wanted() -> set[str]:
    """The hashes of files that drafts name; none of them is left over."""
    found: set[str] = set()
    for text in Draft.objects.values_list("content", flat=True).iterator(500):
        found |= set(named_in(text).values())
    return found


def listed(
    *, office: str = "", kind: str = "", state: str = "", person: str = "", case: int | None = None
) -> Iterator[Draft]:
    """Drafts that are not issued, the last changed first; ``person`` wrote them."""
    wanted = {"office": office, "kind": kind, "state": state, "case": case}
    rows = Draft.objects.exclude(state=ISSUED)
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    for row in rows.order_by("-changed_at", "-pk").iterator(500):
        if not person or person in json.loads(row.writers):
            yield row


def submitted(*, office: str = "") -> Iterator[Draft]:
    """Drafts that wait for approval, in the order in which they were changed."""
    rows = Draft.objects.filter(state=SUBMITTED)
    if office:
        rows = rows.filter(office=office)
    yield from rows.order_by("changed_at", "pk")
