"""Where a register lies: its data folder, and the database beside it or on a server."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import platformdirs

from ..errors import OutputError, Place, Problem, UsageError, worded
from .network_drives import network_file_system

DATA_VARIABLE = "AFTERSALES_DOCS_DATA"
DATABASE_VARIABLE = "AFTERSALES_DOCS_DATABASE"
FILES_VARIABLE = "AFTERSALES_DOCS_FILES"
_POSTGRESQL = {"postgres", "postgresql"}
# What may stand behind the question mark of the address.
_OPTIONS = {"sslmode", "sslrootcert", "connect_timeout", "application_name"}


@dataclass(frozen=True, slots=True)
class RegisterPlace:
    """A data folder, and the address of a PostgreSQL database; empty for SQLite in the folder."""

    folder: Path
    url: str = ""
    # Where the files lie otherwise than in the folder, as fsspec has it: s3://bucket/folder.
    files_url: str = ""

    @property
    def sqlite(self) -> Path:
        """The file of the embedded database."""
        return self.folder / "register.sqlite3"

    @property
    def files(self) -> Path:
        """Where the documents' files lie."""
        return self.folder / "files"

    def database(self) -> dict[str, object]:
        """The database as Django has it.

        Raises:
            UsageError: the address is none of PostgreSQL.

        """
        if self.url:
            return _postgresql(self.url)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(self.sqlite),
            "OPTIONS": {
                # Writers queue before they read; a commit that was told of survives a power cut.
                "transaction_mode": "IMMEDIATE",
                "timeout": 60,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }


def register_place(data: Path | None = None) -> RegisterPlace:
    """The register that is meant: ``data``, else by the environment, else the user's own."""
    named = data or os.environ.get(DATA_VARIABLE)
    folder = Path(named) if named else platformdirs.user_data_path("aftersales-docs")
    return RegisterPlace(
        folder.absolute(),
        os.environ.get(DATABASE_VARIABLE, ""),
        os.environ.get(FILES_VARIABLE, ""),
    )


def prepared(place: RegisterPlace) -> RegisterPlace:
    """``place`` with its folder made, for its owner alone.

    Raises:
        OutputError: it can't be made, or SQLite is not safe there.

    """
    try:
        place.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        place.files.mkdir(exist_ok=True, mode=0o700)
    except OSError as error:
        raise OutputError(
            Problem(
                "register-folder",
                worded(
                    "the folder of the register can't be made ({reason}).", reason=error.strerror
                ),
                "Name one that you may write to with --data.",
                place=Place(str(place.folder)),
            )
        ) from error
    if not place.url and (system := network_file_system(place.folder)):
        raise OutputError(
            Problem(
                "register-on-network-drive",
                worded(
                    "the folder lies on a network drive ({system}), where SQLite loses data when "
                    "two people write.",
                    system=system,
                ),
                worded(
                    "Name a folder on a disk of this machine with --data, or a PostgreSQL "
                    "database in {variable}.",
                    variable=DATABASE_VARIABLE,
                ),
                place=Place(str(place.folder)),
            )
        )
    return place


def _postgresql(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    sound = parts.scheme in _POSTGRESQL and parts.path.strip("/") and not set(options) - _OPTIONS
    try:
        port = parts.port
    except ValueError:
        sound = False
    if not sound:
        raise UsageError(
            Problem(
                "database-address",
                worded("{variable} names no PostgreSQL database.", variable=DATABASE_VARIABLE),
                "Write postgresql://USER:PASSWORD@HOST:PORT/NAME; sslmode and sslrootcert may "
                "follow a question mark.",
            )
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(port or ""),
        "OPTIONS": options,
    }
