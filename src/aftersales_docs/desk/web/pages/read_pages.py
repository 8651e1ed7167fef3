"""Help: the pages of the guide, in the reader's language where there are any, else in English."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final, get_args

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt

from ....messages import UiLang, current, said
from ....resources import data_root

_INDEX: Final = "index"
_ENGLISH: Final[UiLang] = "en"
# A link to a page of the guide: in the same folder, in the one above, in one below.
_LINK: Final = re.compile(r'<a href="(?:(\.\.|de|ru)/)?([\w-]+)\.md(?:#[^"]*)?">')
_OTHER_LINK: Final = re.compile(r'<a href="(?!/help/|https?:)[^"]*">(.*?)</a>', re.DOTALL)
_PICTURE: Final = re.compile(r"<img[^>]*>")


@cache
def _pages(lang: UiLang) -> dict[str, Path]:
    """The pages in a language; the English ones stand above the folders of the others."""
    folder = data_root() / "docs" / "guide"
    own = folder if lang == _ENGLISH else folder / lang
    return {path.stem: path for path in sorted(own.glob("*.md"))}


def address_of(lang: UiLang, above: str | None, name: str) -> str | None:
    """Where a link leads that stands in a page in ``lang``; None where no page of help is meant.

    From an English page to its neighbours it leads to the reader's language where that has them:
    an address without a language. All others say their language.
    """
    there: UiLang = lang
    if above == "..":
        there = _ENGLISH
    elif above is not None:
        there = next(one for one in get_args(UiLang) if one == above)
    if name not in _pages(there) or (above == ".." and lang == _ENGLISH):
        return None
    return f"/help/{name}/" if there == lang == _ENGLISH else f"/help/{there}/{name}/"


@cache
def html_of(lang: UiLang, name: str) -> SafeString:
    """A page of ours as HTML; raw HTML is not let through, links lead within the help."""

    def linked(found: re.Match[str]) -> str:
        address = address_of(lang, found[1], found[2])
        return f'<a href="{address}">' if address else found[0]

    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    words = made.render(_pages(lang)[name].read_text(encoding="utf-8"))
    words = _OTHER_LINK.sub(r"\1", _LINK.sub(linked, words))
    words = _PICTURE.sub("", words).replace("<pre>", '<pre tabindex="0">')
    # A table wider than a telephone scrolls in a frame of its own.
    frame = f'<div class="scroll" tabindex="0" role="group" aria-label="{said("Table", lang)}">'
    words = words.replace("<table>", f"{frame}<table>").replace("</table>", "</table></div>")
    return mark_safe(words)  # noqa: S308 (our own pages, and made without raw HTML)


@login_required
@require_safe
def contents(request: HttpRequest) -> HttpResponse:
    """The guide's first page."""
    return _shown(request, _in_force(_INDEX), _INDEX)


@login_required
@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    """One page of the guide, in the reader's language where there is such a page."""
    return _shown(request, _in_force(name), name)


@login_required
@require_safe
def page_in(request: HttpRequest, lang: str, name: str) -> HttpResponse:
    """One page of the guide in the language asked for."""
    for one in get_args(UiLang):
        if one == lang:
            return _shown(request, one, name)
    raise Http404


def _in_force(name: str) -> UiLang:
    return current() if name in _pages(current()) else _ENGLISH


def _shown(request: HttpRequest, lang: UiLang, name: str) -> HttpResponse:
    if name not in _pages(lang):
        raise Http404
    first = _pages(lang)[name].read_text(encoding="utf-8").splitlines()[0]
    context = {"title": first.lstrip("# "), "page": html_of(lang, name), "written_in": lang}
    return render(request, "desk/help.html", context)
