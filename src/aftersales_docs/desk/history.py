"""What happened to a document, a draft or a case, in the order in which it did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import Q

from ..errors import Worded, worded
from .chain import entry
from .drafts import about
from .register.models import Document, Draft, Event

# What was done, in words. The tests hold it to all actions that the program records.
ACTIONS: Final[Mapping[str, Worded]] = {
    "drafted": worded("draft begun"),
    "submitted": worded("submitted for approval"),
    "approved": worded("approved"),
    "returned": worded("returned to be changed"),
    "approval-void": worded("approval void, since the content was changed"),
    "draft-deleted": worded("draft deleted"),
    "reserved": worded("number reserved"),
    "issued": worded("issued"),
    "imported": worded("taken over"),
    "sent": worded("sent"),
    "signed": worded("signed"),
    "signature-added": worded("signed file attached, signatures are missing"),
    "done": worded("done"),
    "cancelled": worded("cancelled"),
    "replaced": worded("replaced by a new edition"),
    "purged": worded("content purged"),
    "held": worded("held"),
    "released": worded("hold released"),
    "case-opened": worded("case opened"),
    "case-changed": worded("facts of the case changed"),
    "case-noted": worded("noted"),
    "case-file-kept": worded("file kept on the case"),
    "case-file-gone": worded("file taken off the case"),
    "case-closed": worded("case closed"),
    "case-reopened": worded("case opened again"),
    "case-deleted": worded("case deleted"),
    "link-made": worded("link for the other party made"),
    "link-opened": worded("link opened by the other party"),
    "link-revoked": worded("link revoked"),
    "declined": worded("declined by the other party"),
    "filed": worded("filed on the case"),
    "templates-kept": worded("templates uploaded"),
    "templates-in-force": worded("templates put in force"),
    "templates-out": worded("templates taken out of force"),
    "logo-kept": worded("logo uploaded"),
    "logo-in-force": worded("logo put in force"),
    "logo-out": worded("logo taken out of force"),
    "facts-kept": worded("facts of the house changed"),
    "facts-in-force": worded("facts of the house put in force"),
    "facts-deleted": worded("version of the house's facts deleted"),
    "facts-out": worded("facts of the house taken out of force"),
}


def of_document(document: Document) -> list[dict[str, Any]]:
    """The entries of a document and of the draft that it comes of, the first first."""
    names = [about(one) for one in document.drafts.all()]
    wanted = Q(document=document) | Q(about__in=names)
    return [entry(one) for one in Event.objects.filter(wanted).order_by("seq")]


def of_draft(row: Draft) -> list[dict[str, Any]]:
    """The entries of a draft."""
    return of(about(row))


def of(name: str) -> list[dict[str, Any]]:
    """The entries about a draft or case (``draft:12``)."""
    return [entry(one) for one in Event.objects.filter(about=name).order_by("seq")]


def in_words(action: str) -> Worded:
    """What an entry's action is called."""
    return ACTIONS.get(action) or worded("{action}", action=action)
