"""One's own account: the language of the pages, and the ways to what allauth has."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ....messages import told
from ....messages.choice import known
from ...accounts.roles import ROLES
from ..signed_in import person_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """The page, and the language that is chosen on it."""
    person = person_of(request)
    if request.method == "POST":
        person.language = known(request.POST.get("language")) or ""
        person.save(update_fields=["language"])
        messages.success(request, told("Saved."))
        return redirect("desk:me")
    posts = [(ROLES[one.role].title, one) for one in person.posts.order_by("office", "role")]
    return render(request, "desk/me.html", {"posts": posts})
