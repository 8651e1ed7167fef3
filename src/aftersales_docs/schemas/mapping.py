"""Data that another program holds as a mapping, made into what an input file would give."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from numbers import Integral, Real
from typing import Any

from ..characters import REORDERING, reordering_name
from ..errors import DataError, Place, Problem, worded
from .source import LIMIT_DEPTH, LIMIT_NODES, UNREADABLE, Path_, Source, TypedDecimal, TypedInt

# Either of them, in one look.
_ODD = re.compile(f"{UNREADABLE.pattern}|{REORDERING.pattern}")


def dotted(path: Path_) -> str:
    """``path`` as problems write it: ``agreed[1].post``."""
    parts = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(parts).removeprefix(".")


@dataclass(slots=True)
class _Builder:
    """Copies values, each into the type that a file's value would have."""

    place: Place
    places: dict[Path_, Place] = field(default_factory=dict)

    def fail(self, code: str, message: str, cure: str, path: Path_) -> DataError:
        return DataError(Problem(code, message, cure, dotted(path), self.place))

    def copy(self, value: Any, path: Path_ = ()) -> Any:
        if len(self.places) >= LIMIT_NODES:
            raise self.fail(
                "too-many-values",
                worded("there are over {LIMIT_NODES} values.", LIMIT_NODES=LIMIT_NODES),
                "Split the data.",
                path,
            )
        if len(path) > LIMIT_DEPTH:
            raise self.fail(
                "too-deep",
                worded(
                    "the data is nested deeper than {LIMIT_DEPTH} levels.", LIMIT_DEPTH=LIMIT_DEPTH
                ),
                "No document needs that.",
                path[:3],
            )
        self.places[path] = self.place
        if type(value) is str:  # Most values are; the others are asked one by one.
            return self._text(value, path)
        if type(value) is dict or isinstance(value, Mapping):
            return {
                self._key(key, path): self.copy(item, (*path, key)) for key, item in value.items()
            }
        if isinstance(value, list | tuple):
            return [self.copy(item, (*path, index)) for index, item in enumerate(value)]
        return self._scalar(value, path)

    def _key(self, key: Any, path: Path_) -> str:
        if isinstance(key, str):
            return self._text(key, path)
        raise self.fail(
            "key-no-text",
            worded("the key {key!r} is no text.", key=key),
            "Name fields by text.",
            path,
        )

    def _text(self, text: str, path: Path_) -> str:
        if _ODD.search(text) is None:
            return str(text)
        if bad := UNREADABLE.search(text):
            raise self.fail(
                "unreadable-character",
                worded("the character U+{ord:04X} can't be printed.", ord=ord(bad[0])),
                "Take it out.",
                path,
            )
        if bad := REORDERING.search(text):
            raise self.fail(
                "reordering-character",
                worded(
                    (
                        "the character {reordering_name} shows text in another order than it "
                        "is written in."
                    ),
                    reordering_name=reordering_name(bad[0]),
                ),
                "Take it out.",
                path,
            )
        return str(text)

    def _scalar(self, value: Any, path: Path_) -> Any:
        match value:
            case None | bool() | TypedInt() | TypedDecimal():
                return value
            case str():
                return self._text(value, path)
            case date():
                return self._day(value, path)
        number = _number(value)
        if number is not None:
            return number
        raise self.fail(
            "unknown-type",
            worded("a value of type {name} can't stand in a document.", name=type(value).__name__),
            "Give text, a finite number, a date, true or false, a list or a mapping.",
            path,
        )

    def _day(self, value: date, path: Path_) -> str:
        """A day; spreadsheets know days as midnights only."""
        if not isinstance(value, datetime):
            return value.isoformat()
        if value.time() == time():
            return value.date().isoformat()
        raise self.fail(
            "time-of-day",
            worded("a day is wanted, but {moment} has a time of day.", moment=value),
            "Give a date, or midnight of that day.",
            path,
        )


def _number(value: Any) -> TypedInt | TypedDecimal | None:
    """A finite number as a file would have it, of other libraries too (numpy, pandas)."""
    match value:
        case Integral():
            return TypedInt(str(int(value)))
        case Decimal() if value.is_finite():
            return TypedDecimal(f"{value:f}")
        case Real() if Decimal(str(float(value))).is_finite():
            return TypedDecimal(f"{Decimal(str(float(value))):f}")
    return None


def mapping_source(data: Mapping[str, Any], name: str = "data") -> Source:
    """``data`` as a source: dates become text, numbers keep every digit they have.

    There are no lines to point at, so every place is ``name`` alone; problems still name
    their fields.

    Raises:
        DataError: a value is of a type that no file could hold, or there are too many.

    """
    builder = _Builder(Place(name))
    return Source(name, builder.copy(data), builder.places, builder.places)
