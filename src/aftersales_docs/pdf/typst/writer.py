"""Writing a document tree as a PDF, by way of Typst."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ...document import Document, with_kept_hyphens
from ...document.fit import fitted
from ...document.house import house_of
from ...embedding.manifest import Inside, inside_of
from ...resources import Templates
from .compiler import UnsettableError, compiled, pictured
from .finish import finished
from .glyphs import common, mended, without_marks
from .style import Style, style_of
from .visitor import Written, written


def write(document: Document, templates: Templates, inside: Inside | None = None) -> bytes:
    """The PDF of ``document``: PDF/A-3a and PDF/UA-1, with fields to sign in.

    ``inside`` is what the file carries, without it the manifest alone.

    Raises:
        LibraryError: the house style is wrong, or the page can't be set.

    """
    style = style_of(templates, document.meta.layout)
    document = fitted(document, house_of(templates), style.width)
    data = written(with_kept_hyphens(document), style)
    raw = _set(document, style, data)
    return finished(raw, document, data.targets, inside or inside_of(document))


def pictures_of(document: Document, templates: Templates) -> list[bytes]:
    """The pages of ``document`` as pictures (SVG), as its PDF has them, to be looked at.

    Raises:
        LibraryError: the house style is wrong, or the page can't be set.

    """
    style = style_of(templates, document.meta.layout)
    document = fitted(document, house_of(templates), style.width)
    data = written(with_kept_hyphens(document), style)
    return pictured({"house": style.text, "document": data.text}, data.pictures)


def _set(document: Document, style: Style, data: Written) -> bytes:
    """The raw PDF; words that no font can set lose the characters at fault, and no others."""
    text = data.text

    def inputs() -> dict[str, str]:
        return {"house": style.text, "document": text}

    def can_set(words: Sequence[str]) -> bool:
        return _can_set(words, style, data.text)

    for mend in (lambda found: mended(found, can_set), without_marks, common):
        try:
            return compiled(inputs(), document.meta.issued, data.pictures)
        except UnsettableError:
            text = mend(text)
    return compiled(inputs(), document.meta.issued, data.pictures)


def _can_set(words: Sequence[str], style: Style, data: str) -> bool:
    """Whether a page with these ``words`` alone can be set."""
    empty: dict[str, Any] = {key: [] for key in ("foot", "initials", "targets")}
    page = json.loads(data) | empty | {"title": "x", "author": "", "logo": {}}
    texts = [{"t": "text", "c": word, "a": 0, "b": 0} for word in words]
    heading = {"t": "heading", "level": 1, "c": "x", "a": 0, "b": 0, "short": True}
    page["blocks"] = [heading, *texts]
    page["labels"] = dict.fromkeys(page["labels"], "x")
    try:
        compiled({"house": style.text, "document": json.dumps(page)}, None)
    except UnsettableError:
        return False
    return True
