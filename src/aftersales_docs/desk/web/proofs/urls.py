"""The address of a proof sheet, and where it is offered."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import path

from ...register.models import Document
from . import pages

app_name = "proofs"
urlpatterns = [path("documents/<int:pk>/proof.pdf", pages.proof, name="proof")]


def document_part(request: HttpRequest, document: Document) -> str:
    """The way to the sheet, on the document's page."""
    return render_to_string("desk/proof_part.html", {"document": document}, request)
