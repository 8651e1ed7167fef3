"""The interface: its operations, and how each error is told."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from ...errors import AftersalesError, Problem, worded
from . import documents, examples, files, jobs, register
from .access import KeyAuth
from .problems import ApiError, refused, status_of

api: Final = NinjaAPI(
    title="aftersales-docs",
    version="1",
    description=examples.DESCRIPTION,
    urls_namespace="rest",
    docs_url=None,  # Its page would load scripts from elsewhere.
    openapi_url=None,  # Ours needs a key, as all else.
    auth=KeyAuth(),
)
for _router in (documents.router, register.router, files.router, jobs.router):
    api.add_router("", _router)


@api.exception_handler(ApiError)
def _api_error(_request: HttpRequest, error: Any) -> HttpResponse:
    return refused(error.status, [error.problem], error.headers)


@api.exception_handler(AftersalesError)
def _of_engine(_request: HttpRequest, error: Any) -> HttpResponse:
    return refused(status_of(error), error.problems)


@api.exception_handler(ValidationError)
def _of_parameters(_request: HttpRequest, error: Any) -> HttpResponse:
    names = dict.fromkeys(str(one["loc"][-1]) for one in error.errors)
    return refused(HTTPStatus.BAD_REQUEST, [_parameter(name) for name in names])


def _parameter(name: str) -> Problem:
    return Problem(
        "bad-parameter",
        worded("the parameter '{name}' is missing, or can't be what it is.", name=name[:60]),
        worded("{address} says what it may be.", address="/api/v1/openapi.json"),
        name[:60],
    )


@api.get("/openapi.json", include_in_schema=False)
def openapi(request: HttpRequest) -> HttpResponse:
    """The description of the interface."""
    from .openapi import description

    return HttpResponse(description(), content_type="application/json")
