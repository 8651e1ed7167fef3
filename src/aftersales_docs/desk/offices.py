"""The names of offices."""

from __future__ import annotations

import re

from ..errors import DataError, Problem, worded


def named_office(name: str) -> str:
    """The name of an office: a short word, which may stand in numbers and file names.

    Raises:
        DataError: it is none.

    """
    if re.fullmatch(r"[^\W_][\w-]{0,39}", name):
        return name
    raise DataError(
        Problem(
            "office-name",
            worded("'{name}' can't be the name of an office.", name=name),
            "Use letters, figures and hyphens, at most 40.",
        )
    )
