"""Documents of the register as the interface tells them."""

from __future__ import annotations

from typing import Any

from ..accounts.rights import visible_to
from ..chain import entry
from ..days import today
from ..dues import OpenDue, open_dues
from ..exporting import row_of
from ..register.models import INPUT, Document, StoredFile
from .models import ApiKey

ADDRESS = "/api/v1/register/documents"


def row(document: Document) -> dict[str, Any]:
    """A document as the list has it."""
    return {"id": document.pk, **row_of(document)}


def whole(document: Document, key: ApiKey) -> dict[str, Any]:
    """A document with its files, what is due, its other editions and what happened to it."""
    same = visible_to(key).filter(kind=document.kind, number=document.number)
    among = Document.objects.filter(pk=document.pk)
    return {
        **row(document),
        "files": [file(one) for one in document.files.exclude(role=INPUT).order_by("pk")],
        "dues": [due(one) for one in open_dues(today(), among=among)],
        "editions": [row(one) for one in same.exclude(pk=document.pk).order_by("edition")],
        "history": [
            {name: found[name] for name in ("at", "who", "action", "note")}
            for found in map(entry, document.events.order_by("seq"))
        ],
    }


def file(stored: StoredFile) -> dict[str, Any]:
    """A file of a document; its content has an address of its own."""
    return {
        "id": stored.pk,
        "role": stored.role,
        "name": stored.name,
        "size": stored.size,
        "sha256": stored.sha256,
        "address": f"{ADDRESS}/{stored.document_id}/files/{stored.pk}",
    }


def due(one: OpenDue) -> dict[str, Any]:
    """Something still to be done."""
    return {
        "document": one.document.pk,
        "number": one.document.number,
        "kind": one.document.kind,
        "what": one.what,
        "on": one.on.isoformat(),
        "days": one.days,
    }
