"""Files that an input names: held to the input's own folder, as an input may come from others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..errors import DataError, Problem, worded
from .source import STANDARD_INPUT, Path_, Source

_HOUSE_STEM = "house"


def named_file(source: Source, path: Path_, name: object, root: Path | None = None) -> str:
    """The path of the file that ``source`` names at ``path``, taken from its own folder.

    It must lie in that folder or below, all links followed; a file called ``house.yaml`` (or
    ``.yml``, ``.json``) may also lie directly in a folder above. ``root`` is a folder in which
    any file may be named.

    Raises:
        DataError: it names no file, or one that lies elsewhere; nothing is read.

    """
    return _held(source, path, name, Path(source.name).parent, root)


def named_beside(source: Source, path: Path_, name: str, root: Path | None = None) -> str:
    """As :func:`named_file`, from the folder of the file in which the name stands.

    That is the input's own or that of its house file, which was held to its place before.

    Raises:
        DataError: it lies elsewhere; nothing is read.

    """
    return _held(source, path, name, Path(source.place(path).file).parent, root)


def files_named(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The other files that an input names: the field, and what stands there."""
    for field, value in _named(data):
        name = value.get("file") if isinstance(value, Mapping) else value
        if isinstance(name, str):
            yield field, name


def _named(data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield "house", data.get("house")
    for field, value in data.items():
        if field == "bilingual":
            yield "bilingual.file", value
        elif field == "enclosures" and isinstance(value, list):
            for index, one in enumerate(value):
                if isinstance(one, Mapping):
                    yield f"enclosures[{index}].file", one
        elif isinstance(value, Mapping):
            for inner in ("logo", "staff"):
                yield f"{field}.{inner}", value.get(inner)


def _held(source: Source, path: Path_, name: object, folder: Path, root: Path | None) -> str:
    field = ".".join(map(str, path))
    if not isinstance(name, str) or name == STANDARD_INPUT or not name.strip() or "\0" in name:
        raise DataError(
            Problem(
                "house-file" if field == "house" else "named-file",
                worded("'{path}' names no file.", path=path[-1]),
                "Write the path of a file.",
                field,
                source.place(path),
            )
        )
    target = folder / name
    if _is_allowed(target, folder, root):
        return str(target)
    raise DataError(
        Problem(
            "outside-folder",
            "this file lies outside the folder of the input, which may name files there and "
            "below, and a house.yaml in a folder above.",
            "Move the file, or widen it with --house-root FOLDER if you trust the input.",
            field,
            source.place(path),
        )
    )


def _is_allowed(target: Path, folder: Path, root: Path | None) -> bool:
    try:
        real, beside = target.resolve(), folder.resolve()
    except (OSError, RuntimeError, ValueError):
        return False
    if real.is_relative_to(beside) or (root is not None and real.is_relative_to(root.resolve())):
        return True
    is_house = real.stem == _HOUSE_STEM and real.suffix in {".yaml", ".yml", ".json"}
    return is_house and real.parent in beside.parents


def named_bytes(path: Path, most: int) -> bytes:
    """The first ``most`` bytes of a file that an input names.

    Raises:
        DataError: there is none, or it can't be read.

    """
    if not path.is_file():
        raise DataError(
            Problem("not-found", "there is no such file.", "Look at the name and the folder.")
        )
    try:
        with path.open("rb") as stream:
            return stream.read(most)
    except OSError as error:
        raise DataError(
            Problem(
                "unreadable",
                worded("the file can't be read ({reason}).", reason=error.strerror or "?"),
                "Look at its name and at the disk it is on.",
            )
        ) from error
