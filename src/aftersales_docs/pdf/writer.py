"""Writing a document tree as a PDF, by way of HTML and CSS."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError

from ..document import (
    AttachedFile,
    Document,
    Foot,
    PicturePage,
    logo_of,
    picture_sizes,
    pictures_of,
    running_logo,
    signature_places,
    with_kept_hyphens,
)
from ..document.fit import fitted
from ..document.house import Layout, house_of
from ..embedding.manifest import Inside, inside_of
from ..language import LANGUAGE_TAGS
from ..resources import Templates
from ..sandbox import TEMPLATE_ERRORS, context, rendered
from ..sandbox.fields import view
from .active_content import active_content
from .attached import mime_of
from .attachments import attachments_of
from .conformity import VARIANT, conform
from .draft_mark import draft_sheet
from .fetcher import DocumentFetcher
from .fonts import font_configuration
from .hyphens import plain_hyphens
from .links import link_texts
from .logs import logged
from .outline import outline
from .patch import patched_weasyprint
from .signature_fields import add_signature_fields
from .tagging import tagged
from .templates import PdfTemplate, pdf_template, template_error


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
        "logo": _running_logo(document, template.layout),
        "sizes": {
            block.id: picture_sizes(block, template.layout)
            for block in document.blocks
            if isinstance(block, PicturePage)
        },
    }
    if template.flow is not None:
        macros = template.flow.make_module(values)
        values["body"] = macros.flow(values["outline"])  # type: ignore[attr-defined]
    return context("pdf", values)


def _running_logo(document: Document, layout: Layout) -> tuple[Any, ...]:
    """The logo at the head of later pages: its picture, width and height in millimetres."""
    logo = logo_of(document.blocks)
    if logo is None or logo.pages == "first":
        return ()
    return (logo.picture, *running_logo(logo, layout.margins.top))


def html_of(document: Document, template: PdfTemplate, data: Any) -> str:
    """The HTML that WeasyPrint gets."""
    try:
        return rendered(template.html, context_of(document, template, data))
    except TEMPLATE_ERRORS as error:
        raise template_error(error, template.name) from error


def _finisher(
    document: Document, name: str, attached: Iterable[str], pages: dict[str, int]
) -> Callable[[Any, Any], None]:
    """What is done to the PDF of template ``name`` before it is written.

    ``pages`` takes the indices of the pages on which what has a name stands.
    """
    mime = {file: mime_of(file) for file in attached}

    def finish(rendering: Any, pdf: Any) -> None:
        for number, page in enumerate(rendering.pages):
            pages.update((anchor, number) for anchor in page.anchors if anchor not in pages)
        if fault := next(active_content(pdf, rendering.metadata), None):
            raise template_error(ValueError(fault), name)
        seen = tagged(pdf)
        add_signature_fields(pdf, rendering, signature_places(document.blocks), seen)
        conform(pdf, rendering.metadata, seen, link_texts(document), mime)
        plain_hyphens(pdf)

    return finish


def _made_ready(
    document: Document, templates: Templates, data: Any
) -> tuple[Document, PdfTemplate, HTML]:
    """``document`` fitted to its page, the template of that, and the HTML of both."""
    meta = document.meta
    template = pdf_template(templates, meta.layout, meta.lang, meta.kind)
    document = fitted(document, house_of(templates), template.width)
    html = HTML(
        string=html_of(with_kept_hyphens(document), template, data),
        base_url=template.base_url,
        url_fetcher=DocumentFetcher(pictures_of(document.blocks), template.fetcher),
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
    pages: dict[str, int] = {}
    finish = _finisher(document, template.name, [one.name for one in attachments], pages)
    mark = document.meta.draft
    sheets = [template.css, draft_sheet(mark)] if mark else [template.css]
    # What could not be loaded or drawn would be missing from the page in silence.
    with patched_weasyprint(), logged(logging.ERROR, "Failed to") as failed:
        try:
            content: bytes = html.write_pdf(
                stylesheets=sheets,
                font_config=font_configuration(),
                pdf_variant=VARIANT,
                attachments=attachments,
                finisher=finish,
            )
        except FatalURLFetchingError as error:
            raise template_error(error, template.name) from error
    if failed:
        raise template_error(ValueError("; ".join(failed)), template.name)
    return _with_enclosed(content, document, pages)


def _with_enclosed(content: bytes, document: Document, pages: Mapping[str, int]) -> bytes:
    """The PDF with the pages of enclosed PDFs; ``pages`` tells where each is named.

    Where a template of the user's own leaves the body out, there is no place for them.
    """
    files = [block for block in document.blocks if isinstance(block, AttachedFile)]
    placed = [file for file in files if file.id in pages]
    if not placed:
        return content
    from .append import with_pages  # pikepdf takes its time to load.

    return with_pages(content, placed, pages)
