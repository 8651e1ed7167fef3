"""What the document of a draft looks like: the real PDF beside the form, and its words as HTML."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from ....errors import DataError
from ....resources import templates
from ....sandbox.fields import view
from ...draft_looking import composed_draft, rendered
from ..starting import the_register
from .law import law_of
from .mine import the_draft

# Its style sheet is for paper; nothing is loaded, nothing runs.
_TEXT_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


@login_required
@require_safe
def part(request: HttpRequest, draft: int) -> HttpResponse:
    """The part of the page with the preview, renewed as the draft is."""
    row = the_draft(request, draft)
    return render(request, "drafts/preview_part.html", {"draft": row, "law": law_of(row)})


@login_required
@require_safe
@xframe_options_sameorigin
def pdf(request: HttpRequest, draft: int) -> HttpResponse:
    """The PDF as it would be issued, marked as a draft; a page that says so while it can't be."""
    row = the_draft(request, draft)
    try:
        content = rendered(the_register(), row, ("pdf",))["pdf"]
    except DataError as error:
        context = {"title": "", "problems": error.problems}
        return render(request, "drafts/no_preview.html", context, status=422)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = (
        content_disposition_header(False, f"draft-{row.pk}.pdf") or "inline"
    )
    # It may stand in a frame, of the desk's own pages alone.
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'self'"
    return response


@login_required
@require_safe
def text(request: HttpRequest, draft: int) -> HttpResponse:
    """The document's words with their headings, lists and tables, for a reader of any kind."""
    from ....pdf.templates import pdf_template
    from ....pdf.writer import html_of

    row = the_draft(request, draft)
    try:
        with composed_draft(the_register(), row) as (tree, assessed):
            page = pdf_template(templates(), tree.meta.layout, tree.meta.lang, tree.meta.kind)
            html = html_of(tree, page, view(assessed.data.model))
    except DataError as error:
        context = {"title": "", "problems": error.problems}
        return render(request, "drafts/no_preview.html", context, status=422)
    response = HttpResponse(html)
    response["Content-Security-Policy"] = _TEXT_POLICY
    return response
