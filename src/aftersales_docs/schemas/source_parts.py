"""What the readers of YAML and JSON share: places, errors, bounds, numbers as they were typed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeAlias

from ..characters import REORDERING, as_latin, lookalike_in, reordering_name
from ..errors import DataError, Place, Problem, worded

LIMIT_BYTES = 1024 * 1024
LIMIT_NODES = 20_000
LIMIT_DEPTH = 40
LIMIT_DIGITS = 1_000
STANDARD_INPUT = "-"

Path_: TypeAlias = tuple[str | int, ...]
Spot: TypeAlias = tuple[int, int]

_FIELD = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
# What YAML forbids, and the line breaks that only some programs count as such.
UNREADABLE = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
_WHOLE = re.compile(r"[-+]?[0-9]+")
_DECIMAL = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?([0-9]+))?")
_NO_NUMBER = re.compile(r"[-+]?(?:\.inf|\.nan|Infinity|NaN)", re.IGNORECASE)
# Half of a character beyond U+FFFF: an escape like \ud83d without its other half.
_HALF = re.compile("[\ud800-\udfff]")


class TypedInt(int):
    """A whole number that remembers how it was typed."""

    source_text: str

    def __new__(cls, text: str) -> TypedInt:
        """The number typed as ``text``."""
        number = super().__new__(cls, text)
        number.source_text = str(text)
        return number


class TypedDecimal(Decimal):
    """A number with a decimal point, kept exact, that remembers how it was typed."""

    source_text: str

    def __new__(cls, text: str) -> TypedDecimal:
        """The number typed as ``text``."""
        number = super().__new__(cls, text)
        number.source_text = str(text)
        return number


@dataclass(frozen=True, slots=True)
class Source:
    """The data of an input file and the places of its values and keys.

    ``content`` are the file's bytes, where they alone say all that ``data`` holds;
    ``remarks`` are warnings on how it is written. ``both`` is the whole of what this is one
    language of.
    """

    name: str
    data: Any
    places: dict[Path_, Place] = field(repr=False)
    key_places: dict[Path_, Place] = field(repr=False)
    content: bytes = field(default=b"", repr=False)
    remarks: tuple[Problem, ...] = ()
    both: Source | None = field(default=None, repr=False)

    def place(self, path: Path_) -> Place:
        """Where the value at ``path`` stands; of a missing one, its nearest parent."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places[path]

    def key_place(self, path: Path_) -> Place:
        """Where the key of the value at ``path`` stands."""
        return self.key_places.get(path) or self.place(path)

    def holds(self, path: Path_) -> bool:
        """Whether the file has a value at ``path``."""
        return path in self.places

    def place_of_field(self, name: str) -> Place:
        """Where the field written ``agreed[1].post`` stands."""
        path = tuple(int(index) if index else key for key, index in _FIELD.findall(name))
        return self.place(path)


class Failure:
    """Makes the errors of one file."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, code: str, message: str, cure: str, spot: Spot | None = None) -> DataError:
        return DataError(Problem(code, message, cure, place=self.place(spot)))

    def place(self, spot: Spot | None) -> Place:
        return Place(self.name, *spot) if spot else Place(self.name)

    def empty(self) -> DataError:
        return self("empty-file", "the file is empty.", "'aftersales-docs new' writes a starter.")

    def reordering(self, character: str, spot: Spot) -> DataError:
        """The error for a character that shows text in another order than it is read in."""
        return self(
            "reordering-character",
            worded(
                (
                    "the character {reordering_name} stands here: it shows text in another "
                    "order than it is written in."
                ),
                reordering_name=reordering_name(character),
            ),
            "Delete it, or type the text anew.",
            spot,
        )

    def too_deep(self, spot: Spot) -> DataError:
        return self(
            "too-deep",
            worded(
                "the data is nested deeper than {limit_depth} levels.", limit_depth=LIMIT_DEPTH
            ),
            "No document needs that; look for a bracket too many.",
            spot,
        )

    def too_many(self, spot: Spot) -> DataError:
        return self(
            "too-many-values",
            worded("the file unfolds to over {limit_nodes} values.", limit_nodes=LIMIT_NODES),
            "Split the file.",
            spot,
        )


def spot_of(text: str, index: int) -> Spot:
    """The line and column of a character of ``text``, both from 1."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


class Builder:
    """Collects where everything stands, within the bounds."""

    def __init__(self, fail: Failure) -> None:
        self.fail = fail
        self.places: dict[Path_, Place] = {}
        self.key_places: dict[Path_, Place] = {}
        self.key_looks: dict[Path_, Path_] = {}
        self.remarks: list[Problem] = []

    def enter(self, path: Path_, spot: Spot) -> None:
        """Note the value at ``path``."""
        if len(self.places) >= LIMIT_NODES:
            raise self.fail.too_many(spot)
        if len(path) > LIMIT_DEPTH:
            raise self.fail.too_deep(spot)
        self.places[path] = self.fail.place(spot)

    def enter_key(self, path: Path_, spot: Spot) -> None:
        """Note the key at ``path``."""
        if _HALF.search(str(path[-1])):
            raise self.fail(
                "key-not-text",
                "the name of a field holds half a character.",
                "Type the name anew.",
                spot,
            )
        first = self.key_places.get(path)
        if first is not None:
            raise self.fail(
                "key-twice",
                worded(
                    (
                        "the field '{path}' stands here again; it stands first in line {line}, "
                        "column {column}."
                    ),
                    path=str(path[-1])[:60],
                    line=first.line,
                    column=first.column,
                ),
                "Leave one of them.",
                spot,
            )
        self.key_places[path] = self.fail.place(spot)
        looks = (*path[:-1], as_latin(str(path[-1])))
        if (twin := self.key_looks.setdefault(looks, path)) != path:
            told = lookalike_in(str(path[-1])) or lookalike_in(str(twin[-1]))
            raise self.fail(
                "key-lookalike",
                worded(
                    "the field '{path}' looks like another one beside it. {told}",
                    path=str(path[-1])[:60],
                    told=told,
                ),
                "Type both anew in one alphabet.",
                spot,
            )

    def string(self, text: str, spot: Spot) -> str:
        """``text``, which has no sign that would show it in another order than it has."""
        if bad := REORDERING.search(text):
            raise self.fail.reordering(bad[0], spot)
        return text

    def number(self, text: str, spot: Spot) -> Any:
        """The number typed as ``text``; the text itself where it is none after all."""
        if _NO_NUMBER.fullmatch(text):
            raise self.fail(
                "no-number",
                worded("{text} is no number.", text=text),
                "Write a number, or put the text in quotes.",
                spot,
            )
        decimal = _DECIMAL.fullmatch(text)
        if decimal is None:
            return text
        if len(text) > LIMIT_DIGITS or len(decimal[1] or "") > 3:
            raise self.fail(
                "number-too-large",
                "this number is too large.",
                "Write a smaller one, or put it in quotes if it is text.",
                spot,
            )
        return TypedInt(text) if _WHOLE.fullmatch(text) else TypedDecimal(text)
