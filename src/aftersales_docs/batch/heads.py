"""Which field each column of a table is for, by its head."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from ..errors import DataError, Problem, worded
from ..kinds import KINDS, Kind
from ..language import LANGS
from ..messages import UI_LANGS, said
from ..nearest import did_you_mean, nearest
from ..schemas.source import Path_
from .fields import Field, Takes, fields_of
from .heads_in_words import fields_meant, offered_fields
from .labels import KEY, KEY_WORDS, SEPARATOR, choice_words, folded, label, label_path
from .mapfile import ColumnMap
from .tables import Table

__all__ = ["Column", "Columns", "ListSheet", "columns_of", "field_named", "is_key", "likely_field"]

# Columns that a list of failed rows has besides; they are no data.
REMARKS: Final = "error."
# What an errors file adds to the columns of a table: programs read it as it stands here.
REMARK_HEADS: Final = (
    worded("error.row"),
    worded("error.field"),
    worded("error.message"),
    worded("error.cure"),
)


@lru_cache(maxsize=1)
def _remarks_in_words() -> frozenset[str]:
    return frozenset(said(head, lang) for lang in UI_LANGS for head in REMARK_HEADS)


def is_remark(head: str) -> bool:
    """Whether ``head`` is of a column that an earlier run added, in whatever language."""
    return head.startswith(REMARKS) or head in _remarks_in_words()


_STEP: Final = re.compile(r"\[(\d{1,4})\]|([^.\[\]]+)")
_MOST_TOLD: Final = 10
_CLOSE: Final = 0.8


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where it stands, the path of its field, what that takes, words of choices."""

    index: int
    path: Path_
    takes: Takes
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ListSheet:
    """A sheet whose rows are the entries of a list: its field, name, key column, columns."""

    listed: str
    sheet: str
    key: int
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """All columns of a table, and of its further sheets; ``key`` joins those to the rows."""

    main: tuple[Column, ...]
    key: int | None = None
    lists: tuple[ListSheet, ...] = ()


@lru_cache(maxsize=64)
def _names(kind_id: str, listed: str = "") -> Mapping[str, str]:
    """The dotted names of fields by every head that may stand for them."""
    kind = KINDS[kind_id]
    fields = fields_of(kind, listed)
    found: dict[str, set[str]] = {}

    def add(head: str, name: str) -> None:
        found.setdefault(folded(head), set()).add(name)

    for lang in LANGS:
        for name, head in label_path(kind, lang, listed).items():
            add(head, name)
            add(head.replace(SEPARATOR, " > "), name)
            add(head.replace(SEPARATOR, "/"), name)
            add(head.replace(SEPARATOR, ": "), name)
    for lang in LANGS:
        # The last word alone, where it can mean one field only.
        for name, field in fields.items():
            if folded(label(kind, field, lang)) not in found or len(field.path) > 1:
                found.setdefault("?" + folded(label(kind, field, lang)), set()).add(name)
    sure = {head: next(iter(names)) for head, names in found.items() if len(names) == 1}
    short = {head[1:]: name for head, name in sure.items() if head.startswith("?")}
    by_name = {folded(name): name for name in fields}
    return {**short, **{h: n for h, n in sure.items() if not h.startswith("?")}, **by_name}


def _indexed(kind: Kind, head: str) -> tuple[Path_, Takes, Field] | None:
    """What ``remedies[0].type`` or ``address[1]`` means: an entry of a list in the row itself."""
    steps: Path_ = tuple(
        int(number) if number else name for number, name in _STEP.findall(head.replace(" ", ""))
    )
    at = next((i for i, step in enumerate(steps) if isinstance(step, int)), None)
    if at is None:
        return None
    listed = ".".join(map(str, steps[:at]))
    field = fields_of(kind).get(listed)
    if field is None or field.takes.entry is None:
        return None
    if len(steps) == at + 1:
        return steps, field.takes.entry, field
    if not field.takes.listed:
        return None
    inner = fields_of(kind, listed).get(".".join(map(str, steps[at + 1 :])))
    return (steps, inner.takes, inner) if inner else None


def is_key(head: str) -> bool:
    """Whether a column of this head joins the rows of further sheets to those of the first."""
    return folded(head) in {folded(word) for word in (KEY, *KEY_WORDS.values())}


def field_named(kind: Kind, head: str, listed: str = "") -> str:
    """The field that a head surely stands for, as a head may name it; empty for none.

    ``listed`` is the list whose sheet has the column.
    """
    column = _column(kind, 0, head, listed, {})
    if column is None:
        return ""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in column.path)
    return "".join(steps).lstrip(".")


def likely_field(kind: Kind, head: str, listed: str = "") -> str:
    """The field that a head of a table from elsewhere may stand for; empty for none."""
    names = _names(kind.id, listed)
    close = get_close_matches(folded(head), names, n=1, cutoff=_CLOSE)
    return names[close[0]] if close else ""


