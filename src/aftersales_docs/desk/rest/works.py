"""Work that is done once: what an ``Idempotency-Key`` names, again, gives what it gave before."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest

from ...errors import DataError, Problem
from ..chain import now
from ..register.models import Document
from ..web.starting import the_register
from ..writing import written
from .access import key_of
from .bodies import body_of
from .models import ApiKey, Work
from .problems import ApiError

HEADER: Final = "Idempotency-Key"
_LONGEST: Final = 200


def named(request: HttpRequest) -> str:
    """The hash of the name that the caller gave to the work; empty without one.

    Raises:
        ApiError: the name will not do.

    """
    given = request.headers.get(HEADER, "")
    if len(given) > _LONGEST or not given.isprintable():
        raise ApiError(
            HTTPStatus.BAD_REQUEST,
            Problem(
                "idempotency-key",
                "the head Idempotency-Key holds up to 200 printable characters.",
                "Send a random name, a UUID, say.",
            ),
        )
    return hashlib.sha256(given.encode()).hexdigest() if given.strip() else ""


def digest_of(request: HttpRequest) -> str:
    """What makes a request the same one: method, address and content, whatever parts divide it."""
    if (request.content_type or "").lower() == "multipart/form-data":
        # The boundary between the parts is another each time.
        parts = [f"{name}={value}" for name, values in request.POST.lists() for value in values]
        for name in request.FILES:
            for file in request.FILES.getlist(name):
                parts.append(f"{name}:{file.name}:{hashlib.sha256(file.read()).hexdigest()}")
                file.seek(0)
        content = "\n".join(parts).encode()
    else:
        content = body_of(request)
    head = f"{request.method} {request.get_full_path()}\n".encode()
    return hashlib.sha256(head + content).hexdigest()


@contextmanager
def working(request: HttpRequest) -> Iterator[Work | None]:
    """The work that the request names, written down; ``None`` where it names none.

    What is refused as wrong is forgotten: it may be sent again, put right, by the same name.

    Raises:
        ApiError: the name stood for another request before.

    """
    name = named(request)
    if not name:
        yield None
        return
    key, digest = key_of(request), digest_of(request)
    work = _there(key, name) or written(the_register(), lambda: _made(key, name, digest))
    if work.digest != digest:
        raise another()
    try:
        yield work
    except (DataError, ApiError):
        unfinished = Work.objects.filter(pk=work.pk, document__isnull=True)
        written(the_register(), unfinished.delete)
        raise


def another() -> ApiError:
    """The name of the work stood for another request before."""
    return ApiError(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        Problem(
            "idempotency-key-used",
            "this Idempotency-Key was sent with another request before.",
            "Send a new one with new work.",
        ),
    )


def _there(key: ApiKey, name: str) -> Work | None:
    return Work.objects.filter(key=key, name=name).select_related("document").first()


def _made(key: ApiKey, name: str, digest: str) -> Work:
    there = _there(key, name)
    return there or Work.objects.create(key=key, name=name, digest=digest, made_at=now())


def once(work: Work | None, done: Callable[[], Document]) -> Document:
    """What ``done`` gives, in one transaction with the note that it was done.

    A second call of the same work gives the document as it is, and does nothing.
    """

    def both() -> Document:
        if work is not None:
            there = Work.objects.select_for_update(of=("self",)).get(pk=work.pk)
            if there.document is not None:
                return there.document
        document = done()
        if work is not None:
            Work.objects.filter(pk=work.pk).update(document=document)
        return document

    return written(the_register(), both)
