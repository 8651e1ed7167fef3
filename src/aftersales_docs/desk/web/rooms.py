"""The rooms of the web desk: packages whose ``urls`` are taken in without being named here."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Final

from django.http import HttpRequest

from ...messages import Worded
from ..accounts.roles import Action
from ..register.models import Document

_REST: Final = "aftersales_docs.desk.rest"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the navigation: the name of its URL, its words, who sees it, and its place.

    ``needs`` is a right that somebody must have for any kind, or for ``kind``; empty for
    everybody.
    """

    url: str
    words: Worded
    order: int
    needs: Action | None = None
    kind: str = ""


def _names() -> Iterator[str]:
    package = import_module(__package__)
    for one in pkgutil.iter_modules(package.__path__, f"{__package__}."):
        if one.ispkg:
            yield one.name
    if find_spec(_REST) is not None:
        yield _REST


@cache
def rooms() -> tuple[ModuleType, ...]:
    """The ``urls`` modules of all rooms that have one."""
    found = [name for name in _names() if find_spec(f"{name}.urls") is not None]
    return tuple(import_module(f"{name}.urls") for name in found)


@cache
def navigation() -> tuple[Entry, ...]:
    """The lines of the navigation, in their order."""
    found = [entry for room in rooms() for entry in getattr(room, "NAVIGATION", ())]
    return tuple(sorted(found, key=lambda one: one.order))


def start_parts(request: HttpRequest) -> list[str]:
    """What rooms put on the start page: each ``urls`` may have ``start_part(request)`` → HTML."""
    makers = [getattr(room, "start_part", None) for room in rooms()]
    return [maker(request) for maker in makers if maker is not None]


def document_parts(request: HttpRequest, document: Document) -> list[str]:
    """What rooms put on a document's page: ``document_part(request, document)`` → HTML."""
    makers = [getattr(room, "document_part", None) for room in rooms()]
    return [maker(request, document) for maker in makers if maker is not None]
