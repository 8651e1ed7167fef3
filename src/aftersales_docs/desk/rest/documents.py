"""Kinds and their schemas; an input checked, and made into a document."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from ninja import Router

from ...checking import check as checked
from ...errors import Severity
from ...kinds import KINDS
from ...schemas.export import schema_text
from ..house.in_use import folder_now
from ..web.starting import the_place
from . import answers, examples
from .access import need_kind
from .bodies import kind_named, query_words, sent_input
from .parameters import Accepted, Form, Kind
from .problems import problem_as_data
from .rendering import formats_of, handed_out, rendered, wanted_by
from .replies import answered

router: Final = Router(tags=["documents"])


@router.get("/kinds", response=answers.OF_KINDS, operation_id="kinds", summary="Kinds")
def kinds(request: HttpRequest) -> HttpResponse:
    """List the kinds of document, with their names, languages and laws."""
    found = [
        {
            "kind": one.id,
            "names": {lang: one.names[lang] for lang in one.langs},
            "langs": list(one.langs),
            "laws": list(one.laws),
        }
        for one in KINDS.values()
    ]
    return answered({"kinds": found})


@router.get(
    "/kinds/{kind}/schema",
    response=answers.OF_SCHEMA,
    operation_id="schema",
    summary="JSON Schema of a kind",
)
def schema(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Give the JSON Schema that inputs of the kind are written by."""
    model = KINDS[kind_named(kind)].model
    return HttpResponse(schema_text(model, kind), content_type="application/schema+json")


@router.post(
    "/documents/{kind}/check",
    response=answers.OF_CHECK,
    operation_id="check",
    summary="Check an input",
    openapi_extra=examples.input_body(),
)
def check(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Tell everything that is wrong with an input, and what the law says of it.

    The answer is 200 also where something is wrong; `ok` says whether a document could be made.
    """
    need_kind(request, "write", kind_named(kind))
    with sent_input(request, kind) as sent:
        found = sent.shown(checked(sent.path, folder_now(the_place())))
    errors = any(one.severity is Severity.ERROR for one in found)
    return answered({"ok": not errors, "problems": [problem_as_data(one) for one in found]})


@router.post(
    "/documents/{kind}",
    response=answers.OF_RENDER,
    operation_id="render",
    summary="Make a document",
    openapi_extra=examples.input_body(),
)
def render(
    request: HttpRequest,
    kind: Kind,
    format: Form = None,  # noqa: A002
    accept_warning: Accepted = [],  # noqa: B006 (ninja copies it)
) -> HttpResponse:
    """Make Word, PDF or both of an input; nothing is kept and no number is given."""
    need_kind(request, "write", kind_named(kind))
    wanted = wanted_by(request, format)
    with sent_input(request, kind) as sent:
        made = rendered(
            sent, formats_of(wanted), query_words(accept_warning), folder_now(the_place())
        )
    return handed_out(made, wanted)
