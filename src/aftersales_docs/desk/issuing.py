"""Issuing a document: two short transactions with an explained row between.

The first takes the number and writes the row with its input (``reserved``); then Word and PDF
are made outside of any lock, so nobody waits for them; the second writes their hashes
(``issued``). A process that ends in between leaves a row that says what it was for: whoever comes
next makes the same files of the same input. The files are stored before the row names them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from ..api import Assessed, Format, Input, assess, compose, remarks, write
from ..errors import DataError, Problem, Severity, worded
from ..messages import term
from . import index
from .approvals import approval_of
from .cases.life import refuse_closed
from .chain import Act, append, now
from .delivering import file_name
from .draft_content import digest_of
from .drafts import about, changed_since, locked, refuse_issued
from .dues import dues_of
from .faults import reached
from .inputs import Facts, day_of, facts_of, loaded, named_in, packed, unpacked
from .numbers import FREE, Series, count_up, last_given, pattern_of, series_of, take
from .object_store import file_store
from .opening import Register
from .options import Options, edition_after, edition_of, options_of
from .order import Issued, Order, hashes
from .register.models import (
    CANCELLED,
    INPUT,
    ISSUED,
    PURGED,
    REPLACED,
    RESERVED,
    Document,
    Draft,
    Due,
    StoredFile,
)
from .words import bare, folded, stems_in, text_of_document
from .writing import written

FORMATS: Final[tuple[Format, ...]] = ("docx", "pdf")


def issue(register: Register, order: Order) -> Issued:
    """Check, number, make, store and freeze a document; the same order again gives the same one.

    Raises:
        DataError: the input is wrong, or its number can't be taken.
        OutputError: the register can't be written to; what was begun is taken up next time.

    """
    there = Document.objects.filter(key=order.name).first()
    found: list[Problem] = []
    if there is None:
        approval_of(order.request.kind.id, order.office, order.draft)
        found = check(order)
        for content in order.request.named.values():
            file_store(register.place).put(content)
        reached("before-reserve")
        there = written(register, lambda: _reserved(order))
        reached("reserved")
    new = there.state == RESERVED
    done = finish(register, there, order.who) if new else there
    return Issued(done, new, tuple(found))


def check(order: Order) -> list[Problem]:
    """See that the order can be carried out, before a number is taken; gives the warnings.

    Raises:
        DataError: the input is wrong.

    """
    request = order.request
    try:
        with loaded(_files(order, provisional(order)), request.named) as data:
            assessed = assess(data)
            document = compose(assessed, order.options.folder, accepted=order.options.accepted)
            edition = edition_after(order.replaces)
            document = edition.shown_in(document) if edition else document
            found = remarks(assessed, document)
    except DataError as error:
        raise DataError(request.located(error.problems)) from error
    return request.located(one for one in found if one.severity is Severity.WARNING)


def provisional(order: Order) -> str:
    """The number that the document would get now."""
    if order.replaces is not None:
        return order.replaces.number
    series = _series(order)
    if order.request.number:
        return order.request.number
    if series is None:
        raise DataError(
            Problem(
                "number-missing",
                "numbers of this kind come from the input, and it gives none.",
                "Fill in 'number', or set a pattern with 'register pattern'.",
                "number",
            )
        )
    return series.number(last_given(series) + 1)


def _series(order: Order) -> Series | None:
    request = order.request
    pattern = pattern_of(request.kind.id, order.office)
    if pattern == FREE:
        return None
    return series_of(request.kind.id, order.office, day_of(request.source), pattern)


def _files(order: Order, number: str) -> dict[str, bytes]:
    return order.request.files(number)


def _reserved(order: Order) -> Document:
    """The first transaction: the number, and the row that says what it is for."""
    there = Document.objects.filter(key=order.name).first()
    if there is not None:  # Another process came first.
        return there
    request = order.request
    draft = _draft_as_read(order)
    if order.case is not None:
        refuse_closed(order.case)
    approval = approval_of(request.kind.id, order.office, draft)
    number, edition = _number(order)
    reached("counted")
    files = _files(order, number)
    named = hashes(request.named)
    with loaded(files, request.named) as data:
        facts = facts_of(data)
    document = Document.objects.create(
        **_columns(order, data, facts),
        number=number,
        edition=edition,
        marks=" ".join(bare(one) for one in (number, *facts.serials)),
        inputs=packed(files, named),
    )
    index.add_marks(document.pk, document.marks)
    reached("row-written")
    told: dict[str, Any] = {"inputs": hashes(files) | named}
    if order.reasons:
        told["accepted"] = dict(order.reasons)
    if approval:
        told["approval"] = approval
    _recorded(order, document, draft, told)
    reached("event-written")
    return document


def _columns(order: Order, data: Input, facts: Facts) -> dict[str, Any]:
    """What the row says of a document besides its number and files."""
    return {
        "office": order.office,
        "kind": order.request.kind.id,
        "replaces": order.replaces,
        "state": RESERVED,
        "key": order.name,
        "lang": data.model.lang,
        "law": data.model.law,
        "dated": facts.dated.isoformat(),
        "party": facts.party,
        "product": facts.product,
        "party_key": folded(facts.party),
        "product_key": folded(facts.product),
        "serials": "; ".join(facts.serials),
        "options": _options(order).text,
        "reserved_at": now(),
        "case": order.case,
    }


def _recorded(order: Order, document: Document, draft: Draft | None, told: dict[str, Any]) -> None:
    """The entry of the chain; a draft that was issued becomes the document."""
    clear: dict[str, Any] = {}
    if draft is not None:
        clear = {"draft": draft.pk, "sha256": draft.sha256}
        draft.state, draft.document = ISSUED, document
        draft.save(update_fields=["state", "document"])
        reached("draft-taken")
    named_draft = about(draft) if draft is not None else ""
    append("reserved", Act(order.who, told, clear=clear), document, named_draft)


def _options(order: Order) -> Options:
    """How the document is made; a new edition knows the day of the one that it replaces."""
    if order.replaces is None:
        return order.options
    return replace(order.options, replaced_on=order.replaces.dated)


def _draft_as_read(order: Order) -> Draft | None:
    """The draft that the order was made of, locked.

    Raises:
        DataError: it is gone, was issued, or was saved since.

    """
    if order.draft is None:
        return None
    row = locked(order.draft.pk)
    refuse_issued(row)
    if row.sha256 != order.draft.sha256 or digest_of(row) != row.sha256:
        raise changed_since(row)
    return row


def _number(order: Order) -> tuple[str, int]:
    given = order.request.number
    kind = order.request.kind.id
    if order.replaces is not None:
        return _next_edition(order.replaces, given)
    series = _series(order)
    if not given and series is not None:
        return series.number(count_up(series)), 1
    take(series, kind, given)
    return given, 1


def _next_edition(old: Document, given: str) -> tuple[str, int]:
    """The number of the document that is replaced, and its next edition."""
    state = Document.objects.get(pk=old.pk).state
    if given and given != old.number:
        raise DataError(
            Problem(
                "number-of-another",
                worded(
                    "the input has the number '{given}', but {number} is to be replaced.",
                    given=given,
                    number=old.number,
                ),
                "Leave 'number' out of the input.",
                "number",
            )
        )
    editions = Document.objects.filter(kind=old.kind, number=old.number).order_by("-edition")
    newest = editions.exclude(state=CANCELLED).first() or old
    if newest.pk != old.pk or state in (RESERVED, REPLACED, CANCELLED, PURGED):
        raise DataError(
            Problem(
                "not-replaceable",
                worded(
                    "{number}, edition {edition}, can't be replaced: its state is {state}.",
                    number=old.number,
                    edition=old.edition,
                    state=term(state),
                ),
                "Replace the newest edition, once it is issued and while it is in force.",
            )
        )
    return old.number, editions[0].edition + 1


@dataclass(frozen=True, slots=True)
class Made:
    """What a reserved row becomes."""

    title: str
    stems: list[str]
    files: Mapping[str, bytes]
    dues: tuple[tuple[str, str], ...] = ()


def made(document: Document) -> Made:
    """The files of a row, made of its input; the same row gives the same bytes.

    Raises:
        AftersalesError: this program, or its templates, can't make it (any more).

    """
    options = options_of(document)
    with loaded(unpacked(document.inputs), named_files_of(document)) as data:
        assessed: Assessed = assess(data)
        tree = compose(assessed, options.folder, accepted=options.accepted)
        edition = edition_of(document)
        tree = edition.shown_in(tree) if edition else tree
        files: dict[str, bytes] = {
            format_: write(
                tree,
                format_,
                own_templates=options.folder,
                data=assessed,
                with_data=options.with_data,
            )
            for format_ in FORMATS
        }
    stems = stems_in(" ".join((text_of_document(tree), document.party, document.product)))
    return Made(tree.meta.title, stems, files, dues_of(assessed))


def named_files_of(document: Document) -> dict[str, bytes]:
    """The files that the input of a row names; those that the register lost are not among them."""
    place = Register.current
    if place is None:
        return {}
    store = file_store(place)
    found = {name: store.get(digest) for name, digest in named_in(document.inputs).items()}
    return {name: content for name, content in found.items() if content is not None}


def finish(register: Register, document: Document, who: str) -> Document:
    """Make the files of a reserved row, store them and freeze the row.

    Two that do so at once make the same bytes, and the second finds it done.
    """
    result = made(document)
    reached("rendered")
    store = file_store(register.place)
    inputs = unpacked(document.inputs) | named_files_of(document)
    stored: list[tuple[str, str, bytes]] = []
    for role, content in result.files.items():
        store.put(content)
        stored.append((role, f"{file_name(document)}.{role}", content))
        reached("first-file-stored")
    for name, content in inputs.items():
        store.put(content)
        stored.append((INPUT, name, content))
    reached("files-stored")
    frozen = written(register, lambda: _frozen(document.pk, result, stored, who))
    reached("frozen")
    return frozen


def _frozen(pk: int, result: Made, stored: list[tuple[str, str, bytes]], who: str) -> Document:
    """The second transaction: the hashes, the words to find it by, the entry that proves it."""
    moment = now()
    changed = Document.objects.filter(pk=pk, state=RESERVED).update(
        state=ISSUED, title=result.title, issued_at=moment
    )
    document = Document.objects.get(pk=pk)
    if not changed:  # Another process did it, or it was cancelled meanwhile.
        return document
    reached("frozen-row")
    files = [_stored(document, role, name, content, moment) for role, name, content in stored]
    reached("frozen-files")
    index.add_words(pk, result.stems)
    Due.objects.bulk_create(Due(document=document, what=what, on=on) for what, on in result.dues)
    reached("frozen-text")
    old = document.replaces
    if old is not None:
        Document.objects.filter(pk=old.pk).exclude(state=CANCELLED).update(state=REPLACED)
        append("replaced", Act(who, {"edition": document.edition}), old)
    append("issued", Act(who, proven(document, files, result.dues)), document)
    reached("frozen-event")
    return document


def _stored(document: Document, role: str, name: str, content: bytes, moment: str) -> StoredFile:
    return StoredFile.objects.create(
        document=document,
        role=role,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        name=name,
        added_at=moment,
    )


# What of a row the chain proves when it is issued.
PROVEN: Final = ("lang", "law", "dated", "title", "party", "product", "serials", "options")


def proven(
    document: Document, files: list[StoredFile], dues: Iterable[tuple[str, str]]
) -> dict[str, Any]:
    """What the entry of issuing says of a document."""
    return {
        **{name: getattr(document, name) for name in PROVEN},
        "files": [
            {"role": one.role, "name": one.name, "sha256": one.sha256, "size": one.size}
            for one in files
        ],
        "dues": [list(one) for one in dues],
    }
