"""Writing a document tree as a PDF, by way of HTML and CSS."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Template
from weasyprint import CSS, HTML, Attachment
from weasyprint.logger import LOGGER
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
from ..document.house import House, house_of
from ..embedding.manifest import NAME, Inside, inside_of
from ..errors import LibraryError, Place, Problem
from ..language import LANGUAGE_TAGS, Lang
from ..language.codes import NATIVE_NAMES
from ..resources import Templates
from ..resources import templates as builtin
from ..sandbox import (
    TEMPLATE_ERRORS,
    TemplateEnvironment,
    asked_for,
    compiled,
    context,
    failure,
    page_names,
    rendered,
)
from ..sandbox.fields import view
from .active_content import active_content
from .conformity import VARIANT, conform
from .fetcher import TemplateFetcher
from .fonts import font_configuration
from .outline import outline
from .patch import patched_weasyprint
from .signature_fields import add_signature_fields
from .tagging import tagged

_TYPES = {"yaml": "application/yaml", "json": "application/json"}
_DOCUMENT = "pdf/document.html"


@dataclass(frozen=True, slots=True)
class PdfTemplate:
    """The HTML template and the style sheet of one layout, ready for use.

    ``flow`` is the template that makes the body, where the HTML places it as a whole.
    """

    name: str
    letter: str
    html: Template
    flow: Template | None
    css: CSS
    fetcher: TemplateFetcher
    base_url: str


@lru_cache(maxsize=8)
def html_environment(lang: Lang) -> TemplateEnvironment:
    """The Jinja of HTML templates in ``lang``."""
    env = TemplateEnvironment(lang, html=True, autoescape=True)
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


def _plain(value: Any) -> Any:
    """A value in a style sheet: as Python writes it, whatever the language."""
    return value


@lru_cache(maxsize=1)
def css_environment() -> TemplateEnvironment:
    """The Jinja of style sheets, whose marks CSS does not know."""
    return TemplateEnvironment(
        "en",
        variable_start_string="<<",
        variable_end_string=">>",
        block_start_string="<%",
        block_end_string="%>",
        comment_start_string="<#",
        comment_end_string="#>",
        finalize=_plain,
    )


def _families(house: House, first: str, fallback: str) -> str:
    names = (first, *house.fonts.rescue)
    return ", ".join(f'"{name}"' for name in names) + f", {fallback}"


def style_values(house: House, layout: str) -> dict[str, Any]:
    """The names that a style sheet gets."""
    page, house = house.layout(layout), house.on(layout)
    return {
        **dict(house),
        "margins": page.margins,
        "number": page.number,
        "layout": page,
        "families": {
            "text": _families(house, house.fonts.text.family, "serif"),
            "display": _families(house, house.fonts.display.family, "sans-serif"),
        },
    }


def style(house: House, layout: str, source: str, name: str) -> str:
    """The style sheet ``source`` with the values of the house in it."""
    template = compiled(css_environment(), source, name)
    return rendered(template, style_values(house, layout))


def _html(templates: Templates, name: str, lang: Lang) -> Template:
    """The HTML template called ``name``."""
    path = str(templates.find(name))
    try:
        return compiled(html_environment(lang), templates.read(name), path)
    except TEMPLATE_ERRORS as error:
        raise _template_error(error, path) from error


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
    path, sheet_path = templates.find(name), templates.find(sheet_name)
    html = _html(templates, name, lang)
    whole = name == _DOCUMENT or "body" not in asked_for(html_environment(lang),
                                                          templates.read(name))  # fmt: skip
    try:
        css = style(house_of(templates), layout, templates.read(sheet_name), str(sheet_path))
    except TEMPLATE_ERRORS as error:
        raise _template_error(error, str(sheet_path)) from error
    fetcher = TemplateFetcher(templates)
    base_url = path.parent.as_uri() + "/"
    try:
        sheet = CSS(
            string=css, font_config=font_configuration(), url_fetcher=fetcher,
            base_url=sheet_path.parent.as_uri() + "/",
        )  # fmt: skip
    except FatalURLFetchingError as error:
        raise _template_error(error, str(sheet_path)) from error
    return PdfTemplate(
        str(path),
        house_of(templates).layout(layout).letter,
        html,
        None if whole else _flow(templates, lang),
        sheet,
        fetcher,
        base_url,
    )


def _template_error(error: BaseException, name: str) -> LibraryError:
    message, line = failure(error, name)
    return LibraryError(
        Problem(
            "pdf-template",
            f"{message.removesuffix('.')}.",
            "Look at the names and blocks in the HTML and CSS templates.",
            place=Place(name, line),
        )
    )


def context_of(document: Document, template: PdfTemplate, data: Any) -> dict[str, Any]:
    """The values that an HTML template may ask for."""
    meta = document.meta
    foot = (block.lines for block in document.blocks if isinstance(block, Foot))
    values = {
        "body": "",
        "outline": outline(document.blocks),
        "letter": template.letter,
        "foot": [line for lines in foot for line in lines],
        "meta": meta,
        "labels": view(meta.labels),
        "language_tag": LANGUAGE_TAGS[meta.lang],
        "data": data,
    }
    if template.flow is not None:
        macros = template.flow.make_module(values)
        values["body"] = macros.flow(values["outline"])  # type: ignore[attr-defined]
    return context("pdf", values)


def html_of(document: Document, template: PdfTemplate, data: Any) -> str:
    """The HTML that WeasyPrint gets."""
    try:
        return rendered(template.html, context_of(document, template, data))
    except TEMPLATE_ERRORS as error:
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


def _finisher(
    document: Document, name: str, attached: Iterable[str]
) -> Callable[[Any, Any], None]:
    """What is done to the PDF of template ``name`` before it is written."""
    mime = {file: _TYPES[file.rpartition(".")[2]] for file in attached}

    def finish(rendering: Any, pdf: Any) -> None:
        if fault := next(active_content(pdf, rendering.metadata), None):
            raise _template_error(ValueError(fault), name)
        seen = tagged(pdf)
        add_signature_fields(pdf, rendering, signature_places(document.blocks), seen)
        conform(pdf, rendering.metadata, seen, _link_texts(document), mime)

    return finish


def write(
    document: Document, templates: Templates, data: Any, inside: Inside | None = None
) -> bytes:
    """The PDF of ``document``: PDF/A-3a and PDF/UA-1, with fields to sign in.

    ``data`` are the input's own fields as templates see them (``templating.fields``);
    ``inside`` is what the file carries, without it the manifest alone.

    Raises:
        LibraryError: a template is wrong or loads what it must not.

    """
    meta = document.meta
    template = pdf_template(templates, meta.layout, meta.lang, meta.kind)
    html = HTML(
        string=html_of(document, template, data),
        base_url=template.base_url,
        url_fetcher=template.fetcher,
    )
    carried = inside or inside_of(document)
    attachments = _attachments(carried, document.meta.issued)
    # What could not be loaded or drawn would be missing from the page in silence.
    with patched_weasyprint(), _logged(logging.ERROR, "Failed to") as failed:
        try:
            content: bytes = html.write_pdf(
                stylesheets=[template.css],
                font_config=font_configuration(),
                pdf_variant=VARIANT,
                attachments=attachments,
                finisher=_finisher(document, template.name, [one.name for one in attachments]),
            )
        except FatalURLFetchingError as error:
            raise _template_error(error, template.name) from error
    if failed:
        raise _template_error(ValueError("; ".join(failed)), template.name)
    return content


def passed_over(templates: Templates, layout: str, source: str, name: str) -> list[str]:
    """What of a style sheet has no effect, in WeasyPrint's words.

    Raises:
        LibraryError: the style sheet loads what it must not.

    """
    css = style(house_of(templates), layout, source, name)
    with _logged(logging.WARNING, "Ignored", "Unknown", "Invalid", "Parse error") as found:
        try:
            CSS(
                string=css,
                font_config=font_configuration(),
                url_fetcher=TemplateFetcher(templates),
                base_url=Path(name).parent.as_uri() + "/",
            )
        except FatalURLFetchingError as error:
            raise _template_error(error, name) from error
    return found


@contextmanager
def _logged(level: int, *beginnings: str) -> Iterator[list[str]]:
    """The messages of WeasyPrint that begin so: it only logs them, and goes on."""
    found: list[str] = []
    watcher = _Watcher(level, beginnings, found)
    LOGGER.addHandler(watcher)
    try:
        yield found
    finally:
        LOGGER.removeHandler(watcher)


class _Watcher(logging.Handler):
    """Collects messages that begin in certain ways."""

    def __init__(self, level: int, beginnings: tuple[str, ...], found: list[str]) -> None:
        super().__init__(level)
        self.beginnings = beginnings
        self.found = found

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if message.startswith(self.beginnings):
            self.found.append(message[:300])
