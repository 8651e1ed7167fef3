"""Writing a document tree as a PDF, by way of HTML and CSS."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any

from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError

from ..document import Annex, Clause, Document, Foot, Heading, flat, plain, signature_places
from ..document.fit import fitted
from ..document.house import house_of
from ..embedding.manifest import Inside, inside_of
from ..language import LANGUAGE_TAGS
from ..resources import Templates
from ..sandbox import TEMPLATE_ERRORS, context, rendered
from ..sandbox.fields import view
from .active_content import active_content
from .attached import attachments_of
from .conformity import VARIANT, conform
from .fonts import font_configuration
from .logs import logged
from .outline import outline
from .patch import patched_weasyprint
from .signature_fields import add_signature_fields
from .tagging import tagged
from .templates import PdfTemplate, pdf_template, template_error

_TYPES = {"yaml": "application/yaml", "json": "application/json"}


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
        raise template_error(error, template.name) from error


def _link_texts(document: Document) -> dict[str, str]:
    """What a link to each part leads to: its number, and a heading's words."""
    texts: dict[str, str] = {}
    for block in flat(document.blocks):
        match block:
            case Clause(id=name, level=level, number=number, content=content):
                texts[name] = f"{number} {plain(content)}" if level == 1 else number.rstrip(".")
            case Heading(id=name, content=content) if name:
                texts[name] = plain(content)
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
            raise template_error(ValueError(fault), name)
        seen = tagged(pdf)
        add_signature_fields(pdf, rendering, signature_places(document.blocks), seen)
        conform(pdf, rendering.metadata, seen, _link_texts(document), mime)

    return finish


def _made_ready(
    document: Document, templates: Templates, data: Any
) -> tuple[Document, PdfTemplate, HTML]:
    """``document`` fitted to its page, the template of that, and the HTML of both."""
    meta = document.meta
    template = pdf_template(templates, meta.layout, meta.lang, meta.kind)
    document = fitted(document, house_of(templates), template.width)
    html = HTML(
        string=html_of(document, template, data),
        base_url=template.base_url,
        url_fetcher=template.fetcher,
    )
    return document, template, html


def pages_of(document: Document, templates: Templates, data: Any) -> dict[str, int]:
    """On which page, counted from 1, each named block of ``document`` begins, by identifier.

    Raises:
        LibraryError: a template is wrong or loads what it must not.

    """
    _, template, html = _made_ready(document, templates, data)
    with patched_weasyprint():
        try:
            laid_out = html.render(stylesheets=[template.css], font_config=font_configuration())
        except FatalURLFetchingError as error:
            raise template_error(error, template.name) from error
    found: dict[str, int] = {}
    for number, page in enumerate(laid_out.pages, start=1):
        for name in page.anchors:
            found.setdefault(name, number)
    return found


def write(
    document: Document, templates: Templates, data: Any, inside: Inside | None = None
) -> bytes:
    """The PDF of ``document``: PDF/A-3a and PDF/UA-1, with fields to sign in.

    ``data`` are the input's own fields as templates see them (``templating.fields``);
    ``inside`` is what the file carries, without it the manifest alone.

    Raises:
        LibraryError: a template is wrong or loads what it must not.

    """
    document, template, html = _made_ready(document, templates, data)
    carried = inside or inside_of(document)
    attachments = attachments_of(carried, document.meta.issued)
    # What could not be loaded or drawn would be missing from the page in silence.
    with patched_weasyprint(), logged(logging.ERROR, "Failed to") as failed:
        try:
            content: bytes = html.write_pdf(
                stylesheets=[template.css],
                font_config=font_configuration(),
                pdf_variant=VARIANT,
                attachments=attachments,
                finisher=_finisher(document, template.name, [one.name for one in attachments]),
            )
        except FatalURLFetchingError as error:
            raise template_error(error, template.name) from error
    if failed:
        raise template_error(ValueError("; ".join(failed)), template.name)
    return content
