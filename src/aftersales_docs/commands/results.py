"""What a command found and made, as data of one shape for ``--json``.

``command``, ``ok``, ``problems`` and ``files`` are always there; what a command lists or tells
besides stands beside them (docs/guide/programs.md tells the names).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from ..errors import Problem, Severity
from ..messages import said


def problem_as_data(problem: Problem) -> dict[str, Any]:
    """A problem as JSON would hold it; ``place`` is null where it has none."""
    place = problem.place
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "field": problem.field,
        "place": place and {"file": place.file, "line": place.line, "column": place.column},
        "message": said(problem.message),
        "cure": said(problem.cure),
        "values": dict(problem.values),
    }


def as_data(
    problems: Iterable[Problem] = (),
    files: Iterable[object] = (),
    *,
    ok: bool | None = None,
    **more: Any,
) -> dict[str, Any]:
    """What the running command says; it is ``ok`` where no problem is an error, unless told."""
    found = list(problems)
    errors = any(one.severity is Severity.ERROR for one in found)
    return {
        "command": command_name(),
        "ok": not errors if ok is None else ok,
        "problems": [problem_as_data(one) for one in found],
        "files": [str(file) for file in files],
        **more,
    }


def command_name() -> str:
    """The running command as it is typed, without the program's name."""
    names: list[str] = []
    context = click.get_current_context(silent=True)
    while context is not None and context.parent is not None:
        names.insert(0, context.command.name or "")
        context = context.parent
    return " ".join(names)
