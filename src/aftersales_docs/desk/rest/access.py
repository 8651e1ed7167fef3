"""Who calls: a key, what it may do, and how often."""

from __future__ import annotations

import os
import time
from http import HTTPStatus
from typing import Any, Final

from django.core.cache import cache
from django.http import HttpRequest
from ninja.security import HttpBearer

from ...errors import Problem, worded
from ..accounts.rights import kinds_for, may, may_anywhere, visible_to
from ..accounts.roles import Action
from ..register.models import Document
from ..web.starting import the_register
from . import keys
from .models import ApiKey
from .problems import ApiError

RATE_VARIABLE: Final = "AFTERSALES_DOCS_API_RATE"
_RATE: Final = 300
_MINUTE: Final = 60


class KeyAuth(HttpBearer):
    """``Authorization: Bearer adk_…``."""

    openapi_bearerFormat = "adk_…"  # noqa: N815 (OpenAPI's name)

    def __call__(self, request: HttpRequest) -> Any:
        """The key of a request.

        Raises:
            ApiError: there is none, it opens nothing, or it calls too often.

        """
        key = super().__call__(request)
        if key is None:
            raise ApiError(
                HTTPStatus.UNAUTHORIZED,
                Problem(
                    "no-key",
                    "the request has no key that is valid.",
                    "Send 'Authorization: Bearer …' with a key that was not revoked and is not "
                    "over.",
                ),
                {"WWW-Authenticate": 'Bearer realm="aftersales-docs"'},
            )
        refuse_too_often(key)
        keys.used(the_register(), key)
        return key

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey | None:
        """The key that ``token`` is."""
        return keys.found(token)


def rate() -> int:
    """How many requests a key may make in a minute."""
    given = os.environ.get(RATE_VARIABLE, "")
    return int(given) if given.isascii() and given.isdigit() and int(given) else _RATE


def refuse_too_often(key: ApiKey) -> None:
    """Count a call of this minute.

    Raises:
        ApiError: there were too many.

    """
    minute, second = divmod(int(time.time()), _MINUTE)
    name = f"api-{key.public}-{minute}"
    count = cache.get(name, 0) + 1
    cache.set(name, count, 2 * _MINUTE)
    if count > rate():
        raise ApiError(
            HTTPStatus.TOO_MANY_REQUESTS,
            Problem(
                "too-often",
                worded(
                    "the key called more than {most} {most:time|times} in a minute.", most=rate()
                ),
                worded(
                    "Try again in {seconds} {seconds:second|seconds}.", seconds=_MINUTE - second
                ),
            ),
            {"Retry-After": str(_MINUTE - second)},
        )


def key_of(request: HttpRequest) -> ApiKey:
    """The key that calls."""
    key: ApiKey = request.auth  # type: ignore[attr-defined]
    return key


def need_kind(request: HttpRequest, action: Action, kind: str) -> None:
    """See that the key may do so with that kind in some office.

    Raises:
        ApiError: it may not.

    """
    if kind not in kinds_for(key_of(request), action):
        raise _lacking(action, kind)


def need(request: HttpRequest, action: Action, office: str, kind: str) -> None:
    """See that the key may do so with that kind in that office.

    Raises:
        ApiError: it may not.

    """
    if not may(key_of(request), action, office, kind):
        raise _lacking(action, kind)


def need_anywhere(request: HttpRequest, action: Action) -> None:
    """See that the key may do so with anything.

    Raises:
        ApiError: it may not.

    """
    if not may_anywhere(key_of(request), action):
        raise _lacking(action, "*")


def _lacking(action: Action, kind: str) -> ApiError:
    return ApiError(
        HTTPStatus.FORBIDDEN,
        Problem(
            "scope-missing",
            worded("the key lacks the right {scope} here.", scope=f"{action}:{kind}"),
            "Have an administrator make a key that has it.",
        ),
    )


def the_document(request: HttpRequest, pk: int, action: Action = "see") -> Document:
    """The document of that key in the register; what may not be seen is not there.

    Raises:
        ApiError: there is none that may be seen, or it may be seen only.

    """
    found = visible_to(key_of(request)).filter(pk=pk).first()
    if found is None:
        raise ApiError(
            HTTPStatus.NOT_FOUND,
            Problem(
                "not-in-register",
                worded("the register has no such document: '{number}'.", number=pk),
                "Look for it in the list of the register.",
            ),
        )
    need(request, action, found.office, found.kind)
    return found