def columns_of(kind: Kind, table: Table, given: ColumnMap) -> Columns:
    """The columns of ``table`` and its further sheets.

    ``given`` are fields for heads that are not ours.

    Raises:
        DataError: a head names no field, or two name the same; all at once.

    """
    problems: list[Problem] = []
    main = tuple(_resolved(kind, table, "", given, problems))
    key = next((i for i, head in enumerate(table.heads) if is_key(head)), None)
    if key is None:
        key = next((column.index for column in main if column.path == ("number",)), None)
    lists = [
        found
        for name, other in table.others.items()
        if (found := _list_sheet(kind, name, other, given, problems)) is not None
    ]
    if lists and key is None:
        problems.append(_without_key(table))
    problems += _same_list(table, lists)
    if not main and not problems:
        problems.append(_unknown(kind, table, 0, ""))
    if problems:
        raise DataError(problems[:_MOST_TOLD])
    return Columns(main, key, tuple(lists))


def _resolved(
    kind: Kind, table: Table, listed: str, given: ColumnMap, problems: list[Problem]
) -> Iterator[Column]:
    taken: dict[Path_, int] = {}
    for index, head in enumerate(table.heads):
        if not head.strip() or is_remark(head) or is_key(head) or given.drops(head):
            continue
        column = _column(kind, index, given.name(head), listed, given.words(head))
        if column is None:
            problems.append(_unknown(kind, table, index, listed))
        elif column.path in taken:
            problems.append(_twice(table, index, taken[column.path]))
        else:
            taken[column.path] = index
            yield column


def _column(
    kind: Kind, index: int, head: str, listed: str, words: Mapping[str, str]
) -> Column | None:
    names = _names(kind.id, listed)
    meant = fields_meant(kind.id, head, listed) if folded(head) not in names else ()
    if name := names.get(folded(head)) or (meant[0] if len(meant) == 1 else ""):
        field = fields_of(kind, listed)[name]
        known = {**choice_words(kind, field), **words}
        return Column(index, field.path, field.takes, known)
    indexed = None if listed else _indexed(kind, head)
    if indexed is None:
        return None
    path, takes, field = indexed
    return Column(index, path, takes, {**choice_words(kind, field), **words})


def _unknown(kind: Kind, table: Table, index: int, listed: str) -> Problem:
    head = table.heads[index] if index < len(table.heads) else ""
    names = _names(kind.id, listed)
    near = nearest(head, names)
    meant = fields_meant(kind.id, head, listed)
    message = worded("the column '{head}' is for no field.", head=head[:60])
    if meant:
        message = worded("the column '{head}' may be for several fields.", head=head[:60])
    meant = meant or ((names[near],) if near else ())
    return Problem(
        "unknown-column",
        message,
        offered_fields(kind, meant, listed)
        or "Name the field in the file of --map, or leave the column out there.",
        place=table.place(1, index),
    )


def _twice(table: Table, index: int, first: int) -> Problem:
    return Problem(
        "column-twice",
        worded(
            "the columns '{first}' and '{second}' are for the same field.",
            first=table.heads[first][:60],
            second=table.heads[index][:60],
        ),
        "Leave one of them.",
        place=table.place(1, index),
    )


def _without_key(table: Table) -> Problem:
    return Problem(
        "no-key-column",
        "there are lists in further sheets, but no column joins them to the rows.",
        worded("Add a column '{key}' to each sheet, or one for the number.", key=KEY),
        place=table.place(1),
    )


def list_named(kind: Kind, name: str) -> str | None:
    """The list that a sheet of this name holds: by dotted name, or by its label."""
    listed = [field for field in fields_of(kind).values() if field.takes.listed]
    by_name = {folded(field.name): field.name for field in listed}
    for lang in LANGS:
        for field in listed:
            for head in (label(kind, field, lang), label_path(kind, lang)[field.name]):
                by_name.setdefault(folded(head)[:31].strip(), field.name)
    return by_name.get(folded(name)[:31].strip())


def _list_sheet(
    kind: Kind, name: str, table: Table, given: ColumnMap, problems: list[Problem]
) -> ListSheet | None:
    listed = list_named(kind, given.name(name))
    if listed is None:
        if not given.drops(name):
            problems.append(_no_list(kind, table, name))
        return None
    key = next((i for i, head in enumerate(table.heads) if is_key(head)), None)
    if key is None:
        problems.append(_without_key(table))
        return None
    columns = tuple(_resolved(kind, table, listed, given, problems))
    return ListSheet(listed, name, key, columns)


def _same_list(table: Table, lists: list[ListSheet]) -> Iterator[Problem]:
    """Two sheets that hold the same list."""
    first: dict[str, str] = {}
    for one in lists:
        if one.listed in first:
            yield Problem(
                "sheet-twice",
                worded(
                    "the sheets '{first}' and '{second}' are for the same list.",
                    first=first[one.listed][:60],
                    second=one.sheet[:60],
                ),
                "Join them, or begin the name of one with '_'.",
                place=table.others[one.sheet].place(1),
            )
        first.setdefault(one.listed, one.sheet)


def _no_list(kind: Kind, table: Table, name: str) -> Problem:
    names = [field.name for field in fields_of(kind).values() if field.takes.listed]
    return Problem(
        "unknown-sheet",
        worded("the sheet '{name}' is for no list.", name=name[:60]),
        did_you_mean(name, names)
        or "Begin its name with '_' if it holds no data, or name its list in the file of --map.",
        place=table.place(1),
    )
