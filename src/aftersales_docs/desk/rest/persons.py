"""Data of a person in jobs of other programs: found, handed out, taken away.

A job that tells of somebody goes whole: what was sent, what became of it, and its archive.
"""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final

from ...comparison.pdf_reading import pages_of
from ...embedding.manifest import read_inputs
from ...errors import AftersalesError, Worded, worded
from ..holdings import Held, Outcome
from ..opening import Register
from ..persons_named import Person
from ..purging import clear, note_remains
from ..writing import written
from .models import RUNNING, Job

FOLDER: Final = "jobs"
_PDF: Final = b"%PDF"
_DIVIDED: Final = re.compile(r"[-\u00ad\ufffe]\n")
_TAG: Final = re.compile(r"<[^>]*>")
_BUSY: Worded = worded("its documents are being made; wait, and erase once more.")


def archive_of(folder: Path, public: str) -> Path:
    """Where the archive of a job lies, or would, in the data folder."""
    return folder / FOLDER / f"{public}.zip"


class Jobs:
    """Jobs as a holding."""

    def held(self, register: Register, person: Person) -> Iterator[Held]:
        """Each job that tells of ``person``: the inputs and documents that do, and no others."""
        for job, inputs, files in _jobs_of(register, person):
            data = {"kind": job.kind, "made_at": job.made_at, "inputs": inputs}
            yield Held("job", job.public, data, files)

    def erased(
        self, register: Register, person: Person, _who: str, *, dry_run: bool
    ) -> Iterator[Outcome]:
        """Take away each that is not being made just now."""
        for job, _, _ in list(_jobs_of(register, person)):
            if job.state == RUNNING:
                yield Outcome("job", job.public, _BUSY)
                continue
            if not dry_run:
                written(register, partial(_gone, job))
                archive_of(register.place.folder, job.public).unlink(missing_ok=True)
            yield Outcome("job", job.public)
        if not dry_run:
            clear(register)


def _gone(job: Job) -> None:
    note_remains()
    job.delete()


def _jobs_of(
    register: Register, person: Person
) -> Iterator[tuple[Job, list[object], dict[str, bytes]]]:
    for job in Job.objects.order_by("pk").iterator(50):
        inputs = [one for one in _sent(job) if person.told_of_in(_plain(one))]
        archive = archive_of(register.place.folder, job.public)
        files = {
            name: content
            for name, content in _files(archive)
            if any(person.told_of_in(text) for text in (name, *_texts(content)))
        }
        if inputs or files or person.told_of_in(_plain(json.loads(job.outcomes))):
            yield job, inputs, files


def _sent(job: Job) -> Iterator[object]:
    for line in job.inputs.split("\n"):
        try:
            yield json.loads(line)
        except ValueError:
            yield line


def _plain(data: object) -> str:
    """All words of JSON as they are read, without the signs that it has for some letters."""
    return json.dumps(data, ensure_ascii=False).replace("\\n", " ")


def _files(archive: Path) -> Iterator[tuple[str, bytes]]:
    if archive.is_file():
        with zipfile.ZipFile(archive) as opened:
            for name in opened.namelist():
                yield name, opened.read(name)


def _texts(content: bytes) -> Iterator[str]:
    """What a document says, and the input that it may carry."""
    with suppress(AftersalesError):
        for one in read_inputs(content).values():
            yield one.decode("utf-8", "replace")
    if not content.startswith(_PDF):
        yield _of_word(content)
        return
    lines = [line.text for page in pages_of(content, "PDF") for line in page.lines]
    yield "\n".join(lines)
    # A name may be divided at the end of a line.
    yield _DIVIDED.sub("", "\n".join(lines))


def _of_word(content: bytes) -> str:
    """All words of a Word file of our own; a paragraph ends a word, a run does not."""
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        parts = [opened.read(one) for one in opened.namelist() if one.startswith("word/")]
    text = b" ".join(parts).decode("utf-8", "replace").replace("<w:noBreakHyphen/>", "-")
    return html.unescape(_TAG.sub("", text.replace("</w:p>", " ")))
