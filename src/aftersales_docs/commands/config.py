"""The command ``config``: which settings are in force, and where each comes from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ..config import KEYS, Config, Setting, read_config
from ..errors import worded
from ..messages import said
from .common import JSON, reported, say, say_json
from .results import as_data


@click.command()
@JSON
@click.pass_context
def config(context: click.Context, as_json: bool) -> None:
    """Show the settings in force, and where each comes from."""
    named = context.find_root().params.get("config_file")
    with reported(as_json):
        found = read_config(Path(named) if named else None)
    if as_json:
        say_json(as_data(**_as_data(found)))
        return
    file: str = str(found.file)
    if not found.file.is_file():
        file = said(worded("{file} (there is none yet)", file=file))
    width = max(map(len, KEYS)) + 2
    say(f"{'file':<{width}}{file}")
    known = {one.key: one for one in found.settings}
    for key, about in KEYS.items():
        say(f"{key:<{width}}{_value(known.get(key))}")
        also = worded("{meaning}; also {variable}", meaning=about.meaning, variable=about.variable)
        say(f"{'':<{width}}{said(also)}")


def _value(setting: Setting | None) -> str:
    if setting is None:
        return said(worded("not set"))
    told = worded("{value} (from {origin})", value=setting.value, origin=setting.origin)
    return said(told)


def _as_data(found: Config) -> dict[str, Any]:
    known = {one.key: one for one in found.settings}
    return {
        "file": str(found.file),
        "settings": {
            key: {"value": known[key].value, "origin": known[key].origin} if key in known else None
            for key in KEYS
        },
    }
