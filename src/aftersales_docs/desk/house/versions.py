"""Versions of a matter of the house: kept, put in force, taken out of force."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from django.db.models import Max

from ...errors import DataError, Problem, worded
from ..chain import Act, append, now
from ..opening import Register
from ..place import RegisterPlace
from ..writing import written
from .models import HouseFile, HouseVersion

MOST_BYTES: Final = 20 * 2**20
MOST_FILES: Final = 300


def versions(matter: str) -> list[HouseVersion]:
    """All versions of a matter, the newest first."""
    return list(HouseVersion.objects.filter(matter=matter).order_by("-number"))


def in_force(matter: str) -> HouseVersion | None:
    """The version that is in force, if one is."""
    return HouseVersion.objects.filter(matter=matter, in_force=True).first()


def version(matter: str, number: int) -> HouseVersion | None:
    """The version of that number."""
    return HouseVersion.objects.filter(matter=matter, number=number).first()


def files_in(row: HouseVersion) -> dict[str, bytes]:
    """The files of a version by their paths."""
    return {one.path: bytes(one.content) for one in row.files.order_by("path")}


def digest_of(files: Mapping[str, bytes]) -> str:
    """What names a set of files: the SHA-256 of their paths and contents."""
    total = hashlib.sha256()
    for path in sorted(files):
        total.update(f"{path}\0{hashlib.sha256(files[path]).hexdigest()}\n".encode())
    return total.hexdigest()


def too_much() -> DataError:
    """What is said of more files or bytes than are kept."""
    return DataError(
        Problem(
            "too-much",
            worded(
                "there are more than {files} files, or more than {most} MB.",
                files=MOST_FILES,
                most=MOST_BYTES // 2**20,
            ),
            "Leave out what no template needs.",
        )
    )


def number_in_force(matter: str) -> int:
    """The number of the version that is in force; 0 where none is."""
    row = in_force(matter)
    return row.number if row else 0


def changed_meanwhile() -> DataError:
    """What is said to who changes what somebody else has changed meanwhile."""
    return DataError(
        Problem(
            "house-changed",
            "somebody else has changed this meanwhile.",
            "Look at what is in force now (in another window), and change it there.",
        )
    )


def keep(  # noqa: PLR0913 (what is kept, who does it, and what it is to follow)
    register: Register,
    matter: str,
    files: Mapping[str, bytes],
    who: str,
    note: str = "",
    *,
    after: int | None = None,
) -> HouseVersion:
    """Keep a new version; it is not in force yet.

    ``after`` is the number of the version that must still be in force, 0 for none.

    Raises:
        DataError: it is too much, or another version is in force meanwhile.
        OutputError: the register can't be written to.

    """
    if len(files) > MOST_FILES or sum(map(len, files.values())) > MOST_BYTES:
        raise too_much()

    def work() -> HouseVersion:
        if after is not None and number_in_force(matter) != after:
            raise changed_meanwhile()
        last = HouseVersion.objects.filter(matter=matter).aggregate(last=Max("number"))["last"]
        made = HouseVersion.objects.create(
            matter=matter, number=(last or 0) + 1, made_at=now(), made_by=who, note=note[:400]
        )
        HouseFile.objects.bulk_create(
            HouseFile(version=made, path=path, content=content) for path, content in files.items()
        )
        append(f"{matter}-kept", Act(who, clear=_told(made, files)))
        return made

    return written(register, work)


def put_in_force(register: Register, row: HouseVersion, who: str) -> None:
    """Let a version be what new documents get, in place of the one before.

    Raises:
        OutputError: the register can't be written to.

    """

    def work() -> None:
        HouseVersion.objects.filter(matter=row.matter, in_force=True).update(in_force=False)
        HouseVersion.objects.filter(pk=row.pk).update(in_force=True)
        append(f"{row.matter}-in-force", Act(who, clear=_told(row, files_in(row))))

    written(register, work)


def take_out(register: Register, matter: str, who: str) -> None:
    """Let no version of a matter be in force: documents are as without it.

    Raises:
        OutputError: the register can't be written to.

    """

    def work() -> None:
        if HouseVersion.objects.filter(matter=matter, in_force=True).update(in_force=False):
            append(f"{matter}-out", Act(who, clear={"matter": matter}))

    written(register, work)


def _told(row: HouseVersion, files: Mapping[str, bytes]) -> dict[str, Any]:
    return {"matter": row.matter, "version": row.number, "sha256": digest_of(files)}


def laid_out(place: RegisterPlace, files: Mapping[str, bytes]) -> Path:
    """The folder in which ``files`` lie, named after what they are; made if it is not there.

    What was made with it can be made anew as long as it stays.
    """
    folder = place.folder / "house" / digest_of(files)[:32]
    if folder.is_dir():
        return folder
    folder.parent.mkdir(mode=0o700, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".new-", dir=folder.parent))
    try:
        for path, content in files.items():
            target = made / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        made.replace(folder)
    except OSError:
        shutil.rmtree(made, ignore_errors=True)
        if not folder.is_dir():  # Another process may have made it meanwhile.
            raise
    return folder
