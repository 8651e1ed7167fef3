"""The names of all documents, settled before the first one is made."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from ..errors import DataError, OutputError, Problem, UsageError, worded
from ..naming import NamePattern
from ..nearest import did_you_mean
from ..schemas.source import Path_
from .fields import fields_of
from .job import Job, default_pattern
from .joined import JoinedTable
from .report import FailedRows
from .rows import RowReader, field_path
from .state import State
from .tables import Row

__all__ = ["Existing", "planned"]

_MOST_TOLD: Final = 10
ROW: Final = "row"


class Existing:
    """What is in the output folder before the work begins."""

    def __init__(self, job: Job) -> None:
        self._folder = None if job.is_store else Path(job.output)
        self._names: Collection[str] = () if self._folder else _in_store(job.output)

    def has(self, name: str) -> bool:
        """Whether there is a file or folder of this name."""
        if self._folder is not None:
            path = self._folder / name
            return path.exists() or path.is_symlink()
        return name in self._names


def _in_store(address: str) -> set[str]:
    import fsspec

    system, path = fsspec.core.url_to_fs(address)
    system.makedirs(path, exist_ok=True)
    return {str(one).rsplit("/", 1)[-1] for one in system.ls(path, detail=False)}


def planned(  # noqa: PLR0913, PLR0917 (what the plan is made of)
    job: Job,
    joined: JoinedTable,
    reader: RowReader,
    state: State,
    failed: FailedRows,
    others: Collection[str],
) -> int:
    """Settle the names of all rows in ``state``; gives back how many rows there are.

    ``others`` are further files that the run will write into the folder. Rows that can't be
    named are ``failed``.

    Raises:
        OutputError: two rows would become one file, or a file is there already.
        UsageError: the pattern or the order names a field that there is not.

    """
    existing = Existing(job)
    state.begin_names()
    total, problems = _rows_named(job, joined, reader, state, failed, existing)
    problems += _others_in_the_way(job, state, existing, others)
    if problems:
        state.drop_names()
        raise OutputError(problems)
    state.end_names(*others)
    return total


def _rows_named(  # noqa: PLR0913, PLR0917 (as for the whole plan)
    job: Job,
    joined: JoinedTable,
    reader: RowReader,
    state: State,
    failed: FailedRows,
    existing: Existing,
) -> tuple[int, list[Problem]]:
    """How many rows there are, and what stands in the way of their names; not all of it."""
    namer = _Namer(job, reader)
    problems: list[Problem] = []
    total = 0
    for row in joined.rows():
        total += 1
        try:
            name, order = namer.named(row)
        except DataError as error:
            failed.add(row.number, error.problems)
            continue
        taken = state.add_name(name, row.number, order)
        if taken is not None:
            problems.append(_twice(reader, row, taken, name))
        else:
            problems.extend(_in_the_way(job, state, existing, name))
        if len(problems) >= _MOST_TOLD:
            break
    return total, problems


def _others_in_the_way(
    job: Job, state: State, existing: Existing, others: Collection[str]
) -> Iterator[Problem]:
    for name in others:
        if existing.has(name) and not (job.resume and state.is_ours(name)):
            yield _exists(job, name)


def _in_the_way(job: Job, state: State, existing: Existing, name: str) -> Iterator[Problem]:
    for format_ in job.formats:
        whole = f"{name}.{format_}"
        if existing.has(whole) and not (job.resume and state.is_ours(name)):
            yield _exists(job, whole)


def _exists(job: Job, name: str) -> Problem:
    cure = (
        "It is none of this batch's: move it away, or choose another folder."
        if job.resume
        else "Choose another folder; --resume goes on with a batch that was begun here."
    )
    return Problem(
        "output",
        worded("the file '{name}' exists already.", name=name),
        cure,
    )


def _twice(reader: RowReader, row: Row, taken: int, name: str) -> Problem:
    return Problem(
        "same-output",
        worded("this row and row {taken} would both become '{name}'.", taken=taken, name=name),
        worded(
            "Give them numbers that differ, or add '{row}' to the pattern of --name.", row="{row}"
        ),
        place=reader.place(row.number),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """A field that the pattern asks for."""

    name: str
    path: Path_


class _Namer:
    """Names rows by the fields of a pattern, without making their documents."""

    def __init__(self, job: Job, reader: RowReader) -> None:
        self._reader = reader
        self.pattern: NamePattern = job.pattern or default_pattern(job.kind)
        asked = {
            name for piece in self.pattern.pieces if isinstance(piece, tuple) for name in piece
        }
        self._asked = [_known(job, name) for name in sorted(asked - {ROW})]
        self._order = _known(job, job.print_order) if job.print_order else None
        wanted = [*self._asked, *([self._order] if self._order else [])]
        self._tops = frozenset(str(one.path[0]) for one in wanted)

    def named(self, row: Row) -> tuple[str, str]:
        """The name of a row, and what it is printed in the order of.

        Raises:
            DataError: the row can't be read, or a field that it needs is not given.

        """
        reader = self._reader
        place = reader.place(row.number)
        if row.fault is not None:
            fault = row.fault
            raise DataError(Problem(fault.code, fault.message, fault.cure, place=place))
        filled = reader.filled(row, self._tops)
        if filled.problems:
            raise DataError(filled.problems)
        data = reader.complete(filled).data
        fields: dict[str, Any] = {}
        for one in self._asked:
            _lay(fields, one.path, _at(data, one.path))
        try:
            name = self.pattern.name(fields, {ROW: str(row.number)})
        except DataError as error:
            raise DataError([replace(one, place=place) for one in error.problems]) from error
        order = _sortable(_at(data, self._order.path)) if self._order else ""
        return name, order


def _known(job: Job, name: str) -> _Asked:
    """The field ``name``, which the pattern or the order asks for.

    Raises:
        UsageError: there is none.

    """
    fields = fields_of(job.kind)
    plain = re.sub(r"\[[0-9]+\].*", "", name)
    if plain in fields:
        return _Asked(name, field_path(name))
    raise UsageError(
        Problem(
            "name-pattern",
            worded("there is no field '{field}' here.", field=name[:60]),
            did_you_mean(name, [*fields, ROW])
            or "Name fields with points, e.g. claimant.person.surname.",
        )
    )


def _at(data: Any, path: Path_) -> Any:
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    if isinstance(data, dict):  # Words with their cases.
        return data.get("text")
    return None if isinstance(data, list) else data


def _lay(fields: dict[str, Any], path: Path_, value: Any) -> None:
    """Put ``value`` at ``path``, a list being its entries up to there."""
    here: Any = fields
    for index, step in enumerate(path):
        last = index == len(path) - 1
        following: Any = [] if not last and isinstance(path[index + 1], int) else {}
        if isinstance(step, int):
            here.extend(None for _ in range(step + 1 - len(here)))
            if last or here[step] is None:
                here[step] = value if last else following
        elif last:
            here[step] = value
        else:
            here.setdefault(step, following)
        here = here[step]


def _sortable(value: Any) -> str:
    """``value`` as text that sorts as people sort: 9 before 10, whatever the case."""
    text = "" if value is None else str(value).casefold()
    return re.sub(r"[0-9]+", lambda figures: figures[0].zfill(20), text)
