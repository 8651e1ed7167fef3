"""Pages for what went wrong: not there, not allowed, refused, broken."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ...errors import AftersalesError, DataError, Worded, worded


def _page(request: HttpRequest, status: int, title: Worded, words: Worded) -> HttpResponse:
    return render(
        request,
        "desk/failure.html",
        {"title": title, "words": words, "status": status},
        status=status,
    )


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Nothing is there, or nothing for this reader: no difference is made."""
    return _page(
        request,
        404,
        worded("Nothing is here"),
        worded("The page does not exist, or it is not for you. Look for it in the register."),
    )


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """The reader has no right to do that."""
    return _page(
        request,
        403,
        worded("Not allowed"),
        worded("You have no right to do this. An administrator can give it to you."),
    )


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came back that this desk did not hand out to this browser."""
    return _page(
        request,
        403,
        worded("The form is too old"),
        worded("Go back, load the page again, and send the form once more."),
    )


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """The request can't be understood, or is too large."""
    return _page(
        request,
        400,
        worded("This can't be read"),
        worded("What was sent is too large, or not what this page takes."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke that should not."""
    return _page(
        request,
        500,
        worded("Something went wrong"),
        worded(
            "Nothing was lost that was confirmed before. Try again; if it stays, tell whoever "
            "runs the desk."
        ),
    )


def refused(request: HttpRequest, error: AftersalesError) -> HttpResponse:
    """Problems as a page: what is wrong, and the cure."""
    status = 422 if isinstance(error, DataError) else 409
    context = {"title": worded("This was not done"), "problems": error.problems, "status": status}
    return render(request, "desk/refused.html", context, status=status)
