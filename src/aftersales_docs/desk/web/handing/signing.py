"""Signing with a key that is uploaded for this one act, and never kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ....errors import AftersalesError, DataError, Problem, worded
from ....messages import told
from ....signing.keys import in_pkcs12
from ....signing.reading import fields_of, opened
from ....signing.sign import Request
from ....signing.sign import sign as signed
from ...chain import Act, entry
from ...register.models import PDF, Document, StoredFile
from ...signed import attach
from ..pages.files import content_of
from ..signed_in import person_of, the_document
from ..starting import the_register

_KEY: Final = 64 * 1024
_WORDS: Final = 120


def signatures_of(document: Document) -> dict[str, Any]:
    """What the last signed file holds, as it was verified when it came in."""
    event = (
        document.events.filter(action__in=("signed", "signature-added")).order_by("-seq").first()
    )
    facts = entry(event)["facts"] if event is not None else {}
    return {"found": facts.get("signatures", []), "missing": facts.get("missing", []), **facts}


def latest(document: Document) -> StoredFile | None:
    """The file that the next signature goes onto."""
    files = document.files
    return files.filter(role="signed").order_by("-pk").first() or files.filter(role=PDF).first()


@sensitive_post_parameters("passphrase")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """The places that wait for a signature, and the form that signs one."""
    shown = the_document(request, pk, "sign")
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            missing = _sign(request, shown)
        except AftersalesError as error:
            problems = error.problems
        else:
            _say(request, missing)
            return redirect("desk:document", pk)
    context = {
        "document": shown,
        "places": places_of(shown),
        "problems": problems,
        "given": request.POST,
    }
    return render(request, "desk/sign.html", context, status=422 if problems else 200)


def places_of(document: Document) -> list[str]:
    """The names of the fields that nobody has signed."""
    stored = latest(document)
    if stored is None:
        return []
    pdf = opened(content_of(stored), stored.name)
    return [one.name for one in fields_of(pdf.reader, stored.name) if not one.signed]


def _say(request: HttpRequest, missing: tuple[str, ...]) -> None:
    if missing:
        messages.warning(
            request, told("Signed; still to sign: {fields}.", fields=", ".join(missing))
        )
    else:
        messages.success(request, told("Signed, and the signed file kept. The key was not kept."))


def _sign(request: HttpRequest, shown: Document) -> tuple[str, ...]:
    """Sign the chosen field, and take the signed file in as one that came back."""
    stored = latest(shown)
    if stored is None:
        raise DataError(
            Problem("no-pdf", "the document has no PDF to sign.", "Wait until it is made.")
        )
    field, passphrase = request.POST.get("field", ""), request.POST.get("passphrase", "")
    signer = in_pkcs12(_key(request), lambda: passphrase, Path("key"))
    wanted = Request(
        field,
        request.POST.get("reason", "").strip()[:_WORDS],
        request.POST.get("place", "").strip()[:_WORDS],
    )
    result = signed(content_of(stored), stored.name, signer, wanted)
    act = Act(person_of(request).signature())
    return attach(the_register(), result, stored.name, act).report.missing


def _key(request: HttpRequest) -> bytes:
    """The key file: small, so that it stays in memory and is never written anywhere."""
    given = request.FILES.get("key")
    if given is None or isinstance(given, list):
        raise DataError(Problem("no-key-file", "no key was chosen.", "Choose the .p12 file."))
    if (given.size or 0) > _KEY:
        raise DataError(
            Problem(
                "key-too-large",
                worded("a key file is not larger than {most} kB.", most=_KEY // 1024),
                "Choose the .p12 or .pfx file of your key.",
            )
        )
    return bytes(given.read())
