"""What is to be said of a draft, and what its document would look like."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from ..api import FORMATS, assess, write
from ..checking import check as checked
from ..composing import composed
from ..document import as_draft
from ..document.draft import MARKS
from ..errors import DataError, Problem
from .draft_content import fields_of, named_files, placed, request_of
from .drafts import frame_of
from .inputs import laid_out, loaded, named_in, unpacked
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
        fields = fields_of(row)
        with suppress(ValueError):
            fields.setdefault("number", _mark(row))
        found = checked(fields, frame_of(row).options.folder)
    except DataError as error:
        found = list(error.problems)
    return placed(row, found)


def _mark(row: Draft) -> str:
    """What stands in place of a number that is not given yet."""
    return next((mark for lang, mark in MARKS.items() if lang == row.lang), MARKS["en"])


def rendered(register: Register, row: Draft) -> dict[str, bytes]:
    """Word and PDF of a draft by format, with its mark; where there is no number, the mark.

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
            tree = as_draft(edition.shown_in(tree) if edition else tree)
            return {
                format_: write(
                    tree,
                    format_,
                    own_templates=frame.options.folder,
                    data=assessed,
                    with_data=frame.options.with_data,
                )
                for format_ in FORMATS
            }
    except DataError as error:
        raise DataError(placed(row, error.problems)) from error


def deliver(register: Register, row: Draft, folder: Path, *, force: bool) -> list[Path]:
    """Write Word and PDF of a draft into ``folder``.

    Raises:
        DataError: it is not complete or not right yet.
        OutputError: a file is there already.

    """
    from ..output import write_files

    files = rendered(register, row)
    results = {folder / f"draft-{row.pk}.{format_}": one for format_, one in files.items()}
    write_files(results, force=force)
    return list(results)
