"""Answers that hold data."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse

from ...errors import Problem
from .problems import as_json, problem_as_data


def answered(data: dict[str, Any], status: int = HTTPStatus.OK) -> HttpResponse:
    """``data`` as JSON; problems among it as they are told."""
    problems: Iterable[Any] = data.get("problems", ())
    if problems:
        told = [problem_as_data(one) if isinstance(one, Problem) else one for one in problems]
        data = {**data, "problems": told}
    return HttpResponse(as_json(data), content_type="application/json", status=status)
