"""Making documents of rows: what a worker process does, on this machine or another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from ..api import Assessed, Engine, Format, assess, compose, remarks, write
from ..errors import AftersalesError, DataError, LibraryError, Problem, Severity, worded
from ..loading import load_source
from ..schemas.source import Source
from .rows import RowReader
from .sinks import Sink, digest
from .state import Made
from .tables import Row

__all__ = ["Item", "Outcome", "Status", "Work", "failed", "make", "make_all"]

Status = Literal["made", "kept", "failed", "stopped"]


@dataclass(frozen=True, slots=True)
class Work:
    """What all rows of a batch have in common."""

    reader: RowReader
    formats: tuple[Format, ...]
    sink: Sink
    accepted: tuple[str, ...] = ()
    with_data: bool | None = None
    own_templates: Path | None = None
    pdf_engine: Engine | None = None
    house: Path | None = None
    house_root: Path | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A row to be made: its name, its fingerprint, and what an earlier run made of it."""

    row: Row
    name: str
    fingerprint: str
    made: Made | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a row; ``parts`` says where files are that have not got their names."""

    number: int
    name: str
    status: Status
    made: Made | None = None
    parts: Mapping[str, str] = field(default_factory=dict)
    size: int = 0
    problems: tuple[Problem, ...] = ()


def failed(item: Item, *problems: Problem, status: Status = "failed") -> Outcome:
    """The outcome of a row that could not be made."""
    return Outcome(item.row.number, item.name, status, problems=problems)


def make_all(work: Work, items: Iterable[Item]) -> list[Outcome]:
    """Make ``items`` one after the other; what is wrong with one does not stop the others."""
    found: list[Outcome] = []
    for item in items:
        found.append(make(work, item))
        if found[-1].status == "stopped":
            break
    return found


def make(work: Work, item: Item) -> Outcome:
    """Make the documents of one row, unless they are there as they should be."""
    if _is_there(work, item):
        return Outcome(item.row.number, item.name, "kept", item.made)
    try:
        return _made(work, item)
    except LibraryError as error:  # A text or template is wrong: so are all the others.
        return failed(item, *error.problems, status="stopped")
    except AftersalesError as error:
        return failed(item, *error.problems)
    except Exception as error:  # No row may stop the others, whatever it meets.
        return _broken(work, item, error)


def _broken(work: Work, item: Item, error: Exception) -> Outcome:
    """What comes of a row that met something it should not have."""
    match error:
        case MemoryError():
            return failed(item, _problem(work, item, "out-of-memory", _MEMORY, _LOOK))
        case RecursionError():
            return failed(item, _problem(work, item, "too-deep", _DEEP, _LOOK))
        case OSError():
            message = worded(
                "a file can't be written ({reason}).", reason=error.strerror or str(error)
            )
            return failed(item, _problem(work, item, "output", message, _ROOM), status="stopped")
    message = worded(
        "the program broke down on this row ({kind}: {reason}).",
        kind=type(error).__name__,
        reason=str(error)[:200],
    )
    return failed(item, _problem(work, item, "unexpected", message, _REPORT))


_ROOM = "See that there is room and that you may write there; then run it with --resume."
_MEMORY = "the row needs more memory than a worker may have."
_DEEP = "the row's data is nested too deep."
_LOOK = "Look at the size of its texts and lists."
_REPORT = "Report it with this row; the others are not touched by it."


def _problem(work: Work, item: Item, code: str, message: str, cure: str) -> Problem:
    reader = work.reader
    place = reader.place(item.row.number)
    return Problem(code, message, cure, place=place)


def _is_there(work: Work, item: Item) -> bool:
    made = item.made
    if made is None or made.fingerprint != item.fingerprint:
        return False
    wanted = {f"{item.name}.{format_}" for format_ in work.formats}
    return set(made.files) == wanted and all(
        work.sink.holds(name, hashed) for name, hashed in made.files.items()
    )


def _made(work: Work, item: Item) -> Outcome:
    row = item.row
    if row.fault is not None:
        fault = row.fault
        return failed(item, _problem(work, item, fault.code, fault.message, fault.cure))
    filled = work.reader.filled(row)
    if filled.problems:
        return failed(item, *filled.problems)
    source = work.reader.complete(filled)
    try:
        files, found = _documents(work, source)
    except DataError as error:
        raise work.reader.placed(error, filled) from error
    warnings = [one for one in found if one.code not in work.accepted]
    accepted = {one.code for one in found} & set(work.accepted)
    parts = {f"{item.name}.{end}": content for end, content in files.items()}
    hashes = {name: digest(content) for name, content in parts.items()}
    laid = {name: work.sink.put(name, content) for name, content in parts.items()}
    return Outcome(
        row.number,
        item.name,
        "made",
        Made(
            item.fingerprint, hashes, tuple(one.code for one in warnings), tuple(sorted(accepted))
        ),
        {name: part for name, part in laid.items() if part},
        sum(map(len, parts.values())),
        tuple(work.reader.placed(DataError(warnings), filled).problems) if warnings else (),
    )


def _documents(work: Work, source: Source) -> tuple[dict[Format, bytes], list[Problem]]:
    """The files of one row by format, and all warnings."""
    data: Assessed = assess(load_source(source, work.house_root, work.house))
    document = compose(data, work.own_templates, accepted=work.accepted)
    found = remarks(data, document)
    warnings = [one for one in found if one.severity is Severity.WARNING]
    files = {
        format_: write(
            document,
            format_,
            own_templates=work.own_templates,
            data=data,
            with_data=work.with_data,
            pdf_engine=work.pdf_engine,
        )
        for format_ in work.formats
    }
    return files, warnings
