"""The HTML templates and style sheets of PDFs, ready for WeasyPrint."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jinja2 import Template
from weasyprint import CSS
from weasyprint.urls import FatalURLFetchingError

from ..document.fit import POINTS_IN_MM
from ..document.house import Layout, house_of
from ..errors import LibraryError, Place, Problem, worded
from ..language import Lang
from ..resources import Templates
from ..resources import templates as builtin
from ..sandbox import (
    TEMPLATE_ERRORS,
    asked_for,
    compiled,
    failure,
    page_names,
)
from .environments import html_environment, style
from .fetcher import TemplateFetcher
from .fonts import font_configuration
from .logs import logged
from .patch import one_at_a_time

_DOCUMENT = "pdf/document.html"


@dataclass(frozen=True, slots=True)
class PdfTemplate:
    """The HTML template and the style sheet of one layout, ready for use.

    ``layout`` is the page, ``width`` the room between its margins in points; ``flow`` is the
    template that makes the body, where the HTML places it as a whole.
    """

    name: str
    letter: str
    layout: Layout
    html: Template
    flow: Template | None
    css: CSS
    fetcher: TemplateFetcher
    base_url: str
    width: float


def _html(templates: Templates, name: str, lang: Lang) -> Template:
    """The HTML template called ``name``."""
    path = str(templates.find(name))
    try:
        return compiled(html_environment(lang), templates.read(name), path)
    except TEMPLATE_ERRORS as error:
        raise template_error(error, path) from error


def _flow(templates: Templates, lang: Lang) -> Template:
    """The template that knows how a document's blocks become HTML: the macro ``flow``."""
    html = _html(templates, _DOCUMENT, lang)
    if "flow" in _macros(templates.read(_DOCUMENT)):
        return html
    return _html(builtin(), _DOCUMENT, lang)


def _macros(source: str) -> list[str]:
    return re.findall(r"\{%-?\s*macro\s+(\w+)", source)


@lru_cache(maxsize=16)
def pdf_template(templates: Templates, layout: str, lang: Lang, kind: str = "") -> PdfTemplate:
    """The PDF template of ``layout``; read and compiled once.

    A template of the ``kind`` alone goes before that for all.

    Raises:
        LibraryError: a template is missing or wrong, with its place.

    """
    name = templates.first(page_names(kind, lang, layout, "html"))
    sheet_name = templates.first(page_names(kind, lang, layout, "css"))
    path = templates.find(name)
    html = _html(templates, name, lang)
    whole = name == _DOCUMENT or "body" not in asked_for(
        html_environment(lang), templates.read(name)
    )
    fetcher = TemplateFetcher(templates)
    return PdfTemplate(
        name=str(path),
        letter=house_of(templates).layout(layout).letter,
        layout=house_of(templates).layout(layout),
        html=html,
        flow=None if whole else _flow(templates, lang),
        css=_sheet(templates, layout, sheet_name, fetcher),
        fetcher=fetcher,
        base_url=path.parent.as_uri() + "/",
        width=house_of(templates).layout(layout).text_width * POINTS_IN_MM,
    )


def _sheet(templates: Templates, layout: str, name: str, fetcher: TemplateFetcher) -> CSS:
    path = templates.find(name)
    try:
        css = style(house_of(templates), layout, templates.read(name), str(path))
        return style_sheet(css, path, fetcher)
    except (*TEMPLATE_ERRORS, FatalURLFetchingError) as error:
        raise template_error(error, str(path)) from error


def style_sheet(css: str, path: Path, fetcher: TemplateFetcher) -> CSS:
    """A style sheet, which stands at ``path``, with the bundled fonts.

    Raises:
        FatalURLFetchingError: it loads what it must not.

    """
    with one_at_a_time():
        return CSS(
            string=css,
            font_config=font_configuration(),
            url_fetcher=fetcher,
            base_url=path.parent.as_uri() + "/",
        )


def template_error(error: BaseException, name: str) -> LibraryError:
    """That the template ``name`` asks for what is not there, or loads what it must not."""
    message, line = failure(error, name)
    return LibraryError(
        Problem(
            "pdf-template",
            worded("{message}.", message=message.removesuffix(".")),
            "Look at the names and blocks in the HTML and CSS templates.",
            place=Place(name, line),
        )
    )


def passed_over(templates: Templates, layout: str, source: str, name: str) -> list[str]:
    """What of a style sheet has no effect, in WeasyPrint's words.

    Raises:
        LibraryError: the style sheet loads what it must not.

    """
    css = style(house_of(templates), layout, source, name)
    with logged(logging.WARNING, "Ignored", "Unknown", "Invalid", "Parse error") as found:
        try:
            style_sheet(css, Path(name), TemplateFetcher(templates))
        except FatalURLFetchingError as error:
            raise template_error(error, name) from error
    return found
