"""A list of staff as a table (CSV), in place of names typed into the input.

An input names the file (``acknowledgement: {staff: staff.csv}``); its rows are read as if they
stood under ``employees``, so that what is wrong with one is told with its row and cell.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from ..characters import REORDERING
from ..errors import DataError, Place, Problem, worded
from .csv_text import delimiter_of, text_of
from .named_files import named_beside, named_bytes
from .source import LIMIT_BYTES, Path_, Source

STAFF: Final = "staff"
_GROUP: Final = "acknowledgement"
_EMPLOYEES: Final = "employees"
_MAX_ROWS: Final = 500
# How a column is called by those who write such lists; small, without full stops and blanks.
_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "surname": ("surname", "lastname", "familyname", "nachname", "familienname", "фамилия"),
    "given_name": ("givenname", "firstname", "forename", "vorname", "имя"),
    "patronymic": ("patronymic", "vatersname", "отчество"),
    "name": ("name", "fullname", "namevorname", "nachnamevorname", "employee", "mitarbeiter",
             "mitarbeiterin", "фио", "фамилияимяотчество", "фамилияио", "работник", "сотрудник"),
    "academic_title": ("academictitle", "title", "titel", "akademischertitel"),
    "gender": ("gender", "geschlecht", "пол"),
    "post": ("post", "position", "jobtitle", "stelle", "funktion", "stellenbezeichnung",
             "должность"),
    "personnel_number": ("personnelnumber", "personnelno", "employeenumber", "employeeno",
                         "staffnumber", "personalnummer", "personalnr", "persnr", "pnr",
                         "табельныйномер", "табномер", "таб№", "табельный№", "табn"),
}  # fmt: skip
_GENDERS: Final = {
    "m": "male", "male": "male", "männlich": "male", "м": "male", "муж": "male",
    "мужской": "male", "f": "female", "w": "female", "female": "female", "weiblich": "female",
    "ж": "female", "жен": "female", "женский": "female",
}  # fmt: skip
_CALLED: Final = {name: field for field, names in _COLUMNS.items() for name in names}


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the table: its number among the lines, and its cells."""

    line: int
    cells: Sequence[str]


def with_staff(source: Source, root: Path | None = None) -> Source:
    """``source`` with the rows of the list of staff that it names, else as it is.

    ``root`` is a folder in which any file may be named.

    Raises:
        DataError: the file can't be read as a list of staff; with row and cell.

    """
    group = source.data.get(_GROUP) if isinstance(source.data, dict) else None
    if not isinstance(group, dict) or STAFF not in group:
        return source
    path: Path_ = (_GROUP, STAFF)
    named = group[STAFF]
    if isinstance(named, dict) and set(named) == {"file"}:
        path, named = (*path, "file"), named["file"]
    if not isinstance(named, str):
        return source  # The schema says what should stand there.
    try:
        file = named_beside(source, path, named, root)
        table = _Table(str(named), _content(Path(file)))
    except DataError as error:
        field = ".".join(map(str, path))
        raise DataError(
            one if one.place else replace(one, field=field, place=source.place(path))
            for one in error.problems
        ) from error
    return _merged(source, group, table)


def _merged(source: Source, group: Mapping[str, Any], table: _Table) -> Source:
    typed = group.get(_EMPLOYEES)
    people = list(typed) if isinstance(typed, list) else []
    places = dict(source.places)
    for place, person in table.people():
        at: Path_ = (_GROUP, _EMPLOYEES, len(people))
        places[at] = Place(table.name, place.line, 1)
        for field, (_, column) in person.items():
            places[*at, field] = Place(table.name, place.line, column)
        people.append({field: value for field, (value, _) in person.items()})
    places.setdefault((_GROUP, _EMPLOYEES), Place(table.name))
    rest = {key: value for key, value in group.items() if key != STAFF}
    data = {**source.data, _GROUP: {**rest, _EMPLOYEES: people}}
    keys = {**places, **source.key_places}
    return replace(source, data=data, places=places, key_places=keys, content=b"")


def _content(path: Path) -> bytes:
    content = named_bytes(path, LIMIT_BYTES + 1)
    if len(content) > LIMIT_BYTES:
        raise DataError(Problem("too-large", "the file is larger than 1 MiB.", "Split it."))
    return content


