"""What happens around every page: its language, who may keep it, and refusals in our words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import cast

from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from ...errors import AftersalesError
from ...messages import UiLang, speaking
from ...messages.choice import ENGLISH, known
from ..accounts.models import Person
from ..accounts.rights import with_posts
from .failures import refused

LANGUAGE_COOKIE = "desk-language"
Answer = Callable[[HttpRequest], HttpResponse]
_OPEN = ("/static/", "/tokens.css")


def language_of(request: HttpRequest) -> UiLang:
    """The language of the account, else what was chosen, else what the browser asks for."""
    chosen = known(getattr(request.user, "language", "")) or known(
        request.COOKIES.get(LANGUAGE_COOKIE)
    )
    return chosen or known(translation.get_language_from_request(request)) or ENGLISH


def language(answer: Answer) -> Answer:
    """Speak the reader's language: in the project's sentences and in Django's."""

    def answered(request: HttpRequest) -> HttpResponse:
        lang = language_of(request)
        with translation.override(lang), speaking(lang):
            response = answer(request)
        response.headers.setdefault("Content-Language", lang)
        return response

    return answered


def posts(answer: Answer) -> Answer:
    """Look the posts of who asks up once in a request, and only if something asks for them."""

    def answered(request: HttpRequest) -> HttpResponse:
        request.user = cast("Person", SimpleLazyObject(partial(_with_posts, request)))
        return answer(request)

    return answered


def _with_posts(request: HttpRequest) -> Person | AnonymousUser:
    user = get_user(request)
    return with_posts(user) if isinstance(user, Person) else user


def private(answer: Answer) -> Answer:
    """Let nobody between keep a page, and no later user of the browser see it."""

    def answered(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if not request.path.startswith(_OPEN):
            response.headers.setdefault("Cache-Control", "no-store, private")
            response.headers.setdefault(
                "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"
            )
            response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return answered


class Refusals:
    """Problems that a page did not expect, told on a page of their own."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page of a problem; anything else is for Django."""
        return refused(request, error) if isinstance(error, AftersalesError) else None


refusals = Refusals
