"""The input's fields as a template sees them: read by name, and nothing but data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from ..errors import worded


def view(value: Any) -> Any:
    """``value`` for a template: groups of values as :class:`Fields`, lists as tuples."""
    if isinstance(value, BaseModel | Mapping):
        return Fields(value)
    if isinstance(value, list | tuple | set | frozenset):
        return tuple(view(item) for item in value)
    return value


def source_of(value: Any) -> Any:
    """What stands behind ``value``: the model of a view, anything else itself."""
    return value._source if isinstance(value, Fields) else value


class Fields:
    """A group of values of the input (a party, a product …).

    Unlike a mapping it has no methods that could hide a field (``items``), and unlike a
    model no machinery that a template could reach.
    """

    __slots__ = ("_source",)

    def __init__(self, source: BaseModel | Mapping[str, Any]) -> None:
        self._source = source

    def __getattr__(self, name: str) -> Any:
        # Only asked for what is no attribute of this class, so never for its machinery.
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    def __getitem__(self, name: str) -> Any:
        if name not in names_of(self):
            raise KeyError(name)
        source = self._source
        return view(getattr(source, name) if isinstance(source, BaseModel) else source[name])

    def __iter__(self) -> Iterator[str]:
        return iter(names_of(self))

    def __len__(self) -> int:
        return len(names_of(self))

    def __bool__(self) -> bool:
        return True

    def __contains__(self, name: object) -> bool:
        return name in names_of(self)

    def __eq__(self, other: object) -> bool:
        return bool(self._source == source_of(other))

    def __hash__(self) -> int:
        return hash(names_of(self))

    def __reduce__(self) -> tuple[type[Fields], tuple[Any]]:
        return Fields, (self._source,)

    def __str__(self) -> str:
        if "text" in names_of(self):
            return str(self["text"])
        names = ", ".join(names_of(self))
        raise TypeError(
            worded("this is a group of values; name one of them: {names}", names=names)
        )


def names_of(fields: Fields) -> tuple[str, ...]:
    """The names of the values in a group."""
    source = fields._source
    known = type(source).model_fields if isinstance(source, BaseModel) else source
    return tuple(map(str, known))
