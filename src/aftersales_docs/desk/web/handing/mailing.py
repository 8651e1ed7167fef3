"""A document sent by mail from its page."""

from __future__ import annotations

import os
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ....config import read_config
from ....errors import AftersalesError, Problem
from ....messages import told
from ....messages.choice import ENGLISH, known, speaking
from ...chain import Act
from ...handing import links
from ...handing.letters import Letter, addresses_in, sent
from ...mailing import MailServer, server_of
from ...register.models import INPUT, Document
from .. import environment
from ..pages.files import content_of
from ..signed_in import bounded, person_of, the_document
from ..starting import the_register
from ..templatetags.desk import kind_name
from .making import DAYS, address_of

_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TYPES: Final = {"docx": _DOCX}
_TEXT: Final = 20_000


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a mail; sent, the document is "sent"."""
    shown = the_document(request, pk, "send")
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            _sent(request, shown)
        except AftersalesError as error:
            problems = error.problems
        else:
            messages.success(request, told("The mail was sent, and the step recorded."))
            return redirect("desk:document", pk)
    files = list(shown.files.exclude(role=INPUT).order_by("pk"))
    context = {
        "document": shown,
        "problems": problems,
        "files": files,
        "chosen": _chosen(request, files),
        "given": _given(request, shown),
        "days": DAYS,
    }
    return render(request, "desk/mail.html", context, status=422 if problems else 200)


def _chosen(request: HttpRequest, files: list[Any]) -> list[int]:
    if request.method == "POST":
        wanted = request.POST.getlist("file")
        return [one.pk for one in files if str(one.pk) in wanted]
    return [one.pk for one in files if one.role == "pdf"]


def _given(request: HttpRequest, shown: Document) -> dict[str, str]:
    """What was typed, else words to begin with in the document's language."""
    if request.method == "POST":
        return {
            name: str(request.POST.get(name, "")) for name in ("to", "subject", "text", "link")
        }
    with speaking(known(shown.lang) or ENGLISH):
        subject = f"{kind_name(shown.kind)} {shown.number}"
        text = told("Please find enclosed: {subject}.", subject=subject)
    return {"to": "", "subject": subject, "text": f"{text}\n", "link": ""}


def _sent(request: HttpRequest, shown: Document) -> None:
    who = person_of(request).signature()
    to = addresses_in(request.POST.get("to", ""))
    server = server_for(to)
    files = shown.files.exclude(role=INPUT).filter(
        pk__in=[bounded(one, 0, 2**62, 0) for one in request.POST.getlist("file")]
    )
    subject = " ".join(request.POST.get("subject", "").split())[:200]
    text = request.POST.get("text", "").replace("\0", "").replace("\r\n", "\n")[:_TEXT]
    made = None
    if request.POST.get("link"):
        made, secret = links.made(the_register(), shown, ", ".join(to)[:200], DAYS, who)
        text += _with_link(shown, address_of(request, secret))
    letter = Letter(
        subject or shown.number,
        text,
        [
            (one.name, _TYPES.get(one.role, "application/pdf"), content_of(one))
            for one in files.order_by("pk")
        ],
    )
    try:
        sent(the_register(), server, shown, letter, Act(who))
    except AftersalesError:
        if made is not None:
            links.revoked(the_register(), made, who)
        raise


def _with_link(shown: Document, address: str) -> str:
    with speaking(known(shown.lang) or ENGLISH):
        words = told("Here you can read, sign or decline it within {days} days:", days=DAYS)
    return f"\n{words}\n{address}\n"


def server_for(to: tuple[str, ...]) -> MailServer:
    """The server of mail: that of the desk's links, else that of the mail of a day.

    Raises:
        UsageError: none is set.

    """
    found = environment.mail_way()
    if found is not None:
        host, port, security, user, password, sender = found
        return MailServer(host, sender, to, port, security, user, password)
    settings = {one.key: one.value for one in read_config().settings}
    return server_of({**settings, "mail_to": ", ".join(to)}, os.environ)
