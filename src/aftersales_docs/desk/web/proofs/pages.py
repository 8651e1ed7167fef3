"""A document's proof sheet, to be downloaded."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from ...delivering import file_name
from ...proof import proof_of
from ...proof_sheet import sheet
from ...sheets import written
from ..signed_in import the_document
from ..starting import the_register


@login_required
@require_safe
def proof(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet as of now, in the document's language."""
    document = the_document(request, pk)
    found = proof_of(the_register(), document, datetime.now(UTC))
    response = HttpResponse(written(sheet(found), "pdf"), content_type="application/pdf")
    name = f"{file_name(document)}-proof.pdf"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
