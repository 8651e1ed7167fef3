"""How a document is made: what its files depend on besides the input."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..texts.edition import Edition
from .register.models import Document


@dataclass(frozen=True, slots=True)
class Options:
    """How a document is made.

    ``replaced_on`` is the day of the edition that it replaces: the row of that may lose it.
    """

    accepted: tuple[str, ...] = ()
    with_data: bool | None = None
    own_templates: str = ""
    replaced_on: str = ""

    @property
    def folder(self) -> Path | None:
        """The folder of own templates."""
        return Path(self.own_templates) if self.own_templates else None

    @property
    def text(self) -> str:
        """As a row keeps them."""
        data = asdict(self)
        if not self.replaced_on:  # As rows of before have it.
            del data["replaced_on"]
        return json.dumps(data, sort_keys=True)


def options_in(text: str) -> Options:
    """The options that a row keeps."""
    data: dict[str, Any] = json.loads(text)
    data["accepted"] = tuple(data["accepted"])
    return Options(**data)


def options_of(document: Document) -> Options:
    """How a row's files are made."""
    return options_in(document.options)


def edition_of(document: Document) -> Edition | None:
    """Which edition a row is, where it replaces one; those of before do not say so."""
    day, old = options_of(document).replaced_on, document.replaces
    if old is None or not day:
        return None
    return Edition(document.edition, old.edition, date.fromisoformat(day))


def edition_after(old: Document | None) -> Edition | None:
    """Which edition the document would be that replaces ``old``."""
    if old is None:
        return None
    editions = Document.objects.filter(kind=old.kind, number=old.number)
    newest = max(editions.values_list("edition", flat=True))
    return Edition(newest + 1, old.edition, date.fromisoformat(old.dated))
