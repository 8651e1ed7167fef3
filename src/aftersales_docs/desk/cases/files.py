"""Pictures and PDFs on a case, given once: kept, taken away, enclosed with its documents."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from pathlib import PurePosixPath
from typing import Any, Final

from pydantic import BaseModel

from ... import sandbox
from ...embedding.file_trouble import trouble_of_pdf
from ...enclosing.raster import clean_raster
from ...errors import DataError, Problem, worded
from ...filetypes import is_pdf
from ...kinds import KINDS
from ...schemas.correspondence import Enclosure
from ...schemas.shapes import models_in
from ..chain import now
from ..draft_content import content_of_form, fields_of
from ..drafts import save
from ..inputs import named_in
from ..opening import Register
from ..register.models import Draft
from ..store import sha256
from ..uploads import refuse_larger
from ..writing import written
from .life import locked_case, record
from .models import Case, CaseFile

MOST_FILES: Final = 40
MOST_BYTES: Final = 15 * 2**20
_ENDINGS: Final = {"image/png": ".png", "image/jpeg": ".jpg", "application/pdf": ".pdf"}


def taken_in(content: bytes, name: str) -> tuple[bytes, str]:
    """What is kept of a file, and of which type it is; pictures are kept without words about them.

    Raises:
        DataError: it is no picture and no PDF, damaged, or too large.

    """
    refuse_larger(len(content), MOST_BYTES)
    if is_pdf(content):
        trouble = sandbox.run_reader(trouble_of_pdf, content)
        if trouble is not None:
            raise DataError(trouble)
        return content, "application/pdf"
    picture = sandbox.run_reader(clean_raster, content)
    return picture.content, picture.media_type


def keep(register: Register, pk: int, content: bytes, name: str, who: str) -> CaseFile:
    """Keep a file on an open case.

    Raises:
        DataError: it is none that can be enclosed, the case is closed, or has too many.
        OutputError: the register can't be written to.

    """
    kept, media_type = taken_in(content, name)

    def work() -> CaseFile:
        case = locked_case(pk)
        names = set(case.files.values_list("name", flat=True))
        if len(names) >= MOST_FILES:
            raise DataError(
                Problem(
                    "too-much",
                    worded("a case keeps at most {most} files.", most=MOST_FILES),
                    "Take one away that no document needs.",
                )
            )
        row = CaseFile.objects.create(
            case=case,
            name=_free(name, _ENDINGS[media_type], names),
            media_type=media_type,
            sha256=sha256(kept),
            size=len(kept),
            content=kept,
            at=now(),
            who=who,
        )
        record(case, "case-file-kept", who, {"file": row.sha256})
        return row

    return written(register, work)


def _free(given: str, ending: str, names: Collection[str]) -> str:
    """A name that no other file of the case has, with the ending of what it is."""
    plain = PurePosixPath(given.replace("\\", "/")).stem
    stem = re.sub(r"[^\w.-]+", "-", plain).strip(".-")[:80] or "file"
    number, name = 1, f"{stem}{ending}"
    while name in names:
        number += 1
        name = f"{stem}-{number}{ending}"
    return name


def take_away(register: Register, pk: int, file: int, who: str) -> None:
    """Take a file off an open case; documents and drafts that enclose it keep it.

    Raises:
        DataError: the case is closed, or has no such file.

    """

    def work() -> None:
        case = locked_case(pk)
        row = case.files.filter(pk=file).first()
        if row is None:
            raise _no_file()
        digest = row.sha256
        row.delete()
        record(case, "case-file-gone", who, {"file": digest})

    written(register, work)


def _no_file() -> DataError:
    return DataError(
        Problem("no-file", "the case has no such file.", "Choose one of those on its page.")
    )


def field_for(kind: str) -> str:
    """The field of a kind that lists enclosures; empty where it has none."""
    model: type[BaseModel] = KINDS[kind].model
    for name, info in model.model_fields.items():
        if Enclosure in models_in(info.annotation):
            return name
    return ""


def enclose(register: Register, case: Case, draft: Draft, files: Iterable[int], who: str) -> Draft:
    """Enclose files of a case with a draft on it; those that it encloses already stay once.

    Raises:
        DataError: there is no such file, the draft takes none, or somebody saved it meanwhile.

    """
    field = field_for(draft.kind)
    rows = list(case.files.filter(pk__in=list(files)).order_by("pk"))
    if not rows or not field or draft.case_id != case.pk:
        raise _no_file()
    there = named_in(draft.content)
    new = [one for one in rows if one.sha256 not in there.values()]
    if not new:
        return draft
    data: dict[str, Any] = fields_of(draft)
    listed = data.get(field)
    entries = list(listed) if isinstance(listed, list) else []
    named: dict[str, bytes] = {}
    for one in new:
        name = _free(one.name, PurePosixPath(one.name).suffix, {*there, *named})
        named[name] = bytes(one.content)
        entries.append({"name": PurePosixPath(one.name).stem.replace("_", " "), "file": name})
    content = content_of_form(draft, {**data, field: entries}, named, there)
    return save(register, draft.pk, draft.version, content, who)
