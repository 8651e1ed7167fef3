"""The way of the data as functions: load, assess, compose, write.

Another program (a CRM, say) calls them in its own process; the command line does
nothing else.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from . import sandbox
from .composing import Assessed, assess, composed, reviewed
from .document import Contents, Document, Title
from .embedding.manifest import Inside
from .errors import DataError, Problem, Severity
from .kinds import KINDS
from .loading import Input, load
from .pdf import ENGINES, Engine
from .provenance import carries_data, inside, marks
from .resources import Templates, templates
from .sandbox.fields import view
from .schemas.parts import DocumentInput
from .template_check.used import refuse_faulty_page

if TYPE_CHECKING:
    from .insertion import Inserted, Place

__all__ = [
    "ENGINES",
    "FORMATS",
    "Assessed",
    "Engine",
    "Format",
    "Input",
    "assess",
    "carries_data",
    "compose",
    "insert_into",
    "inside",
    "load",
    "marks",
    "remarks",
    "write",
]

Format = Literal["docx", "pdf"]
FORMATS: tuple[Format, ...] = get_args(Format)


def _assessed(data: Input | Assessed) -> Assessed:
    return data if isinstance(data, Assessed) else assess(data)


def remarks(data: Input | Assessed, document: Document | None = None) -> list[Problem]:
    """The warnings and notes on an input; it can be made into a document all the same.

    With the finished ``document`` those on its words too: terms that nothing uses, say.
    """
    found = _assessed(data)
    remarked = [one for one in found.problems if one.severity is not Severity.ERROR]
    remarked += found.data.source.remarks
    if document is not None:
        remarked += reviewed(found.data, document)
    return remarked


def compose(
    data: Input | Assessed, own_templates: Path | None = None, *, accepted: Collection[str] = ()
) -> Document:
    """The finished document of a validated input, as a neutral tree.

    Who also wants the remarks assesses the input first, so that the law is asked once.
    ``accepted`` are codes of warnings that the user takes upon himself; those that the
    input does give are recorded in the document's properties.

    Raises:
        DataError: the law forbids it; or the data names what the catalogue does not hold,
            or can't be put into words (a name without a gender in Russian, say).
        LibraryError: a text of the house is wrong; with file and line.

    """
    found = _assessed(data)
    if found.errors:
        raise DataError(found.errors)
    given = {one.code for one in found.problems if one.severity is Severity.WARNING}
    return composed(found, own_templates, tuple(sorted(given.intersection(accepted))))


def insert_into(
    host: bytes, document: Document, place: Place, held: Inside | None = None, name: str = ""
) -> Inserted:
    """The contract ``host`` (a .docx) with the clauses of ``document`` at ``place``.

    They take on the host's looks, names and numbers; everything else in it stays. ``held``
    is what the contract is to carry from then on; ``name`` is what messages call the host.

    Raises:
        DataError: the host can't be read, or the place is not there, not one, or unfit.

    """
    from .insertion import insert
    from .word.writer import carried_parts

    blocks = [block for block in document.blocks if not isinstance(block, Title)]
    issued = document.meta.issued
    day = datetime(issued.year, issued.month, issued.day, tzinfo=UTC) if issued else None
    parts = carried_parts(held) if held else {}
    return insert(host, blocks, place, lang=document.meta.lang, date=day, parts=parts, name=name)


def write(  # noqa: PLR0913 (what the file is to be, each by name)
    document: Document,
    format_: Format,
    *,
    own_templates: Path | None = None,
    data: Input | Assessed | None = None,
    with_data: bool | None = None,
    pdf_engine: Engine | None = None,
) -> bytes:
    """``document`` as the bytes of a .docx or .pdf; the same input gives the same bytes.

    ``data`` is what a user's own template may place by field name (``{{ data.number }}``),
    and what the file carries inside: always or never by ``with_data``, else as its kind has
    it. ``pdf_engine`` is ``typst`` or ``html``, without it what the house style says; a page
    template of the user's own is always ``html``.

    Raises:
        LibraryError: a template is missing or wrong, with its place.

    """
    given = data.data if isinstance(data, Assessed) else data
    model = given.model if given else None
    held = inside(document, own_templates, given, with_data)
    if own_templates is not None:
        return sandbox.run(
            _written, document, format_, own_templates.resolve(), model, held, pdf_engine
        )
    return _written(document, format_, None, model, held, pdf_engine)


def _written(  # noqa: PLR0913, PLR0917 (what a child process gets)
    document: Document,
    format_: Format,
    own_templates: Path | None,
    model: DocumentInput | None,
    held: Inside,
    pdf_engine: Engine | None,
) -> bytes:
    own = templates(own_templates)
    meta = document.meta
    if own_templates is not None and meta.kind in KINDS:
        refuse_faulty_page(own, meta.kind, meta.lang, meta.layout, format_)
    fields = view(model if model is not None else {})
    if format_ == "docx":
        from .word import write as write_word

        return write_word(document, own, fields, held, _pages(document, own, fields))
    from .pdf import write as write_pdf

    return write_pdf(document, own, fields, held, engine=pdf_engine)


def _pages(document: Document, own: Templates, fields: Any) -> dict[str, int]:
    """The pages that a table of contents in Word names: those of the PDF, which are the same."""
    if not any(isinstance(block, Contents) and block.entries for block in document.blocks):
        return {}
    from .pdf import pages_of

    meta = document.meta
    if meta.kind in KINDS and own != templates():
        refuse_faulty_page(own, meta.kind, meta.lang, meta.layout, "pdf")
    return pages_of(document, own, fields)
