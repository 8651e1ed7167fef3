"""Registers to be copied; the conftest of a folder has set Django up before."""

from __future__ import annotations

from pathlib import Path

from aftersales_docs.desk.opening import open_register
from aftersales_docs.desk.place import RegisterPlace
from tests import made


def closed() -> None:
    """End the connection, so that all of SQLite's lies in one file."""
    from django.db import connection

    connection.close()


def empty() -> Path:
    """The folder of an empty SQLite register, to be copied: making one takes seconds."""

    def make(folder: Path) -> None:
        open_register(RegisterPlace(folder))
        closed()

    return made.once("empty-register", make)
