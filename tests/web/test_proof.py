"""The proof sheet on a document's page: for who may see the document, in its language."""

from __future__ import annotations

from django.urls import reverse

from aftersales_docs.desk.register.models import Document
from aftersales_docs.messages import said

from .conftest import OTHER, OWN, Desk


def test_the_sheet_is_offered_and_handed_out(desk: Desk) -> None:
    document = desk.documents[OWN, "claim-response"]
    address = reverse("proofs:proof", args=[document.pk])
    client = desk.client("warranty")
    page = client.get(reverse("desk:document", args=[document.pk])).content.decode()
    assert address in page
    assert said("Proof sheet as PDF", "en") in page
    got = client.get(address)
    assert got.status_code == 200
    assert got.content.startswith(b"%PDF-")
    assert got["Content-Type"] == "application/pdf"
    assert got["Content-Disposition"].endswith('-proof.pdf"')
    assert Document.objects.get(pk=document.pk).state == "issued"


def test_nobody_else_gets_it(desk: Desk) -> None:
    own, other = desk.documents[OWN, "claim-response"], desk.documents[OTHER, "claim-response"]
    for role in ("personnel", "administrator", "nobody"):
        assert desk.client(role).get(f"/documents/{own.pk}/proof.pdf").status_code == 404
    assert desk.client("auditor").get(f"/documents/{other.pk}/proof.pdf").status_code == 404
