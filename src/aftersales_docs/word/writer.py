"""Writing a document tree as a Word file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import TemplateError
from markupsafe import Markup

from ..attached import as_xml
from ..document import Document
from ..errors import LibraryError, Place, Problem
from ..language import LANGUAGE_TAGS
from ..manifest import NAME, Inside, inside_of
from ..resources import Templates
from .body import Body
from .package import pack
from .template import WordTemplate, custom_parts, word_template


def _filled(template: WordTemplate, context: Mapping[str, Any]) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    for name, part in template.filled.items():
        try:
            parts[name] = part.render(context).encode()
        except TemplateError as error:
            raise LibraryError(
                Problem(
                    "word-template-value",
                    f"{error}.",
                    "Look at the names in the template's tags.",
                    place=Place(name),
                )
            ) from error
    return parts


def context_of(
    document: Document, template: WordTemplate, data: Mapping[str, Any]
) -> dict[str, Any]:
    """The values that a Word template's tags may ask for."""
    meta = document.meta
    tag = LANGUAGE_TAGS[meta.lang]
    body = Body(tag, template.width, template.stamp_width, template.columns, template.page)
    return {
        "body": Markup(body.write(document.blocks)),  # noqa: S704 (escaped as it was written)
        "foot": Markup(body.foot(document.blocks)),  # noqa: S704 (escaped as it was written)
        "meta": meta,
        "labels": meta.labels,
        "language_tag": tag,
        "data": data,
    }


def carried_parts(inside: Inside) -> dict[str, bytes]:
    """The manifest and the input as custom XML parts, by their names in a Word file."""
    files = {NAME: inside.manifest.encode(), **inside.inputs}
    parts = custom_parts(len(inside.inputs))
    return {
        part: as_xml(name, content)
        for part, (name, content) in zip(parts, files.items(), strict=True)
    }


def write(
    document: Document,
    templates: Templates,
    data: Mapping[str, Any],
    inside: Inside | None = None,
) -> bytes:
    """The .docx of ``document``.

    ``data`` are the input's own fields, for templates that place them by name; ``inside``
    is what the file carries, without it the manifest alone.

    Raises:
        LibraryError: the Word template can't be read or asks for what is not there.

    """
    meta = document.meta
    carried = inside or inside_of(document)
    template = word_template(
        templates, meta.layout, meta.numbering, meta.lang, meta.first, len(carried.inputs)
    )
    parts = _filled(template, context_of(document, template, data))
    return pack({**parts, **carried_parts(carried)}, template.base)
