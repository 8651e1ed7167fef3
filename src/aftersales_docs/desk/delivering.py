"""Handing out a document's finished files, and what they are called."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ..errors import OutputError, Problem, worded
from ..output import write_new
from .object_store import file_store
from .opening import Register
from .register.models import INPUT, Document


def file_name(document: Document) -> str:
    """The name of a document's files: its number, as a file may be called, and its edition."""
    plain = "".join(char if char.isalnum() or char in "-_." else "-" for char in document.number)
    name = plain.strip(".-") or "document"
    return name if document.edition == 1 else f"{name}-{document.edition}"


def deliver(register: Register, document: Document, folder: Path, *, force: bool) -> list[Path]:
    """Write a document's finished files into ``folder``.

    Raises:
        OutputError: another file of that name is there already, or the register lost one.

    """
    store = file_store(register.place)
    results: dict[Path, bytes] = {}
    for one in document.files.exclude(role=INPUT).order_by("pk"):
        content = store.get(one.sha256)
        if content is None or hashlib.sha256(content).hexdigest() != one.sha256:
            raise OutputError(
                Problem(
                    "stored-file-bad",
                    worded(
                        "the register's file {name} of {number} is missing or changed.",
                        name=one.name,
                        number=document.number,
                    ),
                    "Run 'register verify', and put the file back from a copy.",
                )
            )
        results[folder / one.name] = content
    write_new(results, force=force)
    return list(results)
