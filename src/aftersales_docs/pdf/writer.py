"""Writing a document tree as a PDF, by way of HTML and CSS."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from jinja2 import Environment, StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from weasyprint import CSS, HTML, Attachment
from weasyprint.urls import FatalURLFetchingError

from ..document import (
    Annex,
    Clause,
    Document,
    Foot,
    Signatures,
    flat,
    leads,
    plain,
    signature_places,
)
from ..errors import LibraryError, Place, Problem
from ..house import House, house_of
from ..language import LANGUAGE_TAGS
from ..language.codes import NATIVE_NAMES
from ..manifest import NAME, Inside, inside_of
from ..resources import Templates
from .conformity import VARIANT, conform
from .fetcher import TemplateFetcher
from .fonts import font_configuration
from .outline import outline
from .signature_fields import add_signature_fields
from .subset import use_pinned_subsetter
from .tagging import tagged, use_own_tagging

_TYPES = {"yaml": "application/yaml", "json": "application/json"}
use_pinned_subsetter()
use_own_tagging()


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


def _attachments(inside: Inside, issued: date | None) -> list[Attachment]:
    """The manifest and the input as attached files, of the document's own day.

    They stand in the order of their names, as the PDF's list of them must.
    """
    day = issued or date(1980, 1, 1)
    made = datetime(day.year, day.month, day.day, tzinfo=UTC)
    files = [(name, content, "Source", "The data of this document")
             for name, content in inside.inputs.items()]  # fmt: skip
    files.append((NAME, inside.manifest.encode(), "Data", "What this document is made from"))
    return [
        Attachment(
            string=content, name=name, description=description,
            created=made, modified=made, relationship=relationship,
        )
        for name, content, relationship, description in sorted(files)
    ]  # fmt: skip


def _link_texts(document: Document) -> dict[str, str]:
    """What a link to each part leads to: its number, and a heading's words."""
    texts: dict[str, str] = {}
    for block in flat(document.blocks):
        match block:
            case Clause(id=name, level=level, number=number, content=content):
                texts[name] = f"{number} {plain(content)}" if level == 1 else number.rstrip(".")
            case Annex(id=name, before=before, number=number, after=after):
                texts[name] = plain(before) + number + plain(after)
    return texts


def _finisher(document: Document, names: Iterable[str]) -> Callable[[Any, Any], None]:
    """What is done to a PDF before it is written."""
    mime = {name: _TYPES[name.rpartition(".")[2]] for name in names}

    def finish(rendering: Any, pdf: Any) -> None:
        seen = tagged(pdf)
        add_signature_fields(pdf, rendering, signature_places(document.blocks), seen)
        conform(pdf, rendering.metadata, seen, _link_texts(document), mime)

    return finish


def write(
    document: Document,
    templates: Templates,
    data: Mapping[str, Any],
    inside: Inside | None = None,
) -> bytes:
    """The PDF of ``document``: PDF/A-3a and PDF/UA-1, with fields to sign in.

    ``data`` are the input's own fields, for templates that place them by name; ``inside``
    is what the file carries, without it the manifest alone.

    Raises:
        LibraryError: a template is wrong or loads what it must not.

    """
    template = pdf_template(templates, document.meta.layout)
    html = HTML(
        string=html_of(document, template, data),
        base_url=template.base_url,
        url_fetcher=template.fetcher,
    )
    carried = inside or inside_of(document)
    attachments = _attachments(carried, document.meta.issued)
    try:
        content: bytes = html.write_pdf(
            stylesheets=[template.css],
            font_config=font_configuration(),
            pdf_variant=VARIANT,
            attachments=attachments,
            finisher=_finisher(document, [one.name for one in attachments]),
        )
    except FatalURLFetchingError as error:
        raise _template_error(error, template.name) from error
    return content
