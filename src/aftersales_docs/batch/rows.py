"""From a row to the data that an input file would hold, with the place of every value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ..errors import DataError, Place, Problem, worded
from ..kinds import Kind
from ..schemas.house_file import HOUSE, USE, with_facts
from ..schemas.mapping import dotted, mapping_source
from ..schemas.source import Path_, Source
from .cells import ABSENT, CellFaultError, Reading, converted
from .heads import Column, Columns, ListSheet
from .tables import CellPlace, Row

__all__ = ["RowReader", "field_path"]


@dataclass(slots=True)
class _Filled:
    """The data of one row on its way, with the places of its cells and what is wrong."""

    data: dict[str, Any]
    places: dict[Path_, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RowReader:
    """Makes the rows of one table into sources; the same in every worker process.

    ``defaults`` is what all rows have in common, ``common`` the file that it stands in, and
    ``house`` the house file; both are read once.
    ``file`` and ``sheet`` are what messages call the table; ``folder_of`` is the file whose
    folder the files that a row names lie in.
    """

    kind: Kind
    columns: Columns
    defaults: Mapping[str, Any]
    house: Source | None
    file: str
    sheet: str
    reading: Reading
    folder_of: str
    common: Source | None = None

    def source(self, row: Row) -> Source:
        """The source of a row, with the facts of the house in it.

        Raises:
            DataError: cells can't be read, or use facts that are not there; all at once.

        """
        filled = self.filled(row)
        if filled.problems:
            raise DataError(filled.problems)
        return self.complete(filled)

    def filled(self, row: Row, tops: frozenset[str] | None = None) -> _Filled:
        """The cells of a row as fields; of ``tops`` alone if they are given."""
        filled = _Filled({})
        columns = self.columns.main
        if tops is not None:
            columns = tuple(column for column in columns if column.path[0] in tops)
        self._fill(filled, filled.data, (), columns, row.number, row.cells, self.sheet)
        for sheet in self.columns.lists:
            if tops is None or sheet.listed.partition(".")[0] in tops:
                self._fill_list(filled, sheet, row)
        moved: dict[Path_, Path_] = {}
        filled.data = _closed_up(filled.data, (), moved)
        if moved:
            filled.places = {_moved(at, moved): one for at, one in filled.places.items()}
        filled.data = _merged(self._common(tops), filled.data)
        named = filled.data.setdefault("kind", self.kind.id)
        if named != self.kind.id and not filled.problems:
            filled.problems.append(self._other_kind(named, filled, row.number))
        return filled

    def _other_kind(self, named: Any, filled: _Filled, number: int) -> Problem:
        return Problem(
            "other-kind",
            worded("the row is for '{named}', not for '{kind}'.", named=named, kind=self.kind.id),
            "Run it with the other rows of its kind.",
            "kind",
            filled.places.get(("kind",)) or self.place(number),
        )

    def _common(self, tops: frozenset[str] | None) -> Mapping[str, Any]:
        if tops is None:
            return self.defaults
        return {name: value for name, value in self.defaults.items() if name in tops}

    def _fill(  # noqa: PLR0913, PLR0917 (where from, and where to)
        self,
        filled: _Filled,
        into: dict[str, Any],
        path: Path_,
        columns: Iterable[Column],
        number: int,
        cells: list[Any],
        sheet: str,
    ) -> None:
        """Put the cells of ``columns`` into ``into``, which stands at ``path``."""
        for column in columns:
            if column.index >= len(cells):
                continue
            place = CellPlace(self.file, number, column.index + 1, sheet=sheet)
            whole = (*path, *column.path)
            try:
                value = converted(cells[column.index], column.takes, column.words, self.reading)
                if value is not ABSENT:
                    _put(into, column.path, value)
                    filled.places[whole] = place
            except CellFaultError as fault:
                filled.problems.append(
                    Problem(fault.code, fault.message, fault.cure, dotted(whole), place)
                )

    def _fill_list(self, filled: _Filled, sheet: ListSheet, row: Row) -> None:
        found = row.entries.get(sheet.listed, [])
        entries: list[Any] = []
        path: Path_ = tuple(sheet.listed.split("."))
        for index, (number, cells) in enumerate(found):
            entry: dict[str, Any] = {}
            at = (*path, index)
            self._fill(filled, entry, at, sheet.columns, number, cells, sheet.sheet)
            filled.places[at] = CellPlace(self.file, number, sheet=sheet.sheet)
            entries.append(entry)
        if not entries:
            return
        try:
            _put(filled.data, path, entries)
        except CellFaultError as fault:
            place = CellPlace(self.file, row.number, sheet=self.sheet)
            filled.problems.append(
                Problem(fault.code, fault.message, fault.cure, sheet.listed, place)
            )

    def complete(self, filled: _Filled) -> Source:
        """The source of ``filled``, with the facts of the house in it.

        Raises:
            DataError: a text can't be printed, or a fact is not there.

        """
        try:
            source = self._told_apart(mapping_source(filled.data, self.folder_of), filled)
            if self.house is None:
                return source
            if _uses(source.data):
                source = with_facts(source, self.house)
            return replace(source, data=_without_house(source.data))
        except DataError as error:
            raise self.placed(error, filled) from error

    def _told_apart(self, source: Source, filled: _Filled) -> Source:
        """``source`` with the places of what comes from the defaults: files lie beside those."""
        common = self.common
        if common is None:
            return source
        # What holds cells is the row's too: a field that lacks there is to be filled in there.
        holding = {at[:length] for at in filled.places for length in range(len(at))} | {()}
        places = {
            path: place if path in holding or self._own(path, filled) else common.place(path)
            for path, place in source.places.items()
        }
        return replace(source, places=places, key_places=places)

    def _own(self, path: Path_, filled: _Filled) -> bool:
        """Whether what stands at ``path`` comes from a cell."""
        return any(path[:length] in filled.places for length in range(1, len(path) + 1))

    def placed(self, error: DataError, filled: _Filled) -> DataError:
        """``error`` with the cells that its problems are about."""
        return DataError([self._placed(problem, filled) for problem in error.problems])

    def _placed(self, problem: Problem, filled: _Filled) -> Problem:
        told = problem.place
        if told is not None and (told.file != self.folder_of or isinstance(told, CellPlace)):
            return problem  # It stands in the house file, say.
        return replace(problem, place=self.cell(problem.field, filled))

    def place(self, number: int) -> Place:
        """The place of a whole row."""
        return CellPlace(self.file, number, sheet=self.sheet)

    def cell(self, name: str, filled: _Filled) -> Place | None:
        """The cell that the field written ``claim.received`` comes from; ``None`` if unknown."""
        path = field_path(name)
        while path:
            if path in filled.places:
                return filled.places[path]
            path = path[:-1]
        return None


def field_path(name: str) -> Path_:
    """The steps of a field written ``agreed[1].post``."""
    steps: list[str | int] = []
    for part in name.replace("]", "").replace("[", ".#").split("."):
        if part.startswith("#") and part[1:].isdigit():
            steps.append(int(part[1:]))
        elif part:
            steps.append(part)
    return tuple(steps)


def _conflict(path: Path_) -> CellFaultError:
    return CellFaultError(
        "given-twice",
        worded(
            "'{field}' is given whole in one column and in part in another.", field=dotted(path)
        ),
        worded("Name the columns by the parts of '{field}' alone.", field=dotted(path)),
    )


def _put(into: dict[str, Any], path: Path_, value: Any) -> None:
    """Set ``value`` at ``path``; groups of fields and lists on the way are made.

    Raises:
        CellFaultError: something else stands there already.

    """
    here: Any = into
    for index, step in enumerate(path[:-1]):
        following: Any = _Indexed() if isinstance(path[index + 1], int) else {}
        here = _step(here, step, following, path[: index + 1])
    last = path[-1]
    if isinstance(last, int):
        _step(here, last, value, path)
        return
    if not isinstance(here, dict) or isinstance(here, _Indexed):
        raise _conflict(path[:-1])
    there = here.get(last)
    if isinstance(there, dict) and isinstance(value, dict):
        here[last] = {**value, **there}
    elif there is not None:
        raise _conflict(path)
    else:
        here[last] = value


class _Indexed(dict[int, Any]):
    """A list on its way, by the numbers that its columns give to the entries."""


def _step(here: Any, step: str | int, default: Any, path: Path_) -> Any:
    """What stands at ``step``; made if nothing does."""
    if isinstance(step, int) is not isinstance(here, _Indexed) or not isinstance(here, dict):
        raise _conflict(path[:-1] or path)
    return here.setdefault(step, default)


def _closed_up(value: Any, path: Path_, moved: dict[Path_, Path_]) -> Any:
    """``value`` with lists in place of numbered entries; ``moved`` notes where these went."""
    if isinstance(value, _Indexed):
        made = []
        for index, number in enumerate(sorted(value)):
            moved[(*path, number)] = (*path, index)
            made.append(_closed_up(value[number], (*path, number), moved))
        return made
    if isinstance(value, dict):
        return {key: _closed_up(item, (*path, key), moved) for key, item in value.items()}
    return value


def _moved(path: Path_, moved: Mapping[Path_, Path_]) -> Path_:
    for length in range(len(path), 0, -1):
        if (found := moved.get(path[:length])) is not None:
            return (*found, *path[length:])
    return path


def _merged(common: Mapping[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """``own`` over ``common``; a fact of the house that the row uses takes the whole place."""
    merged = dict(common)
    for name, value in own.items():
        there = merged.get(name)
        both = isinstance(there, Mapping) and isinstance(value, dict) and USE not in value
        merged[name] = _merged(there, value) if both else value  # type: ignore[arg-type]
    return merged


def _uses(value: Any) -> bool:
    if isinstance(value, dict):
        return USE in value or any(map(_uses, value.values()))
    return isinstance(value, list) and any(map(_uses, value))


def _without_house(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != HOUSE}
