"""The pages of the clauses: by kind, language and law; two languages; what changed."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ....kinds import KINDS
from ....language import LANGS, Lang
from ....law import LAWS
from ....messages import current
from ....resources import templates
from ....schemas.field_words import choices_at
from ....texts.versions import history, library
from ...accounts.rights import kinds_for
from ..signed_in import person_of, with_right
from .parsing import parts_of
from .shown import clauses, compared, plain
from .wording import Speaker


@with_right("see")
@require_safe
def contents(request: HttpRequest) -> HttpResponse:
    """The kinds whose clauses this person deals with."""
    kinds = [
        (one, len(library(templates(), one, current())))
        for one in kinds_for(person_of(request), "see")
    ]
    return render(request, "desk/clauses.html", {"kinds": kinds})


def _asked(request: HttpRequest, kind: str) -> dict[str, Any]:
    """Kind, languages and law as the address says.

    Raises:
        Http404: there is no such kind, or it is another department's.

    """
    if kind not in kinds_for(person_of(request), "see"):
        raise Http404
    lang = _one_of(request.GET.get("text"), LANGS, current())
    beside = _one_of(request.GET.get("beside"), LANGS, "")
    law = _one_of(request.GET.get("law"), LAWS, LAWS[0])
    return {
        "kind": kind,
        "text": lang,
        "beside": beside if beside != lang else "",
        "law": law,
        "langs": choices_at(KINDS[kind].model, ("lang",), current()),
        "laws": choices_at(KINDS[kind].model, ("law",), current()),
    }


def _one_of(given: str | None, known: tuple[str, ...], otherwise: str) -> str:
    return given if given in known else otherwise


@with_right("see")
@require_safe
def kind(request: HttpRequest, kind: str) -> HttpResponse:
    """All clauses of a kind under a law, in one language or in two side by side."""
    asked = _asked(request, kind)
    speaker = Speaker(KINDS[kind], asked["law"], current())
    known = library(templates(), kind, asked["text"])
    beside = (
        {one.id: one for one in clauses(templates(), asked["beside"], speaker)}
        if asked["beside"]
        else {}
    )
    rows = [
        {"clause": one, "version": known[one.id].version, "beside": beside.get(one.id)}
        for one in clauses(templates(), asked["text"], speaker)
    ]
    return render(request, "desk/clauses_kind.html", {**asked, "rows": rows})


@with_right("see")
@require_safe
def clause(request: HttpRequest, kind: str, clause: str) -> HttpResponse:
    """Every version of a clause, the newest first, each with what changed in it."""
    asked = _asked(request, kind)
    lang: Lang = asked["text"]
    known = history(templates(), kind, lang).get(clause, ())
    now = library(templates(), kind, lang).get(clause)
    if not known and now is None:
        raise Http404
    texts = list(known)
    if now is not None and (not texts or texts[-1] != now.text):
        texts.append(now.text)
    speaker = Speaker(KINDS[kind], asked["law"], current())
    said = [plain(parts_of(one), speaker) for one in texts]
    versions = [
        {
            "number": number,
            "html": compared(said[number - 2], one) if number > 1 else one,
            "today": now is not None and texts[number - 1] == now.text,
        }
        for number, one in enumerate(said, 1)
    ]
    context = {**asked, "clause": clause, "versions": versions[::-1], "gone": now is None}
    return render(request, "desk/clauses_clause.html", context)
