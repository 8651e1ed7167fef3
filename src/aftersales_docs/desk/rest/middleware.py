"""What Django itself refuses below ``/api/`` is told as the interface tells it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

from ...errors import Problem
from .problems import MEDIA_TYPE, refused

Answer = Callable[[HttpRequest], HttpResponse]
_KEPT: Final = ("Allow", "Retry-After", "WWW-Authenticate")
_WORDS: Final = {
    404: Problem("not-here", "nothing is at this address.", "Look at the description."),
    405: Problem("method", "the address is not used so.", "The head Allow names the methods."),
    500: Problem("broken", "something broke that should not.", "Tell who runs the desk."),
}


def problems(answer: Answer) -> Answer:
    """Let every refusal below ``/api/`` be ``application/problem+json``."""

    def answered(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if not request.path.startswith("/api/") or response.status_code < 400:
            return response
        if response.headers.get("Content-Type", "").startswith(MEDIA_TYPE):
            return response
        headers = {name: response[name] for name in _KEPT if name in response}
        known = _WORDS.get(response.status_code)
        return refused(response.status_code, [known] if known else (), headers)

    return answered
