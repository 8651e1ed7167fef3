"""The house's colours and families for the style sheet, from house.yaml."""

from __future__ import annotations

import re
from functools import cache

import yaml
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ....resources import templates

_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")
_FAMILY = re.compile(r"[\w -]{1,60}")


@cache
def tokens_css() -> str:
    """Custom properties ``--house-…``; what is no colour or family is left out."""
    house = yaml.safe_load(templates().read("house.yaml"))
    lines = [
        f"--house-{name}: #{value};"
        for name, value in house["colours"].items()
        if _COLOUR.fullmatch(str(value))
    ]
    for name in ("text", "display"):
        family = house["fonts"][name]["family"]
        if _FAMILY.fullmatch(family):
            lines.append(f'--house-{name}: "{family}";')
    return ":root { " + " ".join(lines) + " }\n"


@require_safe
def tokens(request: HttpRequest) -> HttpResponse:
    """The style sheet of tokens."""
    response = HttpResponse(tokens_css(), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "public, max-age=3600"
    return response
