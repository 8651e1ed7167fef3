"""A field at its place on a form."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from .paths import Path


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
    def must(self) -> bool:
        """Whether something must stand there."""
        return self.entry or self.info.is_required()

    @property
    def usual(self) -> FieldInfo | None:
        """The field, for what is usual there; an entry of a list has nothing usual."""
        return None if self.entry else self.info
