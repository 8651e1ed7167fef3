"""The start page, the language of the pages, and whether the desk is up."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from ....messages.choice import known
from ...accounts.rights import visible_to
from ..middleware import LANGUAGE_COOKIE
from ..rooms import start_parts
from ..signed_in import person_of
from .due import rows_of

_DAYS = 14
_LAST = 10


@login_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What is due, and the last documents."""
    person = person_of(request)
    parts = start_parts(request)
    context = {
        "has_posts": person.posts.exists(),
        "days": _DAYS,
        "dues": rows_of(person, _DAYS)[:12],
        "documents": visible_to(person).order_by("-pk")[:_LAST],
        "parts": parts,
    }
    return render(request, "desk/start.html", context)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language before one is logged in; kept in a cookie."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    chosen = known(request.POST.get("language"))
    if chosen:
        response.set_cookie(
            LANGUAGE_COOKIE,
            chosen,
            max_age=365 * 24 * 3600,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return response


@require_safe
def healthy(request: HttpRequest) -> HttpResponse:
    """That the desk is up and reaches its database; for a proxy or a container."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")
