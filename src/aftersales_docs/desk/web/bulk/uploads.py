"""What comes in: one table, and what its rows name."""

from __future__ import annotations

import re
import secrets
import shutil
from pathlib import Path
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest

from ....errors import DataError, Problem, worded
from ....kinds import KINDS
from ....language import LANGS
from ....law import LAWS
from ....messages import current
from ....schemas.source import read_source
from ...accounts.rights import may
from ...bulk.models import Batch
from ...chain import now
from ...offices import named_office
from ..signed_in import person_of
from .looking import looked_at, packed
from .places import DEFAULTS, IN, root

MOST: Final = 50 * 1024 * 1024
_MOST_FILES: Final = 30
_TABLES: Final = (".csv", ".tsv", ".xlsx", ".ods")
# No folder, no hidden file, nothing that a file system or a list of files would stumble over.
_NAME: Final = re.compile(r"[\w(][\w .,()+-]{0,118}")
_DEFAULTS: Final = (".yaml", ".yml", ".json")


def taken_in(request: HttpRequest) -> Batch:
    """A new batch of what a form brought.

    Raises:
        DataError: it can't be taken in; nothing of it is kept.

    """
    kind = request.POST.get("kind", "")
    office = named_office(request.POST.get("office", "").strip())
    if kind not in KINDS or not may(person_of(request), "write", office, kind):
        raise Http404
    files = _files(request)
    name = next(iter(files))
    folder = secrets.token_hex(16)
    place = root() / folder
    (place / IN).mkdir(parents=True, mode=0o700)
    try:
        for given, content in files.items():
            _stored(place / IN / given, content)
        _common(request, place / IN)
        sheets, rows = looked_at(place / IN / name)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    return Batch(
        owner=person_of(request), office=office, kind=kind, name=name, folder=folder,
        lang=current(), seen=packed(sheets), rows=rows, made_at=now(),
    )  # fmt: skip


def _files(request: HttpRequest) -> dict[str, Any]:
    """The files by name, the table first."""
    table = request.FILES.get("table")
    if not isinstance(table, UploadedFile):
        raise DataError(Problem("no-table", "no table was chosen.", "Choose one."))
    others = [file for file in request.FILES.getlist("more") if isinstance(file, UploadedFile)]
    by_name = {_named(file): file for file in (table, *others)}
    if Path(_named(table)).suffix.lower() not in _TABLES:
        raise DataError(
            Problem(
                "no-table-format",
                worded("'{name}' is no table.", name=table.name),
                worded("Give one of: {endings}.", endings=", ".join(_TABLES)),
            )
        )
    if len({name.casefold() for name in by_name}) != len(others) + 1 or len(others) > _MOST_FILES:
        raise DataError(
            Problem(
                "files-alike",
                "two files have the same name, or there are too many.",
                worded(
                    "Give at most {most} files, each with a name of its own.", most=_MOST_FILES
                ),
            )
        )
    defaults = request.FILES.get("defaults")
    every = [*by_name.values(), *([defaults] if isinstance(defaults, UploadedFile) else [])]
    if sum(file.size or 0 for file in every) > MOST:
        raise DataError(
            Problem(
                "upload-too-large",
                worded("the files are larger than {most} MB together.", most=MOST // 2**20),
                "Send smaller ones.",
            )
        )
    return by_name


def _named(file: Any) -> str:
    name = (file.name or "").strip()
    if not _NAME.fullmatch(name) or name.casefold() == DEFAULTS:
        raise DataError(
            Problem(
                "file-name",
                worded("a file can't be called '{name}' here.", name=name[:60]),
                "Use letters, figures, spaces, points and hyphens.",
            )
        )
    return name


def _stored(path: Path, content: Any) -> None:
    with path.open("xb") as file:
        for chunk in content.chunks():
            file.write(chunk)


def _common(request: HttpRequest, folder: Path) -> None:
    """What all rows have in common: a file of it, or language and law as chosen."""
    given = request.FILES.get("defaults")
    path = folder / DEFAULTS
    if isinstance(given, UploadedFile):
        if Path(given.name or "").suffix.lower() not in _DEFAULTS:
            raise DataError(
                Problem(
                    "no-defaults",
                    "what all rows have in common is no YAML or JSON file.",
                    worded("Give one of: {endings}.", endings=", ".join(_DEFAULTS)),
                )
            )
        _stored(path, given)
        read_source(str(path))
        return
    chosen = {
        name: value
        for name, known in (("lang", LANGS), ("law", LAWS))
        if (value := request.POST.get(name, "")) in known
    }
    if chosen:
        path.write_text("".join(f"{name}: {value}\n" for name, value in chosen.items()))
