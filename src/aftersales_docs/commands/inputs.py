"""The files that a command is given: a folder stands for the input files in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ..errors import DataError, Place, Problem, worded
from .common import STANDARD_STREAM

INPUTS = (".yaml", ".yml", ".json")
FINISHED = (".docx", ".pdf")
# Facts of the house and schemas lie beside inputs, and are none.
_NO_INPUTS = ("house.yaml", "house.yml", "house.json")
_SCHEMA = ".schema.json"
_PARTS = 12  # Of a name with spaces in it, at most.


def listed(names: Sequence[str], endings: Sequence[str] = INPUTS) -> list[str]:
    """``names``, each folder among them replaced by its files of these ``endings``, by name.

    Folders inside it are not looked into.

    Raises:
        DataError: a folder has no such file, or can't be read; a name with spaces was parted.

    """
    if whole := _parted(names):
        raise DataError(
            Problem(
                "name-parted",
                "the name of the file has spaces, and was taken for several files.",
                worded('Put it in quotes: "{name}".', name=whole),
                place=Place(whole),
            )
        )
    return list(dict.fromkeys(_each(names, endings)))


def _parted(names: Sequence[str]) -> str:
    """The file whose name, with spaces in it, was given as several; empty where there is none."""
    missing = [not Path(name).exists() for name in names]
    for first in range(len(names)):
        for last in range(first + 2, min(first + _PARTS, len(names)) + 1):
            whole = " ".join(names[first:last])
            if all(missing[first:last]) and Path(whole).is_file():
                return whole
    return ""


def _each(names: Iterable[str], endings: Sequence[str]) -> Iterator[str]:
    for name in names:
        if name == STANDARD_STREAM or not Path(name).is_dir():
            yield name
            continue
        found = [str(path) for path in _entries(name) if _is_wanted(path, endings)]
        if not found:
            raise DataError(
                Problem(
                    "empty-folder",
                    worded("the folder holds no file {endings}.", endings=", ".join(endings)),
                    "Name the files, or the folder they lie in.",
                    place=Place(name),
                )
            )
        yield from found


def _entries(folder: str) -> list[Path]:
    try:
        return sorted(Path(folder).iterdir())
    except OSError as error:
        raise DataError(
            Problem(
                "unreadable",
                worded("the folder can't be read ({reason}).", reason=error.strerror or ""),
                "Look at its rights.",
                place=Place(folder),
            )
        ) from error


def _is_wanted(path: Path, endings: Sequence[str]) -> bool:
    name = path.name.lower()
    if name.startswith(".") or name in _NO_INPUTS or name.endswith(_SCHEMA):
        return False
    return path.suffix.lower() in endings and path.is_file()
