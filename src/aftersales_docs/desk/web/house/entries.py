"""Pages of the facts of the house, one by one: added, changed, removed on a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ....errors import AftersalesError, DataError, Problem, worded
from ....messages import said, told
from ...house import editing, facts
from ...house.editing import FILE, KEY
from ...house.models import FACTS
from ...house.sorts import SORTS, Sort, sort_of, sorts_in
from ...house.versions import (
    changed_meanwhile,
    files_in,
    number_in_force,
    put_in_force,
    take_out,
    version,
)
from ..forms.paths import Path
from ..forms.typed import alike
from ..signed_in import bounded, person_of, with_right
from ..starting import the_register
from .entry_form import Edited, after, form_of, resolved, typed, wrong
from .fact_list import called

_METHODS: Final = ["GET", "HEAD", "POST"]
_SAVE, _REMOVE = "save", "remove"


@with_right("manage")
@require_http_methods(_METHODS)
def new(request: HttpRequest, sort: str) -> HttpResponse:
    """The form of a new fact of a sort."""
    wanted = SORTS.get(sort)
    if wanted is None:
        raise Http404
    return _page(request, wanted, "", {}, reverse("house:new-fact", args=[sort]))


@with_right("manage")
@require_http_methods(_METHODS)
def entry(request: HttpRequest, section: str, key: str) -> HttpResponse:
    """The form of a fact that is there."""
    value = editing.entry(editing.read(facts.text_now()), section, key)
    sort = _sort(section, key, value, request.GET.get("sort", ""))
    if value is None or sort is None:
        raise Http404
    address = reverse("house:fact", args=[section, key])
    if request.GET.get("sort"):
        address = f"{address}?sort={sort.id}"
    return _page(request, sort, key, sort.fields(value), address)


def _sort(section: str, key: str, value: Any, asked: str) -> Sort | None:
    """The sort of a fact: that which is asked for, or the first that has all its fields."""
    if value is None:
        return None
    named = next((one for one in sorts_in(section) if one.id == asked), None)
    return named or sort_of(section, facts.told().get(section, {}).get(key, value))


@dataclass(frozen=True, slots=True)
class _Page:
    """A form at work; ``before`` are the fields as they are kept."""

    request: HttpRequest
    address: str
    before: Mapping[str, Any]
    edited: Edited

    def shown(
        self,
        problems: Sequence[Problem] = (),
        focus: Path = (),
        refused: Sequence[Problem] = (),
    ) -> HttpResponse:
        """The page with its form; what was typed stays on it."""
        sort, key = self.edited.sort, self.edited.key
        made, like = form_of(self.edited, self.address, list(problems), focus)
        context = {
            "form": made,
            "like": like,
            "address": self.address,
            "refused": refused,
            "checked": bool(problems),
            "sort": sort,
            "kind": sort.of,
            "title": said(sort.words),
            "key": key,
            "known": self.known(),
            "others": [one for one in sorts_in(sort.section) if one is not sort] if key else [],
            "version": self.began(),
            "named": self.request.POST.get("fact-key", ""),
        }
        status = 422 if refused or problems else 200
        return render(self.request, "house/entry.html", context, status=status)

    def began(self) -> int:
        """The version that was in force when the form was begun."""
        if self.request.method != "POST":
            return number_in_force(FACTS)
        return bounded(self.request.POST.get("draft-version"), 0, 2**31 - 1, 0)

    def known(self) -> str:
        """The first words of the fact as it is kept, by which its page is known."""
        kept = replace(self.edited, fields=self.before)
        try:
            return called(resolved(kept), kept.key)
        except DataError:
            return kept.key


def _page(
    request: HttpRequest, sort: Sort, key: str, before: dict[str, Any], address: str
) -> HttpResponse:
    page = _Page(request, address, before, Edited(sort, key, before, facts.text_now()))
    if request.method != "POST":
        return page.shown()
    act = request.POST.get("draft-act", _SAVE)
    if act == _REMOVE and key:
        return _removed(page)
    focus: Path = ()
    fields = typed(sort, request.POST)
    if act != _SAVE:
        fields, focus = after(sort, fields, act)
    page = replace(page, edited=replace(page.edited, fields=fields))
    return _saved(page) if act == _SAVE else page.shown(focus=focus)


def _saved(page: _Page) -> HttpResponse:
    request, edited = page.request, page.edited
    section = edited.sort.section
    problems = wrong(edited) if edited.fields else [_nothing(edited.sort)]
    if problems:
        return page.shown(problems)
    if edited.key and alike(page.before, edited.fields):
        messages.success(request, told("Nothing was changed."))
        return redirect("house:matter", FACTS)
    try:
        key = edited.key or _new_key(request, edited)
        _refuse_changed(section, key, page.began())
        text = editing.with_entry(edited.text, section, key, edited.value)
        number = _kept(request, text, f"{section}.{key}")
    except AftersalesError as error:
        return page.shown(refused=error.problems)
    messages.success(request, told("Kept as version {number}, and in force.", number=number))
    return redirect(f"{reverse('house:matter', args=[FACTS])}#section-{section}")


def _removed(page: _Page) -> HttpResponse:
    request, section, key = page.request, page.edited.sort.section, page.edited.key
    try:
        _refuse_changed(section, key, page.began())
        text = editing.without_entry(page.edited.text, section, key)
        if text.strip():
            number = _kept(request, text, f"− {section}.{key}")
            done = told("Removed. Version {number} is in force.", number=number)
        else:
            take_out(the_register(), FACTS, person_of(request).signature())
            done = told("No version is in force any more.")
    except AftersalesError as error:
        return page.shown(refused=error.problems)
    messages.success(request, done)
    return redirect("house:matter", FACTS)


def _kept(request: HttpRequest, text: str, note: str) -> int:
    """Keep the file and put it in force; its number.

    Raises:
        AftersalesError: it can't be kept, or another version came into force this moment.

    """
    who = person_of(request).signature()
    now = number_in_force(FACTS)
    row = facts.take_in(the_register(), text.encode(), who, note, after=now)
    put_in_force(the_register(), row, who)
    return row.number


def _refuse_changed(section: str, key: str, began: int) -> None:
    """See that the fact is as it was when the form was shown; others may have changed.

    Raises:
        DataError: somebody else has changed it.

    """
    row = version(FACTS, began)
    then = editing.read(files_in(row)[FILE].decode("utf-8-sig")) if row else {}
    now = editing.read(facts.text_now())
    if not alike(editing.entry(then, section, key), editing.entry(now, section, key)):
        raise changed_meanwhile()


def _new_key(request: HttpRequest, edited: Edited) -> str:
    """The name of a new fact: as it was typed, or made of its first words.

    Raises:
        DataError: it is no name, or another fact has it.

    """
    known, section = editing.read(edited.text), edited.sort.section
    typed_key = request.POST.get("fact-key", "").strip()
    if not typed_key:
        return editing.free_key(known, section, called(resolved(edited), ""))
    if not KEY.fullmatch(typed_key):
        raise DataError(
            Problem(
                "fact-name",
                worded("'{name}' is no name of a fact.", name=typed_key),
                "Write letters, figures, '_' and '-', at most 60.",
            )
        )
    if editing.entry(known, section, typed_key) is not None:
        raise DataError(
            Problem(
                "fact-name",
                worded("there is a fact '{name}' already.", name=typed_key),
                "Choose another name, or change the one that is there.",
            )
        )
    return typed_key


def _nothing(sort: Sort) -> Problem:
    return Problem("missing", "nothing was filled in.", "Fill in what is known.", sort.names[0])
