"""Making and revoking links for the other party."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from ....errors import DataError
from ....messages import told
from ...handing import links
from ..pages.document import page
from ..signed_in import bounded, person_of, the_document
from ..starting import the_register

DAYS = 14


def address_of(request: HttpRequest, secret: str) -> str:
    """The whole address of a link."""
    return request.build_absolute_uri(reverse("handing:link", args=[secret]))


@login_required
@require_POST
def make(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a link; its address is shown once."""
    shown = the_document(request, pk, "send")
    name = " ".join(request.POST.get("name", "").split())[:200]
    days = bounded(request.POST.get("days"), 0, links.MOST_DAYS + 1, DAYS)
    try:
        _, secret = links.made(the_register(), shown, name, days, person_of(request).signature())
    except DataError as error:
        return page(request, shown, error.problems, {"link_name": name})
    request.session[f"link-{pk}"] = address_of(request, secret)
    return redirect(f"{reverse('desk:document', args=[pk])}#other-party")


@login_required
@require_POST
def revoke(request: HttpRequest, pk: int, link: int) -> HttpResponse:
    """Let a link lead nowhere from now on."""
    shown = the_document(request, pk, "send")
    one = shown.links.filter(pk=link).first()
    if one is None:
        raise Http404
    links.revoked(the_register(), one, person_of(request).signature())
    messages.success(request, told("The link leads nowhere from now on."))
    return redirect("desk:document", pk)
