"""Where results go: a file of the sort that is made, or a folder, and never one for the other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click

from ..messages import told

# Endings that say a file is meant.
_WORD: Final = (".docx", ".docm", ".dotx", ".doc", ".odt", ".rtf")
_DATA: Final = (".yaml", ".yml", ".json", ".txt", ".csv", ".xlsx")
_FILES: Final = frozenset((*_WORD, *_DATA, ".pdf", ".html", ".zip"))


def folder_for_results(_context: click.Context, _parameter: click.Parameter, value: Path) -> Path:
    """A folder; the name of a file would become a folder of that name."""
    if value.suffix.lower() in _FILES and not value.is_dir():
        raise click.BadParameter(
            told(
                "'{value}' is the name of a file, but the results go into a folder. Name the "
                "folder.",
                value=value,
            )
        )
    return value


def format_of(output: Path, given: str | None, formats: tuple[str, ...]) -> str:
    """The format of a file: ``given``, or what its name ends in; the two must agree.

    Raises:
        UsageError: none is named, or the name is that of another sort of file.

    """
    ending = output.suffix.lower()
    named = given or ending.lstrip(".")
    if named not in formats:
        raise click.UsageError(
            told(
                "Name the format with --format, or let the file end in one: {formats}.",
                formats=", ".join(f".{one}" for one in formats),
            )
        )
    if ending in _FILES and ending != f".{named}":
        raise _other_sort(output, named.upper(), f".{named}")
    return named


def _other_sort(value: Any, what: str, ending: str) -> click.BadParameter:
    return click.BadParameter(
        told(
            "'{value}' has the ending of another sort of file: what is made is {what}. Let "
            "the name end in {ending}.",
            value=value,
            what=what,
            ending=ending,
        )
    )


def file_of(*endings: str, what: str) -> Callable[..., Any]:
    """A check that a file's name has one of ``endings``, as ``what`` is made."""

    def checked(_context: click.Context, _parameter: click.Parameter, value: Any) -> Any:
        if value is None or str(value) == "-" or Path(value).suffix.lower() in endings:
            return value
        raise _other_sort(value, what, endings[0])

    return checked
