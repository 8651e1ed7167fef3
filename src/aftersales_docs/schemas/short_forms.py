"""Short forms: a line, or a word, in a file that stands for a group of fields.

A short form is declared where the type of a field is: ``Annotated[Words, ShortForm("text")]``.
The declaration is all there is: it reads the line, gives the JSON Schema its choice, and tells
whoever makes a starter file, a form or a table of a model what may stand in one cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import GetCoreSchemaHandler, TypeAdapter, ValidationInfo, WithJsonSchema
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, core_schema

from .base import StrictModel
from .scalars import Line, as_typed

Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class ShortForm:
    """What one line in place of a group of fields means: it fills the field ``fills``.

    ``words``: only these do, not any line. ``older``: what a word of earlier editions stands for,
    by the fields of the model around it that were read before (``None`` if it is no such word).
    ``usual``: the line is how it is mostly written, so that a starter file offers it alone.
    """

    fills: str
    words: tuple[str, ...] = ()
    older: Callable[[str, Given], Given | None] | None = None
    usual: bool = False

    def read(self, value: Any, around: Given) -> Any:
        """The group of fields that ``value`` stands for; a group stays as it is."""
        if value is None or isinstance(value, Mapping | StrictModel):
            return value
        if self.older and (known := self.older(as_typed(value), around)) is not None:
            return known
        return {self.fills: as_typed(value) if self.words else value}

    @property
    def meaning(self) -> str:
        """What the JSON Schema says of the line."""
        what = "One of these words" if self.words else "A line"
        return f"{what} in place of the fields stands for '{self.fills}' alone."

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """The schema of the group of fields, before which a line is read."""
        fields = handler(source)
        line: Any = Literal[self.words] if self.words else Line
        shown = TypeAdapter(line).json_schema() | {"description": self.meaning}
        described = handler.generate_schema(Annotated[line, WithJsonSchema(shown)])

        def read(value: Any, info: ValidationInfo) -> Any:
            return self.read(value, getattr(info, "data", None) or {})

        return core_schema.with_info_before_validator_function(
            read, fields, json_schema_input_schema=core_schema.union_schema([described, fields])
        )


def _declared(parts: Iterable[Any]) -> Iterator[ShortForm]:
    for part in parts:
        if isinstance(part, ShortForm):
            yield part
        yield from _declared(get_args(part))


def short_form(info: FieldInfo) -> ShortForm | None:
    """The short form of a field, or of the entries of its list; ``None`` if it has none."""
    return next(_declared((*info.metadata, info.annotation)), None)


def _has_fixed_words(annotation: Any) -> bool:
    if get_origin(annotation) is Literal:
        return True
    return any(_has_fixed_words(part) for part in get_args(annotation))


def usually_a_line(info: FieldInfo) -> bool:
    """Whether a field that may hold a group of fields is mostly written as one line.

    So are a short form that says so, and fixed words to choose from beside one's own.
    """
    declared = short_form(info)
    return declared.usual if declared else _has_fixed_words(info.annotation)
