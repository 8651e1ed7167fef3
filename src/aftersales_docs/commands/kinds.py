"""Naming a kind of document on the command line."""

from __future__ import annotations

import click

from ..kinds import KINDS, Kind
from ..nearest import nearest


def named_kind(_context: click.Context, _parameter: click.Parameter, value: str) -> Kind:
    """The kind called ``value``; the nearest is offered where there is none."""
    if value in KINDS:
        return KINDS[value]
    near = nearest(value, KINDS)
    offer = f" Did you mean '{near}'?" if near else ""
    raise click.BadParameter(f"there is no kind '{value}'.{offer} Known: {', '.join(KINDS)}.")
