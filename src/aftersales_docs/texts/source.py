"""A text of the library as it is written: its blocks, with their places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..errors import Place

BlockType = Literal["heading", "point", "paragraph", "item", "form", "end"]


@dataclass(frozen=True, slots=True)
class Attributes:
    """What stands in ``{#id when="…" each="…" …}``."""

    id: str = ""
    when: str = ""
    each: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FormRow:
    """One line of a form, as the sources of its cells."""

    cells: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Source:
    """One block of a text as written; ``form`` is the name of a form."""

    type: BlockType
    attributes: Attributes
    place: Place
    text: str = ""
    level: int = 0
    form: str = ""
    parts: tuple[tuple[FormRow, ...], ...] = ()
    children: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text of the library: its words for the writers and its blocks.

    ``label_lines`` are the lines on which the words for the writers stand; ``shared`` the
    names of the shared pieces that the text takes in.
    """

    name: str
    labels: Mapping[str, str]
    blocks: tuple[Source, ...]
    label_lines: Mapping[str, int] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()
