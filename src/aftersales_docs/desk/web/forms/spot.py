"""A field at its place on a form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ....schemas.short_forms import short_form
from .paths import Path

_FILE: Final = "file"
# The file of a document's second language is no enclosure.
_SECOND: Final = "second"


@dataclass(frozen=True, slots=True)
class Spot:
    """The field ``name`` of ``model``, which stands at ``path``.

    ``entry``: it is an entry of the list that the field is.
    """

    model: type[BaseModel]
    name: str
    info: FieldInfo
    path: Path
    entry: bool = False

    @property
    def models(self) -> tuple[type[BaseModel], ...]:
        """The models whose words are asked for the field's choices."""
        return (self.model,)

    @property
    def is_file(self) -> bool:
        """Whether the field names a file that goes with the document."""
        if self.name == _FILE:
            return _SECOND not in self.model.model_fields
        declared = None if self.entry else short_form(self.info)
        return declared is not None and declared.fills == _FILE

    @property
    def must(self) -> bool:
        """Whether something must stand there."""
        return self.entry or self.info.is_required()

    @property
    def usual(self) -> FieldInfo | None:
        """The field, for what is usual there; an entry of a list has nothing usual."""
        return None if self.entry else self.info
