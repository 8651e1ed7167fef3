"""A new draft: from nothing, from a case, from a former document, from a file."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ....batch.labels import label_path
from ....errors import AftersalesError, DataError, Problem
from ....kinds import KINDS
from ....language import LANGS
from ....law import LAWS
from ....messages import current, told
from ...accounts.rights import CASE_KIND, may
from ...days import today
from ...draft_content import Content, content_of_request, known_kind
from ...drafts import Frame, create
from ...house.facts import choices
from ...house.own_templates import options_now
from ...inputs import named_in, requested, unpacked
from ...numbers import FREE, pattern_of
from ...options import options_of
from ...register.models import PURGED, RESERVED, Document, Draft
from ..pages.files import uploaded
from ..signed_in import bounded, person_of, the_document, with_right
from ..starting import the_place, the_register
from .filling import FROM_HOUSE, begun, facts_chosen, of_house
from .mine import cases_for, visible_drafts, writing_kinds, writing_offices

_INPUT: Final = (".yaml", ".yml", ".json")
_HERE: Final = {"de": "de", "ru": "ru"}


@with_right("write")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Choose what to begin, and from what."""
    if request.method != "POST":
        return _page(request)
    try:
        row = _begun(request)
    except AftersalesError as error:
        return _page(request, error.problems)
    return redirect("drafts:draft", row.pk)


def _page(request: HttpRequest, refused: tuple[Problem, ...] = ()) -> HttpResponse:
    person = person_of(request)
    given = request.POST if request.method == "POST" else request.GET
    lang = current()
    context = {
        "refused": refused,
        "given": given,
        "kinds": writing_kinds(person),
        "offices": writing_offices(person),
        "cases": cases_for(person).order_by("-pk")[:50],
        "house": house_choices(given),
        "langs": LANGS,
        "laws": LAWS,
        "chosen": {
            "kind": given.get("kind") or next(iter(writing_kinds(person)), ""),
            "lang": given.get("lang") or lang,
            "law": given.get("law") or _HERE.get(lang, "de"),
        },
    }
    return render(request, "drafts/new.html", context, status=422 if refused else 200)


def house_choices(given: Any) -> list[dict[str, Any]]:
    """What of the house may be filled in, by fact, and what is chosen."""
    titles = label_path(KINDS[CASE_KIND], current())
    return [
        {
            "name": f"{FROM_HOUSE}{fact}",
            "title": titles.get(fact, fact),
            "entries": entries.items(),
            "chosen": given.get(f"{FROM_HOUSE}{fact}", ""),
        }
        for fact, entries in choices().items()
    ]


def _begun(request: HttpRequest) -> Draft:
    """The new draft.

    Raises:
        AftersalesError: what was chosen does not go.
        Http404: the person may not write that.

    """
    person, post = person_of(request), request.POST
    who, office = person.signature(), post.get("office", "")
    if request.FILES.get("file"):
        content = _of_file(request)
        _refuse(request, content.kind, office)
        return create(the_register(), content, who, Frame(office, options_now(the_place())))
    kind = known_kind(post.get("kind", "")).id
    picked = of_house(kind, facts_chosen(post))
    chosen = {**picked, **_chosen(request, kind)}
    case = cases_for(person).filter(pk=bounded(post.get("case"), 1, 2**62, 0)).first()
    if post.get("case") and case is None:
        raise Http404
    if case is not None:
        _refuse(request, kind, case.office)
        return begun(kind, chosen, case.office, who, case)
    _refuse(request, kind, office)
    return begun(kind, chosen, office, who)


def _chosen(request: HttpRequest, kind: str) -> dict[str, str]:
    """Language and law, if the kind knows them."""
    lang, law = request.POST.get("lang", ""), request.POST.get("law", "")
    found = {"lang": lang} if lang in KINDS[kind].langs else {}
    return found | ({"law": law} if law in KINDS[kind].laws else {})


def _refuse(request: HttpRequest, kind: str, office: str) -> None:
    person = person_of(request)
    if not may(person, "write", office, kind) or office not in writing_offices(person):
        raise Http404


def _of_file(request: HttpRequest) -> Content:
    """What an input file holds that was dropped in.

    Raises:
        DataError: it can't be read, or names files that did not come with it.

    """
    content, name = uploaded(request)
    suffix = Path(name).suffix.lower()
    if suffix not in _INPUT:
        raise DataError(
            Problem("no-input-file", "this is no input file.", "Choose a YAML or JSON file.")
        )
    with tempfile.TemporaryDirectory(prefix="aftersales-docs-") as folder:
        path = Path(folder, f"input{suffix}")
        path.write_bytes(content)
        return content_of_request(requested(str(path), None))


@login_required
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft of what a document says: of its own, or of its next edition."""
    document = the_document(request, pk, "write")
    if document.state in {RESERVED, PURGED}:
        raise Http404
    edition = request.POST.get("as") == "edition"
    row = create(
        the_register(),
        _of_document(document, edition=edition),
        person_of(request).signature(),
        Frame(
            document.office,
            options_of(document) if edition else options_now(the_place()),
            {},
            document if edition else None,
            document.case if edition else None,
        ),
    )
    messages.success(request, told("Begun from {number}.", number=document.number))
    return redirect("drafts:draft", row.pk)


def _of_document(document: Document, *, edition: bool) -> Content:
    """The input of a document, without what is its own: its number, and of another its day."""
    import json

    from ....loading import read_by_name
    from ....schemas.carried import as_yaml

    files = unpacked(document.inputs)
    name, text = next(iter(files.items()))
    data: dict[str, Any] = dict(read_by_name(name, text).data)
    counted = pattern_of(document.kind, document.office) != FREE
    if counted or not edition:
        data.pop("number", None)
    if "date" in data:
        data["date"] = today().isoformat()
    made = json.dumps(data, default=str).encode() if name.endswith(".json") else as_yaml(data)
    return Content(document.kind, {**files, name: made}, {}, named_in(document.inputs))


@login_required
@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    """The drafts that the person may see, the last changed first."""
    person = person_of(request)
    if not visible_drafts(person).exists() and not writing_kinds(person):
        raise Http404
    rows = visible_drafts(person).order_by("-changed_at", "-pk")[:200]
    context = {"drafts": rows, "may_write": bool(writing_kinds(person))}
    return render(request, "drafts/list.html", context)
