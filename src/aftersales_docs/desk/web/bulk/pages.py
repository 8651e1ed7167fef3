"""The pages of bulk work: all batches, one batch, its columns."""

from __future__ import annotations

import json
import time
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ....batch.heads import columns_of, field_named
from ....batch.labels import folded, label_path
from ....batch.tables import Table
from ....errors import DataError, Problem, worded
from ....kinds import KINDS
from ....language import LANGS
from ....law import LAWS
from ....messages import current, told
from ....nearest import did_you_mean
from ...accounts.rights import kinds_for, narrowed, offices_for
from ...bulk.models import COLUMNS, Batch, KeptColumn
from ...chain import moment
from ...numbers import MAIN
from ...writing import written
from ..signed_in import person_of, with_right
from ..starting import the_register
from .looking import column_map, guesses, list_of, sheets_of
from .making import begun
from .mending import failed_rows
from .places import (
    ARCHIVE,
    KEPT_DAYS,
    errors_of,
    folder_of,
    forget_old,
    removed,
    table_of,
    the_batch,
)
from .results import prints_of
from .uploads import MOST, taken_in


@with_right("write")
@require_http_methods(["GET", "HEAD", "POST"])
def batches(request: HttpRequest) -> HttpResponse:
    """The batches of this person's departments, and a form for a new one."""
    person, problems = person_of(request), ()
    if request.method == "POST":
        forget_old()
        try:
            made = taken_in(request)
        except DataError as error:
            problems = error.problems  # type: ignore[assignment]
        else:
            written(the_register(), made.save)
            return redirect("bulk:batch", made.pk)
    context = {
        "batches": narrowed(Batch.objects.all(), person, "write").order_by("-pk")[:50],
        "kinds": kinds_for(person, "write"),
        "offices": offices_for(person, "write", [MAIN]),
        "langs": LANGS,
        "laws": LAWS,
        "problems": problems,
        "given": request.POST,
        "days": KEPT_DAYS,
        "most": MOST // 2**20,
    }
    return render(request, "desk/bulk.html", context, status=422 if problems else 200)


@with_right("write")
@require_safe
def batch(request: HttpRequest, batch: int) -> HttpResponse:
    """A batch: its columns first, then how far it is, then what came of it."""
    shown = the_batch(request, batch)
    if shown.state == COLUMNS:
        return _columns_page(request, shown, ())
    return batch_page(request, shown)


def batch_page(
    request: HttpRequest, shown: Batch, problems: tuple[Problem, ...] = ()
) -> HttpResponse:
    """The page of a batch whose columns are settled."""
    told_of = json.loads(shown.told)
    context: dict[str, Any] = {
        "batch": shown,
        "told": told_of,
        "made": told_of.get("made", 0) + told_of.get("kept", 0),
        "left": _left(shown),
        "share": shown.ready * 100 // max(shown.rows, 1),
        "problems": problems,
    }
    if not shown.busy:
        context |= {
            "archive": (folder_of(shown) / ARCHIVE).is_file(),
            "prints": prints_of(shown),
            "errors": errors_of(shown) is not None,
            "failed_rows": failed_rows(shown),
        }
    part = request.headers.get("HX-Target") == "progress" and shown.busy
    name = "desk/bulk_progress.html" if part else "desk/bulk_batch.html"
    response = render(request, name, context, status=422 if problems else 200)
    if request.headers.get("HX-Target") == "progress" and not shown.busy:
        response["HX-Refresh"] = "true"
    return response


def _left(shown: Batch) -> int:
    """How many seconds are left by the rate so far; 0 where it can't be told."""
    if not (shown.busy and shown.ready and shown.began_at):
        return 0
    since = time.time() - moment(shown.began_at).timestamp()
    return round(since / shown.ready * (shown.rows - shown.ready))


@with_right("write")
@require_POST
def columns(request: HttpRequest, batch: int) -> HttpResponse:
    """Settle what the columns are for, keep it for next time, and begin."""
    shown = the_batch(request, batch)
    if shown.busy:
        raise Http404
    try:
        _settle(request, shown)
    except DataError as error:
        return _columns_page(request, shown, error.problems)
    begun(shown)
    return redirect("bulk:batch", batch)


