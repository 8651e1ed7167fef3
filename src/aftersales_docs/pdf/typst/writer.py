"""Writing a document tree as a PDF, by way of Typst."""

from __future__ import annotations

from ...document import Document
from ...document.fit import fitted
from ...document.house import house_of
from ...embedding.manifest import Inside, inside_of
from ...resources import Templates
from .compiler import compiled
from .finish import finished
from .style import style_of
from .visitor import written


def write(document: Document, templates: Templates, inside: Inside | None = None) -> bytes:
    """The PDF of ``document``: PDF/A-3a and PDF/UA-1, with fields to sign in.

    ``inside`` is what the file carries, without it the manifest alone.

    Raises:
        LibraryError: the house style is wrong, or the page can't be set.

    """
    meta = document.meta
    style = style_of(templates, meta.layout)
    document = fitted(document, house_of(templates), style.width)
    data = written(document, style)
    raw = compiled({"house": style.text, "document": data.text}, meta.issued)
    targets = dict(zip(data.targets, raw.positions, strict=True))
    return finished(raw.content, document, targets, inside or inside_of(document))
