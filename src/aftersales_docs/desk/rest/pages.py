"""The administrator's page of keys and webhooks; a secret is shown once, in the answer itself."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ...errors import DataError, Problem
from ...kinds import KINDS
from ...messages import told
from ..web.signed_in import bounded, person_of, with_right
from ..web.starting import the_register
from . import keys, webhooks
from .models import ALL, ApiKey, Webhook
from .scopes import ACTIONS, granted

_METHODS: Final = ["GET", "HEAD", "POST"]
_DAYS: Final = 365


@with_right("manage")
@require_http_methods(_METHODS)
def programs(request: HttpRequest) -> HttpResponse:
    """All keys and webhooks; a new one's secret is shown, once."""
    if request.method != "POST":
        return _page(request)
    act = _ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    try:
        secret = act(request)
    except DataError as error:
        return _page(request, error.problems)
    if secret:
        return _page(request, secret=secret)
    messages.success(request, told("It opens nothing from now on."))
    return redirect("rest:programs")


def _page(
    request: HttpRequest, problems: tuple[Problem, ...] = (), secret: str = ""
) -> HttpResponse:
    context = {
        "keys": [
            (one, [str(scope) for scope in keys.scopes_of(one)], keys.is_valid(one))
            for one in ApiKey.objects.order_by("-pk").prefetch_related("scopes")
        ],
        "webhooks": [webhooks.as_row(one) for one in Webhook.objects.order_by("-pk")],
        "actions": ACTIONS,
        "kinds": list(KINDS),
        "events": list(webhooks.EVENTS),
        "days": _DAYS,
        "given": request.POST if problems else {},
        "problems": problems,
        "secret": secret,
    }
    return render(request, "rest/programs.html", context, status=422 if problems else 200)


def _make_key(request: HttpRequest) -> str:
    kind, office = (request.POST.get(name, "").strip() or ALL for name in ("kind", "office"))
    scopes = granted(f"{action}:{kind}:{office}" for action in request.POST.getlist("action"))
    days = bounded(request.POST.get("days"), 0, keys.LONGEST_DAYS + 1, _DAYS)
    who = person_of(request).signature()
    return keys.make(the_register(), keys.NewKey(request.POST.get("name", ""), scopes, days, who))[
        1
    ]


def _revoke(request: HttpRequest) -> str:
    keys.revoke(
        the_register(), request.POST.get("public", "")[:60], person_of(request).signature()
    )
    return ""


def _make_webhook(request: HttpRequest) -> str:
    kind, office = (request.POST.get(name, "").strip() or ALL for name in ("kind", "office"))
    wanted = webhooks.NewWebhook(
        request.POST.get("address", "").strip(),
        tuple(request.POST.getlist("event")),
        kind,
        office,
        person_of(request).signature(),
    )
    return webhooks.make(the_register(), wanted)[1]


def _end_webhook(request: HttpRequest) -> str:
    webhooks.end(
        the_register(), request.POST.get("public", "")[:60], person_of(request).signature()
    )
    return ""


_ACTS: Final[dict[str, Any]] = {
    "make-key": _make_key,
    "revoke-key": _revoke,
    "make-webhook": _make_webhook,
    "end-webhook": _end_webhook,
}
