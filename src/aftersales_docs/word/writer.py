"""Writing a document tree as a Word file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import TemplateError
from lxml import etree
from markupsafe import Markup

from ..document import Document, Meta
from ..errors import LibraryError, Place, Problem
from ..language import LANGUAGE_TAGS
from ..manifest import NAMESPACE, manifest_of
from ..resources import Templates
from .body import Body
from .package import pack
from .template import MANIFEST_PART, WordTemplate, word_template


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


def write(document: Document, templates: Templates, data: Mapping[str, Any]) -> bytes:
    """The .docx of ``document``.

    ``data`` are the input's own fields, for templates that place them by name.

    Raises:
        LibraryError: the Word template can't be read or asks for what is not there.

    """
    meta = document.meta
    template = word_template(templates, meta.layout, meta.numbering, meta.lang, meta.first)
    parts = _filled(template, context_of(document, template, data))
    return pack({**parts, MANIFEST_PART: _manifest(meta)}, template.base)


def _manifest(meta: Meta) -> bytes:
    """The manifest as a custom XML part."""
    root = etree.Element(f"{{{NAMESPACE}}}manifest", nsmap={"m": NAMESPACE})
    root.text = manifest_of(meta)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