class _Table:
    """The rows of one list of staff."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        text = text_of(content, name)
        if bad := REORDERING.search(text):
            line = text.count("\n", 0, bad.start()) + 1
            raise self.fail(
                "reordering-character",
                "a character stands here that shows text in another order than it is written in.",
                "Delete it, or type the text anew.",
                line,
                1,
            )
        rows = list(self.rows(text))
        if not rows:
            raise self.fail("staff-empty", "the list of staff is empty.", _HEAD, 1, 1)
        self.head, *self.body = rows
        self.fields = [_CALLED.get(_plain(cell)) for cell in self.head.cells]
        self.check_head()

    def fail(self, code: str, message: str, cure: str, line: int, column: int) -> DataError:
        field = f"{_GROUP}.{STAFF}"
        return DataError(Problem(code, message, cure, field, Place(self.name, line, column)))

    def rows(self, text: str) -> Iterator[_Row]:
        lines = text.splitlines(keepends=True)
        skipped = 1 if lines and lines[0].lower().startswith("sep=") else 0
        if alone := _one_column(lines[skipped:], skipped):
            yield from alone
            return
        delimiter = delimiter_of(lines[skipped:], _known_cells)
        reader = csv.reader(lines[skipped:], delimiter=delimiter, strict=True)
        line = skipped
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield _Row(line + 1, [" ".join(cell.split()) for cell in cells])
                line = skipped + reader.line_num
        except csv.Error as error:
            raise self.fail(
                "staff-quotes",
                "a quotation mark is opened here and not closed.",
                "Save the table anew as CSV.",
                line + 1,
                1,
            ) from error

    def check_head(self) -> None:
        known = [field for field in self.fields if field]
        if "name" not in known and not {"surname", "given_name"} <= set(known):
            raise self.fail(
                "staff-no-names", "the list has no columns with names.", _HEAD, self.head.line, 1
            )
        for column, field in enumerate(self.fields, 1):
            if field and field in self.fields[: column - 1]:
                raise self.fail(
                    "staff-column-twice",
                    worded("two columns mean the same ({field}).", field=field),
                    "Delete one of them.",
                    self.head.line,
                    column,
                )
        if len(self.body) > _MAX_ROWS:
            raise self.fail(
                "staff-too-long",
                worded("the list has more than {rows} rows.", rows=_MAX_ROWS),
                "Split it.",
                self.body[_MAX_ROWS].line,
                1,
            )

    def people(self) -> list[tuple[_Row, dict[str, tuple[str, int]]]]:
        """Each row with its fields: the value, and the number of its cell.

        Raises:
            DataError: rows can't be read; all at once.

        """
        found: list[tuple[_Row, dict[str, tuple[str, int]]]] = []
        problems: list[Problem] = []
        seen: dict[tuple[str, ...], int] = {}
        for row in self.body:
            try:
                person = self.person(row)
                self.refuse_twice(row, person, seen)
                found.append((row, person))
            except DataError as error:
                problems += error.problems
        if problems:
            raise DataError(problems)
        return found

    def refuse_twice(
        self, row: _Row, person: Mapping[str, tuple[str, int]], seen: dict[tuple[str, ...], int]
    ) -> None:
        """Refuse who stands in the list already: by personnel number, else by all that is told.

        Raises:
            DataError: the row repeats another.

        """
        number = person.get("personnel_number")
        key = (number[0],) if number else tuple(f"{name}={one[0]}" for name, one in person.items())
        first = seen.setdefault(key, row.line)
        if first == row.line:
            return
        told = (
            "the personnel number stands in row {row} already."
            if number
            else ("this person stands in row {row} already.")
        )
        raise self.fail(
            "staff-twice",
            worded(told, row=first),
            "Delete one of the two rows, or correct it.",
            row.line,
            number[1] if number else 1,
        )

    def person(self, row: _Row) -> dict[str, tuple[str, int]]:
        if any(row.cells[len(self.fields) :]):
            raise self.fail(
                "staff-row-too-long",
                "the row has more cells than the head of the table.",
                "Put values with a separator in them into quotes, or save the table anew.",
                row.line,
                len(self.fields) + 1,
            )
        found: dict[str, tuple[str, int]] = {}
        for column, (field, cell) in enumerate(zip(self.fields, row.cells, strict=False), 1):
            if field and cell:
                found |= self.values(field, cell, row.line, column)
        return found

    def values(self, field: str, cell: str, line: int, column: int) -> dict[str, tuple[str, int]]:
        if field == "gender":
            gender = _GENDERS.get(cell.lower().rstrip("."), cell)
            return {field: (gender, column)}
        if field != "name":
            return {field: (cell, column)}
        parts = _name_parts(cell)
        if parts is None:
            raise self.fail(
                "staff-name",
                worded("'{cell}' can't be told apart into surname and given name.", cell=cell),
                "Write 'Müller, Petra', 'Иванов Иван Иванович', or two columns.",
                line,
                column,
            )
        return {name: (value, column) for name, value in parts.items()}


_HEAD: Final = (
    "The first row names the columns: Nachname, Vorname, Stelle, Personalnummer; Фамилия, Имя, "
    "Отчество, Должность, Табельный номер; surname, given name, post, personnel number; or the "
    "whole name in one (Name, ФИО)."
)


def _plain(cell: str) -> str:
    return "".join(char for char in cell.lower() if char.isalnum() or char == "№")


def _known_cells(cells: Sequence[str]) -> int:
    """How many of ``cells`` are names of columns."""
    return sum(_plain(cell) in _CALLED for cell in cells)


def _one_column(lines: Sequence[str], before: int) -> list[_Row]:
    """The rows of a list of names and nothing else, with a head of its own where it has none.

    The comma of 'Müller, Petra' then stands inside the name. Nothing where there are columns.
    """
    rows = [
        _Row(before + number, [" ".join(line.strip().strip('"').split())])
        for number, line in enumerate(lines, 1)
        if line.strip().strip('"')
    ]
    if not rows or any(mark in line for line in lines for mark in ";\t|"):
        return []
    head, names = rows[0].cells[0], all(_name_parts(row.cells[0]) for row in rows[1:])
    if _CALLED.get(_plain(head)) == "name" and (names or "," not in head):
        return rows
    if names and _name_parts(head) and not _known_cells(head.split(",")):
        return [_Row(before + 1, ["name"]), *rows]
    return []


def _name_parts(cell: str) -> dict[str, str] | None:
    """'Müller, Petra' and 'Иванов Иван Иванович' as their parts."""
    surname, comma, given = (part.strip() for part in cell.partition(","))
    if comma:
        return {"surname": surname, "given_name": given} if surname and given else None
    words = cell.split()
    cyrillic = all("\u0400" <= char <= "\u04ff" or char == "-" for word in words for char in word)
    if not cyrillic or not 2 <= len(words) <= 4:
        return None
    parts = {"surname": words[0], "given_name": words[1]}
    return parts | ({"patronymic": " ".join(words[2:])} if words[2:] else {})
