"""Which templates of the house a new document is made with, by whatever way it is made."""

from __future__ import annotations

from pathlib import Path

from ..options import options_of
from ..place import RegisterPlace
from ..register.models import Document
from .models import TEMPLATES
from .versions import files_in, in_force, laid_out


def folder_now(place: RegisterPlace) -> Path | None:
    """The folder of the templates in force; ``None`` where none are."""
    row = in_force(TEMPLATES)
    return laid_out(place, files_in(row)) if row else None


def folder_for(place: RegisterPlace, replaces: Document | None) -> Path | None:
    """The templates of a new document: those in force, or those of the one that it replaces."""
    return options_of(replaces).folder if replaces is not None else folder_now(place)
