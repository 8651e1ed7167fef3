"""Help: the pages of the guide."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt

from ....resources import data_root

_INDEX: Final = "index"
_LINK: Final = re.compile(r'<a href="(?!https?:)([\w-]+)\.md(?:#[^"]*)?">')
_OTHER_LINK: Final = re.compile(r'<a href="(?!/help/|https?:)[^"]*">(.*?)</a>', re.DOTALL)
_PICTURE: Final = re.compile(r"<img[^>]*>")


@cache
def _pages() -> dict[str, Path]:
    return {path.stem: path for path in sorted((data_root() / "docs" / "guide").glob("*.md"))}


@cache
def html_of(name: str) -> SafeString:
    """A page of ours as HTML; raw HTML is not let through, links lead within the help."""
    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    words = made.render(_pages()[name].read_text(encoding="utf-8"))
    words = _OTHER_LINK.sub(r"\1", _LINK.sub(r'<a href="/help/\1/">', words))
    words = _PICTURE.sub("", words).replace("<pre>", '<pre tabindex="0">')
    return mark_safe(words)  # noqa: S308 (our own pages, and made without raw HTML)


@login_required
@require_safe
def contents(request: HttpRequest) -> HttpResponse:
    """The guide's first page."""
    return _shown(request, _INDEX)


@login_required
@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    """One page of the guide."""
    if name not in _pages():
        raise Http404
    return _shown(request, name)


def _shown(request: HttpRequest, name: str) -> HttpResponse:
    first = _pages()[name].read_text(encoding="utf-8").splitlines()[0]
    context = {"title": first.lstrip("# "), "page": html_of(name), "names": sorted(_pages())}
    return render(request, "desk/help.html", context)
