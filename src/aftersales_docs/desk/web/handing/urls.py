"""The addresses of mail, links and signing, and what they put on a document's page."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import path
from django.utils.safestring import SafeString, mark_safe

from ....messages import Worded, worded
from ...accounts.rights import may_with
from ...handing.links import MOST_DAYS, leads
from ...handing.models import DECLINED, SIGNED, Link
from ...register.models import PDF, Document
from ..signed_in import person_of
from . import followed, mailing, making, signing

app_name = "handing"
urlpatterns = [
    path("documents/<int:pk>/mail/", mailing.mail, name="mail"),
    path("documents/<int:pk>/sign/", signing.sign, name="sign"),
    path("documents/<int:pk>/links/", making.make, name="make"),
    path("documents/<int:pk>/links/<int:link>/revoke/", making.revoke, name="revoke"),
    path("sign/<str:token>/", followed.page, name="link"),
    path("sign/<str:token>/document.pdf", followed.document, name="link-file"),
]


def document_part(request: HttpRequest, document: Document) -> SafeString:
    """What goes to the other party, and how far its signatures are."""
    person = person_of(request)
    links = [(one, _state(one)) for one in document.links.order_by("-pk")]
    context = {
        "document": document,
        "signatures": signing.signatures_of(document),
        "links": links,
        "address": request.session.pop(f"link-{document.pk}", ""),
        "may_send": may_with(person, "send", document),
        "may_sign": may_with(person, "sign", document),
        "has_pdf": document.files.filter(role=PDF).exists(),
        "in_force": document.state in ("issued", "sent", "signed"),
        "most_days": MOST_DAYS,
    }
    return mark_safe(render_to_string("desk/handing.html", context, request))  # noqa: S308


def _state(link: Link) -> Worded:
    if link.answer == SIGNED:
        return worded("answered: signed")
    if link.answer == DECLINED:
        return worded("answered: declined")
    if link.revoked_at:
        return worded("revoked")
    if not leads(link):
        return worded("run out")
    return worded("opened, no answer yet") if link.opened_at else worded("not opened yet")
