"""One search over all: documents, drafts and cases, each as far as the person may see them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ...accounts.models import Person
from ...accounts.rights import may_anywhere, narrowed
from ...inputs import unpacked
from ...listing import Filters, page
from ...register.models import Document, Draft
from ...words import bare, folded
from ..cases.mine import matching, sees_cases
from ..cases.pages import first_of
from ..drafts.mine import visible_drafts, writing_kinds
from ..signed_in import person_of

_SIZE: Final = 10
_LONGEST: Final = 200
# Drafts have no index: the newest are looked through.
_LOOKED_THROUGH: Final = 300


@login_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What has the words or the number, the newest of each first."""
    person = person_of(request)
    text = request.GET.get("text", "").replace("\0", "").strip()[:_LONGEST]
    sees, cases = may_anywhere(person, "see"), sees_cases(person)
    if not (sees or cases or writing_kinds(person) or may_anywhere(person, "approve")):
        raise Http404
    documents = _documents(text, person) if sees and text else []
    found = list(matching(person, text, "")[: _SIZE + 1]) if cases and text else []
    drafts = list(_drafts(text, person)) if text else []
    first = first_of(found[:_SIZE], person)
    context: dict[str, Any] = {
        "text": text,
        "documents": documents[:_SIZE],
        "more_documents": urlencode({"text": text}) if len(documents) > _SIZE else "",
        "cases": [{"case": one, "next": first[one.pk]} for one in found[:_SIZE]],
        "more_cases": urlencode({"text": text, "state": "any"}) if len(found) > _SIZE else "",
        "drafts": drafts[:_SIZE],
        "more_drafts": len(drafts) > _SIZE,
        "nothing": bool(text) and not (documents or found or drafts),
    }
    return render(request, "desk/search.html", context)


def _documents(text: str, person: Person) -> list[Document]:
    """Documents that hold the words, or have the number; then those of a party or a product."""
    asked = (Filters(text=text), Filters(party=text), Filters(product=text))
    known: dict[int, Document] = {}
    for filters in asked:
        for one in page(filters, None, _SIZE + 1, lambda rows: narrowed(rows, person)):
            known.setdefault(one.pk, one)
    return sorted(known.values(), key=lambda one: -one.pk)[: _SIZE + 1]


def _drafts(text: str, person: Person) -> Iterator[Draft]:
    """Drafts in which the text was typed somewhere, or that have the number."""
    key, mark = folded(text), bare(text)
    left = _SIZE + 1
    for one in visible_drafts(person).order_by("-changed_at", "-pk")[:_LOOKED_THROUGH]:
        if not left:
            break
        if text == str(one.pk) or _typed_in(one, key, mark):
            left -= 1
            yield one


def _typed_in(row: Draft, key: str, mark: str) -> bool:
    typed = " ".join(one.decode("utf-8", "replace") for one in unpacked(row.content).values())
    if key in folded(f"{row.party} {row.product} {typed}"):
        return True
    # A number is found however its parts are written; words are not run together.
    return any(map(str.isdigit, mark)) and mark in bare(typed)
