"""What every page is given."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from ...messages import UI_LANGS, current
from ..accounts.rights import kinds_for, may_anywhere
from .rooms import Entry, navigation

_KNOWN = "_desk_navigation"
_NAMES = {"de": "Deutsch", "ru": "Русский", "en": "English"}


def desk(request: HttpRequest) -> dict[str, Any]:
    """The language, the others, and the lines of the navigation that this reader may see."""
    return {
        "lang": current(),
        "languages": [(lang, _NAMES[lang]) for lang in UI_LANGS],
        "navigation": _navigation(request),
    }


def _navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The lines that this reader may see; worked out once, as parts of a page ask again."""
    user = getattr(request, "user", None)
    known: tuple[Any, list[dict[str, Any]]] | None = request.__dict__.get(_KNOWN)
    if known is None or known[0] != getattr(user, "pk", None):
        lines = [_line(one, request) for one in navigation() if _sees(request, one)]
        known = request.__dict__[_KNOWN] = (getattr(user, "pk", None), lines)
    return known[1]


def _sees(request: HttpRequest, entry: Entry) -> bool:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return False
    if entry.needs is None:
        return True
    if entry.kind:
        return entry.kind in kinds_for(user, entry.needs)
    return may_anywhere(user, entry.needs)


def _line(entry: Entry, request: HttpRequest) -> dict[str, Any]:
    address = reverse(entry.url)
    here = request.path == address if address == "/" else request.path.startswith(address)
    return {"words": entry.words, "address": address, "here": here}
