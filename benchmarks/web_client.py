"""A browser without a window: logs in to the desk, keeps its cookies, follows no redirection."""

from __future__ import annotations

import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Sequence
from http.cookiejar import CookieJar
from typing import Any

_SECONDS = 60


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_given: Any) -> None:
        """None: what the desk answers is what is looked at."""


class WebClient:
    """Who is logged in at a desk; may be used by several threads once it is."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._jar = CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self._jar), _NoRedirect
        )

    def log_in(self, name: str, password: str) -> None:
        """Log in by the form."""
        self.get("/accounts/login/")
        status, _ = self.post("/accounts/login/", login=name, password=password)
        assert status == 302, status

    def get(self, path: str) -> tuple[int, str]:
        """Status and text of a page."""
        return self._answer(urllib.request.Request(self.address + path))  # noqa: S310

    def post(self, path: str, **fields: str) -> tuple[int, str]:
        """Status and text of what a form gives."""
        return self.sent(path, list(fields.items()))

    def sent(self, path: str, fields: Sequence[tuple[str, str]]) -> tuple[int, str]:
        """Status and text of what a form gives whose fields may have one name."""
        return self._answer(self._form(path, fields))

    def begun(self, path: str, **fields: str) -> str:
        """Where a form leads that makes something."""
        try:
            self._opener.open(self._form(path, list(fields.items())), timeout=_SECONDS)
        except urllib.error.HTTPError as error:
            with error:
                if error.code == 302:
                    return str(error.headers["Location"])
                raise
        raise AssertionError(path)

    def _form(self, path: str, fields: Sequence[tuple[str, str]]) -> urllib.request.Request:
        body = urllib.parse.urlencode(fields).encode()
        request = urllib.request.Request(self.address + path, data=body)  # noqa: S310
        request.add_header("X-CSRFToken", self._token())
        return request

    def _token(self) -> str:
        return next((one.value or "" for one in self._jar if "csrf" in one.name), "")

    def _answer(self, request: urllib.request.Request) -> tuple[int, str]:
        try:
            with self._opener.open(request, timeout=_SECONDS) as answer:
                return answer.status, answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode("utf-8", "replace")
