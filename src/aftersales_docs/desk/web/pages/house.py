"""The house: how numbers are given, who has which post, and the audit trail."""

from __future__ import annotations

import secrets
from typing import Any, Final

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ....errors import DataError, Problem
from ....kinds import KINDS
from ....messages import told
from ...accounts.models import EVERY_OFFICE, Person, Post
from ...accounts.rights import auditable
from ...accounts.roles import ROLES
from ...chain import Act, append, entry
from ...numbers import MAIN, pattern_of, set_pattern
from ...offices import named_office
from ...register.models import Event, Pattern
from ...writing import written
from ..signed_in import bounded, person_of, with_right
from ..starting import the_register
from . import actions

_PAGE: Final = 100
_METHODS: Final = ["GET", "HEAD", "POST"]


@with_right("manage")
@require_http_methods(_METHODS)
def house(request: HttpRequest) -> HttpResponse:
    """The patterns of numbers; a changed one is an entry of the audit trail."""
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            _set_pattern(request)
        except DataError as error:
            problems = error.problems
        else:
            messages.success(request, told("Saved."))
            return redirect("desk:house")
    offices = sorted({MAIN, *Pattern.objects.values_list("office", flat=True)})
    rows = [
        {"kind": kind, "office": office, "pattern": pattern_of(kind, office)}
        for office in offices
        for kind in KINDS
    ]
    context = {"rows": rows, "kinds": list(KINDS), "problems": problems, "given": request.POST}
    return render(request, "desk/house.html", context, status=422 if problems else 200)


def _set_pattern(request: HttpRequest) -> None:
    kind, pattern = request.POST.get("kind", ""), request.POST.get("pattern", "").strip()
    if kind not in KINDS:
        raise Http404
    office, who = named_office(request.POST.get("office", MAIN)), person_of(request).signature()
    written(the_register(), lambda: set_pattern(kind, office, pattern, who))


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]
    """Who somebody is."""

    class Meta:
        """What an administrator says of a person."""

        model = Person
        fields = ("username", "first_name", "last_name", "email")


@with_right("manage")
@require_http_methods(_METHODS)
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with an account; a new one gets a link to choose a password by."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = form.save(commit=False)
        made.set_password(secrets.token_urlsafe(40))

        def work() -> None:
            made.save()
            _record(request, "account-made", made)

        written(the_register(), work)
        _invite(request, made)
        return redirect("desk:person", made.pk)
    context = {
        "form": form,
        "people": Person.objects.order_by("username").prefetch_related("posts"),
        "roles": ROLES,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "desk/people.html", context, status=status)


def _invite(request: HttpRequest, person: Person) -> None:
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    uid, _, token = key.partition("-")
    address = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
    request.session["invitation"] = request.build_absolute_uri(address)


def _record(request: HttpRequest, action: str, person: Person, **facts: Any) -> None:
    who = person_of(request).signature()
    append(action, Act(who, {"account": person.username, **facts}))


@with_right("manage")
@require_http_methods(_METHODS)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """A person's posts, whether the account is in use, and a link for a new password."""
    shown = get_object_or_404(Person, pk=pk)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        act = _ACTS.get(request.POST.get("act", ""))
        if act is None:
            raise Http404
        try:
            act(request, shown)
        except DataError as error:
            problems = error.problems
        else:
            return redirect("desk:person", pk)
    context = {
        "shown": shown,
        "posts": [(ROLES[one.role].title, one) for one in shown.posts.order_by("office", "role")],
        "roles": ROLES.items(),
        "kinds": list(KINDS),
        "invitation": request.session.pop("invitation", ""),
        "problems": problems,
    }
    return render(request, "desk/person.html", context, status=422 if problems else 200)


def _give(request: HttpRequest, person: Person) -> None:
    role, kind = request.POST.get("role", ""), request.POST.get("kind", "")
    office = request.POST.get("office", "").strip()
    if role not in ROLES or (kind and kind not in KINDS):
        raise Http404
    if office != EVERY_OFFICE:
        office = named_office(office)

    def work() -> None:
        _, new = Post.objects.get_or_create(person=person, office=office, role=role, kind=kind)
        if new:
            _record(request, "post-given", person, office=office, role=role, kind=kind)

    written(the_register(), work)


def _take(request: HttpRequest, person: Person) -> None:
    post = get_object_or_404(
        Post, pk=bounded(request.POST.get("post"), 0, 2**62, 0), person=person
    )
    _keep_an_administrator(person, post)

    def work() -> None:
        facts = {"office": post.office, "role": post.role, "kind": post.kind}
        Post.objects.filter(pk=post.pk).delete()
        _record(request, "post-taken", person, **facts)

    written(the_register(), work)


def _keep_an_administrator(person: Person, post: Post | None = None) -> None:
    if post is not None and post.role != "administrator":
        return
    left = Post.objects.filter(role="administrator", person__is_active=True)
    left = left.exclude(pk=post.pk) if post else left.exclude(person=person)
    if not left.exists():
        raise DataError(
            Problem(
                "last-administrator",
                "nobody would be an administrator any more.",
                "Make somebody else one first.",
            )
        )


def _switch(request: HttpRequest, person: Person) -> None:
    if person.is_active:
        _keep_an_administrator(person)
    now_active = not person.is_active

    def work() -> None:
        Person.objects.filter(pk=person.pk).update(is_active=now_active)
        _record(request, "account-opened" if now_active else "account-closed", person)

    written(the_register(), work)


def _link(request: HttpRequest, person: Person) -> None:
    written(the_register(), lambda: _record(request, "password-link", person))
    _invite(request, person)


_ACTS: Final = {"give": _give, "take": _take, "switch": _switch, "link": _link}


@with_right("audit")
@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """The audit trail of what this auditor may see, newest first, and of the house."""
    before = bounded(request.GET.get("before"), 1, 2**62, 2**62)
    rows = Event.objects.filter(auditable(person_of(request)))
    found = list(rows.filter(seq__lt=before).order_by("-seq")[: _PAGE + 1])
    context = {
        "entries": [(one, entry(one), actions.words_of(one.action)) for one in found[:_PAGE]],
        "more": found[_PAGE - 1].seq if len(found) > _PAGE else 0,
    }
    return render(request, "desk/audit.html", context)
