"""What a batch hands out: the archive, the print file, the failed rows, an empty table."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from ....batch.template import workbook
from ....kinds import KINDS
from ....language import LANGS
from ....law import LAWS
from ....messages import current
from ...accounts.rights import kinds_for
from ...bulk.models import Batch
from ..signed_in import person_of, with_right
from .places import ARCHIVE, PRINT, errors_of, folder_of, the_batch

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TYPES: Final = {".zip": "application/zip", ".pdf": "application/pdf", ".xlsx": XLSX}


def prints_of(batch: Batch) -> list[str]:
    """The print files: one, or volumes."""
    stem = Path(PRINT).stem
    return sorted(one.name for one in folder_of(batch).glob(f"{stem}*.pdf"))


@with_right("write")
@require_safe
def download(request: HttpRequest, batch: int, part: str) -> HttpResponseBase:
    """A file of the batch, as an attachment."""
    shown = the_batch(request, batch)
    path = _named(shown, part)
    if shown.busy or path is None or not path.is_file():
        raise Http404
    name = f"{Path(shown.name).stem}-{path.name}"
    response = FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=name,
        content_type=_TYPES.get(path.suffix, "text/csv; charset=utf-8"),
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _named(shown: Batch, part: str) -> Path | None:
    if part == "errors":
        return errors_of(shown)
    if part in {ARCHIVE, *prints_of(shown)}:
        return folder_of(shown) / part
    return None


@with_right("write")
@require_safe
def empty_table(request: HttpRequest, kind: str) -> HttpResponse:
    """A workbook to begin with: a column a field, explained, with an example."""
    if kind not in kinds_for(person_of(request), "write"):
        raise Http404
    lang, law = request.GET.get("lang", current()), request.GET.get("law", LAWS[0])
    if lang not in LANGS or law not in LAWS:
        raise Http404
    response = HttpResponse(workbook(KINDS[kind], lang, law), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{kind}.xlsx"'
    return response
