"""What the other party sees: one document to read, to sign by upload, or to decline.

Who has the address may do that, and nothing else is needed or shown: no session, no cookie, no
navigation. The secret in the address is what a forged form would lack, so there is no other
token; the page is never kept, and no address that it leads to is told of it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.http import content_disposition_header
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from ....errors import AftersalesError, Problem
from ....messages import speaking
from ....messages.choice import ENGLISH, known
from ...handing import links
from ...handing.models import Link
from ...register.models import PDF
from ..pages.files import content_of, uploaded
from ..signed_in import bounded
from ..starting import the_register

View = Callable[[HttpRequest, str], HttpResponse]
_GROUND = 1000


def _guarded(view: View) -> View:
    """In the language that is asked for, and kept by nobody."""

    @wraps(view)
    def shown(request: HttpRequest, token: str) -> HttpResponse:
        chosen = known(request.GET.get("lang")) or known(
            translation.get_language_from_request(request)
        )
        lang = chosen or ENGLISH
        with translation.override(lang), speaking(lang):
            response = view(request, token)
        response["Cache-Control"] = "no-store, private"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return shown


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@_guarded
def page(request: HttpRequest, token: str) -> HttpResponse:
    """The document, and what can be done with it; or that the link leads nowhere."""
    link = links.followed(token)
    if link is None:
        return _nowhere(request)
    if request.method == "POST":
        try:
            return _answered(request, link)
        except AftersalesError as error:
            return _shown(request, link, token, error.problems)
    if request.method == "GET":
        links.opened(the_register(), link)
    return _shown(request, link, token)


def _answered(request: HttpRequest, link: Link) -> HttpResponse:
    if request.POST.get("act") == "decline":
        ground = request.POST.get("ground", "").replace("\0", "").strip()[:_GROUND]
        links.declined(the_register(), link, ground)
        return render(request, "desk/link_done.html", {"done": "declined"})
    content, name = uploaded(request)
    found = links.signed(the_register(), link, content, name)
    missing = found.report.missing
    return render(request, "desk/link_done.html", {"done": "signed", "missing": missing})


def _shown(
    request: HttpRequest, link: Link, token: str, problems: tuple[Problem, ...] = ()
) -> HttpResponse:
    context = {
        "document": link.document,
        "until": link.until,
        "token": token,
        "has_pdf": link.document.files.filter(role=PDF).exists(),
        "problems": problems,
        "ground": request.POST.get("ground", "")[:_GROUND],
    }
    return render(request, "desk/link.html", context, status=422 if problems else 200)


def _nowhere(request: HttpRequest) -> HttpResponse:
    """The same for a link that never was, that ran out, was revoked or answered."""
    return render(request, "desk/link_done.html", {"done": ""}, status=404)


@require_safe
@_guarded
def document(request: HttpRequest, token: str) -> HttpResponse:
    """The PDF, to read or to sign; the one with most signatures."""
    link = links.followed(token)
    stored = None
    if link is not None:
        files = link.document.files
        stored = files.filter(role="signed").order_by("-pk").first()
        stored = stored or files.filter(role=PDF).first()
    if stored is None:
        return _nowhere(request)
    response = HttpResponse(content_of(stored), content_type="application/pdf")
    inline = bounded(request.GET.get("show"), 0, 1, 0) == 1
    response["Content-Disposition"] = (
        content_disposition_header(not inline, stored.name) or "attachment"
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
