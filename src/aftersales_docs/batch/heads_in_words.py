"""Heads of tables in a user's words: which fields they may mean, and what is offered instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from ..kinds import KINDS, Kind
from ..language import LANGS
from ..nearest import any_offered
from ..schemas.field_words import Choices, fields_called
from .fields import Field, fields_of
from .labels import label_path

# What stands between the parts of a head: ``Kunde › Nachname``, ``Kunde - Nachname``.
_BETWEEN: Final = re.compile(r"\s*[›>/:|]\s*|\s+[-–—]\s+")
_OFFERED: Final = 6


@lru_cache(maxsize=4096)
def fields_meant(kind_id: str, head: str, listed: str = "") -> tuple[str, ...]:
    """The dotted names of the fields that ``head`` may mean by their names, labels, other words.

    The last part is what the field is called, those before it what it stands in; of a head of
    one part the fields of the document itself come before those of its groups.
    """
    kind = KINDS[kind_id]
    parts = [part for part in _BETWEEN.split(head.strip()) if part]
    if not parts:
        return ()
    fields = fields_of(kind, listed)
    found = [field for field in fields.values() if _is_called(kind, fields, field, parts)]
    top = [field for field in found if len(field.path) == 1]
    return tuple(field.name for field in (top if len(parts) == 1 and top else found))


def _is_called(
    kind: Kind, fields: Mapping[str, Field], field: Field, parts: Sequence[str]
) -> bool:
    """Whether ``parts`` are steps to ``field`` in their order, the last its own."""
    if len(parts) > len(field.path) or not _is_step(kind, field, parts[-1]):
        return False
    outer = [fields[".".join(field.path[:length])] for length in range(1, len(field.path))]
    waiting = list(parts[:-1])
    for one in outer:
        if waiting and _is_step(kind, one, waiting[0]):
            waiting.pop(0)
    return not waiting


def _is_step(kind: Kind, field: Field, word: str) -> bool:
    return any(field.path[-1] in fields_called(word, owner, kind.id) for owner in field.owners)


def offered_fields(kind: Kind, names: Iterable[str], listed: str = "") -> str:
    """The question which of the fields ``names`` is meant, each with its head; of many nothing."""
    wanted = list(names)
    if not 0 < len(wanted) <= _OFFERED:
        return ""
    called: dict[str, Mapping[str, str]] = {lang: label_path(kind, lang, listed) for lang in LANGS}
    return any_offered([Choices([name], called) for name in wanted])