def _columns_page(
    request: HttpRequest, shown: Batch, problems: tuple[Problem, ...]
) -> HttpResponse:
    kind, lang = KINDS[shown.kind], current()
    sheets = []
    for at, sheet in enumerate(sheets_of(shown)):
        listed = list_of(kind, sheet)
        if not sheet.main and not listed:
            sheets.append({"sheet": sheet, "at": at, "unused": True})
            continue
        labels = label_path(kind, lang, listed)
        rows = [
            {"guess": one, "value": request.POST.get(one.name, one.label)}
            for one in guesses(shown, at, sheet, lang)
        ]
        sheets.append({"sheet": sheet, "at": at, "rows": rows, "labels": sorted(labels.values())})
    context = {"batch": shown, "sheets": sheets, "problems": problems}
    return render(request, "desk/bulk_columns.html", context, status=422 if problems else 200)


def _settle(request: HttpRequest, shown: Batch) -> None:
    """Take what was typed for each column.

    Raises:
        DataError: something typed is no field, or two columns are for the same.

    """
    kind, found = KINDS[shown.kind], dict[str, str | None]()
    kept, problems = list[tuple[str, str, str]](), list[Problem]()
    for at, sheet in enumerate(sheets_of(shown)):
        listed = list_of(kind, sheet)
        if not sheet.main and not listed:
            found[folded(sheet.name)] = None
            continue
        for one in guesses(shown, at, sheet, current()):
            typed = request.POST.get(one.name, one.label).strip()
            field = field_named(kind, typed, listed) if typed else ""
            if typed and not field:
                problems.append(_no_field(shown, one.head, typed, listed))
            key = folded(one.head)
            if found.setdefault(key, field or None) != (field or None):
                problems.append(_head_twice(one.head))
            kept.append((listed, key, field))
    if problems:
        raise DataError(problems)
    shown.columns = json.dumps(found, ensure_ascii=False)
    main, *others = sheets_of(shown)
    path = table_of(shown)
    tables: dict[str, Table] = {one.name: one.table(path) for one in others}
    columns_of(kind, main.table(path, tables), column_map(shown))
    written(the_register(), lambda: _kept(shown, kept))


def _kept(shown: Batch, kept: list[tuple[str, str, str]]) -> None:
    shown.save(update_fields=["columns"])
    for listed, head, field in kept:
        KeptColumn.objects.update_or_create(
            office=shown.office,
            kind=shown.kind,
            listed=listed[:120],
            head=head[:200],
            defaults={"field": field},
        )


def _no_field(shown: Batch, head: str, typed: str, listed: str) -> Problem:
    names = label_path(KINDS[shown.kind], current(), listed).values()
    return Problem(
        "no-such-field",
        worded("column '{head}': there is no field '{typed}'.", head=head[:60], typed=typed[:60]),
        did_you_mean(typed, list(names)) or "Choose one from the list, or leave it empty.",
    )


def _head_twice(head: str) -> Problem:
    return Problem(
        "head-twice",
        worded("two columns are called '{head}', and are for different fields.", head=head[:60]),
        "Give them different names in the table, and send it again.",
    )


@with_right("write")
@require_POST
def stop(request: HttpRequest, batch: int) -> HttpResponse:
    """Ask the job to end; what is made by then stays."""
    shown = the_batch(request, batch)
    written(the_register(), lambda: Batch.objects.filter(pk=shown.pk).update(stop=True))
    messages.success(request, told("It ends in a moment; what is made stays."))
    return redirect("bulk:batch", batch)


@with_right("write")
@require_POST
def delete(request: HttpRequest, batch: int) -> HttpResponse:
    """Take a batch away with all its files; one that is at work is stopped first."""
    shown = the_batch(request, batch)
    if shown.busy:
        raise DataError(
            Problem("batch-busy", "the documents are being made.", "Stop it, then take it away.")
        )
    removed(shown)
    messages.success(request, told("Everything of it was taken away."))
    return redirect("bulk:batches")
