"""What went wrong, as RFC 9457 has it: ``application/problem+json``, with the engine's problems.

Titles and messages are in the caller's language (``Accept-Language``); ``code`` is the same in
every one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpResponse

from ...errors import (
    AftersalesError,
    DataError,
    LibraryError,
    OutputError,
    Problem,
    Severity,
    UsageError,
    Worded,
    worded,
)
from ...messages import said

MEDIA_TYPE: Final = "application/problem+json"
_URN: Final = "urn:aftersales-docs:problem:"
TITLES: Final[Mapping[int, Worded]] = {
    HTTPStatus.BAD_REQUEST: worded("The request can't be read"),
    HTTPStatus.UNAUTHORIZED: worded("No valid key"),
    HTTPStatus.FORBIDDEN: worded("The key may not do this"),
    HTTPStatus.NOT_FOUND: worded("Nothing is here"),
    HTTPStatus.METHOD_NOT_ALLOWED: worded("Not with this method"),
    HTTPStatus.NOT_ACCEPTABLE: worded("Not in this format"),
    HTTPStatus.CONFLICT: worded("This does not fit to what is there"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: worded("Too large"),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: worded("This kind of content is not taken"),
    HTTPStatus.UNPROCESSABLE_ENTITY: worded("The input is wrong"),
    HTTPStatus.TOO_MANY_REQUESTS: worded("Too many requests"),
    HTTPStatus.INTERNAL_SERVER_ERROR: worded("Something went wrong"),
    HTTPStatus.SERVICE_UNAVAILABLE: worded("Not possible at present"),
}
# What an error means for who calls over HTTP.
_STATUS: Final = (
    (DataError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (UsageError, HTTPStatus.BAD_REQUEST),
    (OutputError, HTTPStatus.SERVICE_UNAVAILABLE),
    (LibraryError, HTTPStatus.INTERNAL_SERVER_ERROR),
)
# Problems with what is there already, not with what was sent.
_CONFLICTS: Final = frozenset({"step-not-possible", "not-replaceable", "number-taken"})


class ApiError(Exception):
    """An answer that is no success: its status, and one problem that says why."""

    def __init__(
        self, status: int, problem: Problem, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(problem.code)
        self.status, self.problem, self.headers = status, problem, dict(headers or {})


def problem_as_data(problem: Problem) -> dict[str, Any]:
    """A problem as ``--json`` has it, in the language that is spoken here and now."""
    place = problem.place
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "field": problem.field,
        "place": place and {"file": place.file, "line": place.line, "column": place.column},
        "message": said(problem.message, medium="program"),
        "cure": said(problem.cure, medium="program"),
        "values": {name: _plain(value) for name, value in problem.values.items()},
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Worded):
        return said(value, medium="program")
    if value is None or isinstance(value, bool | int | str):
        return str(value) if isinstance(value, str) else value
    return value.isoformat() if isinstance(value, date) else str(value)


def status_of(error: AftersalesError) -> int:
    """The status of HTTP that an error is told by."""
    if isinstance(error, DataError) and any(one.code in _CONFLICTS for one in error.problems):
        return HTTPStatus.CONFLICT
    return next(status for kind, status in _STATUS if isinstance(error, kind))


def refused(
    status: int, problems: Iterable[Problem] = (), headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """The answer that says what is wrong; of several problems the first error is its type."""
    found = list(problems)
    errors = [one for one in found if one.severity is Severity.ERROR] or found
    title = TITLES.get(status)
    body = {
        "type": _URN + errors[0].code if errors else "about:blank",
        "title": said(title) if title else HTTPStatus(status).phrase,
        "status": status,
        "detail": _detail(errors[0]) if errors else said(title or ""),
        "problems": [problem_as_data(one) for one in found],
    }
    answer = HttpResponse(as_json(body), content_type=MEDIA_TYPE, status=status)
    for name, value in (headers or {}).items():
        answer[name] = value
    return answer


def _detail(problem: Problem) -> str:
    words = (said(part, medium="program") for part in (problem.message, problem.cure))
    return " ".join(filter(None, words))


def as_json(data: Any) -> bytes:
    """``data`` as JSON in UTF-8, its sentences in the language that is spoken here and now."""
    return json.dumps(_spoken(data), ensure_ascii=False, default=_plain).encode()


def _spoken(data: Any) -> Any:
    if isinstance(data, Mapping):
        return {name: _spoken(value) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [_spoken(value) for value in data]
    return said(data, medium="program") if isinstance(data, Worded) else data
