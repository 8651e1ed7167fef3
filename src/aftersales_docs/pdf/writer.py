"""Writing a document tree as a PDF, by way of HTML and CSS."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from jinja2 import Environment, StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from weasyprint import CSS, HTML, Attachment
from weasyprint.urls import FatalURLFetchingError

from ..document import Document, Foot, Meta, Signatures, leads
from ..errors import LibraryError, Place, Problem
from ..house import House, house_of
from ..language import LANGUAGE_TAGS
from ..language.codes import NATIVE_NAMES
from ..manifest import NAME, manifest_of
from ..resources import Templates
from .fetcher import TemplateFetcher
from .fonts import font_configuration
from .outline import outline
from .subset import use_pinned_subsetter

VARIANT = "pdf/ua-1"
use_pinned_subsetter()


@dataclass(frozen=True, slots=True)
class PdfTemplate:
    """The HTML template and the style sheet of one layout, ready for use."""

    name: str
    letter: str
    html: Template
    css: CSS
    fetcher: TemplateFetcher
    base_url: str


def _html_environment() -> ImmutableSandboxedEnvironment:
    env = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    env.filters["type"] = lambda node: type(node).__name__
    env.filters["outline"] = outline
    env.filters["native"] = NATIVE_NAMES.__getitem__
    env.filters["tag"] = LANGUAGE_TAGS.__getitem__
    env.filters["first_blank"] = _first_blank
    env.filters["leads"] = leads
    return env


def _first_blank(block: Signatures) -> int:
    """Which line of a party's block is the one to sign on; -1 if there is none."""
    return next((i for i, line in enumerate(block.lines) if line.cells[0].blank), -1)


def _css_environment() -> Environment:
    return ImmutableSandboxedEnvironment(
        variable_start_string="<<",
        variable_end_string=">>",
        block_start_string="<%",
        block_end_string="%>",
        comment_start_string="<#",
        comment_end_string="#>",
        undefined=StrictUndefined,
    )


def _families(house: House, first: str, fallback: str) -> str:
    names = (first, *house.fonts.rescue)
    return ", ".join(f'"{name}"' for name in names) + f", {fallback}"


def style(house: House, layout: str, source: str) -> str:
    """The style sheet ``source`` with the values of the house in it."""
    page, house = house.layout(layout), house.on(layout)
    values = {
        **dict(house),
        "margins": page.margins,
        "number": page.number,
        "layout": page,
        "families": {
            "text": _families(house, house.fonts.text.family, "serif"),
            "display": _families(house, house.fonts.display.family, "sans-serif"),
        },
    }
    return _css_environment().from_string(source).render(values)


@lru_cache(maxsize=16)
def pdf_template(templates: Templates, layout: str) -> PdfTemplate:
    """The PDF template of ``layout``; read and compiled once.

    Raises:
        LibraryError: a template is missing or wrong, with its place.

    """
    path = templates.find("pdf/document.html")
    try:
        html = _html_environment().from_string(templates.read("pdf/document.html"))
        css = style(house_of(templates), layout, templates.read("pdf/document.css"))
    except TemplateError as error:
        raise _template_error(error, str(path.parent)) from error
    fetcher = TemplateFetcher(templates)
    base_url = path.parent.as_uri() + "/"
    sheet = CSS(
        string=css, font_config=font_configuration(), url_fetcher=fetcher, base_url=base_url
    )
    letter = house_of(templates).layout(layout).letter
    return PdfTemplate(str(path), letter, html, sheet, fetcher, base_url)


def _template_error(error: Exception, where: str) -> LibraryError:
    return LibraryError(
        Problem(
            "pdf-template",
            f"{error}.",
            "Look at the names and blocks in the HTML and CSS templates.",
            place=Place(where, getattr(error, "lineno", None)),
        )
    )


def html_of(document: Document, template: PdfTemplate, data: Mapping[str, Any]) -> str:
    """The HTML that WeasyPrint gets."""
    try:
        return template.html.render(
            outline=outline(document.blocks),
            letter=template.letter,
            foot=[
                line
                for block in document.blocks
                if isinstance(block, Foot)
                for line in block.lines
            ],
            meta=document.meta,
            labels=document.meta.labels,
            language_tag=LANGUAGE_TAGS[document.meta.lang],
            data=data,
        )
    except TemplateError as error:
        raise _template_error(error, template.name) from error


def _manifest(meta: Meta) -> Attachment:
    """The manifest as an attached file, of the document's own day."""
    day = meta.issued or date(1980, 1, 1)
    made = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return Attachment(
        string=manifest_of(meta), name=NAME, description="Clauses and their versions",
        created=made, modified=made, relationship="Data",
    )  # fmt: skip


def write(document: Document, templates: Templates, data: Mapping[str, Any]) -> bytes:
    """The PDF of ``document``: tagged, with its language and title, fonts embedded.

    ``data`` are the input's own fields, for templates that place them by name.

    Raises:
        LibraryError: a template is wrong or loads what it must not.

    """
    template = pdf_template(templates, document.meta.layout)
    html = HTML(
        string=html_of(document, template, data),
        base_url=template.base_url,
        url_fetcher=template.fetcher,
    )
    try:
        content: bytes = html.write_pdf(
            stylesheets=[template.css],
            font_config=font_configuration(),
            pdf_variant=VARIANT,
            attachments=[_manifest(document.meta)],
        )
    except FatalURLFetchingError as error:
        raise _template_error(error, template.name) from error
    return content
