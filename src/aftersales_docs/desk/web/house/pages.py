"""Pages of what the house gives its documents: uploaded, checked, put in force, kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ....errors import AftersalesError, Problem, Severity
from ....kinds import KINDS
from ....law import LAWS
from ....law.retention import rules_for
from ....messages import Worded, told, worded
from ...house import facts, logo, own_templates
from ...house.models import FACTS, LOGO, MATTERS, TEMPLATES, HouseVersion
from ...house.versions import files_in, in_force, put_in_force, take_out, version, versions
from ..pages.files import uploaded
from ..signed_in import bounded, person_of, with_right
from ..starting import the_place, the_register
from .fact_list import sections

_METHODS: Final = ["GET", "HEAD", "POST"]
_NAMES: Final[dict[str, Worded]] = {
    TEMPLATES: worded("Templates"),
    LOGO: worded("Logo"),
    FACTS: worded("Facts of the house"),
}
_PICTURES: Final = {"svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg"}


@with_right("manage")
@require_http_methods(_METHODS)
def matter(request: HttpRequest, matter: str) -> HttpResponse:
    """The page of a matter: what is in force, all versions, and the way to a new one."""
    if matter not in MATTERS:
        raise Http404
    if request.method != "POST":
        return _page(request, matter)
    act = _ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    try:
        done = act(request, matter)
    except AftersalesError as error:
        return _page(request, matter, error.problems)
    messages.success(request, done)
    return redirect("house:matter", matter)


def _page(request: HttpRequest, matter: str, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    row = in_force(matter)
    text = request.POST.get("text") if request.method == "POST" else None
    context: dict[str, Any] = {
        "matter": matter,
        "title": _NAMES[matter],
        "problems": problems,
        "now": row,
        "versions": [(one, sorted(files_in(one))) for one in versions(matter)],
        "samples": [(name, *name.split(".")) for name in own_templates.samples()],
        "text": (text if text is not None else facts.text_now()) if matter == FACTS else "",
    }
    if matter == FACTS:
        began = request.POST.get("draft-version") if problems else None
        context |= {
            "sections": sections(),
            "began": row.number if row and began is None else began or 0,
        }
    return render(request, "house/matter.html", context, status=422 if problems else 200)


def _taken_in(request: HttpRequest, matter: str) -> str:
    who = person_of(request).signature()
    if matter == FACTS:
        began = request.POST.get("draft-version")
        after = None if began is None else bounded(began, 0, 2**31 - 1, 0)
        text = request.POST.get("text", "").encode()
        row = facts.take_in(the_register(), text, who, after=after)
        put_in_force(the_register(), row, who)
        return told("Kept as version {number}, and in force.", number=row.number)
    content, name = uploaded(request)
    if matter == LOGO:
        row = logo.take_in(the_register(), content, name, who)
        return told(
            "Kept as version {number}. Look at it, then put it in force.", number=row.number
        )
    row, remarks = own_templates.take_in(the_register(), content, name, who)
    for one in remarks:
        if one.severity is not Severity.NOTE:
            messages.warning(request, f"{one.message} {one.cure}".strip())
    return told("Checked and kept as version {number}. Try it on a sample, then put it in force.",
                number=row.number)  # fmt: skip


def _the_version(request: HttpRequest, matter: str) -> HouseVersion:
    row = version(matter, bounded(request.POST.get("version"), 1, 2**31 - 1, 0))
    if row is None:
        raise Http404
    return row


def _in_force(request: HttpRequest, matter: str) -> str:
    row = _the_version(request, matter)
    if matter == TEMPLATES:
        own_templates.refuse_faulty(the_place(), row)
    put_in_force(the_register(), row, person_of(request).signature())
    return told("Version {number} is in force.", number=row.number)


def _out(request: HttpRequest, matter: str) -> str:
    take_out(the_register(), matter, person_of(request).signature())
    return told("No version is in force any more.")


_ACTS: Final[dict[str, Callable[[HttpRequest, str], str]]] = {
    "upload": _taken_in,
    "in-force": _in_force,
    "out": _out,
}


@with_right("manage")
@require_safe
def tried(request: HttpRequest, number: int) -> HttpResponse:
    """A sample made with a version of the templates, as Word or PDF."""
    row = version(TEMPLATES, number)
    if row is None:
        raise Http404
    format_ = "docx" if request.GET.get("format") == "docx" else "pdf"
    sample = request.GET.get("sample", "")
    try:
        content = own_templates.tried(the_place(), row, sample, format_)
    except AftersalesError as error:
        return _page(request, TEMPLATES, error.problems)
    return _file(content, f"sample.{format_}", _SORTS[format_])


_SORTS: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@with_right("manage")
@require_safe
def file(request: HttpRequest, matter: str, number: int, path: str) -> HttpResponse:
    """A file of a version; a logo may be shown on the page."""
    row = version(matter, number)
    content = files_in(row).get(path) if row is not None else None
    if content is None:
        raise Http404
    sort = _PICTURES.get(path.rpartition(".")[2]) if matter == LOGO else None
    response = _file(content, path.rpartition("/")[2], sort or "application/octet-stream")
    if sort:
        del response["Content-Disposition"]
    return response


def _file(content: bytes, name: str, sort: str) -> HttpResponse:
    response = HttpResponse(content, content_type=sort)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@with_right("manage")
@require_safe
def retention(request: HttpRequest) -> HttpResponse:
    """How long documents are kept, by kind and law, with the source of each term."""
    rows = [(kind, law, one) for kind in KINDS for law in LAWS for one in rules_for(law, kind)]
    return render(request, "house/retention.html", {"rows": rows})
