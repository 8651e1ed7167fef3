"""Who is asking: views that want somebody who is logged in, and rights."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase

from ..accounts.models import Person
from ..accounts.rights import may_anywhere, may_with, visible_to
from ..accounts.roles import Action
from ..register.models import Document

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def person_of(request: HttpRequest) -> Person:
    """Who asks.

    Raises:
        Http404: nobody is logged in.

    """
    if isinstance(request.user, Person):
        return request.user
    raise Http404


def with_right(action: Action) -> Callable[[View[P]], View[P]]:
    """Show a page to who has that right for any office and kind; to others it is not there."""

    def made(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **given: P.kwargs) -> HttpResponseBase:
            if not may_anywhere(person_of(request), action):
                raise Http404
            return view(request, *args, **given)

        return cast("View[P]", login_required(guarded))

    return made


def the_document(request: HttpRequest, pk: int, action: Action = "see") -> Document:
    """The document of that key.

    Raises:
        Http404: there is none, or none that this person may see and act on so.

    """
    document = visible_to(person_of(request)).filter(pk=pk).first()
    if document is None or not may_with(person_of(request), action, document):
        raise Http404
    return document


def bounded(given: Any, least: int, most: int, otherwise: int) -> int:
    """A whole number of a query, within bounds; ``otherwise`` where it is none."""
    text = str(given or "")
    return min(max(int(text), least), most) if text.isascii() and text.isdigit() else otherwise
