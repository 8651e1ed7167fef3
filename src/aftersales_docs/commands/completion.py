"""What a shell offers when a word is completed: kinds, roles, citations, codes of warnings."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path

import click

from ..errors import AftersalesError, Severity


def _fitting(names: Iterable[str], incomplete: str) -> list[str]:
    return sorted(name for name in set(names) if name.startswith(incomplete))


def kinds(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """The kinds of document."""
    from ..kinds import KINDS

    return _fitting(KINDS, incomplete)


def roles(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """The roles of the catalogue."""
    from ..resources import templates
    from ..texts.catalogue import roles as catalogue_roles

    with contextlib.suppress(AftersalesError):
        known = catalogue_roles(templates())
        return _fitting((key.replace("_", "-") for key in known), incomplete)
    return []


def catalogue_names(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[str]:
    """The keys of the catalogue, and the roles."""
    from ..kinds.job_description.sections import SECTIONS
    from ..resources import templates
    from ..texts.catalogue import roles as catalogue_roles
    from ..texts.catalogue import section

    with contextlib.suppress(AftersalesError):
        own = templates()
        keys = [key for name in SECTIONS.values() for key in section(own, name)]
        keys += (key.replace("_", "-") for key in catalogue_roles(own))
        return _fitting(keys, incomplete)
    return []


def warning_codes(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[str]:
    """The warnings that the files named so far give."""
    from ..checking import check

    codes: set[str] = set()
    # What stands before an option without its value is not yet told apart.
    for file in (*(context.params.get("files") or ()), *context.args):
        if Path(file).is_file():
            with contextlib.suppress(AftersalesError):
                found = check(file)
                codes |= {one.code for one in found if one.severity is Severity.WARNING}
    return _fitting(codes, incomplete)
