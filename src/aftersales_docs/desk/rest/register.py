"""The register over HTTP: found, shown, issued, taken a step on."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from ninja import Router

from ...errors import DataError, Problem
from ..accounts.rights import narrowed, visible_to
from ..chain import Act
from ..days import day_given, today
from ..dues import open_dues
from ..listing import Filters, selected
from ..offices import named_office
from ..register.models import CANCELLED, INPUT, SENT, SIGNED, Document
from ..steps import stepped
from ..web.pages.document import NEEDS
from ..web.pages.files import content_of
from . import answers, examples, rows, works
from .access import key_of, need, need_anywhere, the_document
from .bodies import kind_named, query_words, sent_input
from .issuing import Wish, issued
from .parameters import (
    Accepted,
    Before,
    DocumentId,
    FileId,
    Found,
    Kind,
    Limit,
    Office,
    Replaces,
    Step,
    Within,
)
from .problems import ApiError
from .rendering import attached
from .replies import answered

router: Final = Router(tags=["register"])


@router.get(
    "/register/documents", response=answers.OF_LIST, operation_id="find", summary="Find documents"
)
def find(
    request: HttpRequest, found: Found, before: Before = None, limit: Limit = 50
) -> HttpResponse:
    """List the documents that match, newest first.

    `next` is the value of `before` for the page after this one, null on the last.
    """
    need_anywhere(request, "see")
    # No text of the database holds a character U+0000.
    given = {name: value.replace("\0", "") for name, value in found.dict().items()}
    wanted = narrowed(selected(Filters(**given)), key_of(request))
    if before is not None:
        wanted = wanted.filter(pk__lt=before)
    there = list(wanted.order_by("-pk")[: limit + 1])
    more = there[limit - 1].pk if len(there) > limit else None
    return answered({"documents": [rows.row(one) for one in there[:limit]], "next": more})


@router.get(
    "/register/documents/{id}",
    response=answers.OF_DOCUMENT,
    operation_id="show",
    summary="Show a document",
)
def show(request: HttpRequest, id: DocumentId) -> HttpResponse:  # noqa: A002
    """Show a document with its files, what is due, its other editions and its history."""
    return answered(rows.whole(the_document(request, id), key_of(request)))


@router.get(
    "/register/documents/{id}/files/{file}",
    response=answers.OF_FILE,
    operation_id="download",
    summary="Fetch a file",
)
def download(request: HttpRequest, id: DocumentId, file: FileId) -> HttpResponse:  # noqa: A002
    """Fetch a file of a document, byte for byte as it was issued."""
    one = the_document(request, id).files.exclude(role=INPUT).filter(pk=file).first()
    if one is None:
        raise ApiError(
            HTTPStatus.NOT_FOUND,
            Problem(
                "no-such-file",
                "the document has no such file.",
                "Look for its files by showing the document.",
            ),
        )
    return attached(one.name, content_of(one))


@router.get("/register/due", response=answers.OF_DUE, operation_id="due", summary="What is due")
def due(request: HttpRequest, within: Within = 30) -> HttpResponse:
    """List what is to be done within so many days, overdue first."""
    need_anywhere(request, "see")
    found = open_dues(today(), within, among=visible_to(key_of(request)))
    return answered({"due": [rows.due(one) for one in found]})


@router.post(
    "/documents/{kind}/issue",
    response=answers.OF_ISSUE,
    operation_id="issue",
    summary="Issue a document",
    openapi_extra=examples.input_body(works.HEADER),
)
def issue(
    request: HttpRequest,
    kind: Kind,
    office: Office = "main",
    replaces: Replaces = None,
    accept_warning: Accepted = [],  # noqa: B006 (ninja copies it)
) -> HttpResponse:
    """Number a document, make Word and PDF, keep them in the register.

    201 with a new document, 200 with one that was issued before by the same request. Send an
    `Idempotency-Key`: the same request by the same key issues one document, however often it
    comes.
    """
    named_office(office)
    need(request, "issue", office, kind_named(kind))
    old = the_document(request, replaces, "issue") if replaces is not None else None
    with works.working(request) as work, sent_input(request, kind) as sent:
        key = key_of(request)
        wish = Wish(office, query_words(accept_warning), old, key.signature())
        made = issued(sent, wish, work)
        problems = sent.shown(made.remarks)
    data = {**rows.whole(made.document, key), "problems": problems}
    answer = answered(data, HTTPStatus.CREATED if made.new else HTTPStatus.OK)
    answer["Location"] = f"{rows.ADDRESS}/{made.document.pk}"
    return answer


_LACKING: Final = {
    "way": Problem("no-way", "it is not said how the document was sent.", "Say how.", "way"),
    "by": Problem("no-signer", "it is not said who signed.", "Give the name.", "by"),
    "ground": Problem("no-ground", "the ground is empty.", "Say why.", "ground"),
}
# What a step must be told.
_MUST: Final = {SENT: "way", SIGNED: "by", CANCELLED: "ground"}


@router.post(
    "/register/documents/{id}/steps/{step}",
    response=answers.OF_STEP,
    operation_id="step",
    summary="Take a step",
    openapi_extra=examples.with_header(works.HEADER),
)
def step(
    request: HttpRequest,
    id: DocumentId,  # noqa: A002
    step: Step,
    told: answers.StepIn,
) -> HttpResponse:
    """Record that a document was sent, signed on paper, done or cancelled."""
    shown = the_document(request, id, NEEDS[step])
    facts = _facts(step, told)
    act = Act(key_of(request).signature(), facts, told.note)
    with works.working(request) as work:
        after = works.once(work, lambda: stepped(shown.pk, step, act))
    return answered(rows.whole(Document.objects.get(pk=after.pk), key_of(request)))


def _facts(step: str, told: answers.StepIn) -> dict[str, Any]:
    must = _MUST.get(step, "")
    if must and not getattr(told, must).strip():
        raise DataError(_LACKING[must])
    facts: dict[str, Any] = {must: getattr(told, must)} if must else {}
    if step == SENT and told.tracking:
        facts["tracking"] = told.tracking
    if step == SIGNED:
        facts["way"] = "paper"
    if step != CANCELLED:
        facts["on"] = day_given(told.on or None)
    return facts
