"""What is to be said of a draft, and what its document would look like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ..api import FORMATS, Assessed, Format, assess, write
from ..checking import check as checked
from ..composing import composed
from ..document import Document, as_draft
from ..document.draft import MARKS
from ..errors import DataError, Problem
from ..pdf import pictures_of
from ..resources import templates
from .draft_content import fields_of, known_kind, named_files, placed, request_of
from .drafts import frame_of
from .inputs import NUMBER, laid_out, loaded, named_in, unpacked
from .opening import Register
from .options import edition_after
from .register.models import Draft


def problems(row: Draft, register: Register | None = None) -> list[Problem]:
    """Everything that is to be said of a draft, with gaps or without.

    With the ``register`` what its files say is looked at too: enclosures, a second language.
    """
    try:
        if register is not None and (named_in(row.content) or len(unpacked(row.content)) > 1):
            request = request_of(register, row)
            with laid_out(request.files(_mark(row)), request.named) as path:
                found = checked(str(path), frame_of(row).options.folder)
            return placed(row, found)
        fields = dict(fields_of(row))
        if NUMBER in known_kind(row.kind).model.model_fields and not fields.get(NUMBER):
            fields[NUMBER] = _mark(row)
        found = checked(fields, frame_of(row).options.folder)
    except DataError as error:
        found = list(error.problems)
    return placed(row, found)


def _mark(row: Draft) -> str:
    """What stands in place of a number that is not given yet."""
    return next((mark for lang, mark in MARKS.items() if lang == row.lang), MARKS["en"])


@contextmanager
def composed_draft(register: Register, row: Draft) -> Iterator[tuple[Document, Assessed]]:
    """The document of a draft, with its mark; where there is no number, the mark.

    The files that it names lie there as long as it is looked at.

    Raises:
        DataError: it is not complete or not right yet.

    """
    request, frame = request_of(register, row), frame_of(row)
    edition = edition_after(row.replaces)
    try:
        with loaded(request.files(_mark(row)), named_files(register, row)) as data:
            assessed = assess(data)
            if assessed.errors:
                raise DataError(assessed.errors)
            accepted = frame.options.accepted
            tree = composed(assessed, frame.options.folder, accepted)
            yield as_draft(edition.shown_in(tree) if edition else tree), assessed
    except DataError as error:
        raise DataError(placed(row, error.problems)) from error


def rendered(
    register: Register, row: Draft, formats: Iterable[Format] = FORMATS
) -> dict[str, bytes]:
    """Word and PDF of a draft by format, as :func:`composed_draft` has it.

    Raises:
        DataError: it is not complete or not right yet.

    """
    frame = frame_of(row)
    with composed_draft(register, row) as (tree, assessed):
        return {
            format_: write(
                tree,
                format_,
                own_templates=frame.options.folder,
                data=assessed,
                with_data=frame.options.with_data,
            )
            for format_ in formats
        }


def pictured(register: Register, row: Draft) -> list[bytes] | None:
    """The pages of a draft as pictures (SVG); ``None`` where there is the PDF alone.

    Raises:
        DataError: it is not complete or not right yet.

    """
    with composed_draft(register, row) as (tree, _):
        return pictures_of(tree, templates(frame_of(row).options.folder))


def deliver(register: Register, row: Draft, folder: Path, *, force: bool) -> list[Path]:
    """Write Word and PDF of a draft into ``folder``.

    Raises:
        DataError: it is not complete or not right yet.
        OutputError: another file of that name is there already.

    """
    from ..output import write_new

    files = rendered(register, row)
    results = {folder / f"draft-{row.pk}.{format_}": one for format_, one in files.items()}
    write_new(results, force=force)
    return list(results)
