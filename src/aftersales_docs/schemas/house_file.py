"""Facts of the house that stand once, in one file, and are used by the inputs of all kinds.

An input names the file (``house: house.yaml``) and takes from it what it needs::

    seller: {use: parties.nordwerk}
    product: {use: products.aqua_7, serial_number: WM714-2503-00817}

Fields beside ``use`` win over those of the house.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..characters import lookalike_in
from ..errors import DataError, Place, Problem, sentences, worded
from ..nearest import did_you_mean
from .named_files import named_file
from .source import Path_, Source, read_source

HOUSE = "house"
USE = "use"
# One fact may be made of others, but not without end.
_DEPTH = 8


@dataclass(frozen=True, slots=True)
class _Fact:
    """A value of the house file, and where it stands there."""

    value: Any
    path: Path_


class _Merger:
    """Puts the facts of one house file into one input."""

    def __init__(self, source: Source, house: Source) -> None:
        self.source, self.house = source, house
        self.places: dict[Path_, Place] = {}
        self.key_places: dict[Path_, Place] = {}

    def fail(self, origin: Source, path: Path_, message: str, cure: str) -> DataError:
        return DataError(Problem("house-fact", message, cure, place=origin.place(path)))

    def find(self, name: Any, origin: Source, path: Path_) -> _Fact:
        """The fact ``name``, written with points between its steps."""
        if not isinstance(name, str):
            raise self.fail(
                origin, path, "'use' names no fact.", "Write the fact's name, e.g. parties.seller."
            )
        value: Any = self.house.data
        steps: Path_ = ()
        for step in name.split("."):
            if not isinstance(value, dict) or step not in value:
                known = list(value) if isinstance(value, dict) else []
                there = ".".join(map(str, steps)) or worded("the file")
                raise self.fail(
                    origin,
                    path,
                    sentences(
                        worded(
                            "{name} has no '{step}' in {there}.",
                            name=self.house.name,
                            step=step,
                            there=there,
                        ),
                        lookalike_in(step),
                    ),
                    did_you_mean(step, known)
                    or worded("Known there: {known}.", known=", ".join(known)),
                )
            value, steps = value[step], (*steps, step)
        return _Fact(value, steps)

    def copy(self, value: Any, origin: Source, at: Path_, to: Path_, depth: int = 0) -> Any:
        """``value``, which stands at ``at`` in ``origin``, as it is to stand at ``to``."""
        self.places[to] = origin.place(at)
        self.key_places[to] = origin.key_place(at)
        if isinstance(value, dict):
            if USE in value:
                return self.used(value, origin, at, to, depth)
            return {
                key: self.copy(item, origin, (*at, key), (*to, key), depth)
                for key, item in value.items()
            }
        if isinstance(value, list):
            return [
                self.copy(item, origin, (*at, i), (*to, i), depth) for i, item in enumerate(value)
            ]
        return value

    def used(
        self, value: Mapping[str, Any], origin: Source, at: Path_, to: Path_, depth: int
    ) -> Any:
        """The fact that ``value`` uses, with what stands beside the ``use`` over it."""
        if depth == _DEPTH:
            raise self.fail(
                self.house, at, "facts use one another in a circle.", "Write one of them out."
            )
        found = self.find(value[USE], origin, (*at, USE))
        own = {key: item for key, item in value.items() if key != USE}
        taken = self.copy(found.value, self.house, found.path, to, depth + 1)
        if not own:
            return taken
        if not isinstance(taken, dict):
            raise self.fail(
                origin,
                at,
                worded(
                    "'{value}' is a single value; nothing can stand beside it.", value=value[USE]
                ),
                "Leave 'use' alone.",
            )
        mine = {
            key: self.copy(item, origin, (*at, key), (*to, key), depth)
            for key, item in own.items()
        }
        return taken | mine


def with_house(source: Source, root: Path | None = None, usual: Path | None = None) -> Source:
    """``source`` with the facts of the house file it names put in; without one, as it is.

    The path is taken from the input's own folder and held to it (:func:`.named_file`);
    ``root`` is a folder in which the file may lie too. ``usual`` is the house file of an input
    that uses facts and names no file. Places of facts are those in the house file, so that an
    error points at where it is to be mended.

    Raises:
        DataError: the file can't be read, or has no such fact; with the place of the use.

    """
    if not isinstance(source.data, dict):
        return source
    if HOUSE in source.data:
        path = named_file(source, (HOUSE,), source.data[HOUSE], root)
    elif usual is not None and _uses(source.data):
        path = str(usual)
    else:
        return source
    return with_facts(source, read_source(path))


def with_facts(source: Source, house: Source) -> Source:
    """``source`` with the facts of ``house``, a house file that was read already, put in.

    Raises:
        DataError: the house file has no such fact; with the place of the use.

    """
    merger = _Merger(source, house)
    data = {key: value for key, value in source.data.items() if key != HOUSE}
    merged = merger.copy(data, source, (), ())
    return replace(
        source, data=merged, places=merger.places, key_places=merger.key_places, content=b""
    )


def _uses(value: Any) -> bool:
    """Whether a fact of the house is used anywhere in ``value``."""
    if isinstance(value, dict):
        return USE in value or any(map(_uses, value.values()))
    return isinstance(value, list) and any(map(_uses, value))
