"""The file of ``--map``: which field each column of a table from elsewhere is for.

::

    Kundenname: claimant.person.surname
    Bemerkung: null                      # no field of ours
    Status: {field: decision, values: {OK: granted, abgelehnt: refused}}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import DataError, Problem, worded
from ..schemas.source import Source, read_source
from .labels import folded

__all__ = ["ColumnMap", "read_map"]


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Fields by heads of columns; ``None`` for a column that is left out."""

    fields: Mapping[str, str | None] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def name(self, head: str) -> str:
        """The field that a head stands for; the head itself where none is given."""
        return self.fields.get(folded(head)) or head

    def drops(self, head: str) -> bool:
        """Whether a column is no field of ours."""
        return folded(head) in self.fields and self.fields[folded(head)] is None

    def words(self, head: str) -> Mapping[str, str]:
        """The keys of choices by the words that stand for them in this column."""
        return self.values.get(folded(head), {})


def read_map(path: Path) -> ColumnMap:
    """The fields by heads that stand in a file.

    Raises:
        DataError: it can't be read, or holds something else; with the place.

    """
    source = read_source(str(path))
    fields: dict[str, str | None] = {}
    values: dict[str, Mapping[str, str]] = {}
    for head, meant in source.data.items():
        match meant:
            case None | str():
                fields[folded(head)] = meant
            case {"field": str(name), **rest} if set(rest) <= {"values"}:
                fields[folded(head)] = name
                values[folded(head)] = _words(rest.get("values", {}), source, head)
            case _:
                raise _wrong(source, (head,), head)
    return ColumnMap(fields, values)


def _words(given: Any, source: Source, head: str) -> Mapping[str, str]:
    if not isinstance(given, dict) or not all(
        isinstance(v, str | bool | int) for v in given.values()
    ):
        raise _wrong(source, (head, "values"), head)
    return {folded(word): str(key) for word, key in given.items()}


def _wrong(source: Source, path: tuple[str, ...], head: str) -> DataError:
    return DataError(
        Problem(
            "map-unreadable",
            worded("it is not told which field '{head}' is for.", head=head[:60]),
            "Write 'head: field', 'head: null', or 'head: {field: …, values: {word: key}}'.",
            place=source.place(path),
        )
    )
