"""Which of the two writers makes a PDF, and the one way to call either.

Typst sets the built-in looks; a page template of a user's own is HTML and CSS, which WeasyPrint
sets. Each is imported when it is needed, so that nobody waits for the other.
"""

from __future__ import annotations

from typing import Any, Final, Literal, get_args

from ..document import Document
from ..document.house import house_of
from ..embedding.manifest import Inside
from ..errors import LibraryError, Place, Problem
from ..resources import Templates, data_root
from ..sandbox import page_names

Engine = Literal["typst", "html"]
ENGINES: Final[tuple[Engine, ...]] = get_args(Engine)


def own_page(document: Document, templates: Templates) -> str:
    """The page template or style sheet for ``document`` that is not the built-in one.

    A copy that nobody has changed is none.
    """
    meta = document.meta
    built_in = data_root() / "templates" / "pdf"
    for ending in ("html", "css"):
        path = templates.find(
            templates.first(page_names(meta.kind, meta.lang, meta.layout, ending))
        )
        ours = built_in / f"document.{ending}"
        if path != ours and path.read_bytes() != ours.read_bytes():
            return str(path)
    return ""


def engine_of(document: Document, templates: Templates, wanted: Engine | None) -> Engine:
    """Which writer makes the PDF of ``document``.

    A page template of one's own means ``html``; else it is the one ``wanted``, or that of the
    house.

    Raises:
        LibraryError: Typst is wanted, and there is a page template of one's own.

    """
    page = own_page(document, templates)
    if not page:
        return wanted or house_of(templates).pdf_engine
    if wanted == "typst":
        raise LibraryError(
            Problem(
                "pdf-engine",
                "this page template is HTML and CSS, which Typst can't read.",
                "Leave --pdf-engine out, or take the page template out of the folder.",
                place=Place(page),
            )
        )
    return "html"


def write(
    document: Document,
    templates: Templates,
    data: Any,
    inside: Inside | None = None,
    *,
    engine: Engine | None = None,
) -> bytes:
    """The PDF of ``document``: PDF/A-3a and PDF/UA-1, with fields to sign in.

    ``data`` are the input's own fields as HTML templates see them (``sandbox.fields.view``);
    ``inside`` is what the file carries, without it the manifest alone; ``engine`` is the
    writer wanted, without it that of the house.

    Raises:
        LibraryError: a template is wrong or loads what it must not, or does not go with the
            engine.

    """
    if engine_of(document, templates, engine) == "typst":
        from .typst import write as write_typst

        return write_typst(document, templates, inside)
    from .writer import write as write_html

    return write_html(document, templates, data, inside)


def pictures_of(document: Document, templates: Templates) -> list[bytes] | None:
    """The pages of the PDF as pictures (SVG); ``None`` where its writer has none to give.

    Raises:
        LibraryError: a template is wrong.

    """
    if engine_of(document, templates, None) != "typst":
        return None
    from .typst import pictures_of as pictures_by_typst

    return pictures_by_typst(document, templates)


def pages_of(document: Document, templates: Templates, data: Any) -> dict[str, int]:
    """On which page of the PDF each named block begins, counted from 1, by identifier.

    Raises:
        LibraryError: a template is wrong or loads what it must not.

    """
    from .writer import pages_of as pages_by_html

    return pages_by_html(document, templates, data)
